/** Words of a request that carry meaning (no talk around it, no time) and of which an answer holds nothing. */
import { parse } from '@rem/grammar';
import { foldText } from '../fold.ts';
import { similarity } from '../snap.ts';
import talk from './talk-words.json' with { type: 'json' };
import { time } from './words.ts';

/** Longer tales hold many words that are no part of the ask. */
const LONGEST = 90;
const talkWords = new Set(talk);

/** `rest`: the folded request without the answer's values. */
export function leftOverWords(rest: string, answer: string): string[] {
  if (rest.length > LONGEST) return [];
  const written = foldText(answer);
  const [statement] = parse(answer).tree.statements;
  const relations = (statement?.kind === 'traverse' ? statement.edgeTypes?.types ?? [] : []).map((type) => type.value.toLowerCase().slice(0, 4));
  const words = rest.replaceAll('§', ' ').replace(time, ' ').match(/\p{L}[\p{L}-]{2,}\p{L}/gu) ?? [];
  return words.filter((word) => !isTalk(word) && !written.includes(word.slice(0, Math.max(4, word.length - 3))) && !relations.some((relation) => word.startsWith(relation)));
}

const asked = new Map<string, boolean>();

function isTalk(word: string): boolean {
  const known = asked.get(word);
  if (known !== undefined) return known;
  const parts = word.split('-');
  const found = talkWords.has(word) || talkWords.has(word.replace(/(?:s|ed|ing|ly)$/, '')) || (parts.length > 1 && parts.every((part) => talkWords.has(part) || part.length < 3))
    || (word.length > 5 && talk.some((other) => Math.abs(other.length - word.length) <= 1 && other.length > 4 && similarity(word, other) >= 0.8));
  if (asked.size > 5000) asked.clear();
  asked.set(word, found);
  return found;
}
