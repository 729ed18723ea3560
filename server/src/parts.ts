/**
 * The model and the store as the session sees them: started in the background when the first document with REM opens, told to the
 * client as they change, and asked by whoever needs them. Nothing here blocks a language feature.
 */
import type { LabelIndex, RoutedModel, ServerChoice, TaskServer as ModelTaskServer } from '@rem/model';
import type { IndexReport, NoteProblem, Store } from '@rem/store';
import type { LabelBook } from './labels.ts';
import { failed, isFailed, lazy, type Lazy } from './lifecycle.ts';
import type { ConnectAnswer, ConnectParams, Failed, InitializationOptions, ModelState, PauseIndexingAnswer, Settings, Status } from './protocol.ts';
import type { TaskServer, UseServersParams } from './protocol-servers.ts';
import type { Services } from './services.ts';
import type { KnowledgeKeeper } from './session.ts';
import { createStorePart } from './store-part.ts';

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
  /** What is wrong with which notes, all of it; replaces what was told before. */
  notes(folder: string, problems: readonly NoteProblem[]): void;
};

export type Parts = {
  /** Starts what the settings allow; later calls do nothing. */
  start(): void;
  status(): Status;
  /** The reason why the last request brought nothing, or undefined where it brought something. */
  reason(reason: string | undefined): void;
  /** The model, started where it is not; a failure where it is switched off. */
  model(): Promise<RoutedModel | Failed>;
  /** The model where it is ready to answer now. */
  readyModel(): RoutedModel | undefined;
  /** The server that the person chose for a task, whether it answers or not. */
  serverOf(task: TaskServer['task']): string | undefined;
  /** Which model servers there are and which task asks which; the model is started where it is not. */
  useServers(choice: UseServersParams): Promise<TaskServer[] | Failed>;
  /** Milliseconds to rest before a query is asked for; shorter where the model takes long. */
  rest(interval: number): number;
  store(): Promise<Store | Failed>;
  readyStore(): Store | undefined;
  /** What to call the connection on screen; a run takes it before anything asynchronous. */
  connectionName(): string;
  /** Leaves the store and opens another: the notes of the workspace or a PostgreSQL database. */
  connect(to: ConnectParams): Promise<ConnectAnswer>;
  /** Takes note of what an answer of the store says about the connection, and answers it without secrets. */
  heard<T extends { kind: string }>(answer: T | Failed): T | Failed;
  /** The workspace's labels for the model's prompt. */
  labels(): Promise<LabelIndex | undefined>;
  index(): Promise<IndexReport | Failed>;
  /** Stops reading notes and making vectors until it is told to go on, which goes on where it was. */
  pauseIndexing(to: 'paused' | 'running'): PauseIndexingAnswer;
  /** Notes changed on disk: they are read again soon. */
  notesChanged(): void;
  /** While it runs the model counts as busy. */
  whileBusy<T>(work: () => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
};

export function createParts(context: PartsContext): Parts {
  const { services, keeper, log } = context;
  let modelState: ModelState = { kind: 'off' };
  let lastReason: string | undefined;
  let busy = 0;
  let started = false;
  let servers: TaskServer[] = [];
  /** What the client chose before the model was started. */
  let chosen: ServerChoice | undefined;
  let index: { of: LabelBook; labels: LabelIndex } | undefined;

  const status = (): Status => ({
    model: busy > 0 && modelState.kind === 'ready' ? { kind: 'busy' } : modelState,
    store: storePart.state(),
    ...(storePart.paused() === undefined ? {} : { paused: storePart.paused() }),
    connection: storePart.name(),
    ...(lastReason === undefined ? {} : { lastReason }),
    ...(servers.length === 0 ? {} : { servers }),
  });
  const tell = (): void => context.tell(status());

  const modelPart: Lazy<RoutedModel> = lazy(async () => {
    const client = await services.openModel(context.options(), log);
    const follow = (): void => {
      modelState = stateOf(client);
      tell();
    };
    client.onState(follow);
    client.onServers((found) => {
      const before = new Map(servers.map((one) => [one.task, one.state.kind]));
      servers = found.map(told);
      for (const { task, server, state } of servers) if (before.get(task) !== state.kind) log(`Model server ${server} (${task}): ${state.kind}. ${state.message}`);
      tell();
    });
    follow();
    if (chosen) void client.use(chosen);
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

  const storePart = createStorePart({ services, keeper, log, embed, tell, options: context.options, folder: context.folder, notes: context.notes, progress: context.progress, busy: () => busy > 0, mapping: () => context.settings().mapping });
  const storeOff = (): Failed | undefined =>
    context.settings().store.enabled ? undefined : failed('store-off', 'The store is switched off.', 'Set rem.store.enabled to true.');

  const parts: Parts = {
    start() {
      if (started) return;
      started = true;
      const { model, store } = context.settings();
      if (model.enabled) void modelPart.get().then((client) => { if (isFailed(client)) { modelState = client; tell(); } });
      if (store.enabled) storePart.start();
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
    async useServers(choice) {
      if (choice.servers.length === 0 && Object.keys(choice.use).length === 0 && !modelPart.peek()) return [];
      const { serverChoiceSchema } = await import('@rem/model');
      const read = serverChoiceSchema.safeParse(choice);
      if (!read.success) return failed('wrong-settings', `The settings of the model servers are not understood: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`, 'Correct rem.model.servers in your settings.');
      chosen = read.data;
      // With the first document the model starts, and takes the choice along.
      const model = started || modelPart.peek() ? await parts.model() : undefined;
      if (!model || isFailed(model)) return model ?? [];
      return (await model.use(chosen)).map(told);
    },
    serverOf: (task) => chosen?.use[task],
    rest: (interval) => modelPart.peek()?.rest(interval) ?? interval,
    async store() {
      return storeOff() ?? storePart.get();
    },
    readyStore: () => storePart.ready(),
    connectionName: () => storePart.name(),
    async connect(to) {
      return storeOff() ?? storePart.connect(to);
    },
    heard: (answer) => storePart.heard(answer),
    async labels() {
      const { labels } = keeper.knowledge();
      if (labels.size === 0) return undefined;
      if (index?.of !== labels) index = { of: labels, labels: await services.labelIndex(labels.all) };
      return index.labels;
    },
    async index() {
      return storeOff() ?? storePart.index();
    },
    pauseIndexing: (to) => storeOff() ?? storePart.pause(to),
    notesChanged: () => storePart.notesChanged(),
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
      await Promise.allSettled([modelPart.drop()?.dispose(), storePart.dispose()]);
    },
  };
  return parts;
}

function told({ task, server, state, p50, p95 }: ModelTaskServer): TaskServer {
  return { task, server, state, ...(p50 === undefined ? {} : { p50 }), ...(p95 === undefined ? {} : { p95 }) };
}

function stateOf(client: RoutedModel): ModelState {
  const { state } = client;
  switch (state.kind) {
    case 'ready': return { kind: 'ready', name: state.name };
    case 'failed': return { kind: 'failed', message: state.message, remedy: state.remedy };
    case 'disposed': return { kind: 'off' };
    default: return state;
  }
}
