/**
 * PostgreSQL's own parser, and its places brought to UTF-16 offsets: it counts the characters up to an error, and the bytes up to a node of
 * its tree. A text with a NUL is refused here, because the parser, written in C, would only see what stands before it.
 */
import { hasSqlDetails, loadModule, parseSync, scanSync } from 'libpg-query';
import type { Span } from '../../tree.ts';

/** A node of PostgreSQL's tree as plain data, for example `{ ColumnRef: { fields: […], location: 7 } }`. */
export type PgNode = { readonly [key: string]: unknown };
export type PgStatement = { node: PgNode; start: number };
export type PgToken = Span & { text: string };
export type PgParsed = { kind: 'tree'; statements: PgStatement[] } | { kind: 'error'; message: string; at: number };

let loaded = false;

/** Loads the parser (WebAssembly), once per process. Until then SQL is not looked into. */
export async function loadSql(): Promise<void> {
  await loadModule();
  loaded = true;
}

export const sqlIsLoaded = (): boolean => loaded;

/** The tree of a text, or its first error. Throws where `loadSql()` has not been awaited. */
export function parsePostgres(sql: string): PgParsed {
  const nul = sql.indexOf('\0');
  if (nul >= 0) return { kind: 'error', message: 'a NUL character', at: nul };
  if (!/\S/.test(sql)) return { kind: 'error', message: 'syntax error at end of input', at: 0 };
  try {
    const { stmts = [] } = parseSync(sql);
    return { kind: 'tree', statements: stmts.map(({ stmt, stmt_location = 0 }) => ({ node: nodeOf(stmt), start: offsetOfByte(sql, stmt_location) })) };
  } catch (error) {
    const details = hasSqlDetails(error) ? error.sqlDetails : undefined;
    return { kind: 'error', message: details?.message ?? 'the text is too deeply nested', at: offsetOfCharacter(sql, details?.cursorPosition ?? 0) };
  }
}

/** The words of a text as PostgreSQL's scanner sees them, comments left out. */
export function scanPostgres(sql: string): PgToken[] {
  try {
    return scanSync(sql)
      .tokens.filter(({ tokenName }) => !tokenName.endsWith('COMMENT'))
      .map(({ start, end, text }) => ({ start: offsetOfByte(sql, start), end: offsetOfByte(sql, end), text }));
  } catch {
    return [];
  }
}

export const isNode = (value: unknown): value is PgNode => typeof value === 'object' && value !== null && !Array.isArray(value);
export const nodeOf = (value: unknown): PgNode => (isNode(value) ? value : {});
export const listOf = (value: unknown): PgNode[] => (Array.isArray(value) ? value.filter(isNode) : []);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
/** What a `{ String: { sval } }` node says. */
export const nameOf = (value: unknown): string | undefined => textOf(nodeOf(nodeOf(value)['String'])['sval']);
export const namesOf = (value: unknown): string[] => listOf(value).flatMap((item) => nameOf(item) ?? []);
/** The text of a string constant: `{ A_Const: { sval } }`. */
export function constantOf(value: unknown): string | undefined {
  const sval = nodeOf(nodeOf(value)['A_Const'])['sval'];
  return sval === undefined ? undefined : (textOf(nodeOf(sval)['sval']) ?? '');
}

/** Every object below a value, the value first; without recursion, since SQL may be nested as deep as it likes. */
export function* walk(root: unknown): Generator<PgNode> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) for (let index = value.length - 1; index >= 0; index--) open.push(value[index]);
    else if (isNode(value)) {
      yield value;
      const inner = Object.values(value);
      for (let index = inner.length - 1; index >= 0; index--) if (typeof inner[index] === 'object') open.push(inner[index]);
    }
  }
}

const nodesKnown = new WeakMap<PgParsed, readonly PgNode[]>();

/** Every node of what was parsed, in order; found once, since many checks ask for the same. */
export function nodesOf(parsed: PgParsed): readonly PgNode[] {
  let nodes = nodesKnown.get(parsed);
  if (nodes === undefined) nodesKnown.set(parsed, (nodes = parsed.kind === 'error' ? [] : [...walk(parsed.statements.map(({ node }) => node))]));
  return nodes;
}

// ---- places

/** The UTF-16 offset of each byte of a text that is not ASCII; the last text's is kept, since many places of one text are asked for. */
let measured: { text: string; offsets: Int32Array | undefined } = { text: '', offsets: undefined };

export function offsetOfByte(text: string, bytes: number): number {
  if (measured.text !== text) measured = { text, offsets: isAscii(text) ? undefined : byteOffsets(text) };
  const { offsets } = measured;
  return offsets === undefined ? Math.min(bytes, text.length) : (offsets[bytes] ?? text.length);
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);

function byteOffsets(text: string): Int32Array {
  const offsets = new Int32Array(text.length * 3 + 1);
  let byte = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    offsets.fill(at, byte, byte + bytes);
    byte += bytes;
    at += code < 0x10000 ? 1 : 2;
  }
  return offsets.fill(text.length, byte);
}

/** The UTF-16 offset behind a number of characters, of which one may be two units. */
function offsetOfCharacter(text: string, characters: number): number {
  let at = 0;
  for (let seen = 0; seen < characters && at < text.length; seen++) at += (text.codePointAt(at) ?? 0) < 0x10000 ? 1 : 2;
  return at;
}
