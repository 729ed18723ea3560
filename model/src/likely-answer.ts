/**
 * A guess at the whole answer, from the outline that the request's words suggest and from the labels that may be meant. The decoder tries it along with its
 * passes: what of it is wrong costs little and never changes an answer, what is right need not be written token by token.
 */
import { numberWords } from './agreement/words.ts';
import { foldText } from './fold.ts';
import { categoryIn, labelsSaid, likelyConditions, nameIn, type Asked, type LikelyCondition } from './likely-conditions.ts';
import type { Sketch } from './sketch.ts';
import { written } from './values.ts';

/**
 * `text` ends where nothing more is likely. `ending` is its part behind the first value, which holds whatever that value becomes; `conditions` those behind WHERE, and `clauses`
 * what stands behind the last of them: they hold whatever else was written.
 */
export type LikelyAnswer = { text: string; ending: string; conditions: readonly LikelyCondition[]; clauses: string };

export function likelyAnswer(sketch: Sketch, request: string, labels: readonly string[]): LikelyAnswer {
  const [verb = '', table = ''] = sketch.likely.name.split(' ');
  const chance = (clause: string): number => sketch.clause(clause);
  const asked: Asked = { request, folded: foldText(request), table, labels, chance, has: (clause) => chance(clause) > 0.5 };
  switch (verb) {
    case 'LOOKUP': return lookup(asked);
    case 'FUZZY': return withValue('FUZZY "', spelling(request), limit(asked));
    case 'SEARCH': return search(asked);
    case 'SELECT': return selection(asked);
    case 'TRAVERSE': return walk(asked, sketch.likelyEdge.name === 'other' ? undefined : sketch.likelyEdge.name);
    default: return plain(verb);
  }
}

/** What a likely answer is behind a beginning that is given. */
export function afterBeginning(likely: LikelyAnswer, beginning: string): LikelyAnswer {
  return { ...likely, text: likely.text.startsWith(beginning) ? likely.text.slice(beginning.length).trimStart() : '' };
}

function lookup(asked: Asked): LikelyAnswer {
  if (!asked.has('keys')) return withValue('LOOKUP "', asked.labels[0] ?? nameIn(asked.request), '');
  return plain(`LOOKUP ${labelsSaid(asked).map(text).join(', ')}`);
}

