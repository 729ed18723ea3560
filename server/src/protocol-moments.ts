/**
 * What server and client say about moments of an open transcript. Part of `protocol.ts`; imports nothing but zod. Places are UTF-16 offsets into the
 * text of the named version; times are milliseconds on the file's own clock and text beside them.
 */
import { z } from 'zod';

const offset = z.number().int().min(0);
const failed = z.object({ kind: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string() });

export const momentTypeNames = ['conversation', 'meeting', 'reflection', 'planning', 'problem_solving', 'learning', 'social', 'observation', 'accomplishment'] as const;
export const emotionNames = ['joy', 'excitement', 'warmth', 'pride', 'relief', 'frustration', 'disgust', 'anxiety', 'sadness', 'surprise', 'confusion', 'curiosity'] as const;

/** What a person changed of a moment; it is found again by the place where the moment begins. */
export const momentEditSchema = z.object({
  at: offset, name: z.string().max(300).optional(), summary: z.string().max(4000).optional(), momentType: z.enum(momentTypeNames).optional(),
  emotions: z.array(z.string().max(60)).max(12).optional(), topics: z.array(z.string().max(80)).max(12).optional(),
});
export type MomentEdit = z.infer<typeof momentEditSchema>;

/** `cuts`: where a person wants moments to begin; left out, the program decides. */
export const momentsParamsSchema = z.object({ uri: z.string(), grain: z.enum(['fine', 'coarse']).default('fine'), cuts: z.array(offset).max(20_000).optional(), edits: z.array(momentEditSchema).max(5000).default([]) });
export type MomentsParams = z.input<typeof momentsParamsSchema>;

const shownMoment = z.object({
  first: offset, last: offset, start: offset, end: offset, from: z.number().optional(), to: z.number().optional(), fromText: z.string().optional(), toText: z.string().optional(),
  name: z.string(), summary: z.string(), momentType: z.enum(momentTypeNames), emotions: z.array(z.string()), topics: z.array(z.string()),
  people: z.array(z.object({ name: z.string(), role: z.enum(['speaker', 'addressed', 'mentioned']) })), place: z.string().optional(), sure: z.number(),
  /** Name and summary are nobody's yet: the program's own, or those of the server named in `by`. */
  draft: z.object({ by: z.string().optional() }).optional(),
});
export type ShownMoment = z.infer<typeof shownMoment>;

export const momentsAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('moments'), uri: z.string(), version: z.number().int(), clock: z.enum(['none', 'elapsed', 'time', 'date']),
    utterances: z.array(z.object({ start: offset, end: offset, at: z.number().optional(), text: z.string() })),
    moments: z.array(shownMoment), problems: z.array(z.object({ start: offset, end: offset, severity: z.enum(['error', 'warning']), message: z.string() })), ms: z.number(),
  }),
  failed,
]);
export type MomentsAnswer = z.infer<typeof momentsAnswerSchema>;

export const saveTargets = ['note', 'engram', 'yaml', 'json', 'gold'] as const;
export type SaveTarget = (typeof saveTargets)[number];
export const saveMomentsParamsSchema = z.object({ uri: z.string(), target: z.enum(saveTargets), grain: z.enum(['fine', 'coarse']).default('fine'), cuts: z.array(offset).max(20_000).optional(), edits: z.array(momentEditSchema).max(5000).default([]) });
export type SaveMomentsParams = z.input<typeof saveMomentsParamsSchema>;

/** `uri`: the file that the text belongs into, which may not exist yet; for `gold` one line to append. Nothing was written. */
export const saveMomentsAnswerSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('file'), uri: z.string(), text: z.string(), append: z.boolean() }), failed]);
export type SaveMomentsAnswer = z.infer<typeof saveMomentsAnswerSchema>;

export const momentMethods = { moments: 'rem/moments', saveMoments: 'rem/saveMoments', described: 'rem/momentsDescribed' } as const;

/** Server to client: a moment of this document has been described anew, by the server that the person chose for moments; `rem/moments` tells it. */
export const momentsDescribedSchema = z.object({ uri: z.string() });
/** The lens above a moment: [uri, offset]. */
export const momentCommands = { preview: 'rem.moments.preview' } as const;
