/** Moments: a transcript's text -> utterances -> moments. The door for the rest of the model package. */
export * from './read/index.ts';
export { cutReading, momentsOf, newMomentCache, readMoments, type Moment, type MomentCache, type MomentOptions, type MomentReading } from './moments.ts';
export { judgeMoment, readMomentWords, transcriptIn, type MomentWords } from './judge.ts';
export { momentAnswers, type AnswerOptions, type MomentAnswer } from './answer.ts';
export { momentModels, type MomentModels } from './models.ts';
export { emotionOf, emotionTags, groups as emotionGroups } from './labels/emotion-set.ts';
export { momentTypes, typeOf, type MomentType } from './labels/type-set.ts';
export { samePerson, type Person } from './labels/people.ts';
export type { Cut, Grain } from './segment.ts';
