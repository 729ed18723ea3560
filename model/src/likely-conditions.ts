/**
 * Conditions as the words of a request suggest them, where the outline model says that there is one: what the decoder tries along with its passes. A wrong one costs little,
 * for what is written is the model's choice alone.
 */
import { deniedTags } from './agreement/denials.ts';
import { leftOverWords } from './agreement/left-over.ts';
import { kindsIn, kindWords, numberWords, singular } from './agreement/words.ts';
import { foldText } from './fold.ts';
import { entityNouns } from './mending/edits.ts';
import { timesSaid } from './mending/times.ts';
import { written } from './values.ts';

/** `isWhole`: its value is there too; otherwise the text ends where the value begins. `isLikely`: rather there than not. */
export type LikelyCondition = { text: string; isWhole: boolean; isLikely: boolean };

/** What the outline model and the words give to go by; `chance`, 0…1, that the query has a clause. */
export type Asked = { request: string; folded: string; table: string; labels: readonly string[]; chance: (clause: string) => number; has: (clause: string) => boolean };

/** A condition as good as this may be meant: it is tried where the answer begins one like it. */
const POSSIBLE = 0.15;

/** In the order in which conditions stand. */
export function likelyConditions(asked: Asked): LikelyCondition[] {
  return makers.flatMap(([clause, make]) => {
    const chance = asked.chance(clause);
    const made = chance > POSSIBLE ? make(asked) : undefined;
    return made ? [{ ...made, isLikely: chance > 0.5 }] : [];
  });
}

type Made = Omit<LikelyCondition, 'isLikely'>;

const whole = (text: string): Made => ({ text, isWhole: true });
const open = (text: string): Made => ({ text, isWhole: false });
const quoted = (value: string): string => value.replaceAll("'", "''");
/** The condition up to its value, and to its end where the value is known. */
const valued = (beginning: string, value: string | undefined, ending: string): Made => (value ? whole(`${beginning}${quoted(value)}${ending}`) : open(beginning));

const makers: readonly (readonly [clause: string, make: (asked: Asked) => Made | undefined])[] = [
  ['kind', ({ folded, has }) => (has('several') ? within('moment_type', kindsIn(folded)) : valued("moment_type = '", Object.keys(kindWords).find((name) => kindWords[name]!.test(folded)), "'"))],
  ['entity', ({ folded }) => valued("entity_type = '", entityNouns[Object.keys(entityNouns).find((noun) => new RegExp(`\\b${noun}\\b`).test(folded)) ?? ''], "'")],
  ['mime', ({ folded }) => mime(folded)],
  ['status', ({ folded }) => valued("processing_status = '", /\b(failed|pending|processing|completed)\b/.exec(folded)?.[1], "'")],
  ['category', (asked) => (asked.has('several') ? within('category', joined(asked).map(singular)) : valued(`category ${asked.has('negated') && !isUntagged(asked) ? '<>' : '='} '`, categoryIn(asked), "'"))],
  ['tags', tagged],
  ['emotion', (asked) => labelled('emotion_tags', joined(asked), asked)],
  ['topic', (asked) => labelled('topic_tags', listAfter('topics?(?: tags?)?(?: (?:are|is|like|of|include|includes|contain|contains))?', asked.folded), asked)],
  ['person', present],
  ['place', ({ request }) => valued("location ILIKE '%", /\b(?:in|at|from|near) (?:the )?(\p{Lu}[\p{L}-]*(?: \p{Lu}[\p{L}-]*)*)/u.exec(request)?.[1] ?? nameIn(request), "%'")],
  ['name', ({ request }) => name(request)],
  ['uri', () => open("uri ILIKE '")],
  ['size', ({ folded }) => sized(folded)],
  ['duration', ({ folded }) => lasting(folded)],
  ['null', ({ folded }) => missing(folded, 'IS NULL')],
  ['present', ({ folded }) => missing(folded, 'IS NOT NULL')],
  ['date', dated],
];

