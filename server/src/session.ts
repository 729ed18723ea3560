/**
 * One connected client: its documents, its settings, what is known, and the parts that run beside. Made by `server.ts`, read by the
 * handlers in `wire/`; the only state of the server lives here and in `parts.ts`.
 */
import { defaultSchema, type Schema } from '@rem/grammar';
import type { ResolvedDate } from '@rem/model';
import type { CancellationToken, ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver';
import { viewsOf, type Open, type View } from './documents.ts';
import type { Knowledge } from './knowledge.ts';
import { noLabels, type LabelBook } from './labels.ts';
import type { Parts } from './parts.ts';
import { settingsSchema, type InitializationOptions, type Settings } from './protocol.ts';
import type { Services } from './services.ts';

export type Session = {
  readonly connection: Connection;
  readonly services: Services;
  readonly documents: TextDocuments<Open>;
  readonly parts: Parts;
  readonly folders: readonly string[];
  readonly options: InitializationOptions;
  readonly client: ClientCapabilities;
  readonly settings: Settings;
  /** URI of the page of problems, undefined where it did not come along. */
  readonly documentation: string | undefined;
  knowledge(): Knowledge;
  /** Symbolic dates of a text by the session's clock and zone. */
  resolveDates(text: string): readonly ResolvedDate[];
  /** What changed is shown: diagnostics, lenses, hints and tokens are asked for again. */
  refresh(): void;
  log(line: string): void;
};

/** The parts of a session that change. `learn` replaces some of them. */
export type KnowledgeKeeper = {
  knowledge(): Knowledge;
  learn(news: { schema?: Schema; schemaKnown?: boolean; labels?: LabelBook; settings?: Settings }): void;
  /** The workspace's own schema file goes before what the store says; undefined: there is none. */
  learnFile(schema: Schema | undefined): void;
};

export function keepKnowledge(onChange: () => void): KnowledgeKeeper {
  const settings = settingsSchema.parse({});
  let current: Knowledge = {
    schema: defaultSchema, schemaKnown: false, labels: noLabels, settings, target: settings.target, timeZone: zoneOf(settings), version: 0,
  };
  let told: { schema: Schema; schemaKnown: boolean } = current;
  let fromFile: Schema | undefined;
  const become = (news: Partial<Knowledge>): void => {
    const settings = news.settings ?? current.settings;
    const schema = fromFile ? { schema: fromFile, schemaKnown: true } : { schema: told.schema, schemaKnown: told.schemaKnown };
    current = { ...current, ...news, ...schema, target: settings.target, timeZone: zoneOf(settings), version: current.version + 1 };
    onChange();
  };
  return {
    knowledge: () => current,
    learn(news) {
      told = { schema: news.schema ?? told.schema, schemaKnown: news.schemaKnown ?? told.schemaKnown };
      become(news);
    },
    learnFile(schema) {
      fromFile = schema;
      become({});
    },
  };
}

function zoneOf(settings: Settings): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (settings.timeZone === '') return own;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: settings.timeZone }).resolvedOptions().timeZone;
  } catch {
    return own;
  }
}

/** Every view of an open document; empty where it is not open or holds no REM. */
export function viewsIn(session: Session, uri: string): readonly View[] {
  const open = session.documents.get(uri);
  return open ? viewsOf(open, { embedded: session.settings.embedded.enabled }) : [];
}

/** The view under a position, with the offset inside it. */
export function viewAt(session: Session, uri: string, position: { line: number; character: number }): { view: View; offset: number } | undefined {
  for (const view of viewsIn(session, uri)) {
    const offset = view.places.offset(position);
    if (offset !== undefined) return { view, offset };
  }
  return undefined;
}

/** A signal that follows the client's token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/**
 * The outermost wrapper of every handler: what throws is a broken invariant, which is logged, and the client gets the empty answer.
 */
export function safely<P extends unknown[], R, E>(session: Session, name: string, empty: E, handle: (...parameters: P) => R | Promise<R>): (...parameters: P) => Promise<R | E> {
  return async (...parameters) => {
    try {
      return await handle(...parameters);
    } catch (error) {
      session.log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return empty;
    }
  };
}
