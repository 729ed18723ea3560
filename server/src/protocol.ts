/**
 * What server and client say to each other beside the Language Server Protocol: initialization options,
 * settings, custom requests and the commands that lenses and code actions name. Every message that crosses the
 * border has a zod schema here; the types are derived from the schemas. This module imports nothing but zod, so
 * that a client may bundle it without the server.
 *
 * Places: `offset`, `span` are UTF-16 offsets into the document's text of the named version; `range` is an LSP range.
 */
import { z } from 'zod';
import { taskServerSchema } from './protocol-servers.ts';

export * from './protocol-moments.ts';
export * from './protocol-servers.ts';

// ---------------------------------------------------------------- places

const offset = z.number().int().min(0);
export const spanSchema = z.object({ start: offset, end: offset });
export const positionSchema = z.object({ line: offset, character: offset });
export const rangeSchema = z.object({ start: positionSchema, end: positionSchema });
export const textEditSchema = z.object({ range: rangeSchema, newText: z.string() });

// ---------------------------------------------------------------- settings (section `rem`)

export const targets = ['canonical', 'p8fs', 'remstack', 'p8'] as const;

/** Below it more answers are wrong than right (bench/calibrate-confidence.ts). */
export const sureEnough = 0.15;

/** A wrong value falls back to its default; it never keeps the other settings from being read. */
export const settingsSchema = z.object({
  /** The runtime that the statements are written for. */
  target: z.enum(targets).catch('canonical').default('canonical'),
  /** Path of a `rem.schema.json`, absolute or relative to the workspace; empty: the workspace's own, else the store's. */
  schemaFile: z.string().catch('').default(''),
  /** IANA zone that symbolic dates are resolved in; empty: the machine's. */
  timeZone: z.string().catch('').default(''),
  weekStart: z.enum(['monday', 'sunday']).catch('monday').default('monday'),
  codeLens: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  inlayHints: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  /** Grey text after a request comment; an answer less sure than `leastConfidence` (0…1) is not shown by itself. */
  ghostText: z.object({ enabled: z.boolean().catch(true).default(true), leastConfidence: z.number().min(0).max(1).catch(sureEnough).default(sureEnough) })
    .catch({ enabled: true, leastConfidence: sureEnough }).default({ enabled: true, leastConfidence: sureEnough }),
  /** REM inside Markdown fences and inside TypeScript, JavaScript and Python strings. */
  embedded: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  /** `false`: the model process is never started. */
  model: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  /** `false`: the notes of the workspace are not indexed and statements do not run. */
  store: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  /** Suggested edges in notes. */
  /** `weights`: a file of one's own numbers (`rem edges --recalibrate`), absolute or from the folder; empty: the built-in ones. */
  edges: z.object({ enabled: z.boolean().catch(true).default(true), weights: z.string().catch('').default('') }).catch({ enabled: true, weights: '' }).default({ enabled: true, weights: '' }),
  /** Moments of transcripts in the editor. */
  moments: z.object({ enabled: z.boolean().catch(true).default(true) }).catch({ enabled: true }).default({ enabled: true }),
  /** Rows that one run brings at most. */
  runLimit: z.number().int().min(1).max(100_000).catch(500).default(500),
  /** Seconds after which a run is stopped. */
  runTimeout: z.number().min(1).max(3_600).catch(30).default(30),
  /** How tables and columns of a database are called that cannot be recognised by their names. */
  mapping: z.record(z.string(), z.object({ table: z.string().optional(), columns: z.record(z.string(), z.string().nullable()).optional() })).catch({}).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

// ---------------------------------------------------------------- initialization options

/** What only the host knows: where the bundled parts lie, and what the client does itself. All optional. */
export const initializationOptionsSchema = z.object({
  /** Bundled entry of the model process; default: the model package's own source. */
  modelHostPath: z.string().optional(),
  /** Bundled entry of the store process; default: the store package's own source. */
  storeHostPath: z.string().optional(),
  /** Folder with weights that came with the extension, looked into first; otherwise those of `rem model fetch` serve. */
  modelDirectory: z.string().optional(),
  /** The query adapter (LoRA, GGUF); default: the one beside the model package. */
  adapterPath: z.string().optional(),
  /** Folder for the store's data, one subfolder a workspace; default: the user's cache folder. Nothing is written into the workspace. */
  storageDirectory: z.string().optional(),
  /** URI of the page with a heading for each problem's code; default: the clone's own `docs/problems.md`. */
  documentationUri: z.string().optional(),
  /** `given`: the client names a connection by `rem/connect`; until then no store is opened. Default: the notes of the workspace. */
  connection: z.enum(['notes', 'given']).optional(),
  /** `paused`: notes stay unread and vectors unmade until `rem/pauseIndexing` says otherwise. Default: running. */
  indexing: z.enum(['running', 'paused']).optional(),
  /** True where the client registers the commands below itself; otherwise the server offers them by `workspace/executeCommand`. */
  clientCommands: z.boolean().optional(),
  /** Settings at start; later ones come by `workspace/configuration` or `workspace/didChangeConfiguration`. */
  settings: settingsSchema.optional(),
});
export type InitializationOptions = z.infer<typeof initializationOptionsSchema>;

// ---------------------------------------------------------------- commands (lenses, code actions)

/** Each takes one argument, a `StatementPlace`. */
export const commands = {
  run: 'rem.run',
  explain: 'rem.explain',
  plan: 'rem.plan',
  writeQuery: 'rem.writeQuery',
} as const;

/** What grey text runs when it is taken, where the client registers commands: its argument says what was offered for which request. */
export const ghostTaken = 'rem.ghostTaken';
export const offeredSchema = z.object({ uri: z.string(), request: z.string(), query: z.string() });
export type Offered = z.infer<typeof offeredSchema>;

/** A statement (or a request comment) of an open document, by an offset inside it. */
export const statementPlaceSchema = z.object({ uri: z.string(), version: z.number().int(), offset });
export type StatementPlace = z.infer<typeof statementPlaceSchema>;

// ---------------------------------------------------------------- answers shared by several requests

export const failedSchema = z.object({ kind: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string() });
export type Failed = z.infer<typeof failedSchema>;

/** The plan of dialect §5, as the grammar makes it; unknown members are kept. */
export const planSchema = z.looseObject({
  intent: z.string(), query_type: z.string(), parameters: z.record(z.string(), z.unknown()), explanation: z.string(),
});

export const problemSchema = z.looseObject({
  start: offset, end: offset, code: z.string(), severity: z.enum(['error', 'warning', 'hint']), message: z.string(),
});

/** Where the answer belongs: the statement's text and, for an open document, its place and version. */
export const sourceSchema = z.object({
  text: z.string(), uri: z.string().optional(), version: z.number().int().optional(), span: spanSchema.optional(), range: rangeSchema.optional(),
});
export type AnswerSource = z.infer<typeof sourceSchema>;

/** A symbolic date of the statement, with the period `[from, to)` that it means (ISO 8601). */
export const resolvedDateSchema = z.object({ start: offset, end: offset, word: z.string(), from: z.string(), to: z.string() });

// ---------------------------------------------------------------- rem/run

/** A statement of an open document, or a text of its own (one statement). */
export const runParamsSchema = z.union([statementPlaceSchema, z.object({ text: z.string(), limit: z.number().int().min(1).optional() })]);
export type RunParams = z.infer<typeof runParamsSchema>;

export const rowsSchema = z.object({
  kind: z.literal('rows'),
  plan: planSchema,
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.unknown())),
  truncated: z.boolean(),
  /** Milliseconds. */
  timings: z.object({ embed: z.number().optional(), plan: z.number(), sql: z.number(), total: z.number() }),
  sql: z.string(),
  parameters: z.array(z.unknown()),
  notes: z.array(z.string()),
});

