/** What speaks for a pair, quoted from the two texts, and the one sentence that says it. Nothing is said that was not found. */
import { foldedWords } from '../fold.ts';
import type { Corpus } from './corpus.ts';
import type { Pair } from './features.ts';
import type { Mention } from './mentions.ts';
import type { Profile } from './profile.ts';
import type { Evidence, Relation } from './types.ts';

export function evidenceOf(pair: Pair, corpus: Corpus): Evidence {
  const { source, target, cosine, mention, mentionBack, days } = pair;
  const common = <K>(left: ReadonlyMap<K, string>, right: ReadonlyMap<K, string>): string[] => [...left].flatMap(([key, shown]) => (right.has(key) ? [shown] : []));
  return {
    cosine, days,
    mention: mention && quoted(source, mention, corpus),
    listed: mention?.kind === 'listed',
    mentionedBack: mentionBack && quoted(target, mentionBack, corpus),
    people: common(source.people, target.people),
    tags: common(source.tags, target.tags),
    sameThread: source.thread !== undefined && source.thread === target.thread,
  };
}

/** The words of the mention as the text has them; nothing for who is only in the list of people. */
function quoted(text: Profile, mention: Mention, corpus: Corpus): string | undefined {
  if (mention.start < 0) return undefined;
  const words = Array.from(text.words.subarray(mention.start, mention.start + mention.length), (id) => corpus.vocabulary.word(id));
  return words.length === 0 ? undefined : asWritten(text.document.content, words);
}

/** The stretch of the content whose folded words these are, as it is written; the folded words where it is not found. */
function asWritten(content: string, words: readonly string[]): string {
  const written = [...content.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)].flatMap((match) => foldedWords(match[0]).map((word) => ({ word, start: match.index, end: match.index + match[0].length })));
  const at = written.findIndex((_, index) => words.every((word, offset) => written[index + offset]?.word === word));
  return at < 0 ? words.join(' ') : content.slice(written[at]!.start, written[at + words.length - 1]!.end).replace(/\s+/g, ' ');
}

/** One sentence, from what weighs most to what weighs least, two reasons at most. */
export function reasonOf(relation: Relation, label: string, evidence: Evidence, topics: readonly string[]): string {
  const parts = [lead(relation, label, evidence, topics), ...support(relation, evidence, topics)].filter((part) => part !== undefined);
  const sentence = parts.slice(0, 3).join(', ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function lead(relation: Relation, label: string, { mention, mentionedBack, listed, sameThread, days, cosine }: Evidence, topics: readonly string[]): string | undefined {
  if (relation.startsWith('MENTIONS') && mention !== undefined) return mention.toLowerCase() === label.toLowerCase() ? `names ${quote(label)}` : `${quote(mention)} means ${quote(label)}`;
  if (relation.startsWith('MENTIONS') && listed) return `lists ${quote(label)} among its people`;
  const apart = days === undefined || Math.abs(days) < 0.5 ? '' : days < 0 ? `, ${span(-days)} later` : `, ${span(days)} before`;
  if (sameThread) return `${quote(label)} is of the same series${apart}`;
  if (mentionedBack !== undefined && relation === 'CONTINUATION') return `${quote(label)} names this note${apart}`;
  if ((relation === 'CONTINUATION' || relation === 'PREREQUISITE') && mention === undefined && apart !== '') return `${quote(label)} was written${apart.slice(1)}`;
  if (mention !== undefined) return `names ${quote(mention)}`;
  if (mentionedBack !== undefined) return `named in ${quote(label)} as ${quote(mentionedBack)}`;
  if (topics.length > 0) return undefined;
  const where = label === '' ? 'the other text' : quote(label);
  if (cosine === undefined || cosine < 0.35) return `little in common with ${where}: no name, and no specific phrase`;
  return `close to ${where} in meaning (cosine ${cosine.toFixed(2)}), without a specific phrase in common`;
}

function support(relation: Relation, { people, tags }: Evidence, topics: readonly string[]): (string | undefined)[] {
  const named = relation.startsWith('MENTIONS');
  return [
    topics.length > 0 ? `both speak of ${list(topics.slice(0, 3).map(quote))}` : undefined,
    people.length > 0 && !named ? `${list(people.slice(0, 3))} in both` : undefined,
    topics.length === 0 && tags.length > 0 ? `both tagged ${list(tags.slice(0, 3))}` : undefined,
  ];
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 80 ? `${line.slice(0, 79)}…` : line}”`;
}

export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

function span(days: number): string {
  if (days < 1) return 'hours';
  const [count, unit] = days < 14 ? [days, 'day'] : days < 60 ? [days / 7, 'week'] : days < 700 ? [days / 30.4, 'month'] : [days / 365, 'year'];
  return `${Math.round(count)} ${unit}${Math.round(count) === 1 ? '' : 's'}`;
}
