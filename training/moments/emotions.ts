/**
 * Trains `model/weights/moment-emotions.bin` on GoEmotions' train split: `node training/moments/emotions.ts SHARED OUT [--epochs N]`. One logistic
 * model a label by AdaGrad with L2 towards 0; thresholds per label are picked on a tenth of train that the weights did not see; the dev split is only
 * measured. Prints micro- and macro-F1 of the six groups and neutral.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { denseOf, emotionFeatures, emotionTokens } from '../../model/src/moments/labels/emotion-model.ts';
import { emotionTags, groups } from '../../model/src/moments/labels/emotion-set.ts';
import { readWords } from '../../model/src/moments/words.ts';

const [shared = '', out = ''] = process.argv.slice(2);
const number = (name: string, otherwise: number): number => Number(process.argv[process.argv.indexOf(name) + 1] || otherwise);
const option = (name: string, otherwise: number): number => (process.argv.includes(name) ? number(name, otherwise) : otherwise);
const EPOCHS = option('--epochs', 6);
const RATE = option('--rate', 0.4);
const L2 = option('--l2', 2e-6);
const BUCKETS = option('--buckets', 65_536);
const BLOCK = 7;

type Row = { hits: Uint32Array; dense: Float32Array; gold: Uint8Array };

const names = readFileSync(path.join(shared, 'emotions/labels.txt'), 'utf8').trim().split(/\s+/);
const labels = [...emotionTags.map(({ tag }) => tag), ...groups.map((group) => `group:${group}`), 'neutral'];
// Ekman's grouping as the data's authors publish it: approval belongs to joy there, though polite agreement is no tag here.
const groupOf = new Map<string, string>([...emotionTags.flatMap(({ goEmotions, group }) => goEmotions.map((name) => [name, group] as const)), ['approval', 'joy']]);
const tagOf = new Map(emotionTags.flatMap(({ tag, goEmotions }) => goEmotions.map((name) => [name, tag] as const)));
const words = readWords(path.join(import.meta.dirname, '../../model/weights/moment-words.bin'));

function read(file: string): Row[] {
  return readFileSync(path.join(shared, 'emotions', file), 'utf8').split('\n').filter(Boolean).map((line) => {
    const [text = '', numbers = ''] = line.split('\t');
    const tokens = emotionTokens(text);
    const gold = new Uint8Array(labels.length);
    for (const each of numbers.split(',').map(Number)) {
      const name = names[each] ?? 'neutral';
      const tag = tagOf.get(name);
      const group = groupOf.get(name);
      if (tag) gold[labels.indexOf(tag)] = 1;
      if (group) gold[labels.indexOf(`group:${group}`)] = 1;
      if (!group) gold[labels.length - 1] = 1;
    }
    return { hits: Uint32Array.from(emotionFeatures(tokens, BUCKETS)), dense: denseOf(tokens, words), gold };
  });
}

const width = labels.length;
const sparse = new Float32Array(BUCKETS * width);
const sparseSquares = new Float32Array(BUCKETS * width).fill(1e-6);
const dense = new Float32Array(words.dims * width);
const denseSquares = new Float32Array(words.dims * width).fill(1e-2);
const bias = new Float32Array(width);

function odds(row: Row, into: Float64Array): void {
  const share = 1 / Math.sqrt(Math.max(1, row.hits.length));
  for (let label = 0; label < width; label++) into[label] = 0;
  for (const hit of row.hits) for (let label = 0, from = hit * width; label < width; label++) into[label]! += sparse[from + label]! * share;
  for (let dim = 0; dim < words.dims; dim++) for (let label = 0; label < width; label++) into[label]! += dense[dim * width + label]! * row.dense[dim]!;
  for (let label = 0; label < width; label++) into[label]! += bias[label]!;
}

function train(rows: readonly Row[], random: () => number): void {
  const order = rows.map((_, at) => at);
  const value = new Float64Array(width);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const row = rows[at]!;
      odds(row, value);
      const share = 1 / Math.sqrt(Math.max(1, row.hits.length));
      for (let label = 0; label < width; label++) {
        const slope = 1 / (1 + Math.exp(-value[label]!)) - row.gold[label]!;
        value[label] = slope;
        bias[label]! -= 0.01 * slope;
      }
      for (const hit of row.hits) {
        for (let label = 0, place = hit * width; label < width; label++, place++) {
          const step = value[label]! * share + L2 * rows.length * sparse[place]! * 0.001;
          sparseSquares[place]! += step * step;
          sparse[place]! -= (RATE * step) / Math.sqrt(sparseSquares[place]! + 0.05);
        }
      }
      for (let dim = 0; dim < words.dims; dim++) {
        for (let label = 0, place = dim * width; label < width; label++, place++) {
          const step = value[label]! * row.dense[dim]!;
          denseSquares[place]! += step * step;
          dense[place]! -= (0.1 * step) / Math.sqrt(denseSquares[place]!);
        }
      }
    }
  }
}

type Count = { hit: number; said: number; gold: number };
const f1 = ({ hit, said, gold }: Count): number => (said + gold === 0 ? 0 : (2 * hit) / (said + gold));

function counts(rows: readonly Row[], chances: readonly Float64Array[], label: number, threshold: number): Count {
  const count = { hit: 0, said: 0, gold: 0 };
  rows.forEach((row, at) => {
    const says = chances[at]![label]! >= threshold;
    if (says) count.said++;
    if (row.gold[label]) count.gold++;
    if (says && row.gold[label]) count.hit++;
  });
  return count;
}

const chancesOf = (rows: readonly Row[]): Float64Array[] => rows.map((row) => {
  const value = new Float64Array(width);
  odds(row, value);
  return value.map((each) => 1 / (1 + Math.exp(-each)));
});

/** The threshold at which a label's own F1 is best; ties take the higher one. */
function pickThresholds(rows: readonly Row[]): number[] {
  const chances = chancesOf(rows);
  return labels.map((_, label) => {
    let best = { value: 0, at: 0.5 };
    for (let at = 0.05; at < 0.9; at += 0.01) {
      const value = f1(counts(rows, chances, label, at));
      if (value >= best.value) best = { value, at };
    }
    return Number(best.at.toFixed(2));
  });
}

