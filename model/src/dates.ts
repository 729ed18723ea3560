/**
 * Symbolic dates in a statement become real ones. The model (or a person) writes a timestamp column compared with
 * `'@WORD'`; a word names a period [from, to), and the comparison says which of its ends counts:
 * `=` inside, `<>` outside, `>=` from its start, `<` before its start, `>` from its end on, `<=` before its end.
 * Constants are written with the zone's offset, so that a database in another zone reads the same moment.
 */
import type { Span } from '@rem/grammar';
import { periodOf, type Clock, type Period, type WeekStart } from './dates/words.ts';
import { isoOf, isTimeZone } from './dates/zoned.ts';

export type { WeekStart };
export type DateOptions = { now: Date; timeZone: string; weekStart?: WeekStart | undefined };

/** A symbolic date of the text, with the period [from, to) it means (ISO 8601). Its place is in the text as it came. */
export type ResolvedDate = Span & { word: string; from: string; to: string };

export type DatesResolved = {
  text: string;
  resolved: ResolvedDate[];
  /** Words that are none of the closed set; they stay in the text as they are. */
  unknown: (Span & { word: string })[];
};

export function resolveDates(text: string, options: DateOptions): DatesResolved {
  const clock: Clock = {
    now: Math.floor(options.now.getTime() / 1000) * 1000,
    zone: isTimeZone(options.timeZone) ? options.timeZone : 'UTC',
    weekStart: options.weekStart ?? 'monday',
  };
  const result: DatesResolved = { text: '', resolved: [], unknown: [] };
  let done = 0;
  for (const symbol of symbolsIn(text)) {
    const period = periodOf(symbol.word, clock);
    if (!period) {
      result.unknown.push(symbol);
      continue;
    }
    const iso = { from: isoOf(period.from, clock.zone), to: isoOf(period.to, clock.zone) };
    result.resolved.push({ start: symbol.start, end: symbol.end, word: symbol.word, ...iso });
    const change = rewrite(text, symbol, iso, period);
    if (change.start < done) continue;
    result.text += text.slice(done, change.start) + change.text;
    done = change.end;
  }
  result.text += text.slice(done);
  return result;
}

type DateSymbol = Span & { word: string };

/**
 * `'@word'` outside double-quoted text, comments and longer strings. A double-quoted WHERE is a condition, so it is
 * looked into.
 */
function symbolsIn(text: string): DateSymbol[] {
  const found: DateSymbol[] = [];
  const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S]|"")*"|'(?:[^'\\]|\\[\s\S]|'')*'/g;
  for (const token of text.matchAll(pattern)) {
    const start = token.index;
    if (token[0].startsWith('"') && /\bwhere\s*=?\s*$/i.test(text.slice(0, start))) {
      for (const inner of symbolsIn(token[0].slice(1, -1))) found.push({ ...inner, start: inner.start + start + 1, end: inner.end + start + 1 });
    }
    const word = /^'@([\w-]{1,20})'$/.exec(token[0])?.[1];
    if (word !== undefined) found.push({ start, end: start + token[0].length, word });
  }
  return found;
}

type Iso = { from: string; to: string };

const flipped: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=', '<>': '<>', '!=': '<>' };

function rewrite(text: string, symbol: Span, iso: Iso, period: Period): Span & { text: string } {
  const before = /(<=|>=|<>|!=|=|<|>)\s*$/.exec(text.slice(0, symbol.start));
  if (before) {
    const left = operandBefore(text, before.index);
    if (left) return comparison(text, { start: left.start, end: symbol.end }, text.slice(left.start, left.end), before[1]!, iso, period);
  }
  const after = /^\s*(<=|>=|<>|!=|=|<|>)\s*([\w."]+)/.exec(text.slice(symbol.end));
  if (after) return comparison(text, { start: symbol.start, end: symbol.end + after[0].length }, after[2]!, flipped[after[1]!]!, iso, period);
  return between(text, symbol, iso) ?? { ...symbol, text: `'${iso.from}'` };
}

function comparison(text: string, span: Span, column: string, operator: string, iso: Iso, period: Period): Span & { text: string } {
  switch (operator) {
    case '>=': return { ...span, text: `${column} >= '${iso.from}'` };
    case '<': return { ...span, text: `${column} < '${iso.from}'` };
    case '>': return { ...span, text: `${column} >= '${iso.to}'` };
    case '<=': return { ...span, text: `${column} < '${iso.to}'` };
    case '<>': case '!=': return { ...span, text: `(${column} < '${iso.from}' OR ${column} >= '${iso.to}')` };
    default: {
      if (period.from === period.to) return { ...span, text: `${column} = '${iso.from}'` };
      const inside = `${column} >= '${iso.from}' AND ${column} < '${iso.to}'`;
      return { ...span, text: /\bnot\s*$/i.test(text.slice(0, span.start)) ? `(${inside})` : inside };
    }
  }
}

/** `BETWEEN '@a' AND '@b'` runs from the start of one to the last moment of the other. */
function between(text: string, symbol: Span, iso: Iso): (Span & { text: string }) | undefined {
  const before = text.slice(0, symbol.start);
  if (/\bbetween\s+$/i.test(before)) return { ...symbol, text: `'${iso.from}'` };
  if (!/\bbetween\s+'[^']*'\s+and\s+$/i.test(before)) return undefined;
  return { ...symbol, text: `timestamptz '${iso.to}' - interval '1 microsecond'` };
}

/** The column, possibly qualified, quoted, cast or inside a function call, that ends before `end`. */
function operandBefore(text: string, end: number): Span | undefined {
  let stop = end;
  while (stop > 0 && /\s/.test(text[stop - 1]!)) stop--;
  const plain = /(?:[\w."]|::)+$/u.exec(text.slice(0, stop));
  if (plain) return { start: plain.index, end: stop };
  if (text[stop - 1] !== ')') return undefined;
  let depth = 0;
  for (let at = stop - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return { start: at - (/[\w.]*$/.exec(text.slice(0, at))?.[0].length ?? 0), end: stop };
  }
  return undefined;
}
