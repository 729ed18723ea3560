/** What an answer could be with one thing changed: a clause put in, turned round or left out. Which of them is better is judged elsewhere (`mend.ts`). */
import { deniedTags, isLeftOut } from '../agreement/denials.ts';
import { leftOverWords } from '../agreement/left-over.ts';
import { askAround, conditionAfterText, cues, kindsIn, kindWords, numberWords, ownerSaid, singular, withoutSummary } from '../agreement/words.ts';
import { foldText } from '../fold.ts';
import { written } from '../values.ts';
import { partsOf, printed, type Parts } from './parts.ts';
import { timeSaid } from './times.ts';

/** What an edit may go by: the request folded and without the answer's values, as it was typed, the edge that its words suggest, and labels it names. */
export type Hints = { request: string; typed: string; edge: string | undefined; named: readonly string[] };

/** Each text is in the generated form. */
export function* editsOf(answer: string, { request, typed, edge, named: labels }: Hints): Iterable<string> {
  const parts = partsOf(answer);
  if (!parts) return;
  yield* edges(parts, edge);
  yield* keys(parts, labels, typed);
  yield* textSplit(parts);
  yield* untagged(parts, typed);
  yield* textGrown(parts, request, typed);
  yield* accompanied(parts, request, typed);
  const memo = /\b(?:memo|note to self|note for later)\s*:?\s+(.{2,60}?)(?:[.;?!] .*)?$/i.exec(typed)?.[1];
  if (parts.verb === 'TRAVERSE' && memo !== undefined && parts.clauses['MEMO'] === undefined) yield withClause(parts, 'MEMO', written('text', memo));
  for (const make of [leftOut, conditionsLeftOut, turned, conditionsTurned, walks, putIn, conditionsPutIn, named, grouped, searched, listed, counted]) yield* make(parts, request, typed);
}

/** The relation that the words suggest, in the place of another one or of none. */
function* edges(parts: Parts, edge: string | undefined): Iterable<string> {
  const found = /^TRAVERSE (PLAN )?(?:([^\s",]+) )?WITH /.exec(parts.head);
  if (!found || edge === undefined || edge === found[2]) return;
  yield printed({ ...parts, head: parts.head.replace(found[0], `TRAVERSE ${found[1] ?? ''}${edge === '' ? '' : `${edge} `}WITH `) });
}

/** A label that the request names and the answer does not, as one more key. */
function* keys(parts: Parts, labels: readonly string[], typed: string): Iterable<string> {
  if (!/(?:^|WITH )LOOKUP "/.test(parts.head)) return;
  for (const label of labels) {
    const quoted = written('key', label);
    if (parts.head.includes(quoted)) continue;
    const first = /LOOKUP "((?:[^"\\]|\\.)*)"/.exec(parts.head)?.[1] ?? '';
    const isBefore = typed.toLowerCase().indexOf(label.toLowerCase()) < typed.toLowerCase().indexOf(first.toLowerCase());
    yield printed({ ...parts, head: isBefore ? parts.head.replace('LOOKUP "', () => `LOOKUP ${quoted}, "`) : `${parts.head}, ${quoted}` });
    yield printed({ ...parts, head: parts.head.replace(/LOOKUP "(?:[^"\\]|\\.)*"/, () => `LOOKUP ${quoted}`) });
  }
}

/** Without the tags that the request denies. */
function* untagged(parts: Parts, typed: string): Iterable<string> {
  const answer = printed(parts);
  const tags = parts.verb === 'SELECT' || parts.verb === 'SEARCH' ? deniedTags(foldText(typed), answer).filter((tag) => !isLeftOut(tag, answer)) : [];
  if (tags.length === 0) return;
  const isTag = (value: string): boolean => tags.includes(foldText(value));
  const kept = parts.conditions.flatMap((condition) => {
    const [, one] = /^'([^']+)' = ANY\(tags\)$/.exec(condition) ?? [];
    const [, operator, list] = /^tags (&&|@>) ARRAY\[(.*)\]$/.exec(condition) ?? [];
    const kind = /^category (?:=|<>) '([^']+)'$/.exec(condition)?.[1];
    if (list === undefined) return [one, kind].some((value) => value !== undefined && isTag(value)) ? [] : [condition];
    const wanted = list.split(', ').filter((value) => !isTag(value.slice(1, -1)));
    return wanted.length > 1 ? [`tags ${operator} ARRAY[${wanted.join(', ')}]`] : wanted.map((value) => `${value} = ANY(tags)`);
  });
  const { CATEGORY: category, ...others } = parts.clauses;
  const clauses = category !== undefined && isTag(category.slice(1, -1)) ? others : parts.clauses;
  yield printed({ ...parts, clauses, conditions: [...kept, ...tags.map((tag) => `NOT ('${asTyped(tag, typed)}' = ANY(tags))`)] });
}

