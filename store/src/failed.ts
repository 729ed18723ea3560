/**
 * Failures as values. One table turns PostgreSQL's error codes into a sentence and a remedy; anything unknown keeps the
 * database's own words.
 */
import type { Failed, FailureCode } from './types.ts';

export function failed(code: FailureCode, message: string, remedy: string): Failed {
  return { kind: 'failed', code, message, remedy };
}

/** A failure that travels through code which has no other way to answer; caught at the door, never let through it. */
export class StoreFailure extends Error {
  readonly failure: Failed;
  constructor(failure: Failed) {
    super(failure.message);
    this.name = 'StoreFailure';
    this.failure = failure;
  }
}

export function fail(code: FailureCode, message: string, remedy: string): never {
  throw new StoreFailure(failed(code, message, remedy));
}

type DatabaseError = { code?: unknown; message: string; position?: unknown; hint?: unknown; detail?: unknown };

type Entry = { code: FailureCode; remedy: string };

const BY_STATE: Record<string, Entry> = {
  '57014': { code: 'timeout', remedy: 'Add a LIMIT or a narrower WHERE, or raise the time-out in the settings.' },
  '25006': { code: 'not-read-only', remedy: 'Statements only read. Change the notes instead; the store follows them.' },
  '42501': { code: 'permission', remedy: 'The connection may not read this. Ask for SELECT rights, or use another table.' },
  '42P01': { code: 'unknown-name', remedy: 'Use one of the tables that the schema lists.' },
  '42703': { code: 'unknown-name', remedy: 'Use one of the columns of this table.' },
  '42883': { code: 'unknown-name', remedy: 'Check the function or operator and the types of its arguments.' },
  '22P02': { code: 'sql-error', remedy: 'Write the constant in the form of the column’s type.' },
  '22007': { code: 'sql-error', remedy: 'Write dates as YYYY-MM-DD or YYYY-MM-DDTHH:MM.' },
  '22008': { code: 'sql-error', remedy: 'Write a date that exists, as YYYY-MM-DD.' },
  '53100': { code: 'disk-full', remedy: 'Free some space on the disk that holds the store, then try again. Nothing was lost.' },
  '53200': { code: 'too-large', remedy: 'Ask for fewer rows or columns.' },
  '54011': { code: 'too-large', remedy: 'PostgreSQL answers 1,664 columns at most; name the ones you need.' },
  '54000': { code: 'too-large', remedy: 'Ask for less at once.' },
  '54001': { code: 'too-large', remedy: 'The statement is nested too deeply; make it flatter.' },
  XX001: { code: 'damaged', remedy: 'The store is set aside and made anew from the notes.' },
  XX002: { code: 'damaged', remedy: 'The store is set aside and made anew from the notes.' },
};

const BY_CLASS: Record<string, Entry> = {
  '08': { code: 'connection', remedy: 'Check that the server runs and can be reached, then run again.' },
  '28': { code: 'connection', remedy: 'Check user and password of the connection.' },
  '3D': { code: 'connection', remedy: 'Check the database name of the connection.' },
  '53': { code: 'connection', remedy: 'The server is short of resources; try again later.' },
  '57': { code: 'connection', remedy: 'The server stopped the work; run again when it is back.' },
};

const UNTRUSTED: Entry = {
  code: 'connection',
  remedy: 'This machine does not trust the server’s certificate for this name. Name its authority in the connection string (sslrootcert=FILE), or connect without verifying it (sslmode=no-verify).',
};

const SYSTEM: Record<string, Entry> = {
  ECONNREFUSED: { code: 'connection', remedy: 'Start the server, or correct host and port of the connection.' },
  ENOTFOUND: { code: 'connection', remedy: 'Check the host name of the connection.' },
  EAI_AGAIN: { code: 'connection', remedy: 'Check the host name and the network.' },
  ECONNRESET: { code: 'connection', remedy: 'The server closed the connection; run again when it is back.' },
  EPIPE: { code: 'connection', remedy: 'The server closed the connection; run again when it is back.' },
  ETIMEDOUT: { code: 'connection', remedy: 'Check the network and the server, then run again.' },
  ENOSPC: { code: 'disk-full', remedy: 'Free some space on the disk that holds the store, then try again. Nothing was lost.' },
  EACCES: { code: 'permission', remedy: 'Make the folder readable and writable for you.' },
  ENOTDIR: { code: 'permission', remedy: 'Choose a folder that can be written; a part of this path is a file.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: UNTRUSTED,
  CERT_HAS_EXPIRED: { code: 'connection', remedy: 'The server needs a new certificate; until then connect without verifying it (sslmode=no-verify).' },
  EPERM: { code: 'permission', remedy: 'Make the folder readable and writable for you.' },
  EROFS: { code: 'permission', remedy: 'Choose a folder that can be written.' },
};

/** Anything thrown below -> a failure. */
export function asFailed(error: unknown): Failed {
  return shiftedFailure(error, 0);
}

/** `shift` is subtracted from the database's position: so much of ours stands before the person's text. */
export function shiftedFailure(error: unknown, shift: number): Failed {
  if (error instanceof StoreFailure) return error.failure;
  if (!isDatabaseError(error)) return failed('process', String(error), 'Run again; if it stays, report it with this text.');
  const entry = lookUp(error);
  const message = [error.message, text(error.detail), text(error.hint)].filter(Boolean).join(' ');
  const answer = failed(entry.code, message, entry.remedy);
  const position = Number(error.position) - 1 - shift;
  return Number.isInteger(position) && position >= 0 ? { ...answer, position } : answer;
}

function lookUp(error: DatabaseError): Entry {
  const state = String(error.code ?? '');
  const known = BY_STATE[state] ?? SYSTEM[state] ?? BY_CLASS[state.slice(0, 2)];
  if (known) return known;
  if (/terminat|Connection ended|not queryable/i.test(error.message)) return BY_CLASS['08'] as Entry;
  if (/does not support SSL/i.test(error.message)) return { code: 'connection', remedy: 'Connect without TLS (sslmode=disable), or switch TLS on at the server.' };
  if (/No space left|ENOSPC/.test(error.message)) return SYSTEM['ENOSPC'] as Entry;
  return state
    ? { code: 'sql-error', remedy: 'Correct the statement and run it again.' }
    : { code: 'process', remedy: 'Run again; if it stays, report it with this text.' };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error);
}
