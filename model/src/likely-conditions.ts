/**
 * Conditions as the words of a request suggest them, where the outline model says that there is one: what the decoder tries along with its passes. A wrong one costs little,
 * for what is written is the model's choice alone.
 */
import { leftOverWords } from './agreement/left-over.ts';
import { kindWords, numberWords } from './agreement/words.ts';
import { foldText } from './fold.ts';
import { entityNouns } from './mending/edits.ts';
import { timesSaid } from './mending/times.ts';

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
  ['kind', ({ folded, has }) => (has('several') ? open("moment_type IN ('") : valued("moment_type = '", Object.keys(kindWords).find((name) => kindWords[name]!.test(folded)), "'"))],
  ['entity', ({ folded }) => valued("entity_type = '", entityNouns[Object.keys(entityNouns).find((noun) => new RegExp(`\\b${noun}\\b`).test(folded)) ?? ''], "'")],
  ['mime', ({ folded }) => mime(folded)],
  ['status', ({ folded }) => valued("processing_status = '", /\b(failed|pending|processing|completed)\b/.exec(folded)?.[1], "'")],
  ['category', (asked) => (asked.has('several') ? open("category IN ('") : valued(`category ${asked.has('negated') && !isUntagged(asked) ? '<>' : '='} '`, categoryIn(asked), "'"))],
  ['tags', (asked) => tagged(asked, 'tags', /\b(?:un)?tagg?(?:ed|s)?(?: (?:with|as))? ["']?([\p{L}\p{N}][\p{L}\p{N}-]*)/u.exec(asked.folded)?.[1])],
  ['emotion', (asked) => tagged(asked, 'emotion_tags', leftOver(asked))],
  ['topic', (asked) => tagged(asked, 'topic_tags', /\btopics?(?: tags?)? ["']?([\p{L}\p{N}][\p{L}\p{N}-]*)/u.exec(asked.folded)?.[1])],
  ['person', ({ request, labels }) => valued("present_persons::text ILIKE '%", labels.find((label) => request.toLowerCase().includes(label.toLowerCase())) ?? nameIn(request), "%'")],
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
  return word?.replace(/ies$/, 'y').replace(/(?<=x|ch|sh)es$/, '').replace(/(?<![siu])s$/, '');
}

const isUntagged = ({ folded }: Asked): boolean => /\b(?:un|(?:not|nt|no|without|arent|isnt) (?:\w+ ){0,2})tag/.test(folded);

function tagged(asked: Asked, column: string, value: string | undefined): Made {
  const [start, end] = (column === 'tags' ? isUntagged(asked) : asked.has('negated')) ? ["NOT ('", `' = ANY(${column}))`] : ["'", `' = ANY(${column})`];
  return valued(start, value, end);
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