/** `source` is the statement that ran; a failure (problems in the text, no store, cancelled) has it too where it is known. */
export const runAnswerSchema = z.discriminatedUnion('kind', [
  /** `connection`: what the statement ran on. */
  rowsSchema.extend({ source: sourceSchema, connection: z.string().optional() }),
  failedSchema.extend({ source: sourceSchema.optional() }),
]);
export type RunAnswer = z.infer<typeof runAnswerSchema>;

// ---------------------------------------------------------------- rem/plan

export const planParamsSchema = z.union([statementPlaceSchema, z.object({ text: z.string() })]);
export type PlanParams = z.infer<typeof planParamsSchema>;

export const planAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), plan: planSchema, source: sourceSchema, resolved: z.array(resolvedDateSchema) }),
  failedSchema.extend({ source: sourceSchema.optional() }),
]);
export type PlanAnswer = z.infer<typeof planAnswerSchema>;

// ---------------------------------------------------------------- rem/explain

/** `measure`: the statement runs (read-only, rolled back), so that real rows and times stand beside the estimates. */
const measure = z.boolean().optional();
export const explainParamsSchema = z.union([statementPlaceSchema.extend({ measure }), z.object({ text: z.string(), measure })]);
export type ExplainParams = z.infer<typeof explainParamsSchema>;

