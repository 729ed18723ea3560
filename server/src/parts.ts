/**
 * The model and the store as the session sees them: started in the background when the first document with REM opens, told to the
 * client as they change, and asked by whoever needs them. Nothing here blocks a language feature.
 */
import type { LabelIndex, ModelClient } from '@rem/model';
import type { IndexReport, Store } from '@rem/store';
import { labelBook } from './labels.ts';
import { failed, isFailed, lazy, type Lazy } from './lifecycle.ts';
import type { Failed, InitializationOptions, ModelState, Settings, Status, StoreState } from './protocol.ts';
import { storeDirectory, type Services } from './services.ts';
import type { KnowledgeKeeper } from './session.ts';

export type Progress = { report(percent: number, message: string): void; done(): void };

export type PartsContext = {
  services: Services;
  keeper: KnowledgeKeeper;
  options(): InitializationOptions;
  settings(): Settings;
  folder(): string | undefined;
  tell(status: Status): void;
  log(line: string): void;
  progress(title: string): Promise<Progress>;
};

export type Parts = {
  /** Starts what the settings allow; later calls do nothing. */
  start(): void;
  status(): Status;
  /** The reason why the last request brought nothing, or undefined where it brought something. */
  reason(reason: string | undefined): void;
  /** The model, started where it is not; a failure where it is switched off. */
  model(): Promise<ModelClient | Failed>;
  /** The model where it is ready to answer now. */
  readyModel(): ModelClient | undefined;
  store(): Promise<Store | Failed>;
  readyStore(): Store | undefined;
  /** The workspace's labels for the model's prompt. */
  labels(): Promise<LabelIndex | undefined>;
  index(): Promise<IndexReport | Failed>;
  /** Notes changed on disk: they are read again soon. */
  notesChanged(): void;
  /** While it runs the model counts as busy. */
  whileBusy<T>(work: () => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
};

export function createParts(context: PartsContext): Parts {
  const { services, keeper, log } = context;
  let modelState: ModelState = { kind: 'off' };
  let storeState: StoreState = { kind: 'off' };
  let lastReason: string | undefined;
  let busy = 0;
  let started = false;
  let index: LabelIndex | undefined;
  let running: Promise<IndexReport | Failed> | undefined;
  let again: NodeJS.Timeout | undefined;
  const stop = new AbortController();

  const status = (): Status => ({
    model: busy > 0 && modelState.kind === 'ready' ? { kind: 'busy' } : modelState,
    store: storeState,
    ...(lastReason === undefined ? {} : { lastReason }),
  });
  const tell = (): void => context.tell(status());
  const setStore = (state: StoreState): void => {
    storeState = state;
    tell();
  };

  const modelPart: Lazy<ModelClient> = lazy(async () => {
    const client = await services.openModel(context.options(), log);
    const follow = (): void => {
      modelState = stateOf(client);
      tell();
    };
    client.onState(follow);
    follow();
    return client;
  });

  const embed = async (texts: string[], signal?: AbortSignal): Promise<Float32Array[]> => {
    const client = context.settings().model.enabled ? await modelPart.get() : undefined;
    if (!client) throw new Error('The model is switched off, so there are no embeddings.');
    if (isFailed(client)) throw new Error(`${client.message} ${client.remedy}`);
    const vectors = await client.embed(texts, signal);
    if (isFailed(vectors)) throw new Error(`${vectors.message} ${vectors.remedy}`);
    return vectors;
  };

  const storePart: Lazy<Store> = lazy(async () => {
    const folder = context.folder();
    if (folder === undefined) return noFolder();
    setStore({ kind: 'starting' });
    const { storageDirectory, storeHostPath } = context.options();
    const store = await services.openStore({
      directory: storeDirectory(storageDirectory, folder), embed, ...(storeHostPath ? { hostPath: storeHostPath } : {}), owner: 'the language server',
    });
    if (isFailed(store)) setStore({ kind: 'failed', message: store.message, remedy: store.remedy });
    return store;
  });

  /** Reads schema and labels of the store; the features know them from then on. */
  const learn = async (store: Store): Promise<number> => {
    const [schema, labels] = [await store.schema(), await store.labels()];
    index = undefined;
    keeper.learn({ schema, schemaKnown: true, labels: labelBook(labels) });
    return labels.length;
  };

  const indexFolder = async (store: Store, folder: string): Promise<IndexReport | Failed> => {
    const progress = await context.progress('REM: reading notes');
    let learnt = false;
    try {
      const report = await store.index(folder, {
        signal: stop.signal,
        // Vectors take long and share the model with requests: names are known before, and requests come first.
        paused: () => busy > 0,
        onProgress({ stage, done, total }) {
          if (stage === 'embed' && !learnt) {
            learnt = true;
            void learn(store).catch((error: unknown) => log(`labels are not there yet: ${String(error)}`));
          }
          storeState = { kind: 'indexing', stage, done, total };
          tell();
          progress.report(total > 0 ? Math.floor((done / total) * 100) : 0, `${stage} ${done}/${total}`);
        },
      });
      if (isFailed(report)) setStore({ kind: 'failed', message: report.message, remedy: report.remedy });
      else setStore({ kind: 'ready', labels: await learn(store), problems: report.problems.map((problem) => `${problem.path}:${problem.line}:${problem.column}: ${problem.message} ${problem.remedy}`) });
      return report;
    } finally {
      progress.done();
    }
  };

  const parts: Parts = {
    start() {
      if (started) return;
      started = true;
      const { model, store } = context.settings();
      if (model.enabled) void modelPart.get().then((client) => { if (isFailed(client)) { modelState = client; tell(); } });
      if (store.enabled && context.folder() !== undefined) void parts.index().then((report) => { if (isFailed(report)) keeper.learn({ schemaKnown: true }); });
      else keeper.learn({ schemaKnown: true });
    },
    status,
    reason(reason) {
      if (reason === lastReason) return;
      lastReason = reason;
      tell();
    },
    async model() {
      if (!context.settings().model.enabled) return failed('model-off', 'The model is switched off.', 'Set rem.model.enabled to true.');
      return modelPart.get();
    },
    readyModel() {
      const client = context.settings().model.enabled ? modelPart.peek() : undefined;
      return client?.state.kind === 'ready' ? client : undefined;
    },
    async store() {
      if (!context.settings().store.enabled) return failed('store-off', 'The store is switched off.', 'Set rem.store.enabled to true.');
      return storePart.get();
    },
    readyStore: () => storePart.peek(),
    async labels() {
      const { labels } = keeper.knowledge();
      return labels.size === 0 ? undefined : (index ??= await services.labelIndex(labels.all));
    },
    index() {
      running ??= (async () => {
        const folder = context.folder();
        if (folder === undefined) return noFolder();
        const store = await parts.store();
        return isFailed(store) ? store : indexFolder(store, folder);
      })().finally(() => (running = undefined));
      return running;
    },
    notesChanged() {
      if (!storePart.peek()) return;
      clearTimeout(again);
      again = setTimeout(() => void (running ?? Promise.resolve()).then(() => parts.index()), 500);
    },
    async whileBusy(work) {
      busy++;
      tell();
      try {
        return await work();
      } finally {
        busy--;
        tell();
      }
    },
    async dispose() {
      stop.abort();
      clearTimeout(again);
      await Promise.allSettled([modelPart.drop()?.dispose(), storePart.drop()?.close()]);
    },
  };
  return parts;
}

function noFolder(): Failed {
  return failed('no-folder', 'No folder is open, so there are no notes to look in.', 'Open the folder that holds your notes.');
}

function stateOf(client: ModelClient): ModelState {
  const { state } = client;
  switch (state.kind) {
    case 'ready': return { kind: 'ready', name: state.name };
    case 'failed': return { kind: 'failed', message: state.message, remedy: state.remedy };
    case 'disposed': return { kind: 'off' };
    default: return state;
  }
}