/** What stands in quotation marks, else the last run of words that look like a name; empty where none does. */
export function nameIn(request: string): string {
  const marked = /["“]([^"“”]+)["”]/.exec(request)?.[1];
  if (marked !== undefined) return marked;
  const words = request.replace(/[?!.,;:]+$/, '').split(' ');
  const isName = (word: string | undefined, at: number): boolean => word !== undefined && (at > 0 || /[\d_/-]/.test(word)) && /^\p{Lu}|\p{L}.*[\d_/]|\d.*\p{L}|\p{L}-\p{L}/u.test(word) && word !== 'I';
  const last = words.findLastIndex(isName);
  let first = last;
  while (first > 0 && isName(words[first - 1], first - 1)) first--;
  return last < 0 ? '' : words.slice(first, last + 1).join(' ').replace(/[,;:]$|['’]s$/, '');
}

/** The category that a request names, or the kind of document in its noun. */
export function categoryIn(asked: Pick<Asked, 'folded'>): string | undefined {
  return /\b(?:categor(?:y|ised as|ized as)|filed under) (?:the )?["']?([\p{L}\p{N}][\p{L}\p{N}-]*)/u.exec(asked.folded)?.[1] ?? leftOver(asked);
}

/** The first word with a meaning that nothing else accounts for, in the singular. */
function leftOver({ folded }: Pick<Asked, 'folded'>): string | undefined {
  const [word] = leftOverWords(folded, '');
  return word === undefined ? undefined : singular(word);
}

/** That word and those joined to it. */
function joined({ folded }: Asked): string[] {
  const words = leftOverWords(folded, '');
  const others = words.slice(1).filter((word, at) => new RegExp(`\\b${words[at]!}(?:,|,? (?:or|and|&)) ${word}\\b`, 'u').test(folded));
  return [...words.slice(0, 1), ...others];
}

const link = '(?:,? (?:or|and|&|plus) |, )';
const tag = '["“]?(?!(?:created|updated|added|from|since|not|in|about)\\b)[\\p{L}\\p{N}][\\p{L}\\p{N}-]*["”]?';

/** The words of a list that stands behind others. */
function listAfter(beginning: string, folded: string): string[] {
  const list = new RegExp(`\\b${beginning} (?:(?:with|as|both|either|any|all|of) )*(${tag}(?:${link}${tag})*)`, 'u').exec(folded)?.[1];
  return list?.split(new RegExp(link)).map((word) => word.replace(/["“”]/g, '')) ?? [];
}

const constants = (values: readonly string[]): string => values.map((value) => written('constant', value)).join(', ');

function within(column: string, values: readonly string[]): Made {
  return values.length > 1 ? whole(`${column} IN (${constants(values)})`) : open(`${column} IN ('`);
}

const isUntagged = ({ folded }: Asked): boolean => /\b(?:un|(?:not|nt|no|without|arent|isnt) (?:\w+ ){0,2})tag/.test(folded);

function tagged(asked: Asked): Made {
  const denied = deniedTags(asked.folded, '');
  const wanted = listAfter('tagg?(?:ed|s)?', asked.folded).filter((value) => !denied.includes(value));
  const without = denied.map((value) => `NOT ('${quoted(value)}' = ANY(tags))`);
  if (wanted.length === 0) return without.length > 0 ? whole(without.join(' AND ')) : open(isUntagged(asked) ? "NOT ('" : "'");
  return whole([listed('tags', wanted, asked), ...without].join(' AND '));
}

function labelled(column: string, values: readonly string[], asked: Asked): Made {
  if (values.length > 1) return whole(listed(column, values, asked));
  const [start, end] = asked.has('negated') ? ["NOT ('", `' = ANY(${column}))`] : ["'", `' = ANY(${column})`];
  return valued(start, values[0], end);
}

function listed(column: string, values: readonly string[], { folded }: Asked): string {
  if (values.length === 1) return `'${quoted(values[0]!)}' = ANY(${column})`;
  return `${column} ${new RegExp(`\\b${values[0]!}(?:,[^.]*)?,? or `, 'u').test(folded) || /\b(?:any of|either)\b/.test(folded) ? '&&' : '@>'} ARRAY[${constants(values)}]`;
}

/** Labels in the order in which the request says them. */
export function labelsSaid({ request, labels }: Pick<Asked, 'request' | 'labels'>): string[] {
  const place = (label: string): number => request.toLowerCase().indexOf(label.toLowerCase());
  return labels.filter((label) => place(label) >= 0).sort((a, b) => place(a) - place(b));
}

function present({ request, labels, has }: Asked): Made {
  const named = labelsSaid({ request, labels });
  const start = `present_persons::text ${has('negated') ? 'NOT ' : ''}ILIKE '%`;
  if (named.length > 1) return whole(named.map((name) => `${start}${quoted(name)}%'`).join(' AND '));
  return valued(start, named[0] ?? nameIn(request), "%'");
}

const endings: readonly (readonly [words: RegExp, test: string])[] = [
  [/\bpdfs?\b/, "= 'application/pdf'"], [/\bpngs?\b/, "= 'image/png'"], [/\bjpe?gs?\b/, "= 'image/jpeg'"], [/\bcsvs?\b/, "= 'text/csv'"], [/\bjsons?\b/, "= 'application/json'"], [/\bmarkdown\b/, "= 'text/markdown'"],
  [/\btext files?\b/, "= 'text/plain'"], [/\b(?:images?|pictures?|photos?)\b/, "LIKE 'image/%'"], [/\bvideos?\b/, "LIKE 'video/%'"], [/\b(?:audio|sound)\b/, "LIKE 'audio/%'"],
];

function mime(folded: string): Made {
  const found = endings.find(([words]) => words.test(folded))?.[1];
  return found === undefined ? open("mime_type = '") : whole(`mime_type ${found}`);
}

function name(request: string): Made {
  const suffix = /(?:^|\s)(\.[a-z\d.]{1,8})\b/i.exec(request)?.[1];
  if (suffix !== undefined) return whole(`name ILIKE '%${suffix}'`);
  return valued("name ILIKE '%", /["“]([^"“”]+)["”]/.exec(request)?.[1] ?? /\b(?:contain(?:s|ing)?|includ(?:es|ing)|has|having) (?:the word )?([\p{L}\p{N}._-]+)/iu.exec(request)?.[1], "%'");
}

const comparison = (folded: string): string =>
  (/\b(?:at least|or more|or (?:bigger|longer)|no (?:less|smaller|shorter))\b/.test(folded) ? '>=' : /\b(?:at most|or less|up to|no (?:more|bigger|longer))\b/.test(folded) ? '<=' : /\b(?:under|below|less|smaller|shorter|fewer)\b/.test(folded) ? '<' : '>');

function sized(folded: string): Made {
  const size = /\b(\d+(?:\.\d+)?) ?([kmgt]?b|(?:kilo|mega|giga)bytes?|megs?)\b/.exec(folded);
  return size ? whole(`size_bytes ${comparison(folded)} pg_size_bytes('${size[1]} ${size[2]!.length > 2 ? `${size[2]![0]!.toUpperCase()}B` : size[2]!.toUpperCase()}')`) : open('size_bytes ');
}

function lasting(folded: string): Made {
  const start = `resource_ends_timestamp - resource_timestamp ${comparison(folded)} INTERVAL '`;
  if (/\bhalf an hour\b/.test(folded)) return whole(`${start}30 minutes'`);
  const length = new RegExp(`\\b(\\d+|an?|${Object.keys(numberWords).join('|')}) (minute|min|hour|hr)s?\\b`).exec(folded);
  if (!length) return open(start);
  const count = /^an?$/.test(length[1]!) ? 1 : numberWords[length[1]!] ?? Number(length[1]);
  return whole(`${start}${count} ${length[2]!.startsWith('h') ? 'hour' : 'minute'}${count === 1 ? '' : 's'}'`);
}

function missing(folded: string, test: string): Made | undefined {
  const column = /\bsummar/.test(folded) ? 'summary' : /\bcategor/.test(folded) ? 'category' : /\blocations?\b|\bplaces?\b/.test(folded) ? 'location' : /\bur[il]s?\b/.test(folded) ? 'uri' : /\bcontents?\b/.test(folded) ? 'content' : /\bdeleted\b/.test(folded) ? 'deleted_at' : undefined;
  return column === undefined ? undefined : whole(`${column} ${test}`);
}

function dated({ folded, table, has }: Asked): Made {
  const column = table === 'moments' ? 'resource_timestamp' : has('updated') ? 'updated_at' : 'created_at';
  const [said, until, ...more] = timesSaid(folded);
  if (said && until && more.length === 0 && /\b(?:between|from)\b/.test(folded)) return whole(`${column} >= '@${said.word}' AND ${column} <= '@${until.word}'`);
  return said && !until ? whole(`${column} ${said.operator} '@${said.word}'`) : open(`${column} ${has('since') ? '>=' : has('before') ? '<' : has('after') ? '>' : '='} '@`);
}