/** The folded word as it stands in the request. */
function asTyped(word: string, typed: string): string {
  return typed.match(/[\p{L}\p{N}_-]+/gu)?.find((one) => foldText(one) === word) ?? word;
}

const withClause = (parts: Parts, name: string, value: string | undefined): string => {
  const { [name]: _, ...clauses } = parts.clauses;
  return printed({ ...parts, clauses: value === undefined ? clauses : { ...clauses, [name]: value } });
};
const withCondition = (parts: Parts, at: number, ...conditions: string[]): string => printed({ ...parts, conditions: parts.conditions.toSpliced(at, 1, ...conditions) });

function* leftOut(parts: Parts): Iterable<string> {
  for (const name of Object.keys(parts.clauses)) if (name !== 'GROUP BY' && name !== 'CATEGORY' && !(name === 'IN' && parts.verb === 'SEARCH')) yield withClause(parts, name, undefined);
  if (parts.clauses['ORDER BY'] !== undefined && parts.clauses['LIMIT'] !== undefined) yield printed({ ...parts, clauses: Object.fromEntries(Object.entries(parts.clauses).filter(([name]) => name !== 'ORDER BY' && name !== 'LIMIT')) });
  if (parts.head.startsWith('TRAVERSE PLAN ')) yield printed({ ...parts, head: parts.head.replace('TRAVERSE PLAN ', 'TRAVERSE ') });
}

function* conditionsLeftOut(parts: Parts): Iterable<string> {
  for (let at = 0; at < parts.conditions.length; at++) yield withCondition(parts, at);
  if (parts.conditions.length > 1) yield printed({ ...parts, conditions: [] });
}

function isOfMoments(parts: Parts): boolean {
  return / moments\b/.test(parts.head) || parts.clauses['IN'] === 'moments';
}

function* turned(parts: Parts): Iterable<string> {
  const order = parts.clauses['ORDER BY'];
  if (order) yield withClause(parts, 'ORDER BY', / DESC$/.test(order) ? order.replace(/ DESC$/, ' ASC') : order.replace(/ ASC$/, ' DESC'));
}

/** Two times are the ends of a span. */
function* spans(parts: Parts, request: string): Iterable<string> {
  const at = [...parts.conditions.keys()].filter((place) => parts.conditions[place]!.includes("'@"));
  if (at.length !== 2 || !/\bbetween\b|\bfrom\b.*\b(?:to|until|through)\b/.test(request)) return;
  const operators = ['>=', '<='];
  yield printed({ ...parts, conditions: parts.conditions.map((condition, place) => (at.includes(place) ? condition.replace(/ (?:>=|<=|<|>|=) /, ` ${operators[at.indexOf(place)]} `) : condition)) });
}

