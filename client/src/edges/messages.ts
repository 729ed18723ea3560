/** What the edge list and the labelling view say to their pages and hear from them. Texts of notes are shown, never taken for markup. */
import { z } from 'zod';
import type { EdgePair, EdgeSuggestion } from '@rem/server/protocol';

export type EdgeRow = { id: string; note: { uri: string; path: string; label: string }; suggestion: EdgeSuggestion; state: 'open' | 'accepted' };

export type ToEdgeList = { kind: 'rows'; title: string; rows: EdgeRow[]; busy: boolean; message?: string; canUndo: boolean };

const id = z.string();
export const fromEdgeListSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('preview'), id }),
  z.object({ kind: z.literal('accept'), id }),
  z.object({ kind: z.literal('acceptAbove'), score: z.number().min(0).max(1) }),
  z.object({ kind: z.literal('hide'), id }),
  z.object({ kind: z.literal('hideForEver'), id }),
  z.object({ kind: z.literal('undo') }),
]);
export type FromEdgeList = z.infer<typeof fromEdgeListSchema>;

/** The scorer's opinion stays behind: a label is given without seeing it. */
export type PairToLabel = Omit<EdgePair, 'score' | 'relation'>;

export type ToLabelling =
  | { kind: 'pair'; pair: PairToLabel; done: number; labeller: string; before?: { affinity: number; relation: string | null } }
  | { kind: 'end'; done: number; message: string };

export const fromLabellingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('label'), id, affinity: z.number().min(0).max(1), relation: z.string().nullable() }),
  z.object({ kind: z.literal('skip'), id }),
  z.object({ kind: z.literal('back') }),
]);
export type FromLabelling = z.infer<typeof fromLabellingSchema>;