function search(asked: Asked): LikelyAnswer {
  const { request, table, has } = asked;
  const isOfKind = has('category') && table === 'resources';
  const conditions = likelyConditions({ ...asked, chance: (clause) => (isOfKind && clause === 'category' ? 0 : asked.chance(clause)) });
  const category = isOfKind ? categoryIn(asked) : undefined;
  const clauses = `${limit(asked)}${isOfKind ? ` CATEGORY "${category ? `${category}"` : ''}` : ''}`;
  return { ...withValue('SEARCH "', topicIn(asked), `${table === 'resources' ? '' : ` IN ${table}`}${where(conditions, clauses)}`), conditions, clauses };
}

function selection(asked: Asked): LikelyAnswer {
  const { table, has } = asked;
  if (has('columns') || has('distinct') || has('sum') || has('extreme') || (has('average') && table !== 'files')) return { ...plain('SELECT '), conditions: likelyConditions(asked), clauses: '' };
  const group = has('group') ? groupIn(asked) : undefined;
  if (has('group') && group === undefined) return plain('SELECT ');
  const what = group?.head ?? `${has('average') ? 'AVG(size_bytes)' : has('count') ? 'COUNT(*)' : '*'} FROM ${table}`;
  const conditions = likelyConditions(asked);
  const order = has('order') && !group ? `${orderIn(asked)}${limit(asked)}` : limit(asked);
  const clauses = group ? ` GROUP BY ${group.by}${has('order') ? ` ORDER BY ${group.isTime ? group.by : 'COUNT(*) DESC'}` : ''}` : order;
  return { text: `SELECT ${what}${where(conditions, clauses)}`, ending: '', conditions, clauses };
}

/** Relations that stand in the request as they are called. */
function edgesIn({ folded, labels }: Asked): string | undefined {
  const named = labels.map(foldText);
  const found = [...new Set(folded.match(/(?<![\w-])[a-z]+(?:_[a-z]+)+(?![\w-])|(?<![\w-])[a-z]+-(?:to|on|with|by|of|in|from)(?![\w-])/g))].filter((word) => !named.some((label) => label.includes(word)));
  return found.length === 0 ? undefined : found.join(', ');
}

function walk(asked: Asked, outlined: string | undefined): LikelyAnswer {
  const { request, folded, table: direction, labels, has } = asked;
  const edge = edgesIn(asked) ?? outlined;
  if (edge === undefined) return plain('TRAVERSE');
  const start = `TRAVERSE${has('plan') ? ' PLAN' : ''}${edge ? ` ${edge}` : ''}`;
  const conditions = likelyConditions({ ...asked, table: 'resources' });
  if (has('selected')) return { ...plain(`${start} WITH SELECT * FROM resources${where(conditions, '')}`), conditions };
  const depth = /\b(?:(\d)|(one|two|three|four|five))[ -](?:hop|step|level|link)|\b(?:depth|radius) (\d)/.exec(folded);
  const ending = `${has('depth') && depth ? ` DEPTH ${depth[1] ?? depth[3] ?? numberWords[depth[2]!]!}` : ''}${direction ? ` DIRECTION ${direction}` : ''}${has('order') ? ` ORDER BY edge.weight DESC${limit(asked)}` : ''}`;
  if (has('searched')) return withValue(`${start} WITH SEARCH "`, topicIn(asked), ending);
  if (has('guessed')) return withValue(`${start} WITH FUZZY "`, spelling(request), ending);
  const said = labelsSaid(asked);
  if (said.length > 1 && has('keys')) return { ...plain(`${start} WITH LOOKUP ${said.map(text).join(', ')}${ending}`), ending };
  return withValue(`${start} WITH LOOKUP "`, labels[0] ?? nameIn(request), ending);
}

/** An order by time has the column of the table; other orders are left to the model. */
function orderIn({ table, folded, has }: Asked): string {
  const column = /\b(?:biggest|largest|heaviest|smallest)\b|\bby size\b/.test(folded) ? 'size_bytes' : /\balphabetic\w*|\bby name\b|\ba to z\b/.test(folded) ? 'name' : has('updated') ? 'updated_at' : table === 'moments' ? 'resource_timestamp' : 'created_at';
  return ` ORDER BY ${/\b(?:longest|shortest)\b/.test(folded) && table === 'moments' ? 'resource_ends_timestamp - resource_timestamp' : column} ${has('down') ? 'DESC' : 'ASC'}`;
}

function limit({ folded, has }: Asked): string {
  if (!has('limit')) return '';
  const number = new RegExp(`(?<![\\w.-])(\\d{1,3}|${Object.keys(numberWords).join('|')})(?![\\w-]|\\.\\d| ?(?:days?|weeks?|months?|hours?|years?|[kmg]b)\\b)`).exec(folded)?.[1];
  return number !== undefined ? ` LIMIT ${numberWords[number] ?? number}` : has('one') ? ' LIMIT 1' : '';
}

const units = ['day', 'week', 'month', 'year'];
const grouping: readonly (readonly [column: string, words: RegExp, table?: string])[] = [
  ['category', /\bcategor/], ['processing_status', /\bstatus/, 'files'], ['mime_type', /\btypes?\b/, 'files'], ['entity_type', /\b(?:types?|kinds?)\b/, 'entities'], ['location', /\b(?:locations?|places?)\b/, 'moments'], ['moment_type', /\b(?:types?|kinds?)\b/, 'moments'],
];
const unnested = [['emotion', 'emotion_tags', /\bemotions?\b/], ['topic', 'topic_tags', /\btopics?\b/], ['tag', 'tags', /\btags?\b/]] as const;

