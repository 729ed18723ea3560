/**
 * What a query should look like from afar, guessed from the words of the request alone by a small linear model: verb and table, edge, and which clauses
 * there are. It reads every word at once and writes nothing; the language model writes and forgets. Where they differ, the answer is looked at again.
 * Features, classes and clauses are those of `training/rem_data/sketch.py`, which trains it; `sketch-samples.json` keeps both the same.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ownFile } from './own-files.ts';

export const SKETCH_NAME = 'rem-sketch.bin';
const HEAD = 16384;
/** No single clause is ruled out: the model is a guess, and surer than it should be. */
const LEAST = -3.5;

const headSchema = z.object({ buckets: z.int().positive(), classes: z.array(z.string()), edges: z.array(z.string()), clauses: z.array(z.string()), scales: z.array(z.number()), bias: z.array(z.number()) });
type Weights = z.infer<typeof headSchema> & { rows: Int8Array };

/** Natural logarithms. `best` is the likeliest outline's. */
export type Sketch = { best: number; likely: { name: string; probability: number }; likelyEdge: { name: string; probability: number }; probabilityOf(name: string): number; /** 0…1 that a query for this request has the clause. */ clause(name: string): number; score(query: string): number };

let known: Weights | undefined | null;

/** Undefined where the weights are not there: the loop works without. `labels` are the workspace's labels that the request may name. */
export function sketchOf(request: string, labels: readonly string[]): Sketch | undefined {
  const weights = known === undefined ? (known = load()) : known;
  if (!weights) return undefined;
  const outputs = outputsOf(weights, request, labels);
  const [classes, edges, clauses] = [outputs.slice(0, weights.classes.length), outputs.slice(weights.classes.length, weights.classes.length + weights.edges.length), outputs.slice(weights.classes.length + weights.edges.length)];
  const [classLogs, edgeLogs] = [logSoftmax(classes), logSoftmax(edges)];
  const top = classLogs.indexOf(Math.max(...classLogs));
  const edgeTop = edgeLogs.indexOf(Math.max(...edgeLogs));
  const sides = clauses.map((value) => [Math.max(LEAST, -softplus(value)), Math.max(LEAST, -softplus(-value))] as const);
  return {
    best: classLogs[top]! + (weights.classes[top]!.startsWith('TRAVERSE') ? Math.max(...edgeLogs) : 0) + sides.reduce((sum, [no, yes]) => sum + Math.max(no, yes), 0),
    likely: { name: weights.classes[top]!, probability: Math.exp(classLogs[top]!) },
    likelyEdge: { name: weights.edges[edgeTop]!, probability: Math.exp(edgeLogs[edgeTop]!) },
    probabilityOf: (name) => Math.exp(classLogs[weights.classes.indexOf(name)] ?? -20),
    clause: (name) => Math.exp(-softplus(-(clauses[weights.clauses.indexOf(name)] ?? -20))),
    score(query) {
      const outline = outlineOf(query);
      const edge = outline.name.startsWith('TRAVERSE') ? Math.max(LEAST, edgeLogs[Math.max(0, weights.edges.includes(outline.edge) ? weights.edges.indexOf(outline.edge) : weights.edges.indexOf('other'))]!) : 0;
      return (classLogs[weights.classes.indexOf(outline.name)] ?? -12) + edge + weights.clauses.reduce((sum, name, at) => sum + sides[at]![outline.clauses.has(name) ? 1 : 0], 0);
    },
  };
}

function load(): Weights | null {
  const path = ownFile(SKETCH_NAME);
  if (path === undefined) return null;
  const bytes = readFileSync(path);
  const head = headSchema.parse(JSON.parse(bytes.subarray(0, HEAD).toString('utf8')));
  return { ...head, rows: new Int8Array(bytes.buffer, bytes.byteOffset + HEAD, head.buckets * head.scales.length) };
}

function outputsOf({ rows, scales, bias, buckets }: Weights, request: string, labels: readonly string[]): number[] {
  const sums = new Int32Array(scales.length);
  for (const bucket of new Set(featuresOf(request, labels).map((feature) => bucketOf(feature, buckets)))) {
    const start = bucket * scales.length;
    for (let at = 0; at < scales.length; at++) sums[at]! += rows[start + at]!;
  }
  return Array.from(sums, (sum, at) => sum * scales[at]! + bias[at]!);
}