/** A step of the database's plan. Rows are for one round of a step, milliseconds include what is below it. */
export type ExplainNode = {
  name: string; detail: string; estimatedRows: number; actualRows?: number | undefined; milliseconds?: number | undefined; children: ExplainNode[];
};
export const explainNodeSchema: z.ZodType<ExplainNode> = z.lazy(() => z.object({
  name: z.string(), detail: z.string(), estimatedRows: z.number(), actualRows: z.number().optional(), milliseconds: z.number().optional(), children: z.array(explainNodeSchema),
}));

export const explainAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('explained'), plan: planSchema, sql: z.string(), root: explainNodeSchema, milliseconds: z.number().optional(), source: sourceSchema }),
  failedSchema.extend({ source: sourceSchema.optional() }),
]);
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;

// ---------------------------------------------------------------- rem/connect

/** What statements run on. A string holds a password: it is sent here and nowhere else, and never logged. */
export const connectParamsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notes') }),
  /** `name` is what is shown; `connection` is a `postgresql:` URL, TLS by its `sslmode`. */
  z.object({ kind: z.literal('postgres'), name: z.string(), connection: z.string() }),
]);
export type ConnectParams = z.infer<typeof connectParamsSchema>;

/** Answered when the store is open and its catalogue is the schema; the notes may still be being read. */
export const connectAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), name: z.string(), tables: z.number(), labels: z.number(), notices: z.array(z.string()) }),
  failedSchema,
]);
export type ConnectAnswer = z.infer<typeof connectAnswerSchema>;

// ---------------------------------------------------------------- rem/generate

/** `request`: a request typed in a box. A place: the request comment there, whose answer brings the `edit` that writes it. */
export const generateParamsSchema = z.union([statementPlaceSchema, z.object({ request: z.string(), uri: z.string().optional() })]);
export type GenerateParams = z.infer<typeof generateParamsSchema>;

export const generateAnswerSchema = z.object({
  request: z.string(),
  query: z.string().nullable(),
  plan: planSchema.optional(),
  problems: z.array(problemSchema),
  /** Why `query` is null, in words for the person. */
  reason: z.string().optional(),
  confidence: z.number(),
  ms: z.number(),
  tokens: z.number(),
  raw: z.string(),
  repaired: z.number(),
  candidates: z.array(z.object({ query: z.string(), confidence: z.number(), explanation: z.string() })).optional(),
  /** Writes the query under its request comment; only for a place, and only valid for `version`. */
  edit: textEditSchema.optional(),
  version: z.number().int().optional(),
});
export type GenerateAnswer = z.infer<typeof generateAnswerSchema>;

// ---------------------------------------------------------------- rem/edges

/** Where suggestions are kept that shall not come again, relative to the workspace folder; JSON lines of `{ source?, target }`. */
export const hiddenEdgesFile = '.rem/hidden-edges.jsonl';

export const relationNames = ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION', 'MENTIONS_PERSON', 'MENTIONS_PROJECT', 'MENTIONS_CONCEPT'] as const;

