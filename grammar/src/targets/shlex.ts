/**
 * How the two token runtimes cut a text: Python's shlex with POSIX rules. White space separates; single quotes keep everything, double quotes
 * keep everything but `\"` and `\\`; outside quotes a backslash keeps the next character; neighbours without white space are one token.
 */
import type { Span } from '../tree.ts';

export type ShlexToken = Span & { value: string };
export type Shlex = { tokens: ShlexToken[]; unbalanced: number | undefined };

export function shlex(text: string, from = 0, to = text.length): Shlex {
  const tokens: ShlexToken[] = [];
  let at = from;
  while (at < to) {
    if (/[ \t\r\n]/.test(text.charAt(at))) at++;
    else {
      const token = tokenAt(text, at, to);
      if (token.unbalanced !== undefined) return { tokens, unbalanced: token.unbalanced };
      tokens.push({ start: at, end: token.end, value: token.value });
      at = token.end;
    }
  }
  return { tokens, unbalanced: undefined };
}

function tokenAt(text: string, from: number, to: number): { value: string; end: number; unbalanced?: number } {
  let value = '';
  let at = from;
  for (; at < to && !/[ \t\r\n]/.test(text.charAt(at)); at++) {
    const character = text.charAt(at);
    if (character === '\\') {
      if (at + 1 >= to) return { value, end: to, unbalanced: at };
      value += text.charAt(++at);
    } else if (character === '"' || character === "'") {
      const quoted = quotedAt(text, at, to);
      if (quoted === undefined) return { value, end: to, unbalanced: at };
      value += quoted.value;
      at = quoted.end - 1;
    } else value += character;
  }
  return { value, end: at };
}

function quotedAt(text: string, from: number, to: number): { value: string; end: number } | undefined {
  const quote = text.charAt(from);
  let value = '';
  for (let at = from + 1; at < to; at++) {
    const character = text.charAt(at);
    if (character === quote) return { value, end: at + 1 };
    const escapes = quote === '"' && character === '\\' && /["\\]/.test(text.charAt(at + 1)) && at + 1 < to;
    value += escapes ? text.charAt(++at) : character;
  }
  return undefined;
}
