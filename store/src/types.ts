/**
 * The shapes that go through the store's door. They are plain data (JSON survives), because they cross a process
 * border on the way in and out.
 */
import type { Plan, Schema } from '@rem/grammar';

/** A failure of the outside world or of the request: never thrown through the door. `remedy` says what to do next. */
export type Failed = {
  kind: 'failed';
  code: FailureCode;
  message: string;
  remedy: string;
  /** Offset (UTF-16) into the SQL text that the person wrote, where the database told one. */
  position?: number;
};

export type FailureCode =
  | 'bad-plan'
  | 'not-read-only'
  | 'sql-error'
  | 'unknown-name'
  | 'timeout'
  | 'cancelled'
  | 'no-embeddings'
  | 'no-table'
  | 'held'
  | 'disk-full'
  | 'damaged'
  | 'connection'
  | 'permission'
  | 'too-large'
  | 'process'
  | 'not-ours'
  | 'no-folder';

export type Column = { name: string; type: string };

export type RunOptions = {
  /** Most rows that are fetched; more are cut and `truncated` is true. Default 1,000. */
  limit?: number;
  /** Milliseconds before the database is told to stop. Default 30,000. */
  timeoutMs?: number;
  /** Longest text of one cell, in characters; longer ones are cut and said in `notes`. Default 1,000,000. */
  maxCell?: number;
  signal?: AbortSignal;
};

export type Timings = { embed?: number; plan: number; sql: number; total: number };

export type Rows = {
  kind: 'rows';
  plan: Plan;
  columns: Column[];
  rows: unknown[][];
  truncated: boolean;
  /** Milliseconds a stage; `plan` is everything before the database is asked, `embed` apart. */
  timings: Timings;
  /** The statement that ran (the step statement for a TRAVERSE) and its parameters; long vectors are shortened. */
  sql: string;
  parameters: unknown[];
  notes: string[];
};

export type RunResult = Rows | Failed;

/** One problem in one note. Offsets are UTF-16 into the file's text; line and column are 1-based. */
export type NoteProblem = {
  path: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
  remedy: string;
  start: number;
  end: number;
  line: number;
  column: number;
};

export type IndexReport = {
  kind: 'indexed';
  folder: string;
  notes: number;
  added: number;
  changed: number;
  renamed: number;
  removed: number;
  unchanged: number;
  /** Vectors written in this run, and vectors still missing (no embedder, or it failed). */
  embedded: number;
  unembedded: number;
  edges: number;
  problems: NoteProblem[];
  /** Sentences about the run as a whole, e.g. that embeddings are off. */
  remarks: string[];
  milliseconds: number;
  cancelled: boolean;
};

export type IndexProgress = { stage: 'scan' | 'notes' | 'embed'; done: number; total: number };
export type IndexOptions = {
  onProgress?: (progress: IndexProgress) => void;
  signal?: AbortSignal;
  /** Answers true while the work shall stand still; asked between batches. */
  paused?: () => boolean;
};

export type Label = { label: string; kind: string; table: string; uri?: string };

export type LabelCard = {
  label: string;
  kind: string;
  table: string;
  uri?: string;
  summary?: string;
  tags: string[];
  aliases: string[];
  edges: { out: CardEdge[]; in: CardEdge[]; outTotal: number; inTotal: number };
};
export type CardEdge = { label: string; relation: string; weight: number | null };

export type NoteStamp = { id: string; stamp: string };

/** A note as text, for comparing notes outside the database. `created` is what the note says, never the file's time. */
export type NoteText = {
  id: string;
  label: string;
  table: string;
  kind: string;
  path: string;
  uri?: string;
  aliases: string[];
  summary: string;
  content: string;
  created?: string;
  thread?: string;
  people: string[];
  tags: string[];
  edges: { dst: string; relation: string }[];
  /** 384 little-endian floats of unit length as base64; missing until the note has its vectors. */
  vector?: string;
};

export type StoreInfo = {
  backend: 'pglite' | 'postgres';
  /** What to call the connection on screen; never holds a password. */
  name: string;
  version: string;
  vector: boolean;
  trigrams: boolean;
  /** Set when another window holds the store and this one reads through it. */
  heldBy?: Holder;
  /** Said once a session: missing extensions, a data directory that was set aside, … */
  notices: string[];
};

export type Holder = { pid: number; owner: string; since: string };

export type TableCount = { table: string; rows: number };

export type ExplainNode = {
  name: string;
  detail: string;
  estimatedRows: number;
  actualRows?: number;
  milliseconds?: number;
  children: ExplainNode[];
};
export type ExplainResult = { kind: 'explained'; plan: Plan; sql: string; root: ExplainNode; milliseconds?: number } | Failed;

/** How a table of somebody else's database is read: our column name -> theirs (`null`: it has none). */
export type Mapping = Record<string, { table?: string | undefined; columns?: Record<string, string | null> | undefined }>;

export type Embed = (texts: string[], signal?: AbortSignal) => Promise<Float32Array[]>;

export type StoreOptions = {
  /** Folder of the embedded database; undefined: a temporary one that goes when the store is closed. */
  directory?: string | undefined;
  /** A PostgreSQL connection string; with it `directory` is not used. */
  connection?: string;
  /** Names of somebody else's tables and columns, where they cannot be recognised. */
  mapping?: Mapping;
  embed?: Embed;
  /** The file that is forked as the store process; default: beside this one (a bundle points at its own). */
  hostPath?: string;
  /** Folder of the packed empty store that a new one starts from (made when it is not there); default: beside `hostPath`, else this package's `dist`. */
  templateFolder?: string;
  /** What other windows are told about who holds the store. */
  owner?: string;
  /** Zone of times that are written without one. Default: the machine's. */
  timeZone?: string;
};

export type Store = {
  readonly info: StoreInfo;
  /** A plan is read anew at this border; one that is none is a failure `bad-plan`. */
  run(plan: Plan, options?: RunOptions): Promise<RunResult>;
  explain(plan: Plan, options?: RunOptions & { analyze?: 'yes' | 'no' }): Promise<ExplainResult>;
  index(folder: string, options?: IndexOptions): Promise<IndexReport | Failed>;
  schema(): Promise<Schema | Failed>;
  labels(): Promise<Label[] | Failed>;
  /** A card's `kind` is the label's own and may be any word: a failure is known by its `remedy`. */
  card(label: string): Promise<LabelCard | undefined | Failed>;
  counts(): Promise<TableCount[] | Failed>;
  /** Every note with a stamp that changes when its text, its vector or its place does; none where the tables are not ours. */
  noteStamps(): Promise<NoteStamp[] | Failed>;
  /** The notes of these ids, 500 at most a call; those that are gone are left out. */
  noteTexts(ids: readonly string[]): Promise<NoteText[] | Failed>;
  close(): Promise<void>;
};