/** One suggestion: `label` is what the edge would be written with, `score` a calibrated share, `path` the other note's within the workspace. */
export const edgeSuggestionSchema = z.object({
  label: z.string(), relation: z.enum(relationNames), score: z.number(), reason: z.string(), topics: z.array(z.string()), people: z.array(z.string()),
  path: z.string(), uri: z.string().optional(), summary: z.string(),
});
export type EdgeSuggestion = z.infer<typeof edgeSuggestionSchema>;

/** Suggestions for one note, open or not; `least` lowers the bar that is set otherwise. */
export const edgesParamsSchema = z.object({ uri: z.string(), limit: z.number().int().min(1).max(200).optional(), least: z.number().min(0).max(1).optional() });
export type EdgesParams = z.infer<typeof edgesParamsSchema>;
export const edgesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edges'), uri: z.string(), path: z.string(), label: z.string(), suggestions: z.array(edgeSuggestionSchema), ms: z.number() }),
  failedSchema,
]);
export type EdgesAnswer = z.infer<typeof edgesAnswerSchema>;

/** The notes of the workspace, for suggestions to all of them. */
export const edgeNotesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notes'), notes: z.array(z.object({ uri: z.string(), path: z.string(), label: z.string() })) }),
  failedSchema,
]);
export type EdgeNotesAnswer = z.infer<typeof edgeNotesAnswerSchema>;

/** The edit that writes edges into a note; it is for the text the server knows (`version` where the note is open). Nothing is applied. */
export const writeEdgesParamsSchema = z.object({ uri: z.string(), edges: z.array(z.object({ label: z.string(), relation: z.enum(relationNames), score: z.number().min(0).max(1) })).min(1).max(1_000) });
export type WriteEdgesParams = z.infer<typeof writeEdgesParamsSchema>;
export const writeEdgesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), uri: z.string(), version: z.number().int().optional(), edit: textEditSchema }),
  failedSchema,
]);
export type WriteEdgesAnswer = z.infer<typeof writeEdgesAnswerSchema>;

/** Pairs to be labelled, those first that the scorer is least sure of; `skip` holds ids that are labelled. */
export const edgePairsParamsSchema = z.object({ count: z.number().int().min(1).max(500), skip: z.array(z.string()).max(100_000).default([]), /** These pairs and no others: a note's path and a label. */ only: z.array(z.object({ source: z.string(), target: z.string() })).max(500).optional() });
export type EdgePairsParams = z.input<typeof edgePairsParamsSchema>;
const pairSideSchema = z.object({ id: z.string(), label: z.string(), kind: z.string(), path: z.string(), created: z.string().optional(), content: z.string() });
export const edgePairSchema = z.object({ id: z.string(), source: pairSideSchema, target: pairSideSchema, score: z.number(), relation: z.enum(relationNames) });
export type EdgePair = z.infer<typeof edgePairSchema>;
export const edgePairsAnswerSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('pairs'), pairs: z.array(edgePairSchema) }), failedSchema]);
export type EdgePairsAnswer = z.infer<typeof edgePairsAnswerSchema>;

/** The scores fitted anew to what a person accepted and hid: `text` is a file for `rem.edges.weights`, `before` and `after` are errors. Nothing is written. */
export const recalibrateEdgesParamsSchema = z.object({ choices: z.array(z.object({ score: z.number().min(0).max(1), related: z.boolean() })).max(100_000) });
export type RecalibrateEdgesParams = z.infer<typeof recalibrateEdgesParamsSchema>;
export const recalibrateEdgesAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recalibrated'), text: z.string(), choices: z.number(), related: z.number(), before: z.number(), after: z.number() }),
  failedSchema,
]);
export type RecalibrateEdgesAnswer = z.infer<typeof recalibrateEdgesAnswerSchema>;

/** Commands of lenses and code actions about edges, registered by the client. */
export const edgeCommands = { show: 'rem.edges.show', accepted: 'rem.edges.accepted' } as const;

// ---------------------------------------------------------------- rem/index

export const indexParamsSchema = z.looseObject({});
/** Counts of notes; `problems` are the notes that could not be read, each with its reason. */
export const indexAnswerSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('indexed') }),
  failedSchema,
]);
export type IndexAnswer = z.infer<typeof indexAnswerSchema>;

