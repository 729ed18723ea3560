/** Times in words, recognised without a model: the comparison and the symbolic date that a plain mention of a time stands for. */
import { numberWords } from '../agreement/words.ts';

export type SaidTime = { operator: '=' | '>=' | '<' | '>' | '<='; word: string };

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const units: Record<string, string> = { hour: 'h', hr: 'h', day: 'd', week: 'w', wk: 'w', month: 'm', year: 'y', yr: 'y' };
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth'];
const unit = '(hour|hr|day|week|wk|month|year|yr)s?';
const count = `(\\d+|${Object.keys(numberWords).join('|')})`;

/** The one time that folded words name; undefined where they name none, or several. */
export function timeSaid(text: string): SaidTime | undefined {
  const found = timesSaid(text);
  return found.length === 1 ? found[0] : undefined;
}

/** The times that folded words name, in their order. */
export function timesSaid(text: string): SaidTime[] {
  return [...wordsIn(text)].sort((a, b) => a.at - b.at).map((found) => ({ operator: operatorBefore(text.slice(0, found.at), found), word: found.word }));
}

type Found = { at: number; word: string; length: boolean };

function* wordsIn(text: string): Iterable<Found> {
  let rest = text;
  const take = function* (pattern: RegExp, word: (match: RegExpExecArray) => string | undefined, length = false): Iterable<Found> {
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const made = word(match);
      rest = rest.slice(0, match.index) + '·'.repeat(match[0].length) + rest.slice(match.index + match[0].length);
      if (made !== undefined) yield { at: match.index, word: made, length };
    }
  };
  yield* take(/\b((?:19|20)\d\d-\d\d(?:-\d\d)?)\b/, (match) => match[1]);
  yield* take(new RegExp(`\\b(\\d{1,2}|${ordinals.join('|')})(?:st|nd|rd|th)?\\.? (?:of )?(${months.join('|')})(?:,? (20\\d\\d))?\\b`), (match) => dayOf(match[1]!, match[2]!, match[3]));
  yield* take(new RegExp(`\\b(${months.join('|')}) (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d\\d))?(?!\\d)\\b`), (match) => dayOf(match[2]!, match[1]!, match[3]));
  yield* take(new RegExp(`\\b(${months.join('|')}) (?:of )?(20\\d\\d)\\b`), (match) => `${match[2]}-${two(months.indexOf(match[1]!) + 1)}`);
  yield* take(new RegExp(`\\b(?:last|past|previous|latest) (?:half (?:a )?)year\\b`), () => '6m', true);
  yield* take(new RegExp(`\\b(?:last|past|previous) ${count} ${unit}\\b`), (match) => lengthOf(match[1]!, match[2]!), true);
  yield* take(new RegExp(`\\b(?:past|older than (?:a|an|one)) ${unit}\\b`), (match) => `1${units[match[1]!]}`, true);
  yield* take(new RegExp(`\\b${count} ${unit}(?= (?:old|ago)\\b)|(?<=older than )${count} ${unit}\\b`), (match) => lengthOf(match[1] ?? match[3]!, match[2] ?? match[4]!), true);
  yield* take(/\b(?:last|past) fortnight\b/, () => '2w', true);
  yield* take(/\b(this|last|next|current|previous) (week|wk|month|quarter|year)s?\b/, (match) => `${{ this: 'this', current: 'this', last: 'last', previous: 'last', next: 'next' }[match[1]!]}_${match[2] === 'wk' ? 'week' : match[2]}`);
  yield* take(new RegExp(`\\blast (${days.join('|')})s?\\b`), (match) => `last_${match[1]}`);
  yield* take(/\b(yesterday|today|tomorrow)s?\b/, (match) => match[1]);
  yield* take(/\b(?:upcoming|coming up|still to come|in the future|ahead of us)\b/, () => 'now');
  yield* take(/\b(?:last night)\b/, () => 'yesterday');
  yield* take(/\b(?:this (?:morning|afternoon|evening)|tonight)\b/, () => 'today');
  yield* take(/\bq([1-4])\b(?! (?:of )?20\d\d)/, (match) => `q${match[1]}`);
  yield* take(new RegExp(`\\b(${days.join('|')})s?\\b`), (match) => match[1]);
  yield* take(new RegExp(`\\b(${months.filter((month) => month !== 'may').join('|')})s?\\b`), (match) => match[1]);
  yield* take(/(?<=\b(?:in|of|from|since|before|after|until|during) )may\b/, () => 'may');
  yield* take(/(?<=\b(?:in|of|from|since|before|after|until|during|for) )((?:19|20)\d\d)\b/, (match) => match[1]);
}

function operatorBefore(before: string, { length, word }: Found): SaidTime['operator'] {
  if (word === 'now') return '>';
  const lead = before.trimEnd().split(/\s+/).slice(-4).join(' ');
  if (length) return /\b(?:older than|more than|over)(?: an?| one)?$/.test(lead) || /\b(?:not|nobody|no one|nothing|never|untouched|unchanged|havent|hasnt|without)\b/.test(before) ? '<' : '=';
  if (/\b(?:not|no) (?:before|earlier than)(?: the)?$/.test(lead)) return '>=';
  if (/\b(?:not|no) (?:after|later than)(?: the)?$/.test(lead)) return '<=';
  if (/\b(?:since|starting|beginning|from)(?: the| on)?$/.test(lead) && /\b(?:since|starting|beginning)\b/.test(lead)) return '>=';
  if (/\b(?:before|prior to|older than|earlier than)(?: the)?$/.test(lead)) return '<';
  if (/\b(?:after|later than|newer than)(?: the)?$/.test(lead)) return '>';
  return /\b(?:until|till|up to|(?:up )?to and including)(?: the)?$/.test(lead) ? '<=' : '=';
}

function dayOf(day: string, month: string, year: string | undefined): string {
  return `${year === undefined ? '' : `${year}-`}${two(months.indexOf(month) + 1)}-${two(numberWords[day] ?? Number(day))}`;
}

function lengthOf(count: string, unitName: string): string | undefined {
  const number = /^\d+$/.test(count) ? Number(count) : numberWords[count];
  return number === undefined ? undefined : `${number}${units[unitName]}`;
}

const two = (number: number): string => String(number).padStart(2, '0');
