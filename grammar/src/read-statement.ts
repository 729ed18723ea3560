/**
 * The parser: from the words of one statement to its tree. It never throws; what is missing is `undefined` in the tree and has one problem.
 */
import { verbs, type VerbName } from './language.ts';
import type { Problem } from './problem.ts';
import { base, readLookup, readSql, readTextual, takeVerb } from './read-start.ts';
import { readTraverse } from './read-traverse.ts';
import { alternatives, problem, written, type Reader, type Want } from './reader.ts';
import type { Scanned, Token } from './scan.ts';
import { fold, quote } from './text.ts';
import type { Prose, Statement, Text, Unknown } from './tree.ts';

export type Read = { statement: Statement; problems: Problem[] };

/** Reads a scanned statement; `source` is its text and all places are offsets into it. What could follow is added to `wants`. */
export function readStatement(source: string, scanned: Scanned, wants?: Want[]): Read {
  const reader: Reader = { source, tokens: scanned.tokens, comments: scanned.comments, at: 0, problems: [], wants, sealed: false };
  const statement = readByOpening(reader, scanned);
  reportUnclosed(reader, scanned);
  const broken = reader.problems.some((found) => found.severity === 'error');
  statement.broken = broken;
  if (statement.kind === 'traverse' && statement.from !== undefined) statement.from.broken = broken;
  if (reader.problems.length > 1) reader.problems.sort((a, b) => a.start - b.start);
  return { statement, problems: onePerPlace(reader.problems) };
}

const onePerPlace = (problems: Problem[]): Problem[] =>
  problems.length < 2 ? problems : problems.filter((found, index) => index === 0 || found.start !== problems[index - 1]!.start || found.end !== problems[index - 1]!.end);

function readByOpening(reader: Reader, { opening }: Scanned): Statement {
  if (opening.kind === 'prose') return readProse(reader);
  if (opening.kind === 'unknown') return readUnknown(reader, opening.nearest);
  if (opening.kind === 'sql') return readSql(reader, opening.verb !== undefined, ['SQL'], reader.tokens.length);
  const verb = takeVerb(reader);
  switch (opening.verb) {
    case 'LOOKUP':
      return readLookup(reader, verb);
    case 'SEARCH':
    case 'FUZZY':
      return readTextual(reader, opening.verb, verb);
    default:
      return readTraverse(reader, verb);
  }
}

function readProse(reader: Reader): Prose {
  const { source } = reader;
  const text: Text = { value: fold(source), quoted: false, start: 0, end: source.length };
  const search = { title: 'Write it as a SEARCH', edits: [{ start: 0, end: source.length, text: `SEARCH ${quote(text.value)}` }] };
  const comment = { title: 'Make it a request, to generate a query from', edits: [{ start: 0, end: 0, text: '-- ' }] };
  problem(reader, 'implicit-search', text, 'A line without a verb is searched for by meaning, as SEARCH would', search, comment);
  reader.problems.at(-1)!.request = text.value;
  return { kind: 'prose', text, ...base(reader, undefined, []) };
}

function readUnknown(reader: Reader, nearestVerb: VerbName | undefined): Unknown {
  const word = takeVerb(reader);
  reader.at = reader.tokens.length;
  const names = alternatives(verbs.map((verb) => verb.name));
  const message = nearestVerb === undefined ? `${word.value} is no verb; write ${names}` : `${word.value} is no verb; did you mean ${nearestVerb}?`;
  const fixes = nearestVerb === undefined ? [] : [{ title: `Write ${nearestVerb}`, edits: [{ start: word.start, end: word.end, text: nearestVerb }] }];
  problem(reader, 'unknown-verb', word, message, ...fixes);
  return { kind: 'unknown', word, nearest: nearestVerb, ...base(reader, undefined, []) };
}

function reportUnclosed(reader: Reader, { tokens, openBrackets, comments }: Scanned): void {
  for (const token of tokens) if (token.unclosed) reportString(reader, token);
  const [bracket] = openBrackets;
  if (bracket !== undefined && !reader.problems.some((found) => found.code === 'unclosed-string')) {
    const close = written(reader, bracket) === '(' ? ')' : ']';
    const end = reader.source.length;
    problem(reader, 'unclosed-bracket', bracket, `Expected ${close} to close this bracket`, { title: `Write ${close} at the end`, edits: [{ start: end, end, text: close }] });
  }
  for (const comment of comments) {
    if (comment.marker === '/*' && !reader.source.slice(comment.start, comment.end).endsWith('*/')) problem(reader, 'unclosed-comment', comment, 'Expected */ to close this comment');
  }
}

function reportString(reader: Reader, token: Token): void {
  const mark = reader.source.charAt(token.start);
  const end = token.start + reader.source.slice(token.start, token.end).trimEnd().length;
  problem(reader, 'unclosed-string', { start: token.start, end }, `Expected ${mark} at the end of this string`, { title: `Write ${mark}`, edits: [{ start: end, end, text: mark }] });
}
