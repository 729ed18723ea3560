/**
 * From a string as it is written in a program to the REM text it means, and back: escapes resolved, expressions and parameters as holes.
 */
import type { Region } from '../convert.ts';
import type { Family, StringToken } from './lexer.ts';
import { regionBuilder, type RegionBuilder } from './region.ts';

/** One link of `"a" + b + "c"`: a string, or an expression whose value is not known. */
export type Link = { kind: 'string'; token: StringToken } | { kind: 'expression'; start: number; end: number };

/** `braces`: `.format(…)` follows, so `{x}` is a hole though it is no f-string. */
export type ChainOptions = { family: Family; braces: boolean };

export function chainRegion(host: string, links: readonly [Link, ...Link[]], options: ChainOptions): Region {
  const [first] = links;
  const builder = regionBuilder(host, first.kind === 'string' ? first.token.bodyStart : first.start);
  for (const link of links) {
    if (link.kind === 'expression') builder.hole(link.start, link.end);
    else addString(builder, host, link.token, options);
  }
  const token = first.kind === 'string' ? first.token : undefined;
  return builder.build({ gaps: 'code', encode: (text) => (token ? encode(text, token, options) : undefined) });
}

const parameter = /%(?:\(\w+\))?[sdif](?!\w)|\$\d+(?!\w)/y;
const formatField = /\{\w*(?:[.[]\w+\]?)*(?:![rsa])?(?::[^{}]*)?\}/y;

function addString(builder: RegionBuilder, host: string, token: StringToken, options: ChainOptions): void {
  let at = token.bodyStart;
  let same = at;
  let hole = 0;
  const flush = (to: number): void => {
    if (to > same) builder.same(same, to);
  };
  const takeHole = (end: number): void => {
    flush(at);
    builder.hole(at, end);
    at = same = end;
  };
  while (at < token.bodyEnd) {
    const next = token.holes[hole];
    if (next && next.start === at) {
      hole++;
      takeHole(next.end);
      continue;
    }
    const field = options.braces && !token.template ? endOf(formatField, host, at) : undefined;
    const end = endOf(parameter, host, at) ?? field;
    if (end !== undefined && end <= token.bodyEnd) {
      takeHole(end);
      continue;
    }
    const escape = escapeAt(host, at, token, options.family);
    if (escape && at + escape.length <= token.bodyEnd) {
      flush(at);
      builder.escape(at, at + escape.length, escape.text);
      at = same = at + escape.length;
      continue;
    }
    at++;
  }
  flush(token.bodyEnd);
}

function endOf(pattern: RegExp, host: string, at: number): number | undefined {
  const char = host[at];
  if (char !== '%' && char !== '$' && char !== '{') return undefined;
  pattern.lastIndex = at;
  return pattern.test(host) ? pattern.lastIndex : undefined;
}

const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' };
const coded = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8}))/y;

/** The escape at an offset: its length in the host and what it means. */
function escapeAt(host: string, at: number, token: StringToken, family: Family): { length: number; text: string } | undefined {
  const char = host[at];
  const following = host[at + 1] ?? '';
  if (family === 'python' && token.template && (char === '{' || char === '}') && following === char) return { length: 2, text: char };
  if (char !== '\\' || token.raw) return undefined;
  coded.lastIndex = at;
  const code = coded.exec(host);
  if (code) {
    const point = Number.parseInt(code.slice(1).find((digits) => digits !== undefined) ?? '0', 16);
    return { length: code[0].length, text: point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd' };
  }
  if (following === '\r' && host[at + 2] === '\n') return { length: 3, text: '' };
  const known = simple[following];
  if (known !== undefined) return { length: 2, text: known };
  // Python keeps the backslash of an escape it does not know; JavaScript drops it.
  if (family === 'python' && !/[\\'"]/.test(following)) return undefined;
  return { length: 2, text: following };
}

/** How REM text is written inside this string; undefined where its kind has no way to write it. */
function encode(text: string, token: StringToken, options: ChainOptions): string | undefined {
  const several = token.quote.length === 3 || token.quote === '`';
  if (token.raw) return text.includes(token.quote) || (!several && text.includes('\n')) ? undefined : text;
  let written = text.replaceAll('\\', '\\\\');
  if (!several) written = written.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  written = token.quote.length === 3 ? written.replaceAll(token.quote, `\\${token.quote}`) : written.replaceAll(token.quote, `\\${token.quote}`);
  if (token.quote === '`') written = written.replaceAll('${', '\\${');
  if (options.family === 'python' && (token.template || options.braces)) written = written.replace(/[{}]/g, '$&$&');
  return written;
}
