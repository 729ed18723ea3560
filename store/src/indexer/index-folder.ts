/**
 * Brings a folder of notes into the store: looks at every file's size and time, reads only what changed, writes in
 * batches, then makes the missing vectors. Stopped anywhere, the next run goes on from there.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Backend, Query } from '../backend/backend.ts';
import { failed } from '../failed.ts';
import { fileRow } from '../notes/file-row.ts';
import { fold } from '../notes/note.ts';
import { problem } from '../notes/problem.ts';
import { readNote } from '../notes/read-note.ts';
import { scan, type Entry, type Scan } from '../notes/scan.ts';
import type { Embed, Failed, IndexOptions, IndexReport, NoteProblem } from '../types.ts';
import { countPending, embedRows, whilePaused } from './embed-rows.ts';
import { removeNotes, writeBroken, writeNotes, type NoteToWrite } from './write-notes.ts';

type Known = { path: string; size: number; mtime: number; hash: string };
type Fresh = { entry: Entry; hash: string; bytes: Uint8Array | undefined; known: Known | undefined };
type Tally = { added: number; changed: number; renamed: number; removed: number; edges: number; remarks: string[] };

const BATCH = 100;

export async function indexFolder(backend: Backend, folder: string, embed: Embed | undefined, options: IndexOptions): Promise<IndexReport | Failed> {
  const started = performance.now();
  const root = resolve(folder);
  if (!(await isFolder(root))) return failed('no-folder', `There is no folder ${root}`, 'Name a folder that exists.');
  const found = await scan(root, options.signal);
  const known = await backend.write((query) => knownNotes(query, root));
  const tally: Tally = { added: 0, changed: 0, renamed: 0, removed: 0, edges: 0, remarks: [] };
  await bringIn(backend, root, found, known, tally, options);
  await tidy(backend, ROWS, tally.added + tally.changed + tally.renamed + tally.removed);
  const vectors = await makeVectors(backend, embed, tally, options);
  await tidy(backend, VECTORS, vectors.embedded);
  const problems = await backend.write((query) => allProblems(query, root));
  return {
    kind: 'indexed',
    folder: root,
    notes: found.entries.length,
    ...tally,
    ...vectors,
    unchanged: found.entries.length - tally.added - tally.changed - tally.renamed,
    problems: [...problems, ...unreadable(found)],
    milliseconds: Math.round(performance.now() - started),
    cancelled: options.signal?.aborted ?? false,
  };
}

const ROWS = ['resources', 'entities', 'moments', 'files', 'rem_store.labels', 'rem_store.nodes', 'rem_store.edges', 'rem_store.owned', 'rem_store.notes'];
const VECTORS = ['rem_store.embeddings', 'rem_store.owned'];
const MANY = 200;

/** A few changes are no work for the whole store. */
async function tidy(backend: Backend, tables: readonly string[], changes: number): Promise<void> {
  if (changes >= MANY) await backend.tidy(tables);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function bringIn(backend: Backend, root: string, found: Scan, known: Map<string, Known>, tally: Tally, options: IndexOptions): Promise<void> {
  const present = new Set(found.entries.map((entry) => entry.path));
  const skipped = new Set(found.unreadable.map((item) => item.path));
  const gone = new Map([...known].filter(([path]) => !present.has(path) && !isBelow(path, skipped)));
  const goneNames = await backend.write((query) => namesOf(query, root, [...gone.keys()]));
  const changed = found.entries.filter((entry) => !isSame(entry, known.get(entry.path)));
  // Said before anything is read: a run that is paused tells what waits for it.
  if (changed.length > 0) options.onProgress?.({ stage: 'notes', done: 0, total: changed.length });
  for (let at = 0; at < changed.length && !options.signal?.aborted; at += BATCH) {
    await whilePaused(options);
    if (options.signal?.aborted) return;
    const batch = await Promise.all(changed.slice(at, at + BATCH).map((entry) => readFresh(root, entry, known.get(entry.path))));
    const read = batch.map((fresh) => toWrite(fresh, gone, goneNames));
    await backend.write((query) => writeBatch(query, root, read, tally));
    options.onProgress?.({ stage: 'notes', done: Math.min(at + BATCH, changed.length), total: changed.length });
  }
  if (options.signal?.aborted || gone.size === 0) return;
  await backend.write((query) => removeNotes(query, root, [...gone.keys()]));
  tally.removed = gone.size;
}

function isBelow(path: string, folders: Set<string>): boolean {
  return [...folders].some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function isSame(entry: Entry, known: Known | undefined): boolean {
  return known !== undefined && known.size === entry.size && Math.abs(known.mtime - entry.mtime) < 1;
}

async function knownNotes(query: Query, root: string): Promise<Map<string, Known>> {
  const { rows } = await query('SELECT path, size, mtime, hash FROM rem_store.notes WHERE root = $1', [root]);
  return new Map(
    rows.map(([path, size, mtime, hash]) => [String(path), { path: String(path), size: Number(size), mtime: Number(mtime), hash: String(hash) }]),
  );
}

/** Table and label of the first row of each note that left -> its path: how a note that was moved and edited is known again. */
async function namesOf(query: Query, root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await query(
    `SELECT o.table_name, l.node_key, o.path FROM rem_store.owned o JOIN rem_store.labels l USING (table_name, row_id)
     WHERE o.root = $1 AND o.path = ANY($2::text[]) AND o.part = '0' AND l.source = 'name' AND o.table_name <> 'files'`,
    [root, paths],
  );
  return new Map(rows.map(([table, key, path]) => [`${table}\n${key}`, String(path)]));
}

async function readFresh(root: string, entry: Entry, known: Known | undefined): Promise<Fresh> {
  if (entry.kind === 'file') return { entry, bytes: undefined, known, hash: `${entry.size}:${Math.round(entry.mtime)}` };
  try {
    const bytes = await readFile(join(root, entry.path));
    return { entry, bytes, known, hash: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    return { entry, bytes: undefined, known, hash: 'unreadable' };
  }
}

type Read = { note: NoteToWrite; state: 'new' | 'changed' | 'renamed' | 'touched' | 'broken' };

function toWrite(fresh: Fresh, gone: Map<string, Known>, goneNames: Map<string, string>): Read {
  const { entry, hash, known } = fresh;
  const base = { path: entry.path, size: entry.size, mtime: entry.mtime, born: entry.born, hash };
  if (known?.hash === hash) return { note: { ...base, rows: [], problems: [] }, state: 'touched' };
  const { rows, problems, broken } = readRows(fresh);
  const before = known ? undefined : renamedFrom(fresh, rows[0] && `${rows[0].table}\n${fold(rows[0].name)}`, gone, goneNames);
  if (before !== undefined) gone.delete(before);
  const note = { ...base, rows, problems, ...(before === undefined ? {} : { before }) };
  if (broken) return { note, state: 'broken' };
  return { note, state: known ? 'changed' : before === undefined ? 'new' : 'renamed' };
}

function readRows({ entry, bytes, hash }: Fresh): { rows: NoteToWrite['rows']; problems: NoteProblem[]; broken: boolean } {
  if (entry.kind === 'file') return { rows: [fileRow(entry)], problems: [], broken: false };
  if (!bytes)
    return {
      rows: [],
      problems: [problem('note-unreadable', entry.path, '', { start: 0, end: 0 }, `The file cannot be read (${hash})`)],
      broken: true,
    };
  const note = readNote(entry.path, bytes);
  if (note) return note;
  // Another program's JSON: listed with the files; other YAML is settings more often than not and says nothing here.
  return { rows: entry.path.toLowerCase().endsWith('.json') && isTranscript(bytes) ? [fileRow(entry)] : [], problems: [], broken: false };
}

function isTranscript(bytes: Uint8Array): boolean {
  return /"(segments|speaker|speaker_label|transcript_id)"\s*:/.test(new TextDecoder().decode(bytes.subarray(0, 65536)));
}

function renamedFrom(fresh: Fresh, name: string | undefined, gone: Map<string, Known>, goneNames: Map<string, string>): string | undefined {
  const same = [...gone.values()].find((known) => known.hash === fresh.hash);
  if (same) return same.path;
  const path = name === undefined ? undefined : goneNames.get(name);
  return path !== undefined && gone.has(path) ? path : undefined;
}

async function writeBatch(query: Query, root: string, batch: readonly Read[], tally: Tally): Promise<void> {
  const whole = batch.filter((item) => item.state === 'new' || item.state === 'changed' || item.state === 'renamed');
  const { edges } = await writeNotes(
    query,
    root,
    whole.map((item) => item.note),
  );
  for (const item of batch) {
    if (item.state === 'broken') await keepLastGood(query, root, item.note);
    if (item.state === 'touched') {
      await query('UPDATE rem_store.notes SET size = $3, mtime = $4 WHERE root = $1 AND path = $2', [
        root,
        item.note.path,
        item.note.size,
        item.note.mtime,
      ]);
    }
  }
  tally.edges += edges;
  tally.added += batch.filter((item) => item.state === 'new').length;
  tally.renamed += batch.filter((item) => item.state === 'renamed').length;
  tally.changed += batch.filter((item) => item.state === 'changed' || item.state === 'broken').length;
}

/** A renamed note that is broken too takes its rows along to the new path. */
async function keepLastGood(query: Query, root: string, note: NoteToWrite): Promise<void> {
  if (note.before !== undefined) {
    await query('UPDATE rem_store.owned SET path = $3 WHERE root = $1 AND path = $2', [root, note.before, note.path]);
    await query('DELETE FROM rem_store.notes WHERE root = $1 AND path = $2', [root, note.before]);
  }
  await writeBroken(query, root, note);
}

async function makeVectors(
  backend: Backend,
  embed: Embed | undefined,
  tally: Tally,
  options: IndexOptions,
): Promise<{ embedded: number; unembedded: number }> {
  if (!embed) {
    const unembedded = await backend.write(countPending);
    if (unembedded > 0) tally.remarks.push('Without an embedding model SEARCH finds nothing of these notes; index again when there is one.');
    return { embedded: 0, unembedded };
  }
  const outcome = await embedRows(backend, embed, options);
  if (outcome.stopped !== undefined)
    tally.remarks.push(`Embeddings stopped: ${outcome.stopped}. The next run goes on with the ${outcome.left} rows that are left.`);
  return { embedded: outcome.embedded, unembedded: outcome.left };
}

async function allProblems(query: Query, root: string): Promise<NoteProblem[]> {
  const { rows } = await query(`SELECT problems FROM rem_store.notes WHERE root = $1 AND problems <> '[]' ORDER BY path`, [root]);
  return rows.flatMap(([problems]) => problems as NoteProblem[]);
}

function unreadable(found: Scan): NoteProblem[] {
  return found.unreadable.map((item) => problem('note-unreadable', item.path, '', { start: 0, end: 0 }, item.message));
}
