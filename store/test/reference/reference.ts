/**
 * What each verb has to answer, worked out the plain way over the rows of `memory`: loops and sorts, no SQL, no index and
 * nothing imported from the store.
 */
import { embedWords, memory, type RefEdge, type RefRow } from './memory.ts';

const ORDER = ['entities', 'resources', 'moments', 'files'];
const low = (text: string): string => text.trim().toLowerCase();
/** As labels are compared: `zoe` is `Zoë`. */
const bare = (text: string): string =>
  low(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/ı/g, 'i');
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byTable = (a: RefRow, b: RefRow): number => ORDER.indexOf(a.table) - ORDER.indexOf(b.table);

// LOOKUP

/** Rows `[key, name, table]` in the order of the keys. */
export function lookup(...keys: string[]): unknown[][] {
  return keys.flatMap((key) => {
    const [, table, label] = /^(entities|resources|moments|files):(.+)$/.exec(key) ?? [undefined, undefined, key];
    const rows = memory.filter((row) => table === undefined || row.table === table);
    const tiers: ((row: RefRow) => boolean)[] = [
      (row) => row.name === label,
      (row) => row.aliases.includes(label as string),
      (row) => low(row.name) === low(label as string),
      (row) => row.aliases.some((alias) => low(alias) === low(label as string)),
      (row) => bare(row.name) === bare(label as string),
      (row) => row.aliases.some((alias) => bare(alias) === bare(label as string)),
      (row) => row.uri !== undefined && low(row.uri) === low(label as string),
    ];
    const tier = tiers.find((test) => rows.some(test));
    return tier
      ? rows
          .filter(tier)
          .sort(byTable)
          .map((row) => [label, row.name, row.table])
      : [];
  });
}

// FUZZY