/** What rows are counted by. */
function groupIn({ folded, table }: Asked): { head: string; by: string; isTime: boolean } | undefined {
  const unit = units.find((name) => new RegExp(`\\b(?:per|by|each|every|an?) ${name}\\b|\\b${name === 'day' ? 'dai' : name}ly\\b`).test(folded));
  if (unit) return { head: `date_trunc('${unit}', ${table === 'moments' ? 'resource_timestamp' : 'created_at'}) AS ${unit}, COUNT(*) FROM ${table}`, by: unit, isTime: true };
  const tag = unnested.find(([, , words]) => words.test(folded));
  if (tag) return { head: `${tag[0]}, COUNT(*) FROM ${table}, unnest(${tag[1]}) AS ${tag[0]}`, by: tag[0], isTime: false };
  const column = grouping.find(([, words, only]) => words.test(folded) && (only === undefined || only === table))?.[0];
  return column === undefined ? undefined : { head: `${column}, COUNT(*) FROM ${table}`, by: column, isTime: false };
}

/** The conditions up to the first whose value is not known, and, where all are, what follows them. */
function where(conditions: readonly LikelyCondition[], clauses: string): string {
  const likely = conditions.filter(({ isLikely }) => isLikely);
  const unknown = likely.findIndex(({ isWhole }) => !isWhole);
  const told = likely.slice(0, unknown < 0 ? undefined : unknown + 1).map((condition) => condition.text).join(' AND ');
  return `${told === '' ? '' : ` WHERE ${told}`}${unknown < 0 ? clauses : ''}`;
}

const plain = (beginning: string): LikelyAnswer => ({ text: beginning, ending: '', conditions: [], clauses: '' });
const text = (value: string): string => written('text', value);

/** `beginning` ends with the value's quotation mark. */
function withValue(beginning: string, value: string, ending: string): LikelyAnswer {
  return { ...plain(value === '' ? beginning : `${beginning.slice(0, -1)}${text(value)}${ending}`), ending };
}

/** The words after "about" and its like, else the whole question; without the conditions behind them. */
function topicIn({ request, has }: Asked): string {
  const bare = request.replace(/[?!.]+$/, '');
  const marked = /["“]([^"“”]+)["”]/.exec(bare)?.[1];
  if (marked !== undefined) return marked;
  const topic = /^.*?\b(?:about|on|regarding|concerning|mention(?:s|ing)?|discuss(?:ed|ing)?)\s+(.+)$/i.exec(bare)?.[1] ?? bare;
  const tails = [
    has('date') && '(?:(?:written|created|made|dated) )?(?:since|before|after|from|in|over|during|within|of) (?:the )?(?:last|past|this|previous|next|yesterday|today|\\d|january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:last|this) (?:week|month|quarter|year)|yesterday|today',
    has('tags') && '(?:not |un|that are )?(?:tagged|with (?:the )?tags?)', has('negated') && '(?:but|except|excluding|without|that (?:are|is) not|other than)', has('category') && 'in (?:the )?(?:\\w+ )?category',
    has('limit') && '(?:max|at most|up to|top|limit|only|just|\\d+ )',
  ].filter((tail) => tail !== false);
  return tails.length === 0 ? topic : topic.replace(new RegExp(`[,;]? (?:${tails.join('|')})(?:\\b|(?<=\\d)).*$`, 'i'), '');
}

/** A name as somebody thinks it is written. */
function spelling(request: string): string {
  const bare = request.replace(/[?!.]+$/, '');
  return nameIn(bare) || (/\b(?:sounds? like|something like|similar to|named|called|roughly|spell?ed|like|fuzzy) (?:something like )?(.+?)(?:,| or | \(|$)/i.exec(bare)?.[1] ?? '');
}