function* conditionsTurned(parts: Parts, request: string): Iterable<string> {
  const isMoments = isOfMoments(parts);
  yield* spans(parts, request);
  for (const [at, condition] of parts.conditions.entries()) {
    const time = /^(\w+) (>=|<=|<|>|=) ('@[\w-]+')$/.exec(condition);
    if (time) {
      for (const operator of ['=', '>=', '<', '>', '<=']) if (operator !== time[2]) yield withCondition(parts, at, `${time[1]} ${operator} ${time[3]}`);
      const said = timeSaid(request);
      if (said) yield withCondition(parts, at, `${time[1]} ${said.operator} '@${said.word}'`);
      if (isMoments && time[1] === 'created_at') yield withCondition(parts, at, condition.replace('created_at', 'resource_timestamp'));
      if (!isMoments && time[1] !== 'updated_at' && /\b(?:updated|changed|edited|modified|touched)\b/.test(request)) yield withCondition(parts, at, condition.replace(time[1]!, 'updated_at'));
      if (!isMoments && time[1] === 'created_at' && /\bdated\b/.test(request)) yield withCondition(parts, at, condition.replace('created_at', 'resource_timestamp'));
    }
    if (isMoments && / = ANY\(tags\)$|^tags /.test(condition)) for (const column of ['emotion_tags', 'topic_tags']) yield withCondition(parts, at, condition.replace(/\btags\b/, column));
    if (/ && ARRAY/.test(condition)) yield withCondition(parts, at, condition.replace(' && ARRAY', ' @> ARRAY'));
    if (/ @> ARRAY/.test(condition)) yield withCondition(parts, at, condition.replace(' @> ARRAY', ' && ARRAY'));
    if (/^'.*' = ANY\(\w+\)$/.test(condition)) yield withCondition(parts, at, `NOT (${condition})`);
    if (/^NOT \('.*' = ANY\(\w+\)\)$/.test(condition)) yield withCondition(parts, at, condition.slice(5, -1));
    if (/ NOT ILIKE /.test(condition)) yield withCondition(parts, at, condition.replace(' NOT ILIKE ', ' ILIKE '));
    else if (/ ILIKE /.test(condition)) yield withCondition(parts, at, condition.replace(' ILIKE ', ' NOT ILIKE '));
    if (/^(?:category|moment_type) = /.test(condition)) yield withCondition(parts, at, condition.replace(' = ', ' <> '));
    if (/^(?:category|moment_type) <> /.test(condition)) yield withCondition(parts, at, condition.replace(' <> ', ' = '));
    if (/^mime_type = '(image|video|audio)\//.test(condition)) yield withCondition(parts, at, condition.replace(/= '(\w+)\/.*'$/, "LIKE '$1/%'"));
    if (/^\w+ ILIKE '%[^%]+'$/.test(condition) && !/ends?|ending|suffix/.test(request)) yield withCondition(parts, at, condition.replace(/'$/, "%'"));
    if (/ ILIKE '%[^%]+%'$/.test(condition) && /\b(?:starts?|begins?|starting|beginning|prefix)\b/.test(request)) yield withCondition(parts, at, condition.replace("'%", "'").replace(/%+'$/, "%'"));
    if (/^(\w+) IS NULL$/.test(condition)) yield withCondition(parts, at, condition.replace('IS NULL', 'IS NOT NULL'));
  }
}

function* walks(parts: Parts): Iterable<string> {
  if (parts.verb !== 'TRAVERSE') return;
  for (const direction of ['INBOUND', 'BOTH', undefined]) if (direction !== parts.clauses['DIRECTION']) yield withClause(parts, 'DIRECTION', direction);
}

function* putIn(parts: Parts, request: string): Iterable<string> {
  const { verb, clauses } = parts;
  if (verb === 'SELECT' && clauses['LIMIT'] === undefined && clauses['ORDER BY'] !== undefined) yield withClause(parts, 'LIMIT', '1');
  const numbers = [...request.matchAll(/(?<![\w.-])\d+(?![\w.-])/g)].map((match) => match[0]);
  if (verb === 'SEARCH' && clauses['LIMIT'] === undefined && /\b(?:one|single)\b/.test(request)) yield withClause(parts, 'LIMIT', '1');
  for (const [word, number] of Object.entries(numberWords)) if (number > 1 && new RegExp(`\\b${word}\\b`).test(request)) numbers.push(String(number));
  if (verb !== 'LOOKUP' && clauses['LIMIT'] === undefined) for (const number of numbers) yield withClause(parts, 'LIMIT', number);
  if (verb === 'SELECT' && clauses['ORDER BY'] === undefined && /^SELECT \*/.test(parts.head)) {
    const column = / moments/.test(parts.head) ? 'resource_timestamp' : 'created_at';
    for (const order of [`${column} DESC`, `${column} ASC`, 'name ASC', ...(/ files/.test(parts.head) ? ['size_bytes DESC'] : [])]) yield withClause(parts, 'ORDER BY', order);
  }
  const field = /\bsummar/.test(request) ? 'summary' : /\bcontents?\b/.test(request) ? 'content' : /\bnames?\b/.test(request) ? 'name' : undefined;
  if (verb === 'SEARCH' && field !== undefined && clauses['FIELD'] === undefined) yield withClause(parts, 'FIELD', field);
  if (verb === 'SEARCH' && clauses['CATEGORY'] !== undefined) {
    const { CATEGORY, ...rest } = clauses;
    yield printed({ ...parts, clauses: rest, conditions: [`category <> '${CATEGORY!.slice(1, -1).replaceAll("'", "''")}'`, ...parts.conditions] });
  }
  if (verb !== 'TRAVERSE') return;
  const only = /\b(documents|docs|notes|files|moments|entities)\b/.exec(request)?.[1];
  if (only !== undefined && clauses['IN'] === undefined) yield withClause(parts, 'IN', ['files', 'moments', 'entities'].includes(only) ? only : 'resources');
  if (clauses['DEPTH'] === undefined) for (const depth of [...numbers.filter((number) => Number(number) <= 4), '2', '3', '4']) yield withClause(parts, 'DEPTH', depth);
  if (clauses['LOAD'] === undefined) yield withClause(parts, 'LOAD', '');
  if (!parts.head.startsWith('TRAVERSE PLAN')) yield printed({ ...parts, head: parts.head.replace('TRAVERSE ', 'TRAVERSE PLAN ') });
  if (clauses['ORDER BY'] === undefined) for (const order of ['edge.weight DESC', 'edge.weight ASC', 'edge.created_at DESC', 'edge.created_at ASC']) yield withClause(parts, 'ORDER BY', order);
}

function* conditionsPutIn(parts: Parts, request: string, typed: string): Iterable<string> {
  if (parts.verb !== 'SELECT' && parts.verb !== 'SEARCH') return;
  if (parts.verb === 'SELECT' && / FROM (?!resources|files|moments|entities)/.test(parts.head)) return;
  const isMoments = isOfMoments(parts);
  const said = timeSaid(request);
  if (said && !parts.conditions.some((condition) => condition.includes("'@"))) {
    const column = isMoments ? 'resource_timestamp' : /\b(?:updated|changed|edited|modified|touched)\b/.test(request) ? 'updated_at' : /\bdated\b/.test(request) ? 'resource_timestamp' : 'created_at';
    yield printed({ ...parts, conditions: [...parts.conditions, `${column} ${said.operator} '@${said.word}'`] });
  }
  const kinds = kindsIn(request);
  const own = parts.conditions.filter((condition) => !condition.startsWith('moment_type'));
  if (parts.verb === 'SEARCH' && !isMoments && kinds.length === 1) yield printed({ ...parts, clauses: { ...parts.clauses, IN: 'moments' }, conditions: [`moment_type = '${kinds[0]}'`, ...fitting(parts.conditions, 'moments')] });
  if (parts.verb === 'SEARCH' && /\bpdfs?\b/.test(request)) yield printed({ ...parts, clauses: { ...parts.clauses, IN: 'files' }, conditions: ["mime_type = 'application/pdf'", ...fitting(parts.conditions, 'files')] });
  const entity = Object.keys(entityNouns).find((noun) => new RegExp(`\\b${noun}\\b`).test(request));
  if (parts.verb === 'SEARCH' && entity !== undefined) yield printed({ ...parts, clauses: { ...parts.clauses, IN: 'entities' }, conditions: [`entity_type = '${entityNouns[entity]}'`, ...fitting(parts.conditions, 'entities').filter((condition) => !condition.startsWith('entity_type'))] });
  if (isMoments && kinds.length === 1) yield printed({ ...parts, conditions: [`moment_type = '${kinds[0]}'`, ...own] });
  if (isMoments && kinds.length === 2) yield printed({ ...parts, conditions: [`moment_type IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`, ...own] });
  // Not folded: that would leave the ending of a possessive to the identifier.
  const owner = ownerSaid(typed.toLowerCase());
  if (owner && !parts.conditions.some((condition) => condition.startsWith(owner.column))) {
    // What was taken for a part of the topic goes from there.
    const head = parts.verb === 'SEARCH' ? parts.head.replace(new RegExp(`,? (?:(?:for|of|by|from) )?(?:user|tenant) ${owner.value}(?=["' ])`, 'i'), '') : parts.head;
    yield printed({ ...parts, head, conditions: [...parts.conditions, `${owner.column} = '${owner.value}'`] });
  }
  if (cues.untagged.test(request)) yield printed({ ...parts, conditions: [...parts.conditions.filter((condition) => !/\btags\b/.test(condition)), 'COALESCE(cardinality(tags), 0) = 0'] });
  const without = withoutSummary(request);
  if (without !== undefined && !parts.conditions.some((condition) => condition.startsWith('summary '))) yield printed({ ...parts, conditions: [...parts.conditions, `summary IS ${without ? '' : 'NOT '}NULL`] });
  if (/^SELECT (?:\*|\w+, COUNT|\w+|COUNT\(\*\)).* FROM files/.test(parts.head)) {
    const ending = /(?<![\w.])\.([a-z][a-z0-9]{1,6})\b/.exec(request)?.[1];
    if (ending !== undefined) yield printed({ ...parts, conditions: [`name ILIKE '%.${ending}'`, ...parts.conditions.filter((condition) => !/^(?:mime_type|name) /.test(condition))] });
    for (const status of ['failed', 'pending', 'completed', 'processing']) if (new RegExp(`\\b${status}\\b`).test(request)) yield printed({ ...parts, conditions: [`processing_status = '${status}'`, ...parts.conditions.filter((condition) => !condition.startsWith('processing_status'))] });
    for (const [words, condition] of [[/\bpdfs?\b/, "= 'application/pdf'"], [/\bcsvs?\b/, "= 'text/csv'"], [/\bpngs?\b/, "= 'image/png'"], [/\b(?:images?|photos?|pictures?)\b/, "LIKE 'image/%'"], [/\bvideos?\b/, "LIKE 'video/%'"], [/\baudio\b/, "LIKE 'audio/%'"]] as const) {
      if (words.test(request)) yield printed({ ...parts, conditions: [`mime_type ${condition}`, ...parts.conditions.filter((other) => !other.startsWith('mime_type'))] });
    }
  }
}

const momentOnly = /^(?:NOT \()?(?:moment_type|location|present_persons|background_sounds|resource_ends_timestamp)|emotion_tags|topic_tags/;
const onlyOf: Record<string, RegExp> = { files: /^(?:mime_type|size_bytes|processing_status)/, entities: /^entity_type/ };

/** The conditions that another table has too, its times in its own column. */
function fitting(conditions: readonly string[], table: string): string[] {
  return conditions
    .filter((condition) => (table === 'moments' || !momentOnly.test(condition)) && Object.keys(onlyOf).every((other) => other === table || !onlyOf[other]!.test(condition)) && !(table === 'entities' && condition.startsWith('category')))
    .map((condition) => (table === 'moments' ? condition.replace(/^created_at/, 'resource_timestamp') : condition.replace(/^resource_timestamp/, 'created_at')));
}

/** A word of the request that nothing accounts for, as what it may be there: a kind of document, a feeling. */
function* named(parts: Parts, request: string): Iterable<string> {
  if (parts.verb !== 'SELECT' && parts.verb !== 'SEARCH') return;
  const answer = printed(parts);
  for (const word of leftOverWords(request, answer)) {
    const single = singular(word);
    const others = parts.conditions.filter((condition) => !condition.startsWith('category '));
    if (parts.verb === 'SELECT' && / (?:resources|files)$/.test(parts.head)) {
      const kind = `category = '${single}'`;
      yield printed({ ...parts, conditions: [...others.filter((condition) => /^(?:mime|processing)/.test(condition)), kind, ...others.filter((condition) => !/^(?:mime|processing)/.test(condition))] });
    }
    if (parts.verb === 'SELECT' && / moments$/.test(parts.head) && !answer.includes('emotion_tags')) {
      const place = others[0]?.startsWith('moment_type') ? 1 : 0;
      yield printed({ ...parts, conditions: others.toSpliced(place, 0, `'${word}' = ANY(emotion_tags)`) });
    }
    if (parts.verb === 'SEARCH' && parts.clauses['IN'] === undefined && parts.clauses['CATEGORY'] === undefined) yield withClause(parts, 'CATEGORY', `"${single}"`);
    if (parts.verb === 'SEARCH' && parts.clauses['IN'] === 'moments') yield printed({ ...parts, conditions: [...parts.conditions, `'${word}' = ANY(emotion_tags)`] });
  }
}

export const entityNouns: Record<string, string> = { people: 'person', persons: 'person', colleagues: 'person', projects: 'project', teams: 'team', concepts: 'concept', services: 'service', organizations: 'organization', organisations: 'organization', companies: 'organization', products: 'product', places: 'place', tools: 'tool' };
const preposition = '(?:about|on|regarding|concerning|related to|dealing with|that deal with|to do with|around|we use for|that touch|who know about|involved in)';

/** A search text that took more than the topic: the noun before it ("how-tos about X"), a time after it. */
function* textSplit(parts: Parts): Iterable<string> {
  const text = parts.verb === 'SEARCH' ? /^SEARCH "((?:[^"\\]|\\.)*)"$/.exec(parts.head)?.[1] : undefined;
  if (text === undefined) return;
  const head = (rest: string): Parts => ({ ...parts, head: `SEARCH "${rest}"` });
  const trailing = /^(.{3,}?) (?:in|on|at|of|from|with|since|by|for|and|the)$/.exec(text)?.[1];
  if (trailing !== undefined) yield printed(head(trailing));
  const folded = text.toLowerCase();
  if (askAround.test(folded)) yield printed(head(text.slice(askAround.exec(folded)![0].length)));
  const after = conditionAfterText.exec(folded);
  if (after) {
    const kind = Object.keys(kindWords).find((name) => kindWords[name]!.test(after[0]) || kindWords[name]!.test(`${after[0]}s`));
    const others = parts.conditions.filter((condition) => !condition.startsWith('moment_type')).map((condition) => condition.replace(/^created_at/, 'resource_timestamp'));
    yield printed({ ...head(text.slice(0, after.index)), clauses: { ...parts.clauses, IN: 'moments' }, conditions: kind === undefined ? others : [`moment_type = '${kind}'`, ...others] });
  }
  const category = /^(.+?) in (?:the )?category ([\w-]+)$/i.exec(text);
  if (category) yield withClause(head(category[1]!), 'CATEGORY', `"${category[2]}"`);
  const said = timeSaid(folded);
  const timed = /^(.{2,}?) (?:from |in |since |before |after |of |over |during |written |created )?(?:the )?(?:last|past|previous|this|since|before|after|yesterday|today|20\d\d|january|february|march|april|june|july|august|september|october|november|december)\b.*$/i.exec(text)?.[1];
  if (said && timed !== undefined) {
    const column = parts.clauses['IN'] === 'moments' ? 'resource_timestamp' : 'created_at';
    yield printed({ ...head(timed), conditions: [...parts.conditions.filter((condition) => !condition.includes("'@")), `${column} ${said.operator} '@${said.word}'`] });
  }
  const about = new RegExp(`^(?:the |any |all |some |our |my )?([\\p{L}-]+(?: [\\p{L}-]+)?) ${preposition} (.+)$`, 'iu').exec(text);
  if (!about) return;
  const [noun, topic] = [about[1]!.toLowerCase(), about[2]!];
  const kind = Object.keys(kindWords).find((name) => kindWords[name]!.test(noun));
  if (kind !== undefined) yield printed({ ...head(topic), clauses: { ...parts.clauses, IN: 'moments' }, conditions: [`moment_type = '${kind}'`, ...parts.conditions.filter((condition) => !condition.startsWith('moment_type')).map((condition) => condition.replace(/^created_at/, 'resource_timestamp'))] });
  else if (Object.hasOwn(entityNouns, noun)) yield printed({ ...head(topic), clauses: { ...parts.clauses, IN: 'entities' }, conditions: [`entity_type = '${entityNouns[noun]}'`, ...fitting(parts.conditions, 'entities')] });
  else if (/^(?:docs?|documents?|notes?|pages?|articles?|stuff|anything|material)$/.test(noun)) yield printed(head(topic));
  else if (/^(?:files?|uploads?|attachments?)$/.test(noun)) yield withClause(head(topic), 'IN', 'files');
  else if (/^moments?$/.test(noun)) yield withClause(head(topic), 'IN', 'moments');
  else if (/s$/.test(noun)) yield withClause(head(topic), 'CATEGORY', `"${singular(noun.replace(/ (?:docs|notes|pages|documents)$/, ''))}"`);
}

/** A search text with a word before it that nothing accounts for. */
function* textGrown(parts: Parts, request: string, typed: string): Iterable<string> {
  const text = parts.verb === 'SEARCH' ? /^SEARCH "([^"\\]*)"$/.exec(parts.head)?.[1] : undefined;
  const at = text === undefined ? -1 : typed.indexOf(text);
  const before = at > 0 ? /([\p{L}\p{N}-]+) $/u.exec(typed.slice(0, at))?.[1] : undefined;
  if (before !== undefined && leftOverWords(request, printed(parts)).includes(foldText(before))) yield printed({ ...parts, head: `SEARCH "${before} ${text}"` });
}

/** Moments with somebody whom nothing accounts for. */
function* accompanied(parts: Parts, request: string, typed: string): Iterable<string> {
  const name = isOfMoments(parts) && !parts.conditions.some((condition) => condition.includes('present_persons')) ? /\bwith (\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)*)/u.exec(typed)?.[1] : undefined;
  if (name === undefined || !leftOverWords(request, printed(parts)).some((word) => foldText(name).includes(word))) return;
  yield printed({ ...parts, conditions: [...parts.conditions, `present_persons::text ILIKE '%${name.replaceAll("'", "''")}%'`] });
}

