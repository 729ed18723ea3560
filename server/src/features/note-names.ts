/**
 * Labels in notes: where a note says its own name, and where it names another (edges, links). Works on the text of Markdown, YAML and JSON,
 * so that what is written back keeps every comment and key order.
 */
import type { Span } from '@rem/grammar';

export type NoteFormat = 'markdown' | 'yaml' | 'json';
/** `write` gives the text for a new name at the same place. */
export type NoteName = Span & { role: 'definition' | 'reference'; name: string; write(name: string): string };

export function formatOf(file: string): NoteFormat | undefined {
  if (/\.(?:md|markdown)$/i.test(file)) return 'markdown';
  if (/\.ya?ml$/i.test(file)) return 'yaml';
  return /\.json$/i.test(file) ? 'json' : undefined;
}

export function noteNames(text: string, format: NoteFormat): NoteName[] {
  switch (format) {
    case 'markdown': return markdownNames(text);
    case 'yaml': return yamlNames(text, 0);
    case 'json': return jsonNames(text);
  }
}

function markdownNames(text: string): NoteName[] {
  const front = /^---\r?\n([\s\S]*?)\r?\n---[^\S\n]*(?:\r?\n|$)/.exec(text);
  const names = front?.[1] === undefined ? [] : yamlNames(front[1], text.indexOf('\n') + 1);
  const body = front?.[0].length ?? 0;
  if (!names.some((name) => name.role === 'definition')) names.push(...heading(text, body));
  for (const link of text.slice(body).matchAll(/\[\[([^\]|#\n]+)/g)) {
    const found = link[1] ?? '';
    const start = body + link.index + 2 + (found.length - found.trimStart().length);
    names.push({ start, end: start + found.trim().length, role: 'reference', name: found.trim(), write: (name) => name.replace(/[[\]|#\n]/g, ' ') });
  }
  return names.sort((left, right) => left.start - right.start);
}

function heading(text: string, from: number): NoteName[] {
  const found = /^#[^\S\n]+(.+?)[^\S\n]*#*[^\S\n]*$/m.exec(text.slice(from));
  if (!found?.[1]) return [];
  const start = from + found.index + found[0].indexOf(found[1]);
  return [{ start, end: start + found[1].length, role: 'definition', name: found[1], write: (name) => name }];
}

const yamlLine = /^([^\S\n]*)((?:-[^\S\n]+)?)(name|dst|target)([^\S\n]*:[^\S\n]+)("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s#"'[{|>&*!%@`\n][^\n]*?)(?=[^\S\n]*(?:[^\S\n]#[^\n]*)?\r?$)/gm;
const yamlFlow = /([{,][^\S\n]*)(dst|target)([^\S\n]*:[^\S\n]+)("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s,}"'][^,}\n]*)/g;

function yamlNames(text: string, shift: number): NoteName[] {
  const found: NoteName[] = [];
  for (const match of text.matchAll(yamlLine)) {
    const [whole, indent = '', dash = '', key = '', , value = ''] = match;
    // Only the note's own name is its label: names deeper down belong to moments and persons.
    const own = key === 'name' && indent === '' && dash === '';
    if (key === 'name' && !own) continue;
    found.push(yamlValue(value, shift + match.index + whole.length - value.length, own ? 'definition' : 'reference'));
  }
  for (const match of text.matchAll(yamlFlow)) {
    const value = (match[4] ?? '').trimEnd();
    const start = shift + match.index + match[0].length - (match[4] ?? '').length;
    if (!found.some((name) => name.start === start)) found.push(yamlValue(value, start, 'reference'));
  }
  return found;
}

function yamlValue(value: string, start: number, role: NoteName['role']): NoteName {
  const place = { start, end: start + value.length, role };
  if (value.startsWith('"')) return { ...place, name: jsonText(value) ?? value.slice(1, -1), write: (name) => JSON.stringify(name) };
  if (value.startsWith("'")) return { ...place, name: value.slice(1, -1).replaceAll("''", "'"), write: (name) => `'${name.replaceAll("'", "''")}'` };
  return { ...place, name: value, write: (name) => (isPlain(name) ? name : JSON.stringify(name)) };
}

/** Whether YAML reads the text as this text when it stands without quotes. */
export function isPlain(name: string): boolean {
  return /^[\p{L}\p{N}][^\n:#,[\]{}"'`|>&*!%@\\]*$/u.test(name) && !/^(?:true|false|yes|no|on|off|null|~|[\d.+-].*)$/i.test(name) && name === name.trim();
}

function jsonNames(text: string): NoteName[] {
  const found: NoteName[] = [];
  let owned = false;
  for (const match of text.matchAll(/"(name|dst|target)"(\s*:\s*)("(?:[^"\\\n]|\\.)*")/g)) {
    const value = match[3] ?? '';
    const start = match.index + match[0].length - value.length;
    const own = match[1] === 'name';
    // The first `name` at depth one is the note's.
    if (own && (owned || depthAt(text, match.index) !== 1)) continue;
    owned ||= own;
    const name = jsonText(value);
    if (name !== undefined) found.push({ start, end: start + value.length, role: own ? 'definition' : 'reference', name, write: (next) => JSON.stringify(next) });
  }
  return found;
}

function depthAt(text: string, offset: number): number {
  const outside = text.slice(0, offset).replace(/"(?:[^"\\]|\\.)*"/g, '');
  return (outside.match(/[{[]/g)?.length ?? 0) - (outside.match(/[}\]]/g)?.length ?? 0);
}

function jsonText(value: string): string | undefined {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'string' ? read : undefined;
  } catch {
    return undefined;
  }
}
