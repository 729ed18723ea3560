/**
 * REM in programs. A string is REM where it is the template of a `rem` tag, where it is an argument of a call that runs REM and begins
 * with a verb, or where a comment `rem` stands before it.
 */
import type { Region } from '../convert.ts';
import { lex, type Family, type StringToken, type Token } from './lexer.ts';
import { chainRegion, type Link } from './strings.ts';

/** A name that says REM before a bracket or a back quote, or a marker. */
const remName = /rem\w*(?:\(\))?\.query\b|(?:\b|_)rem(?:_\w*)?\s*[`(<]|(?:^|[^\w])(?:#|\/\*|\/\/)\s*rem\s*(?:\*\/|$)/im;
const remCamel = /\brem[A-Z]\w*\s*[(<]|[a-z]Rem(?:[A-Z]\w*)?\s*[(<]/;
const remVerb = /\b(?:LOOKUP|FUZZY|SEARCH|TRAVERSE|SQL)\s/;
const remTables = /\b(?:FROM|JOIN)\s+(?:resources|entities|moments|files)\b/i;

/** A quick look: where it says no there is no REM. */
export function mayHoldRem(host: string): boolean {
  if (/rem/i.test(host) && (remName.test(host) || remCamel.test(host))) return true;
  return /\.query\s*[(<]/.test(host) && (remVerb.test(host) || remTables.test(host));
}

export function codeRegions(host: string, family: Family): Region[] {
  const tokens = lex(host, family);
  const source: Source = { host, family, tokens, text: (token) => (token ? host.slice(token.start, token.end) : '') };
  const regions = new Map<number, Region>();
  tokens.forEach((token, index) => {
    for (const { at, region } of regionsFrom(source, token, index)) if (!regions.has(at)) regions.set(at, region);
  });
  return [...regions.values()].sort((left, right) => left.start - right.start);
}

type Source = { host: string; family: Family; tokens: readonly Token[]; text(token: Token | undefined): string };
type Found = { at: number; region: Region };

function regionsFrom(source: Source, token: Token, index: number): Found[] {
  if (token.kind === 'comment') return isMarker(source.text(token)) ? afterMarker(source, index) : [];
  if (token.kind === 'string') return token.template && source.family === 'javascript' && tagOf(source, index) === 'rem' ? [found(source, index)] : [];
  if (token.kind !== 'name') return [];
  const callee = calleeAt(source, index);
  const open = callee === undefined ? undefined : openingBracket(source, index + 1);
  return callee === undefined || open === undefined ? [] : argumentStarts(source, open).flatMap((start) => argument(source, start, callee));
}

// ---------------------------------------------------------------- markers

function isMarker(comment: string): boolean {
  return /^(?:#|\/\/|\/\*)\s*rem\s*(?:\*\/)?\s*$/i.test(comment);
}

/** The first string after the marker, with nothing but an assignment or an opening bracket between. */
function afterMarker(source: Source, index: number): Found[] {
  for (let at = index + 1; at < Math.min(index + 16, source.tokens.length); at++) {
    const token = source.tokens[at];
    if (token?.kind === 'string') return [found(source, at)];
    if (source.text(token) === ';') return [];
  }
  return [];
}

// ---------------------------------------------------------------- tags

/** The name before a template, type arguments skipped: `db.rem<Row>` gives `rem`. */
function tagOf(source: Source, index: number): string | undefined {
  let at = index - 1;
  if (source.text(source.tokens[at]) === '>') {
    for (let depth = 0; at >= 0 && index - at < 64; at--) {
      const text = source.text(source.tokens[at]);
      if (text === '>') depth++;
      if (text === '<' && --depth === 0) break;
    }
    at--;
  }
  const token = source.tokens[at];
  return token?.kind === 'name' ? source.text(token) : undefined;
}

// ---------------------------------------------------------------- calls

/** `rem`: the name says REM. `query`: any `.query`, whose text must leave no doubt. */
type Callee = 'rem' | 'query';

function calleeAt(source: Source, index: number): Callee | undefined {
  const name = source.text(source.tokens[index]);
  if (/(?:^|_)rem(?:_|$)/i.test(name) || /^rem[A-Z]|[a-z]Rem(?:[A-Z]|$)/.test(name)) return 'rem';
  if (name !== 'query' || source.text(source.tokens[index - 1]) !== '.') return undefined;
  return /rem/i.test(source.text(source.tokens[index - 2])) ? 'rem' : 'query';
}

function openingBracket(source: Source, index: number): number | undefined {
  let at = index;
  if (source.text(source.tokens[at]) === '<') {
    for (let depth = 0; at < source.tokens.length && at - index < 64; at++) {
      const text = source.text(source.tokens[at]);
      if (text === '<') depth++;
      if (text === '>' && --depth === 0) break;
    }
    at++;
  }
  return source.text(source.tokens[at]) === '(' ? at : undefined;
}

/** The index of the first token of each argument; `name=` before a Python argument is skipped. */
function argumentStarts(source: Source, open: number): number[] {
  const starts: number[] = [];
  let depth = 0;
  let fresh = true;
  for (let at = open; at < source.tokens.length; at++) {
    const token = source.tokens[at];
    if (!token || token.kind === 'comment') continue;
    const text = token.kind === 'mark' ? source.text(token) : '';
    if ('([{'.includes(text) && text !== '') depth++;
    else if (')]}'.includes(text) && text !== '' && --depth === 0) break;
    else if (depth === 1 && text !== ',' && fresh) {
      starts.push(source.family === 'python' && source.text(source.tokens[at + 1]) === '=' ? at + 2 : at);
      fresh = false;
    }
    if (depth === 1 && text === ',') fresh = true;
  }
  return starts;
}

const verb = /^\s*(?:(?:--|#)[^\n]*\n\s*)*(LOOKUP|GET|FUZZY|SEARCH|SQL|SELECT|WITH|TRAVERSE)(?=\s|\[|$)/i;

function argument(source: Source, index: number, callee: Callee): Found[] {
  if (source.text(source.tokens[index]) === '(') return argument(source, index + 1, callee);
  if (source.tokens[index]?.kind !== 'string') return [];
  const candidate = found(source, index);
  const { text } = candidate.region;
  const written = verb.exec(text)?.[1];
  if (written === undefined) return [];
  if (callee === 'rem') return [candidate];
  // Another database's client has a `.query` too, and SQL for it: only what is surely REM counts.
  if (written !== written.toUpperCase() || written === 'GET') return [];
  return /^(?:SELECT|WITH)$/.test(written) && !remTables.test(text) ? [] : [candidate];
}

// ---------------------------------------------------------------- strings that are put together

function found(source: Source, index: number): Found {
  const first = source.tokens[index] as StringToken;
  const { links, next } = chain(source, index, first);
  const braces = source.family === 'python' && source.text(source.tokens[next]) === '.' && source.text(source.tokens[next + 1]) === 'format';
  return { at: first.start, region: chainRegion(source.host, links, { family: source.family, braces }) };
}

/** `"a" + b + "c"`, and in Python strings that stand side by side. `next` is the token after the chain. */
function chain(source: Source, index: number, first: StringToken): { links: [Link, ...Link[]]; next: number } {
  const links: [Link, ...Link[]] = [{ kind: 'string', token: first }];
  let at = index + 1;
  for (;;) {
    const token = source.tokens[at];
    if (token?.kind === 'comment') at++;
    else if (token?.kind === 'string' && source.family === 'python') {
      links.push({ kind: 'string', token });
      at++;
    } else if (source.text(token) === '+') {
      const operand = source.tokens[at + 1];
      if (operand?.kind === 'string') {
        links.push({ kind: 'string', token: operand });
        at += 2;
      } else {
        const end = operandEnd(source, at + 1);
        const last = source.tokens[end - 1];
        if (!operand || !last || end <= at + 1) return { links, next: at };
        links.push({ kind: 'expression', start: operand.start, end: last.end });
        at = end;
      }
    } else return { links, next: at };
  }
}

/** After the tokens of an operand: up to the next `+`, `,`, `;` or closing bracket outside brackets. */
function operandEnd(source: Source, index: number): number {
  let depth = 0;
  for (let at = index; at < source.tokens.length; at++) {
    const token = source.tokens[at];
    const text = token?.kind === 'mark' ? source.text(token) : '';
    if (text !== '' && '([{'.includes(text)) depth++;
    else if (text !== '' && ')]}'.includes(text) && --depth < 0) return at;
    else if (depth === 0 && (text === '+' || text === ',' || text === ';')) return at;
  }
  return source.tokens.length;
}
