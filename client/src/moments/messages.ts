/** What the moments panel and its page say to each other. Whatever comes back from the page is checked like any text from outside. */
import { z } from 'zod';
import { momentTypeNames, type MomentsAnswer } from '@rem/server/protocol';

export type Shown = Extract<MomentsAnswer, { kind: 'moments' }>;

export type ToMomentsPage =
  | { kind: 'moments'; file: string; shown: Shown; edited: boolean; canUndo: boolean; annotate: boolean }
  | { kind: 'failed'; message: string; remedy: string }
  /** The editor's cursor stands in this moment. */
  | { kind: 'select'; at: number };

const at = z.number().int().min(0);
export const fromMomentsPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('reveal'), at, focus: z.boolean() }),
  /** The boundary at the beginning of the moment `at` goes to the utterance numbered `to`. */
  z.object({ kind: z.literal('move'), at, to: z.number().int().min(1) }),
  z.object({ kind: z.literal('merge'), at }),
  z.object({ kind: z.literal('split'), at, to: z.number().int().min(1) }),
  z.object({ kind: z.literal('splitAtCursor') }),
  z.object({ kind: z.literal('edit'), at, name: z.string().max(300).optional(), summary: z.string().max(4000).optional(), momentType: z.enum(momentTypeNames).optional(), emotions: z.array(z.string().max(60)).max(12).optional(), topics: z.array(z.string().max(80)).max(12).optional() }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('reset') }),
  z.object({ kind: z.literal('grain'), grain: z.enum(['fine', 'coarse']) }),
  z.object({ kind: z.literal('save') }),
]);
export type FromMomentsPage = z.infer<typeof fromMomentsPageSchema>;