const fold = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/['’‘`´]/g, '');
const wordsOf = (text: string): string[] => fold(text).match(/[a-z0-9]+|[^\sa-z0-9]/gu) ?? [];

/** A token's letters as a and A, digits as 0, runs folded. */
function shapeOf(token: string): string {
  const marked = [...token].map((char) => (/\p{Nd}/u.test(char) ? '0' : /\p{Lu}/u.test(char) ? 'A' : /\p{L}/u.test(char) ? 'a' : char)).join('');
  return [...marked.replace(/(.)\1+/gu, '$1')].slice(0, 8).join('');
}

/** As `features` of the trainer. */
export function featuresOf(request: string, labels: readonly string[]): string[] {
  let folded = wordsOf(request).join(' ');
  const named = [...new Set(labels.map((label) => wordsOf(label).join(' ')))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const label of named) if (label.length > 2) folded = ` ${folded} `.replaceAll(` ${label} `, ' LABEL ').trim();
  const inner = folded.split(' ');
  const words = ['^', ...inner, '$'];
  return [
    ...inner.map((word) => `1${word}`),
    ...words.slice(1).map((word, at) => `2${words[at]} ${word}`),
    ...words.slice(2).map((word, at) => `3${words[at]} ${words[at + 1]} ${word}`),
    ...inner.filter((word) => word.length > 4).map((word) => `4${word.slice(0, 4)}`),
    ...request.split(' ').filter((token) => !/^\p{Ll}+$/u.test(token)).map((token) => `s${shapeOf(token)}`),
    `n${Math.min(inner.length, 12)}`, `f${words[1]}`, `l${words.at(-2)}`,
  ];
}

/** FNV-1a of the UTF-8 bytes. */
export function bucketOf(feature: string, buckets: number): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(feature)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value % buckets;
}

const patterns: Record<string, RegExp> = {
  date: /'@/, since: />= '@/, before: /< '@/, after: /> '@/, limit: / LIMIT \d/, one: / LIMIT 1$/, order: /ORDER BY/, down: / DESC/, tags: /(?<!_)\btags\b/, category: /category|CATEGORY/, several: / IN \(/, count: /COUNT\(/, group: /GROUP BY/,
  having: /HAVING/, average: /AVG\(/, sum: /SUM\(/, extreme: /MAX\(|MIN\(/, distinct: /DISTINCT/, negated: /\bNOT\b(?! NULL)|<>/, null: /IS NULL|\) = 0/, present: /IS NOT NULL/, kind: /moment_type (?:=|IN|<>)/, entity: /entity_type =/, mime: /mime_type (?:=|LIKE)/,
  status: /processing_status =/, size: /pg_size_bytes/, duration: /INTERVAL|resource_ends_timestamp -/, emotion: /emotion_tags/, topic: /topic_tags/, person: /present_persons/, place: /location/, sounds: /background_sounds/, name: /\bname (?:NOT )?ILIKE/, uri: /\buri (?:NOT )?ILIKE/,
  summary: /summary/, threshold: /THRESHOLD/, field: / FIELD /, depth: / DEPTH /, load: / LOAD/, plan: /TRAVERSE PLAN/, memo: / MEMO /, searched: /WITH SEARCH/, guessed: /WITH FUZZY/, selected: /WITH SELECT/, updated: /updated_at/, owner: /user_id|tenant_id/,
  columns: /^SELECT (?!\*|COUNT|AVG|SUM|MAX|MIN|DISTINCT)[a-z_, ]+ FROM (?!.*GROUP BY)/, in: /TRAVERSE .* IN \w+(?: |$)/, tables: /^(?:FUZZY|LOOKUP).*(?: IN |:)/, keys: /LOOKUP V, V/,
};

/** Verb with table or direction, edge, and the clauses that are there. */
export function outlineOf(query: string): { name: string; edge: string; clauses: Set<string> } {
  const text = query.replace(/"(?:[^"\\]|\\.)*"/g, 'V').replace(/'(?!@)(?:[^']|'')*'/g, "'V'");
  const verb = text.split(' ')[0]!;
  const table = /\b(?:FROM|IN) (resources|moments|files|entities)\b/.exec(text)?.[1] ?? 'resources';
  const direction = verb === 'TRAVERSE' ? /DIRECTION (\w+)/.exec(text)?.[1] : undefined;
  const name = verb === 'SEARCH' || verb === 'SELECT' ? `${verb} ${table}` : direction && direction !== 'OUTBOUND' ? `${verb} ${direction}` : verb;
  const edge = verb === 'TRAVERSE' ? /^TRAVERSE (?:PLAN )?(?:(\S+?)(?:, .*?)? )?WITH /.exec(text)?.[1] ?? '' : '';
  return { name, edge, clauses: new Set(Object.keys(patterns).filter((clause) => patterns[clause]!.test(text))) };
}

function logSoftmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const total = most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
  return values.map((value) => value - total);
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
