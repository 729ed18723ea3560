/**
 * Suggestions for one note of the workspace: its text is embedded, its neighbours are found and scored, and what the note has already, is
 * hidden, or is the note itself is left out.
 */
import type { EdgeDocument, EdgeSuggestion, ModelClient } from '@rem/model';
import type { MemoryKeeper } from './memory-keeper.ts';

export type NoteSuggestion = EdgeSuggestion & { path: string; uri: string | undefined; summary: string };

export type SuggestContext = {
  keeper: MemoryKeeper;
  /** Without it the words alone decide. */
  model?: Pick<ModelClient, 'embed'> | undefined;
  signal?: AbortSignal | undefined;
};

export type NoteToSuggest = { document: EdgeDocument; path: string; edges: readonly { dst: string }[] };

export type Limits = { limit?: number; least?: number; hidden?: (target: string) => boolean };

export async function suggestFor(note: NoteToSuggest, { keeper, model, signal }: SuggestContext, { limit = 10, least, hidden = () => false }: Limits = {}): Promise<NoteSuggestion[]> {
  const source = note.document.vector === undefined && model ? await embedded(note.document, model, signal) : note.document;
  if (signal?.aborted) return [];
  const present = new Set(note.edges.map(({ dst }) => fold(dst)));
  const skip = (target: EdgeDocument): boolean => {
    const where = keeper.note(target.id);
    return where?.path === note.path || hidden(target.label) || [target.label, where?.path ?? '', ...(target.aliases ?? [])].some((name) => present.has(fold(name)));
  };
  const found = keeper.memory.suggest(source, { limit, skip, ...(least === undefined ? {} : { least }) });
  return found.flatMap((suggestion) => {
    const where = keeper.note(suggestion.to);
    return where ? [{ ...suggestion, path: where.path, uri: where.uri, summary: where.summary }] : [];
  });
}

export function fold(label: string): string {
  return label.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

async function embedded(document: EdgeDocument, model: Pick<ModelClient, 'embed'>, signal: AbortSignal | undefined): Promise<EdgeDocument> {
  const { embedDocuments } = await import('@rem/model');
  const made = await embedDocuments(model, [document], {}, signal);
  return 'kind' in made ? document : (made[0] ?? document);
}
