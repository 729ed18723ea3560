/**
 * REM in Markdown: fenced blocks whose info string begins with `rem`. The fence's indentation and the `>` of a quote
 * before each line are not part of the REM text; text written back gets them again.
 */
import type { Region } from '../convert.ts';
import { regionBuilder } from './region.ts';

const opening = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*([^\n`]*)$/;
const remInfo = /^\{?\.?rem\b/i;

export function markdownRegions(host: string): Region[] {
  const regions: Region[] = [];
  let fence: { mark: string; prefix: string; rem: boolean; from: number } | undefined;
  let start = 0;
  while (start <= host.length) {
    const end = lineEnd(host, start);
    const line = host.slice(start, end).replace(/\r$/, '');
    if (!fence) {
      const found = opening.exec(line);
      if (found) fence = { mark: found[2] ?? '', prefix: asContinuation(found[1] ?? ''), rem: remInfo.test(found[3] ?? ''), from: end + 1 };
    } else if (closes(line, fence.mark)) {
      if (fence.rem) regions.push(fenceRegion(host, fence.from, start, fence.prefix));
      fence = undefined;
    }
    start = end + 1;
  }
  if (fence?.rem) regions.push(fenceRegion(host, Math.min(fence.from, host.length), host.length, fence.prefix));
  return regions;
}

function lineEnd(host: string, from: number): number {
  const end = host.indexOf('\n', from);
  return end < 0 ? host.length : end;
}

/** List markers count as white space on the lines that follow. */
function asContinuation(prefix: string): string {
  return prefix.replace(/[^\s>]/g, ' ');
}

function closes(line: string, mark: string): boolean {
  const trimmed = line.replace(/^(?:[ \t]*>)*[ \t]*/, '').trimEnd();
  return trimmed.length >= mark.length && trimmed === (mark[0] ?? '`').repeat(trimmed.length);
}

function fenceRegion(host: string, from: number, to: number, prefix: string): Region {
  const builder = regionBuilder(host, from);
  for (let start = from; start < to;) {
    const end = Math.min(to, lineEnd(host, start) + 1);
    builder.same(start + prefixLength(host.slice(start, end), prefix), end);
    start = end;
  }
  return builder.build({ encode: (text) => text.replaceAll('\n', `\n${prefix}`), gaps: 'indentation' });
}

/** How much of the prefix the line really has: a lazy line may have less. */
function prefixLength(line: string, prefix: string): number {
  let length = 0;
  while (length < prefix.length && length < line.length && (line[length] === prefix[length] || (line[length] === ' ' && prefix[length] === '\t'))) length++;
  return line[length] === '\n' && prefix.length > length ? length : length;
}
