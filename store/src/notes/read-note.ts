/**
 * A file -> a note. Bytes that are no text, broken YAML and wrong shapes are problems with a place; nothing here throws
 * for what stands in a file.
 */
import { posix } from 'node:path';
import { isMap, parseAllDocuments, type Document, type ParsedNode } from 'yaml';
import type { NoteProblem } from '../types.ts';
import { documentRows, isNote } from './document.ts';
import { links } from './links.ts';
import type { NoteRow, ReadNote } from './note.ts';
import { problem, type NoteProblemCode, type Place } from './problem.ts';

export const LARGEST_NOTE = 8 * 1024 * 1024;

type YamlDocument = Document.Parsed<ParsedNode>;

/** `path` is relative to the folder, with `/`. Answers undefined where the file is none of ours (another JSON or YAML). */
export function readNote(path: string, bytes: Uint8Array): ReadNote | undefined {
  if (bytes.length > LARGEST_NOTE)
    return broken(problem('note-too-large', path, '', { start: 0, end: 0 }, `The note has ${Math.round(bytes.length / 1048576)} MB`));
  const text = utf8(bytes);
  if (text === undefined) return broken(problem('note-encoding', path, '', { start: 0, end: 0 }, 'The file is not UTF-8 text'));
  return withoutNul(path, text, (clean) => {
    try {
      return /\.(md|markdown)$/i.test(path) ? readMarkdown(path, clean) : readData(path, clean);
    } catch (error) {
      // The YAML library gives up on absurd nesting and on alias bombs by throwing.
      return broken(problem('note-yaml', path, clean, { start: 0, end: 0 }, error instanceof Error ? error.message : 'The note cannot be read'));
    }
  });
}

function broken(...problems: NoteProblem[]): ReadNote {
  return { rows: [], problems, broken: true };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** PostgreSQL has no NUL in text; it is replaced one for one, so that places stay. */
function withoutNul(path: string, text: string, read: (clean: string) => ReadNote | undefined): ReadNote | undefined {
  const at = text.indexOf('\0');
  if (at < 0) return read(text);
  const note = read(text.replaceAll('\0', '\ufffd'));
  return (
    note && { ...note, problems: [...note.problems, problem('note-nul', path, text, { start: at, end: at + 1 }, 'The note holds a NUL character')] }
  );
}

const FENCE = /^\uFEFF?---[ \t]*\r?\n/;
const FENCE_END = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

function readMarkdown(path: string, text: string): ReadNote {
  const open = FENCE.exec(text);
  if (!open) return markdownRows(path, text, text.replace(/^\uFEFF/, ''), undefined, 0);
  const start = open[0].length;
  const close = FENCE_END.exec(text.slice(start));
  if (!close) return broken(problem('note-front-matter', path, text, { start: 0, end: open[0].trimEnd().length }, 'The front matter is not closed'));
  const body = text
    .slice(start + close.index + close[0].length)
    .replace(/^\s*\n/, '')
    .trimEnd();
  return markdownRows(path, text, body, text.slice(start, start + close.index), start);
}

function markdownRows(path: string, text: string, body: string, front: string | undefined, start: number): ReadNote {
  const document = front === undefined ? undefined : parseAllDocuments(front, { logLevel: 'silent' });
  const first = Array.isArray(document) ? document[0] : undefined;
  const errors = first ? yamlProblems(path, text, first, start) : [];
  if (errors.length > 0) return broken(...errors);
  const value: unknown = first?.toJS({ maxAliasCount: 50 }) ?? {};
  if (!isRecord(value))
    return broken(problem('note-shape', path, text, { start, end: start + (front?.length ?? 0) }, 'Expected keys and values in the front matter'));
  const found = { text, body, links: links(body, path).map((link) => link.target), name: heading(body) ?? baseName(path) };
  return read(path, [{ value, document: first, start, ...found }]);
}

function readData(path: string, text: string): ReadNote | undefined {
  const isJson = /\.json$/i.test(path);
  if (isJson && !/"(kind|graph_edges|graph_paths|moments)"/.test(text)) return undefined;
  if (!isJson && !/^(?:\uFEFF)?\s*["'{]?(kind|name|graph_edges|moments)\b/m.test(text)) return undefined;
  if (isJson) {
    const wrong = jsonProblem(path, text);
    if (wrong) return looksLikeNote(text) ? broken(wrong) : undefined;
  }
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return undefined;
  const errors = documents.flatMap((document) => yamlProblems(path, text, document, 0));
  if (errors.length > 0) return looksLikeNote(text) ? broken(...errors) : undefined;
  const parts = documents.map((document) => ({ value: document.toJS({ maxAliasCount: 50 }) as unknown, document }));
  const notes = parts.filter((part): part is { value: Record<string, unknown>; document: YamlDocument } => isNote(part.value));
  if (notes.length === 0) return undefined;
  return read(
    path,
    notes.map((part) => ({ ...part, start: 0, text, body: undefined, links: contentLinks(part.value, path), name: baseName(path) })),
  );
}

/** Broken files are only ours to complain about where they say what they are. */
function looksLikeNote(text: string): boolean {
  return /(?:^|[{,])\s*["']?kind["']?\s*:\s*["']?(?:engram|entity|resource|moment|file)\b/im.test(text);
}

function contentLinks(value: Record<string, unknown>, path: string): string[] {
  return typeof value['content'] === 'string' ? links(value['content'], path).map((link) => link.target) : [];
}

type Part = {
  value: Record<string, unknown>;
  document: YamlDocument | undefined;
  start: number;
  text: string;
  body: string | undefined;
  links: string[];
  name: string;
};

function read(path: string, parts: Part[]): ReadNote {
  const problems: NoteProblem[] = [];
  const rows = parts.flatMap((part, i): NoteRow[] =>
    documentRows({
      value: part.value,
      part: String(i),
      fallbackName: part.name,
      links: part.links,
      problems,
      ...(part.body === undefined ? {} : { body: part.body }),
      report: (code: NoteProblemCode, keys, message) => problems.push(problem(code, path, part.text, placeOf(part, keys), message)),
    }),
  );
  return { rows, problems, broken: false };
}

/** The node that the keys lead to, or the nearest one above it. */
function placeOf(part: Part, keys: (string | number)[]): Place {
  for (let length = keys.length; length > 0; length--) {
    const node: unknown = part.document?.getIn(keys.slice(0, length), true);
    const range = (node as ParsedNode | undefined)?.range;
    if (range) return { start: part.start + range[0], end: part.start + range[1] };
  }
  return { start: part.start, end: part.start };
}

function yamlProblems(path: string, text: string, document: YamlDocument, start: number): NoteProblem[] {
  const errors = document.errors.map((error) =>
    problem('note-yaml', path, text, { start: start + error.pos[0], end: start + error.pos[1] }, firstLine(error.message)),
  );
  if (errors.length > 0 || document.contents === null || isMap(document.contents) || start === 0) return errors;
  return [problem('note-shape', path, text, { start, end: start }, 'Expected keys and values in the front matter')];
}

function jsonProblem(path: string, text: string): NoteProblem | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    return problem('note-json', path, text, { start: at, end: at + 1 }, message.replace(/\s*\(line.*$/s, ''));
  }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function heading(body: string): string | undefined {
  const title = /^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(body)?.[1]?.trim();
  return title === undefined || title === '' ? undefined : title.slice(0, 400);
}

function baseName(path: string): string {
  return posix.basename(path).replace(/\.[^.]+$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
