/** What an answer could be with one thing changed: a clause put in, turned round or left out. Which of them is better is judged elsewhere (`mend.ts`). */
import { kindWords } from '../agreement/words.ts';
import { partsOf, printed, type Parts } from './parts.ts';
import { timeSaid } from './times.ts';

/** `request`: folded, without the answer's values. Each text is in the generated form. */
export function* editsOf(answer: string, request: string): Iterable<string> {
  const parts = partsOf(answer);
  if (!parts) return;
  for (const make of [leftOut, conditionsLeftOut, turned, conditionsTurned, walks, putIn, conditionsPutIn, tables]) yield* make(parts, request);
}

const withClause = (parts: Parts, name: string, value: string | undefined): string => {
  const { [name]: _, ...clauses } = parts.clauses;
  return printed({ ...parts, clauses: value === undefined ? clauses : { ...clauses, [name]: value } });
};
const withCondition = (parts: Parts, at: number, ...conditions: string[]): string => printed({ ...parts, conditions: parts.conditions.toSpliced(at, 1, ...conditions) });

function* leftOut(parts: Parts): Iterable<string> {
  for (const name of Object.keys(parts.clauses)) if (name !== 'GROUP BY' && name !== 'CATEGORY') yield withClause(parts, name, undefined);
  if (parts.clauses['ORDER BY'] !== undefined && parts.clauses['LIMIT'] !== undefined) yield printed({ ...parts, clauses: Object.fromEntries(Object.entries(parts.clauses).filter(([name]) => name !== 'ORDER BY' && name !== 'LIMIT')) });
  if (parts.head.startsWith('TRAVERSE PLAN ')) yield printed({ ...parts, head: parts.head.replace('TRAVERSE PLAN ', 'TRAVERSE ') });
}

function* conditionsLeftOut(parts: Parts): Iterable<string> {
  for (let at = 0; at < parts.conditions.length; at++) yield withCondition(parts, at);
  if (parts.conditions.length > 1) yield printed({ ...parts, conditions: [] });
}

function* turned(parts: Parts): Iterable<string> {
  const order = parts.clauses['ORDER BY'];
  if (order) yield withClause(parts, 'ORDER BY', / DESC$/.test(order) ? order.replace(/ DESC$/, ' ASC') : order.replace(/ ASC$/, ' DESC'));
}

