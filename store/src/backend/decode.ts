/**
 * PostgreSQL's text form -> plain JSON values, the same for both backends: instants as ISO 8601 in UTC, days and times as
 * written by the server, whole numbers as numbers while they are exact, else text; anything unknown stays text.
 */

const BOOL = 16;
const SMALL_NUMBERS = new Set([20, 21, 23, 26, 700, 701, 1700]);
const JSON_TYPES = new Set([114, 3802]);
const TIMESTAMPTZ = 1184;
const TIMESTAMP = 1114;

/** Array type -> element type, for the arrays that are answered as lists. */
const ELEMENT_OF = new Map<number, number>([
  [1000, 16],
  [1005, 21],
  [1007, 23],
  [1016, 20],
  [1021, 700],
  [1022, 701],
  [1231, 1700],
  [1009, 25],
  [1015, 1043],
  [1014, 1042],
  [199, 114],
  [3807, 3802],
  [1115, 1114],
  [1185, 1184],
  [1182, 1082],
  [2951, 2950],
  [1003, 19],
  [1028, 26],
]);

export function decode(oid: number, text: string | null): unknown {
  if (text === null) return null;
  const element = ELEMENT_OF.get(oid);
  return element === undefined ? scalar(oid, text) : list(element, text);
}

function scalar(oid: number, text: string): unknown {
  if (oid === BOOL) return text === 't' || text === 'true';
  if (SMALL_NUMBERS.has(oid)) return number(text);
  if (JSON_TYPES.has(oid)) return json(text);
  if (oid === TIMESTAMPTZ) return instant(text);
  if (oid === TIMESTAMP) return text.replace(' ', 'T');
  return text;
}

function number(text: string): number | string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `2024-11-10 09:00:00.5+00` -> `2024-11-10T09:00:00.500Z`; `infinity` and years before Christ stay as they are. */
function instant(text: string): string {
  const match = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d){0,2})$/.exec(text);
  if (!match) return text;
  const zone = (match[3] as string).length === 3 ? `${match[3]}:00` : (match[3] as string);
  const date = new Date(`${match[1]}T${match[2]}${zone}`);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** The array literal of PostgreSQL: `{a,"b \" c",NULL,{…}}`, nested for more dimensions. */
function list(element: number, text: string): unknown {
  const start = text.indexOf('{');
  if (start < 0) return text;
  return readList(element, text, start).value;
}

function readList(element: number, text: string, start: number): { value: unknown[]; next: number } {
  const value: unknown[] = [];
  let at = start + 1;
  while (at < text.length && text[at] !== '}') {
    const item = text[at] === '{' ? readList(element, text, at) : readItem(element, text, at);
    value.push(item.value);
    at = text[item.next] === ',' ? item.next + 1 : item.next;
  }
  return { value, next: at + 1 };
}

function readItem(element: number, text: string, start: number): { value: unknown; next: number } {
  if (text[start] === '"') return readQuoted(element, text, start);
  let next = start;
  while (next < text.length && text[next] !== ',' && text[next] !== '}') next++;
  const raw = text.slice(start, next);
  return { value: raw === 'NULL' ? null : scalar(element, raw), next };
}

function readQuoted(element: number, text: string, start: number): { value: unknown; next: number } {
  let raw = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\') at++;
    raw += text[at] ?? '';
  }
  return { value: scalar(element, raw), next: at + 1 };
}
