/** Reading transcripts: text -> utterances with times, speakers and places. */
export { readTranscript, TRANSCRIPT_LIMIT } from './read.ts';
export type { Clock, Form, Reading, ReadingProblem, ReadOptions, Span, Utterance } from './utterance.ts';
export { clockText } from './show.ts';