/** Counts by what the request names. */
function* grouped(parts: Parts, request: string): Iterable<string> {
  if (parts.verb !== 'SELECT') return;
  const table = / FROM (\w+)$/.exec(parts.head)?.[1];
  if (table === undefined || !['resources', 'files', 'moments', 'entities'].includes(table)) return;
  const where = (head: string, clauses: Record<string, string>): string => printed({ ...parts, head, clauses });
  const { LIMIT, ...order } = parts.clauses;
  const limit = LIMIT === undefined ? {} : { LIMIT };
  const one = /^SELECT (\w+) FROM/.exec(parts.head)?.[1];
  const said = [['category', /\bcategor/], ['entity_type', /\btypes?\b|\bkinds?\b/], ['moment_type', /\btypes?\b|\bkinds?\b/], ['processing_status', /\bstatus/], ['mime_type', /\btypes?\b/], ['location', /\blocations?\b|\bplaces?\b/]] as const;
  const columns = [...new Set([...(one === undefined ? [] : [one]), ...said.filter(([column, words]) => words.test(request) && columnsOf[table]!.includes(column)).map(([column]) => column)])];
  for (const column of columns) {
    yield where(`SELECT ${column}, COUNT(*) FROM ${table}`, { 'GROUP BY': column, ...(order['ORDER BY']?.startsWith('COUNT') ? { 'ORDER BY': order['ORDER BY'] } : {}), ...limit });
    yield where(`SELECT ${column}, COUNT(*) FROM ${table}`, { 'GROUP BY': column, 'ORDER BY': 'COUNT(*) DESC', ...limit });
    yield where(`SELECT DISTINCT ${column} FROM ${table}`, {});
  }
  const stamp = table === 'moments' ? 'resource_timestamp' : 'created_at';
  for (const unit of ['day', 'week', 'month', 'year']) if (new RegExp(`\\b(?:per|each|every|by) ${unit}\\b`).test(request)) yield where(`SELECT date_trunc('${unit}', ${stamp}) AS ${unit}, COUNT(*) FROM ${table}`, { 'GROUP BY': unit, 'ORDER BY': unit });
  if (/^SELECT (?:\w+_?\w*, )+\w+ FROM|^SELECT \w+ FROM/.test(parts.head) && !parts.head.includes('COUNT') && !/\b(?:names?|titles?|locations?|summar\w+|sizes?|dates?|tags?|emotions?|topics?|uris?|urls?|types?|status\w*|categor\w+|columns?)\b/.test(request)) yield printed({ ...parts, head: `SELECT * FROM ${table}` });
  if (/^SELECT \*/.test(parts.head)) {
    yield where(`SELECT COUNT(*) FROM ${table}`, {});
    yield printed({ ...parts, head: `SELECT name FROM ${table}` });
  }
  if (/^SELECT COUNT/.test(parts.head)) yield where(`SELECT * FROM ${table}`, {});
}

