/**
 * The store without its process: one open database and everything that is asked of it. It runs in the store process, and
 * in the process of a test that needs no other.
 */
import { loadSql, type Plan, type Schema } from '@rem/grammar';
import type { Backend, Query } from './backend/backend.ts';
import { openPglite } from './backend/pglite.ts';
import { openPostgres } from './backend/postgres.ts';
import { asFailed, failed, StoreFailure } from './failed.ts';
import { explainPlan } from './run/explain.ts';
import { indexFolder } from './indexer/index-folder.ts';
import { cardOf } from './names/card.ts';
import { allLabels } from './names/labels.ts';
import { noteStamps, noteTexts } from './memory/note-texts.ts';
import { readSchema, tableCounts } from './names/schema.ts';
import type { Limits, OpenParameters } from './process/protocol.ts';
import { runPlan } from './run/run.ts';
import { readCatalogue, type Catalogue } from './schema/catalogue.ts';
import { ensureReader, migrate, SCHEMA_VERSION, version } from './schema/migrations.ts';
import type { Embed, ExplainResult, Failed, IndexOptions, IndexReport, Label, LabelCard, NoteStamp, NoteText, RunResult, StoreInfo, TableCount } from './types.ts';

export type Session = {
  info(): StoreInfo;
  run(plan: Plan, limits: Limits, signal?: AbortSignal): Promise<RunResult>;
  explain(plan: Plan, limits: Limits, analyze: boolean, signal?: AbortSignal): Promise<ExplainResult>;
  index(folder: string, options: IndexOptions): Promise<IndexReport | Failed>;
  schema(): Promise<Schema>;
  labels(): Promise<Label[]>;
  card(label: string): Promise<LabelCard | undefined>;
  counts(): Promise<TableCount[]>;
  noteStamps(): Promise<NoteStamp[]>;
  noteTexts(ids: readonly string[]): Promise<NoteText[]>;
  close(): Promise<void>;
};

type State = { backend: Backend; catalogue: Catalogue; embed: Embed | undefined; mapping: OpenParameters['mapping'] };

/** Throws what the database throws; `asFailed` makes it a failure. */
export async function openSession(parameters: OpenParameters, embed: Embed | undefined): Promise<Session> {
  return startSession(await openBackend(parameters), parameters, embed);
}

export async function startSession(backend: Backend, parameters: Pick<OpenParameters, 'mapping'>, embed: Embed | undefined): Promise<Session> {
  await loadSql();
  if (backend.kind === 'pglite') await prepare(backend);
  const state: State = { backend, embed, mapping: parameters.mapping, catalogue: { tables: [], own: false } };
  await refreshCatalogue(state);
  return sessionOn(state);
}

export function openBackend(parameters: OpenParameters): Promise<Backend> {
  if (parameters.connection !== undefined) return openPostgres({ connection: parameters.connection, timeZone: parameters.timeZone });
  return openPglite({ directory: parameters.data as string, timeZone: parameters.timeZone, templates: parameters.templates });
}

async function prepare(backend: Backend): Promise<void> {
  await backend.write(async (query) => {
    if ((await version(query)) > SCHEMA_VERSION) throw new StoreFailure(NEWER);
    await migrate(query, backend.capabilities);
    await ensureReader(query);
  });
}

const NEWER = failed('not-ours', 'A newer version of REM made this store', 'Update REM, or delete the store’s folder and index the notes anew.');

function missingExtensions({ capabilities }: Backend): string[] {
  return [
    ...(capabilities.vector ? [] : ['This database has no pgvector: SEARCH compares every vector, which is exact but slower.']),
    ...(capabilities.trigrams ? [] : ['This database has no pg_trgm: FUZZY compares every label, which is slower.']),
  ];
}

async function refreshCatalogue(state: State): Promise<void> {
  state.catalogue = await reading(state, async (query) => {
    // Tables of ours that are of another version are read like somebody else's, until the next index brings them up to date.
    const own = (await version(query)) === SCHEMA_VERSION;
    return { ...(await readCatalogue(query, own, state.mapping)), unicode: state.backend.capabilities.unicode };
  });
}

function reading<T>(state: State, work: (query: Query) => Promise<T>): Promise<T> {
  return state.backend.read({ timeoutMs: 30_000 }, work);
}

function sessionOn(state: State): Session {
  return {
    info: () => infoOf(state),
    run: (plan, limits, signal) => runPlan(state.backend, state.catalogue, plan, { ...limits, signal, embed: state.embed }),
    explain: (plan, limits, analyze, signal) => explainPlan(state.backend, state.catalogue, plan, { ...limits, signal, embed: state.embed }, analyze),
    index: (folder, options) => index(state, folder, options),
    schema: () => reading(state, (query) => readSchema(query, state.catalogue)),
    labels: () => reading(state, (query) => allLabels(query, state.catalogue)),
    card: (label) => reading(state, (query) => cardOf(query, state.catalogue, label)),
    counts: () => reading(state, (query) => tableCounts(query, state.catalogue)),
    noteStamps: async () => (state.catalogue.own ? reading(state, noteStamps) : []),
    noteTexts: async (ids) => (state.catalogue.own ? reading(state, (query) => noteTexts(query, state.backend, ids.slice(0, 500))) : []),
    close: () => state.backend.close(),
  };
}

function infoOf(state: State): StoreInfo {
  const { kind, name, capabilities } = state.backend;
  return {
    backend: kind,
    name,
    version: capabilities.version,
    vector: capabilities.vector,
    trigrams: capabilities.trigrams,
    notices: missingExtensions(state.backend),
  };
}

async function index(state: State, folder: string, options: IndexOptions): Promise<IndexReport | Failed> {
  try {
    const refused = await ensureOurs(state);
    if (refused) return refused;
    const report = await indexFolder(state.backend, folder, state.embed, options);
    await refreshCatalogue(state);
    return report;
  } catch (error) {
    return asFailed(error);
  }
}

/** Notes are only written into tables that are ours; an empty database gets them, somebody else's tables are left alone. */
async function ensureOurs(state: State): Promise<Failed | undefined> {
  if (state.catalogue.own) return undefined;
  const known = await state.backend.write(version);
  if (known > SCHEMA_VERSION) return NEWER;
  const foreign = known > 0 ? undefined : state.catalogue.tables.find((table) => ['resources', 'moments', 'files', 'entities'].includes(table.name));
  if (foreign)
    return failed(
      'not-ours',
      `The database has a table ‘${foreign.name}’ that is not from here`,
      'Index into an empty database or into the built-in store; this one can be queried as it is.',
    );
  await createExtensions(state.backend);
  await state.backend.write((query) => migrate(query, state.backend.capabilities));
  await refreshCatalogue(state);
  return undefined;
}

/** Where the server has them at hand and this user may, the two extensions come with our tables. */
async function createExtensions(backend: Backend): Promise<void> {
  const { rows } = await backend.write((query) =>
    query(`SELECT name::text FROM pg_available_extensions WHERE name IN ('vector', 'pg_trgm') AND installed_version IS NULL`),
  );
  for (const [name] of rows) {
    // Not every user may create extensions; the store works without them, and says so.
    await backend.write((query) => query(`CREATE EXTENSION IF NOT EXISTS ${name === 'vector' ? 'vector' : 'pg_trgm'}`)).catch(() => undefined);
  }
  await backend.refresh();
}
