/**
 * Links in Markdown text: `[[Label]]`, `[[Label|shown]]` and `[text](path/to/note.md)`. Code is left out. Offsets are
 * those of the text that was given.
 */
import { posix } from 'node:path';

export type Link = { target: string; start: number; end: number };

const CODE = /(^|\n)[ \t]*(```|~~~)[\s\S]*?(\n[ \t]*\2[^\n]*|$)|`[^`\n]+`|<!--[\s\S]*?-->/g;
const WIKI = /!?\[\[([^[\]|#\n]+)(?:#[^[\]|\n]*)?(?:\|[^[\]\n]*)?\]\]/g;
const INLINE = /(?<!!)\[(?:[^[\]\n]|\[[^[\]\n]*\])*\]\(\s*(?:<([^<>\n]+)>|([^()\s]+))(?:\s+["'(][^\n]*?["')])?\s*\)/g;
const PICTURE = /\.(png|jpe?g|gif|webp|svg|pdf|mp[34]|wav|m4a|ogg|webm)$/i;
const NOTE = /\.(md|markdown|ya?ml|json)$/i;

/** `path` is the note's own, relative to the folder with `/`; linked paths come out relative to the folder too. */
export function links(text: string, path: string): Link[] {
  const prose = text.replace(CODE, (code) => code.replace(/[^\n]/g, ' '));
  return [...wikiLinks(prose), ...inlineLinks(prose, path)].sort((a, b) => a.start - b.start);
}

function wikiLinks(prose: string): Link[] {
  return [...prose.matchAll(WIKI)]
    .map((match) => ({ target: (match[1] as string).trim(), ...place(match) }))
    .filter((link) => link.target !== '' && !PICTURE.test(link.target));
}

function inlineLinks(prose: string, path: string): Link[] {
  return [...prose.matchAll(INLINE)].flatMap((match) => {
    const target = notePath(match[1] ?? match[2] ?? '', path);
    return target === undefined ? [] : [{ target, ...place(match) }];
  });
}

function place(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

/** A link that leads to a note of the folder; addresses on the web, anchors and paths that leave the folder are none. */
function notePath(href: string, from: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^#|^\/\//i.test(href)) return undefined;
  const bare = safeDecode(href.replace(/[?#].*$/, ''));
  if (!NOTE.test(bare)) return undefined;
  const joined = posix.normalize(bare.startsWith('/') ? bare.slice(1) : posix.join(posix.dirname(from), bare));
  return joined.startsWith('..') || joined === from ? undefined : joined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
