/**
 * Just enough of a lexer for JavaScript, TypeScript and Python to know what is a string, a comment, a name or a mark. It never fails: what
 * it cannot make sense of is a mark of one character.
 */

export type Family = 'javascript' | 'python';

/** `holes` are the host places of the expressions inside a template or an f-string, their braces included. */
export type StringToken = {
  kind: 'string';
  start: number;
  end: number;
  /** The text between the quotes. */
  bodyStart: number;
  bodyEnd: number;
  quote: string;
  raw: boolean;
  template: boolean;
  holes: { start: number; end: number }[];
};
export type Token = StringToken | { kind: 'name' | 'comment' | 'mark'; start: number; end: number };

export function lex(host: string, family: Family): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < host.length) {
    const token = next(host, at, family, tokens);
    if (token) tokens.push(token);
    at = token ? token.end : at + 1;
  }
  return tokens;
}

const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
/** A quote, or a letter that may stand before one. */
const beginsString = new Set('rRbBuUfFtT"\'');
const pythonString = /([rRbBuUfFtT]{0,3})("""|'''|"|')/y;

function next(host: string, at: number, family: Family, before: readonly Token[]): Token | undefined {
  const char = host[at] ?? '';
  if (char === ' ' || char === '\n' || char === '\t' || char === '\r') return undefined;
  return family === 'python' ? nextPython(host, at, char) : nextJavaScript(host, at, char, before);
}

function nextPython(host: string, at: number, char: string): Token {
  if (char === '#') return { kind: 'comment', start: at, end: lineEnd(host, at) };
  pythonString.lastIndex = at;
  const opened = beginsString.has(char) ? pythonString.exec(host) : null;
  if (opened) {
    const prefix = (opened[1] ?? '').toLowerCase();
    return readString(host, at, { bodyStart: pythonString.lastIndex, quote: opened[2] ?? '"', raw: prefix.includes('r'), template: /[ft]/.test(prefix), holeMark: '{' });
  }
  return nameAt(host, at) ?? { kind: 'mark', start: at, end: at + 1 };
}

function nextJavaScript(host: string, at: number, char: string, before: readonly Token[]): Token {
  if (char === '/') {
    if (host[at + 1] === '/') return { kind: 'comment', start: at, end: lineEnd(host, at) };
    if (host[at + 1] === '*') {
      const end = host.indexOf('*/', at + 2);
      return { kind: 'comment', start: at, end: end < 0 ? host.length : end + 2 };
    }
    if (regexMayStart(host, before)) return { kind: 'mark', start: at, end: regexEnd(host, at) };
  }
  if (char === '"' || char === "'") return readString(host, at, { bodyStart: at + 1, quote: char, raw: false, template: false, holeMark: '' });
  if (char === '`') return readString(host, at, { bodyStart: at + 1, quote: char, raw: false, template: true, holeMark: '${' });
  return nameAt(host, at) ?? { kind: 'mark', start: at, end: at + 1 };
}

function nameAt(host: string, at: number): Token | undefined {
  const end = asciiNameEnd(host, at);
  // Most names are ASCII, and the pattern that knows every letter is slow.
  if (host.charCodeAt(end) < 128 || end === host.length) return end > at ? { kind: 'name', start: at, end } : undefined;
  name.lastIndex = at;
  const found = name.exec(host);
  return found ? { kind: 'name', start: at, end: at + found[0].length } : undefined;
}

function asciiNameEnd(host: string, at: number): number {
  let end = at;
  for (let code = host.charCodeAt(end); isLetter(code) || (end > at && code >= 48 && code <= 57); code = host.charCodeAt(++end));
  return end;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;

function lineEnd(host: string, at: number): number {
  const end = host.indexOf('\n', at);
  return end < 0 ? host.length : end;
}

type Opened = { bodyStart: number; quote: string; raw: boolean; template: boolean; holeMark: string };

function readString(host: string, start: number, { bodyStart, quote, raw, template, holeMark }: Opened): StringToken {
  const holes: { start: number; end: number }[] = [];
  const several = quote.length === 3 || quote === '`';
  let at = bodyStart;
  while (at < host.length) {
    const char = host[at];
    if (char === '\\') {
      at += 2;
      continue;
    }
    if (host.startsWith(quote, at)) break;
    if (char === '\n' && !several) break;
    if (template && host.startsWith(holeMark, at)) {
      if (holeMark === '{' && host[at + 1] === '{') {
        at += 2;
        continue;
      }
      const end = holeEnd(host, at + holeMark.length, several);
      if (end !== undefined) {
        holes.push({ start: at, end });
        at = end;
        continue;
      }
    }
    at++;
  }
  const bodyEnd = Math.min(at, host.length);
  const closed = host.startsWith(quote, bodyEnd);
  return { kind: 'string', start, end: closed ? bodyEnd + quote.length : bodyEnd, bodyStart, bodyEnd, quote, raw, template, holes };
}

/** After the closing brace; strings inside are skipped, and nested templates with them. undefined where none closes. */
function holeEnd(host: string, from: number, several: boolean): number | undefined {
  let depth = 1;
  for (let at = from; at < host.length; at++) {
    const char = host[at] ?? '';
    if (char === '\n' && !several) return undefined;
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
    else if (char === '"' || char === "'" || char === '`') {
      const inner = readString(host, at, { bodyStart: at + 1, quote: char, raw: false, template: char === '`', holeMark: '${' });
      at = inner.end - 1;
    }
  }
  return undefined;
}

const beforeRegex = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do', 'yield', 'await']);

/** A slash divides after a value and begins a regular expression elsewhere. */
function regexMayStart(host: string, before: readonly Token[]): boolean {
  const last = before.findLast((token) => token.kind !== 'comment');
  if (!last) return true;
  if (last.kind === 'name') return beforeRegex.has(host.slice(last.start, last.end));
  return last.kind === 'mark' && last.end - last.start === 1 && !/[)\]}\d]/.test(host[last.start] ?? '');
}

function regexEnd(host: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < host.length && host[at] !== '\n'; at++) {
    const char = host[at];
    if (char === '\\') at++;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return start + 1;
}
