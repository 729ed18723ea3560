/**
 * What every form of transcript comes to: utterances in the order of the file, each with its place in the text, and times where the file gives any.
 * Times are milliseconds on the file's own clock: for `date` the wall clock counted as if it were UTC, for `time` since midnight of an unnamed
 * first day, for `elapsed` since the recording began.
 */

/** UTF-16 offsets into the text that was read. */
export type Span = { start: number; end: number };

export type Clock =
  | { kind: 'none' }
  | { kind: 'elapsed' }
  | { kind: 'time' }
  /** `offset` is minutes east of UTC, where the file says its zone. */
  | { kind: 'date'; offset?: number };

export type Form = 'prose' | 'stamped' | 'dialogue' | 'cues' | 'segments' | 'diary';

export type Utterance = {
  start?: number;
  end?: number;
  speaker?: string;
  text: string;
  span: Span;
  /** The heading that stands directly above. */
  heading?: string;
  /** A heading, a rule or a date stands directly above; or a stamp or a blank line begins it. */
  opens: 'section' | 'stamp' | 'paragraph' | 'none';
  /** `day`: only the date is known, `start` is its midnight. */
  precision?: 'day';
  /** What a recorder said about it, where it did. */
  emotion?: string;
};

export type ReadingProblem = Span & { code: 'times-backwards' | 'times-overlap' | 'broken-json' | 'no-text' | 'too-large'; severity: 'error' | 'warning'; message: string };

export type Reading = {
  forms: Form[];
  clock: Clock;
  utterances: Utterance[];
  problems: ReadingProblem[];
  title?: string;
  place?: string;
  /** Names that the file itself lists as present. */
  people: string[];
};

export type ReadOptions = {
  /** Only its name is used: how it ends, and a date in it. */
  fileName?: string;
};