const columnsOf: Record<string, string[]> = { resources: ['category'], files: ['processing_status', 'mime_type', 'category'], moments: ['moment_type', 'location'], entities: ['entity_type'] };

/** A number that the request does not name, in whose place it names one that the answer lacks. */
function* counted(parts: Parts, request: string): Iterable<string> {
  const answer = printed(parts);
  const numbersOf = (text: string): string[] => text.match(/(?<![\w.@-])\d+(?:\.\d+)?(?![\w-])/g) ?? [];
  const [named, written] = [new Set(numbersOf(request)), numbersOf(answer.replace(/'@[^']*'/g, ''))];
  const [lacking, invented] = [[...named].filter((number) => !written.includes(number)), written.filter((number) => !named.has(number))];
  if (lacking.length === 1 && invented.length === 1) yield answer.replace(new RegExp(`(?<![\\w.@-])${invented[0]!.replace('.', '\\.')}(?![\\w-])`), lacking[0]!);
}

/** A SEARCH of another table. */
function* searched(parts: Parts): Iterable<string> {
  if (parts.verb !== 'SEARCH') return;
  for (const table of ['moments', 'files', 'entities', undefined]) if (table !== parts.clauses['IN']) yield withClause({ ...parts, conditions: fitting(parts.conditions, table ?? 'resources') }, 'IN', table);
}

/** The rows of another table. */
function* listed(parts: Parts): Iterable<string> {
  const found = /^(SELECT (?:\*|COUNT\(\*\)|DISTINCT category) FROM )(resources|files|moments|entities)$/.exec(parts.head);
  if (!found) return;
  for (const table of ['resources', 'files', 'moments', 'entities']) if (table !== found[2] && !(table === 'entities' && found[1]!.includes('category'))) {
    const order = parts.clauses['ORDER BY'];
    const clauses = order === undefined ? parts.clauses : { ...parts.clauses, 'ORDER BY': table === 'moments' ? order.replace(/^created_at/, 'resource_timestamp') : order.replace(/^resource_timestamp/, 'created_at') };
    yield printed({ ...parts, head: found[1]! + table, conditions: fitting(parts.conditions, table), clauses });
  }
}
