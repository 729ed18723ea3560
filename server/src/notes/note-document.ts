/**
 * The text of a note as a YAML document with places: a whole YAML or JSON file, or the front matter of Markdown. Everything that is written
 * back is an insertion at one place of this text; nothing is ever printed anew.
 */
import { isMap, isPair, isScalar, isSeq, parseAllDocuments, parseDocument, type Document, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { formatOf, type NoteFormat } from '../features/note-names.ts';

export type NoteDocument = {
  format: NoteFormat;
  text: string;
  /** Where the YAML begins in the text and where it ends; equal where Markdown has no front matter. */
  start: number;
  end: number;
  document: Document.Parsed<ParsedNode> | undefined;
  /** The line ending that the file uses. */
  eol: '\n' | '\r\n';
};

export type NotePlaceProblem = { message: string; start: number; end: number };

const fence = /^\uFEFF?---[ \t]*\r?\n/;
const fenceEnd = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/m;

/** The note, or what keeps it from being read. Of several YAML documents the first that says `name`, `kind` or `graph_edges` counts. */
export function noteDocument(text: string, file: string): NoteDocument | NotePlaceProblem {
  const format = formatOf(file);
  if (!format) return { message: 'This file is no note: notes are Markdown, YAML or JSON.', start: 0, end: 0 };
  const eol = /\r\n/.test(text.slice(0, 100_000)) ? '\r\n' : '\n';
  if (format !== 'markdown') return dataDocument(text, format, eol);
  const open = fence.exec(text);
  const none = { format, text, start: 0, end: 0, document: undefined, eol } as const;
  if (!open) return none;
  const start = open[0].length;
  const close = fenceEnd.exec(text.slice(start));
  if (!close) return { message: 'The front matter is not closed by a line of three dashes.', start: 0, end: start };
  return checked({ format, text, start, end: start + close.index, document: parseDocument(text.slice(start, start + close.index), { logLevel: 'silent' }), eol });
}

function dataDocument(text: string, format: NoteFormat, eol: NoteDocument['eol']): NoteDocument | NotePlaceProblem {
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const documents = parseAllDocuments(text.slice(bom), { logLevel: 'silent' });
  if (!Array.isArray(documents)) return { message: 'The file is empty.', start: 0, end: 0 };
  const all = documents as Document.Parsed<ParsedNode>[];
  const chosen = all.find((document) => isMap(document.contents) && ['name', 'kind', 'graph_edges', 'graph_paths', 'content'].some((key) => (document.contents as YAMLMap).has(key))) ?? all[0];
  return checked({ format, text, start: bom, end: text.length, document: chosen, eol });
}

function checked(note: NoteDocument): NoteDocument | NotePlaceProblem {
  const [error] = note.document?.errors ?? [];
  if (error) return { message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '.'), start: note.start + error.pos[0], end: note.start + error.pos[1] };
  const contents = note.document?.contents;
  if (contents && !isMap(contents)) return { message: 'Expected keys and values at the top of the note.', start: note.start, end: note.start };
  return note;
}

export function isProblem(value: NoteDocument | NotePlaceProblem): value is NotePlaceProblem {
  return 'message' in value;
}

export type EdgeList = { key: string; node: unknown; seq: YAMLSeq<ParsedNode> | undefined; keyRange: readonly [number, number, number] };

/** The list of edges that the note has: `graph_edges`, else `graph_paths`. */
export function edgeListOf({ document }: NoteDocument): EdgeList | undefined {
  const map = document?.contents;
  if (!isMap(map)) return undefined;
  for (const key of ['graph_edges', 'graph_paths']) {
    const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    const keyRange = (pair?.key as { range?: readonly [number, number, number] } | undefined)?.range;
    if (pair && keyRange) return { key, node: pair.value, seq: isSeq(pair.value) ? (pair.value as YAMLSeq<ParsedNode>) : undefined, keyRange };
  }
  return undefined;
}

/** One edge as it stands in the note. Places count from the start of the whole text. */
export type EdgeInNote = { dst: string; relation: string; start: number; end: number; dstStart: number; dstEnd: number };

/** Every edge of the list that leads somewhere. */
export function edgesInNote(note: NoteDocument): EdgeInNote[] {
  return (edgeListOf(note)?.seq?.items ?? []).flatMap((item) => {
    if (!isMap(item) || !item.range) return [];
    const [start, end] = item.range;
    for (const key of ['dst', 'target']) {
      const value: unknown = item.get(key, true);
      if (!isScalar(value) || !value.range || value.value === null) continue;
      const relation: unknown = item.get('rel_type') ?? item.get('relation') ?? item.get('type');
      return [{ dst: String(value.value), relation: typeof relation === 'string' ? relation : 'references', start: note.start + start, end: note.start + end, dstStart: note.start + value.range[0], dstEnd: note.start + value.range[1] }];
    }
    return [];
  });
}