function wordsOf(text: string): string[] {
  return bare(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

function gramsOf(words: string[]): string[] {
  const grams: string[] = [];
  for (const word of words) {
    const padded = [' ', ' ', ...word, ' '];
    for (let i = 0; i + 2 < padded.length; i++) grams.push(`${padded[i]}${padded[i + 1]}${padded[i + 2]}`);
  }
  return grams.filter((gram, i) => grams.indexOf(gram) === i);
}

function overlap(a: string[], b: string[]): number {
  const both = a.filter((gram) => b.includes(gram)).length;
  return both === 0 ? 0 : both / (a.length + b.length - both);
}

function closeness(text: string, label: string): number {
  const asked = gramsOf(wordsOf(text));
  const words = wordsOf(label);
  let part = 0;
  for (let i = 0; i < words.length; i++)
    for (let j = i + 1; j <= words.length; j++) part = Math.max(part, overlap(asked, gramsOf(words.slice(i, j))));
  return round4(Math.max(overlap(asked, gramsOf(words)), 0.9 * part));
}

/** Rows `[score, label, table]`. */
export function fuzzy(text: string, { threshold = 0.3, limit = 10, table = '' } = {}): unknown[][] {
  const found = memory
    .filter((row) => table === '' || row.table === table)
    .map((row) => {
      const labels = [row.name, ...row.aliases].map((label, rank) => ({ label, score: closeness(text, label), rank: Math.min(rank, 1) }));
      const best = labels.sort((a, b) => b.score - a.score || a.rank - b.rank || bytes(a.label, b.label))[0] as { label: string; score: number };
      return { ...best, table: row.table };
    })
    .filter((hit) => hit.score >= threshold);
  return found
    .sort((a, b) => b.score - a.score || bytes(a.label, b.label) || bytes(a.table, b.table))
    .slice(0, limit)
    .map((hit) => [hit.score, hit.label, hit.table]);
}

function round4(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

// SEARCH

function cosine(a: Float32Array, b: Float32Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = b[i] ?? 0;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

type SearchOptions = { table?: string; limit?: number; threshold?: number; where?: (row: RefRow) => boolean; field?: 'name' | 'summary' | 'content' };

/** Rows `[score, name]`; a row is as near as the nearest of its texts. */
export function search(
  text: string,
  { table = 'resources', limit = 10, threshold = -1, where = () => true, field }: SearchOptions = {},
): unknown[][] {
  const asked = embedWords(text);
  const texts = (row: RefRow): Record<string, string> => ({
    name: row.name,
    summary: `${row.name}: ${row.summary}`,
    content: `${row.name}: ${row.content}`,
  });
  const score = (row: RefRow): number =>
    Math.max(
      ...Object.entries(texts(row)).flatMap(([name, value]) => (field === undefined || field === name ? [cosine(asked, embedWords(value))] : [])),
    );
  return memory
    .filter((row) => row.table === table && where(row))
    .map((row) => [round4(score(row)), row.name] as [number, string])
    .filter(([value]) => value >= threshold)
    .sort((a, b) => b[0] - a[0] || bytes(a[1], b[1]))
    .slice(0, limit);
}

// TRAVERSE

type Walk = {
  types?: string[];
  depth?: number;
  direction?: 'outbound' | 'inbound' | 'both';
  limit?: number;
  table?: string;
  order?: (a: Reached, b: Reached) => number;
};
export type Reached = {
  key: string;
  label: string;
  kind: string | null;
  table: string | null;
  depth: number;
  relations: string[];
  path: string[];
  weight: number | null;
  created: string | null;
};
type Hop = {
  from: string;
  to: string;
  relation: string;
  weight: number | null;
  created: string | null;
  way: 'outbound' | 'inbound';
  row: RefRow | undefined;
  label: string;
};

const typeKey = (type: string): string => low(type).replace(/[\s_]+/g, '-');

/** The row that an edge's label means: by name, else alias, else address; entities before resources before moments. */
function rowFor(label: string): RefRow | undefined {
  const tests: ((row: RefRow) => boolean)[] = [
    (row) => bare(row.name) === bare(label),
    (row) => row.aliases.some((alias) => bare(alias) === bare(label)),
    (row) => row.uri !== undefined && bare(row.uri) === bare(label),
  ];
  for (const test of tests) {
    const hits = memory.filter(test).sort(byTable);
    if (hits[0]) return hits[0];
  }
  return undefined;
}

function hops(from: string, types: string[], direction: string): Hop[] {
  const wanted = (edge: RefEdge): boolean => types.length === 0 || types.map(typeKey).includes(typeKey(edge.rel_type));
  const found: Hop[] = [];
  for (const row of memory) {
    for (const edge of row.edges.filter(wanted)) {
      const target = rowFor(edge.dst);
      const common = { relation: edge.rel_type, weight: edge.weight ?? null, created: edge.created_at ?? null, from };
      if (direction !== 'inbound' && bare(row.name) === from)
        found.push({ ...common, to: bare(target?.name ?? edge.dst), way: 'outbound', row: target, label: target?.name ?? edge.dst });
      const names = memory.filter((other) => bare(other.name) === from).flatMap((other) => [other.name, ...other.aliases, other.uri ?? '']);
      if (direction !== 'outbound' && [from, ...names.map(bare)].includes(bare(edge.dst)))
        found.push({ ...common, to: bare(row.name), way: 'inbound', row, label: row.name });
    }
  }
  return found;
}

const down = <T extends number | string>(a: T | null, b: T | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? 1 : -1);

export const newest = (a: Reached, b: Reached): number => down(a.created && Date.parse(a.created), b.created && Date.parse(b.created));
export const strongest = (a: Reached, b: Reached): number => down(a.weight, b.weight);
export const alphabetic = (a: Reached, b: Reached): number => bytes(a.label, b.label);
export const nearest = (a: Reached, b: Reached): number => a.depth - b.depth;

export function walk(starts: string[], { types = [], depth = 1, direction = 'outbound', limit = 9, table, order = newest }: Walk = {}): Reached[] {
  const seen = new Map<string, Reached>();
  for (const label of starts) {
    const node: Reached = { key: bare(label), label, kind: null, table: null, depth: 0, relations: [], path: [label], weight: null, created: null };
    if (!seen.has(node.key)) seen.set(node.key, node);
  }
  let edge = [...seen.values()];
  for (let level = 1; level <= depth; level++) {
    const next = new Map<string, Reached>();
    const all = edge.flatMap((node) => hops(node.key, types, direction));
    all.sort(
      (a, b) =>
        down(a.weight, b.weight) ||
        down(a.created && Date.parse(a.created), b.created && Date.parse(b.created)) ||
        bytes(a.from, b.from) ||
        bytes(a.to, b.to) ||
        bytes(a.relation, b.relation) ||
        bytes(b.way, a.way),
    );
    for (const hop of all) {
      const known = next.get(hop.to);
      if (known && !known.relations.includes(hop.relation)) known.relations.push(hop.relation);
      if (known || seen.has(hop.to)) continue;
      const from = seen.get(hop.from) as Reached;
      next.set(hop.to, {
        key: hop.to,
        label: hop.label,
        kind: hop.row?.kind ?? null,
        table: hop.row?.table ?? null,
        depth: level,
        relations: [hop.relation],
        path: [...from.path, hop.label],
        weight: hop.weight,
        created: hop.created,
      });
    }
    for (const [key, node] of next) seen.set(key, node);
    edge = [...next.values()];
  }
  const reached = [...seen.values()].filter((node) => node.depth > 0 && (table === undefined || node.table === table));
  return reached.sort((a, b) => order(a, b) || nearest(a, b) || strongest(a, b) || alphabetic(a, b) || bytes(a.key, b.key)).slice(0, limit);
}

/** Rows `[label, table, kind, relations, depth, path]`. */
export function traverse(starts: string[], options?: Walk): unknown[][] {
  return walk(starts, options).map((node) => [node.label, node.table, node.kind, node.relations.sort(), node.depth, node.path]);
}

/** Rows `[relation, direction, edges, nodes]` of the edges that touch the starts. */
export function planOf(starts: string[], { types = [], direction = 'outbound' }: Walk = {}): unknown[][] {
  const groups = new Map<string, { relation: string; way: string; edges: number; nodes: Set<string> }>();
  for (const hop of [...new Set(starts.map(bare))].flatMap((key) => hops(key, types, direction))) {
    const group = groups.get(`${hop.relation}\n${hop.way}`) ?? { relation: hop.relation, way: hop.way, edges: 0, nodes: new Set() };
    group.edges++;
    group.nodes.add(hop.to);
    groups.set(`${hop.relation}\n${hop.way}`, group);
  }
  return [...groups.values()]
    .sort((a, b) => b.edges - a.edges || bytes(a.relation, b.relation) || bytes(b.way, a.way))
    .map((group) => [group.relation, group.way, group.edges, group.nodes.size]);
}

// SQL

/** Rows of a table, for filters and sorts written out beside each statement. */
export function rows(table: string): RefRow[] {
  return memory.filter((row) => row.table === table);
}

export const byName = (a: RefRow, b: RefRow): number => bytes(a.name, b.name);
export const byTime = (a: RefRow, b: RefRow): number => Date.parse(a.resource_timestamp) - Date.parse(b.resource_timestamp);
export const instant = (text: string): string => new Date(text).toISOString();
