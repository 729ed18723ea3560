/** One spelling for what can be written in several ways: tags that must all be there, keys in the order they were said, a label that holds a comma. */
import { foldKey } from '../fold.ts';
import type { Sources } from '../snap.ts';
import { partsOf, printed } from './parts.ts';

export function canonical(answer: string, sources: Sources): string {
  return keysInOrder(wholeNames(allTags(inOrderOfTime(answer)), sources), sources);
}

/** Counts per month come in the order of months. */
function inOrderOfTime(answer: string): string {
  const parts = answer.includes('date_trunc(') ? partsOf(answer) : undefined;
  const unit = parts?.clauses['GROUP BY'];
  if (!parts || unit === undefined || parts.clauses['ORDER BY']?.startsWith('COUNT')) return answer;
  const head = / FROM moments$/.test(parts.head) ? parts.head.replace(', created_at)', ', resource_timestamp)') : parts.head;
  return printed({ ...parts, head, clauses: { ...parts.clauses, 'ORDER BY': unit } });
}

/** A key that ends inside a word of the request, or inside a label that stands there whole, goes on to its end. */
function wholeNames(answer: string, { request, labels }: Sources): string {
  const folded = ` ${foldKey(request)} `;
  return answer.replace(/(?<=LOOKUP (?:"(?:[^"\\]|\\.)*", )*)"((?:[^"\\]|\\.)*)"/g, (quoted, inner: string) => {
    const value = inner.replace(/\\(.)/g, '$1');
    const key = ` ${foldKey(value)} `;
    const label = [...labels].sort((a, b) => b.length - a.length).find((candidate) => candidate.length > value.length && ` ${foldKey(candidate)} `.includes(key) && folded.includes(` ${foldKey(candidate)} `));
    const whole = label ?? wordsOn(request, value);
    return whole === undefined ? quoted : `"${whole.replace(/["\\]/g, '\\$&')}"`;
  });
}

/** The value with the rest of the token it ends in, or of the quotation it begins. */
function wordsOn(request: string, value: string): string | undefined {
  const at = value === '' ? -1 : request.indexOf(value);
  if (at < 0) return undefined;
  const quotation = /^["“]([^"“”]+)["”]/.exec(request.slice(at - 1))?.[1];
  if (quotation !== undefined && quotation.length > value.length) return quotation;
  const rest = /^[^\s"“”?!,;]+/.exec(request.slice(at + value.length))?.[0].replace(/(?:['’]s)?[.:)]*$/, '') ?? '';
  return /^[\w/.@-]*\w$/.test(rest) && /[\w]$/.test(value) ? value + rest : undefined;
}

/** A kind of moment or entity that there is not is a kind of document: `moment_type = 'incident'` becomes the category. */
export function kindsOrCategories(answer: string, { momentTypes }: { momentTypes: readonly string[] }): string {
  const parts = partsOf(answer);
  const found = parts?.conditions.map((condition) => /^(moment_type|entity_type) = '((?:[^']|'')*)'$/.exec(condition)).find((match) => match && !(match[1] === 'moment_type' ? momentTypes : entityTypes).includes(match[2]!));
  if (!parts || !found || !/^SEARCH|^SELECT (?:\*|COUNT\(\*\)) FROM moments$/.test(parts.head)) return answer;
  const others = parts.conditions.filter((condition) => condition !== found[0]).map((condition) => condition.replace(/^resource_timestamp/, 'created_at'));
  const order = parts.clauses['ORDER BY']?.replace('resource_timestamp', 'created_at');
  const { IN: _, ...rest } = parts.clauses;
  const clauses = order === undefined ? rest : { ...rest, 'ORDER BY': order };
  if (parts.verb === 'SEARCH') return printed({ ...parts, conditions: others, clauses: { ...clauses, CATEGORY: `"${found[2]!.replaceAll("''", "'")}"` } });
  return printed({ ...parts, head: parts.head.replace(/ FROM \w+$/, ' FROM resources'), conditions: [`category = '${found[2]}'`, ...others.filter((condition) => !condition.startsWith('category '))], clauses });
}

const knownType = /^(?:application\/(?:pdf|json)|text\/(?:csv|markdown|plain|html)|image\/(?:png|jpeg|%)|(?:video|audio|text)\/%)$/;

/** A type of files that nobody knows goes; where the request names an ending (".pcap"), that is the condition. */
export function typesOrEndings(answer: string, request: string): string {
  const parts = / FROM files\b/.test(answer) ? partsOf(answer) : undefined;
  const wrong = parts?.conditions.find((condition) => { const type = /^mime_type (?:=|LIKE) '([^']*)'$/.exec(condition)?.[1]; return type !== undefined && !knownType.test(type); });
  if (!parts || wrong === undefined) return answer;
  const ending = /(?<![\w.])\.([a-z][a-z0-9]{1,6})\b/i.exec(request)?.[1]?.toLowerCase();
  const wide = /^mime_type = '(image|video|audio)\//.exec(wrong)?.[1];
  const instead = ending !== undefined ? [`name ILIKE '%.${ending}'`] : wide !== undefined ? [`mime_type LIKE '${wide}/%'`] : [];
  return printed({ ...parts, conditions: parts.conditions.filter((condition) => ending === undefined || !condition.startsWith('name ')).flatMap((condition) => (condition === wrong ? instead : [condition])) });
}

const entityTypes = ['person', 'project', 'team', 'concept', 'service', 'organization', 'product', 'place', 'tool'];

/** `'a' = ANY(tags) AND 'b' = ANY(tags)` is `tags @> ARRAY['a', 'b']`. */
function allTags(answer: string): string {
  const parts = partsOf(answer);
  if (!parts) return answer;
  const byColumn = Map.groupBy(parts.conditions, (condition) => /^'(?:[^']|'')*' = ANY\((\w+)\)$/.exec(condition)?.[1] ?? '');
  let conditions = parts.conditions;
  for (const [column, found] of byColumn) {
    if (column === '' || found.length < 2) continue;
    const joined = `${column} @> ARRAY[${found.map((condition) => condition.slice(0, -` = ANY(${column})`.length)).join(', ')}]`;
    conditions = conditions.flatMap((condition) => (condition === found[0] ? [joined] : found.includes(condition) ? [] : [condition]));
  }
  return printed({ ...parts, conditions });
}

const key = /"((?:[^"\\]|\\.)*)"/g;

