/**
 * What features know beside the text: the schema, the labels, the settings and the clock. A value that is passed to them;
 * `server.ts` makes a new one when any of it changes.
 */
import type { Schema, Target } from '@rem/grammar';
import type { LabelBook } from './labels.ts';
import type { Settings } from './protocol.ts';

export type Knowledge = {
  readonly schema: Schema;
  /** False while the real schema still loads: then nothing is called unknown. */
  readonly schemaKnown: boolean;
  readonly labels: LabelBook;
  readonly settings: Settings;
  readonly target: Target;
  /** IANA name. */
  readonly timeZone: string;
  /** Changes with every change of the above; part of cache keys. */
  readonly version: number;
};