function measure(name: string, rows: readonly Row[], thresholds: readonly number[]): void {
  const chances = chancesOf(rows);
  const each = labels.map((label, at) => ({ label, ...counts(rows, chances, at, thresholds[at]!) }));
  const grouped = each.slice(-BLOCK);
  const sum = (list: readonly Count[]): Count => list.reduce((total, one) => ({ hit: total.hit + one.hit, said: total.said + one.said, gold: total.gold + one.gold }), { hit: 0, said: 0, gold: 0 });
  console.log(`${name}: groups + neutral micro ${f1(sum(grouped)).toFixed(4)} macro ${(grouped.reduce((total, one) => total + f1(one), 0) / BLOCK).toFixed(4)}; tags micro ${f1(sum(each.slice(0, 12))).toFixed(4)}`);
  console.log(each.map((one) => `${one.label} ${f1(one).toFixed(2)}`).join('  '));
}

function write(thresholds: readonly number[]): void {
  const scales = labels.map((_, label) => {
    let most = 1e-6;
    for (let bucket = 0; bucket < BUCKETS; bucket++) most = Math.max(most, Math.abs(sparse[bucket * width + label]!));
    return most / 127;
  });
  const bytes = Int8Array.from(sparse, (value, place) => Math.round(value / scales[place % width]!));
  const round = (value: number): number => Number(value.toPrecision(4));
  const head = { labels, buckets: BUCKETS, scales: scales.map(round), bias: [...bias].map(round), thresholds, dense: labels.map((_, label) => Array.from({ length: words.dims }, (__, dim) => round(dense[dim * width + label]!))) };
  let text = JSON.stringify(head);
  text += ' '.repeat((4 - (Buffer.byteLength(text) % 4)) % 4);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.byteLength(text));
  writeFileSync(out, Buffer.concat([size, Buffer.from(text), Buffer.from(bytes.buffer)]));
}

function mulberry(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let value = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const all = read('train.tsv');
const held = all.filter((_, at) => at % 10 === 0);
train(all.filter((_, at) => at % 10 !== 0), mulberry(7));
const thresholds = pickThresholds(held);
measure('held tenth', held, thresholds);
measure('dev', read('dev.tsv'), thresholds);
if (out) write(thresholds);