/** The keys of a LOOKUP as the request has them; two that stand there as one label with a comma are that label. */
function keysInOrder(answer: string, { request, labels }: Sources): string {
  const list = /(LOOKUP )((?:"(?:[^"\\]|\\.)*"(?:, |$| (?=[A-Z])))+)/.exec(answer);
  if (!list) return answer;
  const all = [...list[2]!.matchAll(key)].map((match) => match[1]!.replace(/\\(.)/g, '$1'));
  if (all.length < 2) return answer;
  const keys = [...new Set(all)];
  const folded = foldKey(request);
  const inside = keys.find((text) => keys.some((other) => other !== text && ` ${foldKey(text)} `.includes(` ${foldKey(other)} `) && folded.split(foldKey(other)).length === 2));
  const joined = keys.join(', ');
  const whole = labels.find((label) => foldKey(label) === foldKey(joined)) ?? (request.includes(`"${joined}"`) ? joined : undefined);
  const places = keys.map((text) => folded.indexOf(foldKey(text)));
  const ordered = whole !== undefined ? [whole] : inside !== undefined ? keys.filter((text) => text === inside || !` ${foldKey(inside)} `.includes(` ${foldKey(text)} `)) : places.every((place) => place >= 0) ? keys.map((text, at) => ({ text, place: places[at]! })).sort((a, b) => a.place - b.place).map(({ text }) => text) : keys;
  const written = ordered.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(', ');
  return answer.slice(0, list.index) + list[1] + written + (list[2]!.endsWith(' ') ? ' ' : '') + answer.slice(list.index + list[0].length);
}
