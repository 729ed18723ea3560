/**
 * A guess at the whole answer, from the outline that the request's words suggest and from the labels that may be meant. The decoder tries it along with its
 * passes: what of it is wrong costs little and never changes an answer, what is right need not be written token by token.
 */
import { numberWords } from './agreement/words.ts';
import type { Sketch } from './sketch.ts';

/** `text` ends where nothing more is likely; `ending` is its part behind the first value, which holds whatever that value becomes. */
export type LikelyAnswer = { text: string; ending: string };

/** Clause of the outline -> how a condition with it usually begins, in the order in which conditions stand. */
const conditions: readonly (readonly [clause: string, text: string])[] = [
  ['kind', "moment_type = '"], ['entity', "entity_type = '"], ['mime', "mime_type = '"], ['status', "processing_status = '"], ['category', "category = '"], ['emotion', "'"], ['topic', "'"], ['tags', "'"],
  ['person', "present_persons::text ILIKE '%"], ['place', "location ILIKE '%"], ['name', "name ILIKE '%"], ['uri', "uri ILIKE '"], ['size', 'size_bytes '], ['duration', 'resource_ends_timestamp - resource_timestamp '],
];

export function likelyAnswer(sketch: Sketch, request: string, labels: readonly string[]): LikelyAnswer {
  const has = (clause: string): boolean => sketch.clause(clause) > 0.5;
  const [verb = '', table = ''] = sketch.likely.name.split(' ');
  switch (verb) {
    case 'LOOKUP': return withValue('LOOKUP "', labels[0] ?? nameIn(request), '');
    case 'FUZZY': return withValue('FUZZY "', nameIn(request), '');
    case 'SEARCH': return withValue('SEARCH "', topicIn(request), table === 'resources' ? '' : ` IN ${table}`);
    case 'SELECT': return plain(selection(table, has));
    case 'TRAVERSE': {
      const edge = sketch.likelyEdge.name === 'other' ? undefined : sketch.likelyEdge.name;
      const start = `TRAVERSE${has('plan') ? ' PLAN' : ''}${edge ? ` ${edge}` : ''}`;
      if (edge === undefined) return plain('TRAVERSE');
      if (has('selected')) return plain(`${start} WITH SELECT * FROM resources WHERE `);
      const depth = /\b(?:(\d)|(one|two|three|four|five))[ -](?:hop|step|level|link)/i.exec(request);
      const ending = `${has('depth') && depth ? ` DEPTH ${depth[1] ?? numberWords[depth[2]!.toLowerCase()]!}` : ''}${table === '' ? '' : ` DIRECTION ${table}`}`;
      if (has('searched')) return withValue(`${start} WITH SEARCH "`, topicIn(request), ending);
      if (has('guessed')) return withValue(`${start} WITH FUZZY "`, nameIn(request), ending);
      return withValue(`${start} WITH LOOKUP "`, labels[0] ?? nameIn(request), ending);
    }
    default: return plain(verb);
  }
}

function selection(table: string, has: (clause: string) => boolean): string {
  if (has('columns') || has('group') || has('distinct') || has('average') || has('sum') || has('extreme')) return 'SELECT ';
  const start = `SELECT ${has('count') ? 'COUNT(*)' : '*'} FROM ${table}`;
  const condition = conditions.find(([clause]) => has(clause))?.[1];
  if (condition !== undefined) return `${start} WHERE ${condition}`;
  if (has('date')) return `${start} WHERE ${table === 'moments' ? 'resource_timestamp' : has('updated') ? 'updated_at' : 'created_at'} ${has('since') ? '>=' : has('before') ? '<' : has('after') ? '>' : '='} '@`;
  return has('order') ? `${start} ORDER BY ` : start;
}

const plain = (text: string): LikelyAnswer => ({ text, ending: '' });

function withValue(beginning: string, value: string, ending: string): LikelyAnswer {
  return { text: value === '' ? beginning : `${beginning}${value.replace(/["\\]/g, '\\$&')}"${ending}`, ending };
}

/** What stands in quotation marks, else the last run of words that look like a name. */
function nameIn(request: string): string {
  const quoted = /["“]([^"“”]+)["”]/.exec(request)?.[1];
  if (quoted !== undefined) return quoted;
  const words = request.replace(/[?!.,;:]+$/, '').split(' ');
  const isName = (word: string | undefined, at: number): boolean => word !== undefined && (at > 0 || /[\d_/-]/.test(word)) && /^\p{Lu}|[\d_/]|\p{L}-\p{L}/u.test(word) && word !== 'I';
  const last = words.findLastIndex(isName);
  let first = last;
  while (first > 0 && isName(words[first - 1], first - 1)) first--;
  return last < 0 ? '' : words.slice(first, last + 1).join(' ').replace(/['’]s$/, '');
}

/** The words after "about" and its like, else the whole question. */
function topicIn(request: string): string {
  const bare = request.replace(/[?!.]+$/, '');
  return /^.*?\b(?:about|on|regarding|concerning|mention(?:s|ing)?|discuss(?:ed|ing)?)\s+(.+)$/i.exec(bare)?.[1] ?? bare;
}
