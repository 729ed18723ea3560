/**
 * Suggestions for one note of the workspace: its beginning is embedded where the memory does not know its text, its neighbours are found and scored, and what the note has already, is
 * hidden, or is the note itself is left out.
 */
import type { Completer, EdgeDocument, EdgeSuggestion, ModelClient } from '@rem/model';
import type { MemoryKeeper } from './memory-keeper.ts';

export type NoteSuggestion = EdgeSuggestion & { path: string; uri: string | undefined; summary: string };

export type SuggestContext = {
  keeper: MemoryKeeper;
  /** Without it the words alone decide. */
  model?: Pick<ModelClient, 'embed'> | undefined;
  /** A model server that the person chose for edges: it judges what was found. Where it fails, the built-in scores stand. */
  judge?: Completer | undefined;
  signal?: AbortSignal | undefined;
};

export type NoteToSuggest = { document: EdgeDocument; path: string; edges: readonly { dst: string }[] };

export type Limits = { limit?: number; least?: number; hidden?: (target: string) => boolean };

export async function suggestFor(note: NoteToSuggest, { keeper, model, judge, signal }: SuggestContext, { limit = 10, least, hidden = () => false }: Limits = {}): Promise<NoteSuggestion[]> {
  const source = withKnownVector(note, keeper) ?? (model ? await embedded(note.document, model, signal) : note.document);
  if (signal?.aborted) return [];
  const present = new Set(note.edges.map(({ dst }) => fold(dst)));
  const skip = (target: EdgeDocument): boolean => {
    const where = keeper.note(target.id);
    return where?.path === note.path || hidden(target.label) || [target.label, where?.path ?? '', ...(target.aliases ?? [])].some((name) => present.has(fold(name)));
  };
  const scored = keeper.memory.suggest(source, { limit, skip, ...(least === undefined ? {} : { least }) });
  const found = judge && scored.length > 0 ? await judged(judge, source, scored, keeper, signal) : scored;
  return found.flatMap((suggestion) => {
    const where = keeper.note(suggestion.to);
    return where ? [{ ...suggestion, path: where.path, uri: where.uri, summary: where.summary }] : [];
  });
}

export function fold(label: string): string {
  return label.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

async function judged(judge: Completer, source: EdgeDocument, scored: readonly EdgeSuggestion[], keeper: MemoryKeeper, signal: AbortSignal | undefined): Promise<readonly EdgeSuggestion[]> {
  const { judgeEdges } = await import('@rem/model');
  const candidates = scored.flatMap(({ to }) => keeper.memory.get(to) ?? []);
  const found = await judgeEdges(judge, source, candidates, signal ? { signal } : {});
  return 'kind' in found ? scored : found;
}

/** A note that says what it said when it was indexed has its vector already. */
function withKnownVector({ document, path }: NoteToSuggest, keeper: MemoryKeeper): EdgeDocument | undefined {
  if (document.vector) return document;
  const indexed = keeper.byPath(path)?.document;
  const vector = indexed?.label === document.label && indexed.content === document.content ? keeper.memory.get(indexed.id)?.vector : undefined;
  return vector && { ...document, vector };
}

async function embedded(document: EdgeDocument, model: Pick<ModelClient, 'embed'>, signal: AbortSignal | undefined): Promise<EdgeDocument> {
  const { draft, embedDocuments } = await import('@rem/model');
  const made = await embedDocuments(model, [document], draft, signal);
  return 'kind' in made ? document : (made[0] ?? document);
}
