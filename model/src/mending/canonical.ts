/** One spelling for what can be written in several ways: tags that must all be there, keys in the order they were said, a label that holds a comma. */
import { foldKey } from '../fold.ts';
import type { Sources } from '../snap.ts';
import { partsOf, printed } from './parts.ts';

export function canonical(answer: string, sources: Sources): string {
  return keysInOrder(allTags(answer), sources);
}

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
  const keys = [...list[2]!.matchAll(key)].map((match) => match[1]!.replace(/\\(.)/g, '$1'));
  if (keys.length < 2) return answer;
  const folded = foldKey(request);
  const joined = keys.join(', ');
  const whole = labels.find((label) => foldKey(label) === foldKey(joined)) ?? (request.includes(`"${joined}"`) ? joined : undefined);
  const places = keys.map((text) => folded.indexOf(foldKey(text)));
  const ordered = whole !== undefined ? [whole] : places.every((place) => place >= 0) ? keys.map((text, at) => ({ text, place: places[at]! })).sort((a, b) => a.place - b.place).map(({ text }) => text) : keys;
  const written = ordered.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(', ');
  return answer.slice(0, list.index) + list[1] + written + (list[2]!.endsWith(' ') ? ' ' : '') + answer.slice(list.index + list[0].length);
}
