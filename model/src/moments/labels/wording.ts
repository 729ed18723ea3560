/**
 * A draft name and summary out of the stretch's own words. The summary is its most telling sentences; where one person writes about themself they
 * are turned to "you" by rules, where people speak it says who. Nothing is added that the text does not say.
 */
import type { Read } from '../features.ts';
import { cosine, type Words } from '../words.ts';
import type { Person } from './people.ts';
import type { MomentType } from './type-set.ts';

const typeWords: Readonly<Record<MomentType, string>> = { conversation: 'Talk', meeting: 'Meeting', reflection: 'Thoughts', planning: 'Planning', problem_solving: 'Problem', learning: 'Learning', social: 'Together', observation: 'Notes', accomplishment: 'Done' };

/** Two to seven words: the heading, else the first topics. */
export function nameOf(reads: readonly Read[], topics: readonly string[], type: MomentType, people: readonly Person[]): string {
  const heading = reads.map(({ utterance }) => utterance.heading).find((each) => each !== undefined && /\p{L}{3}/u.test(each));
  if (heading) return cut(heading.replace(/[*_`#]/g, ''), 7);
  const [first, second] = topics.map((topic) => topic.replaceAll('-', ' '));
  const words = first === undefined ? [] : second !== undefined && first.split(' ').length + second.split(' ').length <= 5 ? [first, 'and', second] : [first];
  const opening = reads[0]?.utterance.text ?? '';
  if (words.length === 0) return people[0] && opening === '' ? `${typeWords[type]}: ${people[0].name}` : cut(opening, 6) || typeWords[type];
  const name = words.join(' ');
  return sentenceCase(name.includes(' ') ? name : `${typeWords[type]}: ${name}`);
}

function cut(text: string, most: number): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.length <= most ? words.join(' ').replace(/[.,;:]$/, '') : `${words.slice(0, most).join(' ').replace(/[.,;:!?]$/, '')}…`;
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One or two sentences of the text, those nearest to the whole; in the order of the text. */
export function summaryOf(reads: readonly Read[], words: Words, people: readonly Person[]): string {
  const whole = new Float32Array(words.dims);
  for (const read of reads) for (let dim = 0; dim < words.dims; dim++) whole[dim] = (whole[dim] ?? 0) + (read.vector[dim] ?? 0);
  const told = reads
    .map((read, at) => ({ read, at, score: read.tokens.length < 4 ? -1 : cosine(read.vector, whole) + Math.min(1, read.stems.length / 6) * 0.35 + (at === 0 ? 0.1 : 0) - (read.utterance.text.endsWith('?') ? 0.2 : 0) - (read.tokens.length > 45 ? 0.3 : 0) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, 2)
    .filter(({ score }, rank) => rank === 0 || score > 0.2)
    .sort((left, right) => left.at - right.at);
  return told.map(({ read }) => sentenceOf(read, people)).join(' ');
}

function sentenceOf({ utterance }: Read, people: readonly Person[]): string {
  const text = shorten(utterance.text);
  if (utterance.speaker === undefined) return stop(secondPerson(text));
  const named = people.some(({ name, role }) => role === 'speaker' && name.includes(utterance.speaker ?? ''));
  return named ? `${utterance.speaker}: “${stop(text)}”` : `“${stop(text)}”`;
}

function shorten(text: string): string {
  if (text.length <= 220) return text;
  const at = text.lastIndexOf(' ', 217);
  return `${text.slice(0, at > 80 ? at : 217)}…`;
}

const stop = (text: string): string => (/[.!?…]["'”’)]*$/.test(text) ? text : `${text}.`);

const turns: readonly (readonly [RegExp, string])[] = [
  [/\bI am\b|\bI'm\b|\bI’m\b/g, 'you are'], [/\bI was\b/g, 'you were'], [/\bI've\b|\bI’ve\b/g, "you've"], [/\bI'll\b|\bI’ll\b/g, "you'll"], [/\bI'd\b|\bI’d\b/g, "you'd"],
  [/\bwas I\b/g, 'were you'], [/\bam I\b/g, 'are you'], [/\bI\b/g, 'you'], [/\bmyself\b/gi, 'yourself'], [/\bmine\b/gi, 'yours'], [/\bmy\b/gi, 'your'], [/\bme\b/g, 'you'],
];

/** `I fixed my bike.` -> `You fixed your bike.`; words inside quotation marks stay as they were said. */
export function secondPerson(text: string): string {
  const parts = text.split(/("[^"]*"|“[^”]*”)/);
  const turned = parts.map((part, at) => (at % 2 === 1 ? part : turns.reduce((line, [from, to]) => line.replace(from, to), part))).join('');
  return sentenceCase(turned);
}