function* conditionsTurned(parts: Parts, request: string): Iterable<string> {
  const isMoments = / moments\b/.test(parts.head) || parts.clauses['IN'] === 'moments';
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
    if (/ && ARRAY/.test(condition)) yield withCondition(parts, at, condition.replace(' && ARRAY', ' @> ARRAY'));
    if (/ @> ARRAY/.test(condition)) yield withCondition(parts, at, condition.replace(' @> ARRAY', ' && ARRAY'));
    if (/^'.*' = ANY\(\w+\)$/.test(condition)) yield withCondition(parts, at, `NOT (${condition})`);
    if (/^NOT \('.*' = ANY\(\w+\)\)$/.test(condition)) yield withCondition(parts, at, condition.slice(5, -1));
    if (/ NOT ILIKE /.test(condition)) yield withCondition(parts, at, condition.replace(' NOT ILIKE ', ' ILIKE '));
    else if (/ ILIKE /.test(condition)) yield withCondition(parts, at, condition.replace(' ILIKE ', ' NOT ILIKE '));
    if (/^(?:category|moment_type) = /.test(condition)) yield withCondition(parts, at, condition.replace(' = ', ' <> '));
    if (/^(?:category|moment_type) <> /.test(condition)) yield withCondition(parts, at, condition.replace(' <> ', ' = '));
    if (/^mime_type = '(image|video|audio)\//.test(condition)) yield withCondition(parts, at, condition.replace(/= '(\w+)\/.*'$/, "LIKE '$1/%'"));
    if (/^name ILIKE '%[^%]+'$/.test(condition) && !/ends?|ending|suffix/.test(request)) yield withCondition(parts, at, condition.replace(/'$/, "%'"));
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
  if (verb !== 'LOOKUP' && clauses['LIMIT'] === undefined) for (const number of numbers) yield withClause(parts, 'LIMIT', number);
  if (verb === 'SELECT' && clauses['ORDER BY'] === undefined && /^SELECT \*/.test(parts.head)) {
    const column = / moments/.test(parts.head) ? 'resource_timestamp' : 'created_at';
    for (const order of [`${column} DESC`, `${column} ASC`, 'name ASC', ...(/ files/.test(parts.head) ? ['size_bytes DESC'] : [])]) yield withClause(parts, 'ORDER BY', order);
  }
  if (verb !== 'TRAVERSE') return;
  if (clauses['DEPTH'] === undefined) for (const depth of [...numbers.filter((number) => Number(number) <= 4), '2', '3', '4']) yield withClause(parts, 'DEPTH', depth);
  if (clauses['LOAD'] === undefined) yield withClause(parts, 'LOAD', '');
  if (!parts.head.startsWith('TRAVERSE PLAN')) yield printed({ ...parts, head: parts.head.replace('TRAVERSE ', 'TRAVERSE PLAN ') });
  if (clauses['ORDER BY'] === undefined) for (const order of ['edge.weight DESC', 'edge.weight ASC', 'edge.created_at DESC', 'edge.created_at ASC']) yield withClause(parts, 'ORDER BY', order);
}

function* conditionsPutIn(parts: Parts, request: string): Iterable<string> {
  if (parts.verb !== 'SELECT' && parts.verb !== 'SEARCH') return;
  if (parts.verb === 'SELECT' && / FROM (?!resources|files|moments|entities)/.test(parts.head)) return;
  const isMoments = / moments\b/.test(parts.head) || parts.clauses['IN'] === 'moments';
  const said = timeSaid(request);
  if (said && !parts.conditions.some((condition) => condition.includes("'@"))) {
    const column = isMoments ? 'resource_timestamp' : /\b(?:updated|changed|edited|modified|touched)\b/.test(request) ? 'updated_at' : /\bdated\b/.test(request) ? 'resource_timestamp' : 'created_at';
    yield printed({ ...parts, conditions: [...parts.conditions, `${column} ${said.operator} '@${said.word}'`] });
  }
  const kinds = Object.keys(kindWords).filter((kind) => kindWords[kind]!.test(request));
  const own = parts.conditions.filter((condition) => !condition.startsWith('moment_type'));
  if (isMoments && kinds.length === 1) yield printed({ ...parts, conditions: [`moment_type = '${kinds[0]}'`, ...own] });
  if (isMoments && kinds.length === 2) yield printed({ ...parts, conditions: [`moment_type IN (${kinds.sort((a, b) => request.search(kindWords[a]!) - request.search(kindWords[b]!)).map((kind) => `'${kind}'`).join(', ')})`, ...own] });
  if (/^SELECT (?:\*|\w+, COUNT|\w+|COUNT\(\*\)).* FROM files/.test(parts.head)) {
    for (const status of ['failed', 'pending', 'completed', 'processing']) if (new RegExp(`\\b${status}\\b`).test(request)) yield printed({ ...parts, conditions: [`processing_status = '${status}'`, ...parts.conditions.filter((condition) => !condition.startsWith('processing_status'))] });
    for (const [words, condition] of [[/\bpdfs?\b/, "= 'application/pdf'"], [/\bcsvs?\b/, "= 'text/csv'"], [/\bpngs?\b/, "= 'image/png'"], [/\b(?:images?|photos?|pictures?)\b/, "LIKE 'image/%'"], [/\bvideos?\b/, "LIKE 'video/%'"], [/\baudio\b/, "LIKE 'audio/%'"]] as const) {
      if (words.test(request)) yield printed({ ...parts, conditions: [`mime_type ${condition}`, ...parts.conditions.filter((other) => !other.startsWith('mime_type'))] });
    }
  }
}

function* tables(parts: Parts): Iterable<string> {
  if (parts.verb !== 'SEARCH') return;
  for (const table of ['moments', 'files', 'entities', undefined]) if (table !== parts.clauses['IN'] && parts.conditions.every((condition) => table === 'moments' || !/^(?:moment_type|emotion_tags|location|present)/.test(condition))) {
    const conditions = parts.conditions.map((condition) => (table === 'moments' ? condition.replace(/^created_at/, 'resource_timestamp') : condition));
    yield withClause({ ...parts, conditions }, 'IN', table);
  }
}