// ---------------------------------------------------------------- rem/pauseIndexing

/** Pauses reading notes and making vectors, or goes on where they stood; kept until it is said otherwise. Statements run meanwhile. */
export const pauseIndexingParamsSchema = z.object({ paused: z.boolean() });
export type PauseIndexingParams = z.infer<typeof pauseIndexingParamsSchema>;
export const pauseIndexingAnswerSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('indexing'), paused: z.boolean() }), failedSchema]);
export type PauseIndexingAnswer = z.infer<typeof pauseIndexingAnswerSchema>;

// ---------------------------------------------------------------- rem/counts

/** The tables of the connection with their rows. */
export const countsAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('counts'), tables: z.array(z.object({ table: z.string(), rows: z.number() })) }),
  failedSchema,
]);
export type CountsAnswer = z.infer<typeof countsAnswerSchema>;

// ---------------------------------------------------------------- rem/status (notification, server -> client)

export const modelStateSchema = z.discriminatedUnion('kind', [
  /** Switched off by the setting, or not needed yet: no document is open. */
  z.object({ kind: z.literal('off') }),
  /** No weights; `remedy` says how to get them, `rem/fetchModel` does it. */
  z.object({ kind: z.literal('absent'), message: z.string(), remedy: z.string() }),
  /** Bytes. */
  z.object({ kind: z.literal('fetching'), received: z.number(), total: z.number() }),
  z.object({ kind: z.literal('loading') }),
  z.object({ kind: z.literal('ready'), name: z.string() }),
  /** A request is being answered. */
  z.object({ kind: z.literal('busy') }),
  /** The process ended by itself and is being started again. */
  z.object({ kind: z.literal('restarting'), message: z.string() }),
  z.object({ kind: z.literal('failed'), message: z.string(), remedy: z.string() }),
]);
export type ModelState = z.infer<typeof modelStateSchema>;

export const storeStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('starting') }),
  /** `embed`: notes and labels are there and statements run; only searches by meaning still miss some. */
  z.object({ kind: z.literal('indexing'), stage: z.enum(['scan', 'notes', 'embed']), done: z.number(), total: z.number() }),
  /** `notices`: said once each, such as an extension that the database lacks. */
  z.object({ kind: z.literal('ready'), labels: z.number(), problems: z.array(z.string()), notices: z.array(z.string()).optional() }),
  z.object({ kind: z.literal('failed'), message: z.string(), remedy: z.string() }),
]);
export type StoreState = z.infer<typeof storeStateSchema>;

export const statusSchema = z.object({
  model: modelStateSchema,
  store: storeStateSchema,
  /** There while indexing is paused; what it stood at, where it was at work. */
  paused: z.object({ stage: z.enum(['scan', 'notes', 'embed']).optional(), done: z.number().optional(), total: z.number().optional() }).optional(),
  /** What to call the connection on screen. */
  connection: z.string().optional(),
  /** Why the last request brought nothing; absent once one brings something. */
  lastReason: z.string().optional(),
  /** The model servers in use, by task; absent where the embedded model does everything. */
  servers: z.array(taskServerSchema).optional(),
});
export type Status = z.infer<typeof statusSchema>;

// ---------------------------------------------------------------- method names

export const methods = {
  run: 'rem/run',
  plan: 'rem/plan',
  explain: 'rem/explain',
  connect: 'rem/connect',
  generate: 'rem/generate',
  index: 'rem/index',
  pauseIndexing: 'rem/pauseIndexing',
  counts: 'rem/counts',
  edges: 'rem/edges',
  edgeNotes: 'rem/edgeNotes',
  writeEdges: 'rem/writeEdges',
  edgePairs: 'rem/edgePairs',
  recalibrateEdges: 'rem/recalibrateEdges',
  /** Request `{}` -> ModelState: brings the default weights (progress by `rem/status` and $/progress). */
  fetchModel: 'rem/fetchModel',
  /** Request `{}` -> Status (what the notification of the same name carries). */
  getStatus: 'rem/getStatus',
  status: 'rem/status',
} as const;
