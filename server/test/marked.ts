/**
 * Marked text: a document in a test with `$0` where the caret is, and places where features are tried without a connection.
 */
import { loadSql, openDocument, defaultSchema, type Label, type Schema } from '@rem/grammar';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placesOf } from '../src/convert.ts';
import type { View } from '../src/documents.ts';
import type { Knowledge } from '../src/knowledge.ts';
import { labelBook } from '../src/labels.ts';
import { settingsSchema } from '../src/protocol.ts';

await loadSql();

export type Marked = { view: View; offset: number; text: string };

/** The view of the text without its `$0`, and where that stood (the end where there is none). */
export function marked(source: string): Marked {
  const at = source.indexOf('$0');
  const text = source.replace('$0', '');
  return { view: viewOf(text), offset: at < 0 ? text.length : at, text };
}

export function viewOf(text: string, uri = 'file:///test.rem'): View {
  const document = TextDocument.create(uri, 'rem', 1, text);
  return { uri, version: 1, kind: 'document', text, parsed: openDocument(text), places: placesOf(document) };
}

export const people: Label[] = [
  { label: 'Sarah Chen', kind: 'person', table: 'entities', uri: 'file:///notes/sarah.yaml' },
  { label: 'Siobhán "Shiv" O\'Malley', kind: 'person', table: 'entities' },
  { label: 'api-design-v2', kind: 'project', table: 'entities' },
  { label: 'team/platform/oncall', kind: 'team', table: 'entities' },
  { label: 'docs/setup.md', kind: 'note', table: 'resources' },
];

export function knowing(extra: { schema?: Schema; labels?: Label[] } = {}): Knowledge {
  return {
    schema: extra.schema ?? defaultSchema, schemaKnown: true, labels: labelBook(extra.labels ?? people), settings: settingsSchema.parse({}), target: 'canonical', timeZone: 'UTC', version: Math.random(),
  };
}

/** The text after the edits, which must not lie over each other. */
export function applied(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return [...edits].sort((left, right) => right.start - left.start || right.end - left.end).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
