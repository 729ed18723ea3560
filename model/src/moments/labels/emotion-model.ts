/**
 * A linear model of emotions over words, word pairs and what is negated, trained on GoEmotions by `training/moments/emotions.ts`: 19 labels (the
 * twelve tags, six groups, neutral), each with its own threshold. The same features are made here and in training.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Words } from '../words.ts';

export type EmotionModel = { labels: readonly string[]; thresholds: readonly number[]; chances(text: string): Float64Array };

const head = z.object({
  labels: z.array(z.string()), buckets: z.number().int(), scales: z.array(z.number()), bias: z.array(z.number()), thresholds: z.array(z.number()),
  dense: z.array(z.array(z.number())),
});

export function readEmotionModel(path: string | URL, words: Words): EmotionModel {
  const file = readFileSync(path);
  const size = file.readUInt32LE(0);
  const { labels, buckets, scales, bias, thresholds, dense } = head.parse(JSON.parse(file.toString('utf8', 4, 4 + size)));
  const matrix = new Int8Array(file.buffer, file.byteOffset + 4 + size, buckets * labels.length);
  return {
    labels, thresholds,
    chances: (text) => {
      const tokens = emotionTokens(text);
      const hits = emotionFeatures(tokens, buckets);
      const vector = denseOf(tokens, words);
      const share = 1 / Math.sqrt(Math.max(1, hits.length));
      return Float64Array.from(labels, (_, label) => {
        let sum = 0;
        for (const hit of hits) sum += matrix[hit * labels.length + label] ?? 0;
        let odds = (bias[label] ?? 0) + sum * share * (scales[label] ?? 0);
        for (let dim = 0; dim < vector.length; dim++) odds += (dense[label]?.[dim] ?? 0) * (vector[dim] ?? 0);
        return 1 / (1 + Math.exp(-odds));
      });
    },
  };
}

/** Unit vector of the words' mean, zero where none is known. */
export function denseOf(tokens: readonly string[], words: Words): Float32Array {
  const vector = new Float32Array(words.dims);
  words.add(tokens, vector);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const negation = /^(?:not|no|never|none|nothing|nobody|without|hardly|barely|cannot|\p{L}+n't|ain't|isnt|dont|cant|wont|didnt|wasnt)$/u;
const pieces = /\p{L}+(?:['’]\p{L}+)?|\p{N}+|[!?]+|\.{3,}|…|[:;=]-?[)(DPp/|]|<3|\p{Extended_Pictographic}/gu;

/** Words in lower case, stretched letters cut to two, signs that carry feeling, and one mark where words are shouted. */
export function emotionTokens(text: string): string[] {
  const tokens: string[] = [];
  let shouted = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece.length > 2 && piece === piece.toUpperCase() && piece !== piece.toLowerCase()) shouted++;
    const low = piece.toLowerCase().replace('’', "'");
    tokens.push(/^[!?]+$/.test(low) ? (low.includes('?') ? (low.includes('!') ? '?!' : '?') : low.length > 1 ? '!!' : '!') : low.replace(/(.)\1{2,}/gu, '$1$1'));
  }
  if (shouted > 1) tokens.push('«loud»');
  return tokens;
}

/** Buckets of words, pairs, and words under a negation; each once. */
export function emotionFeatures(tokens: readonly string[], buckets: number): number[] {
  const hits = new Set<number>();
  let negated = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    hits.add(hash(negated > 0 && /^\p{L}/u.test(token) ? `¬${token}` : token, buckets));
    if (at > 0) hits.add(hash(`${tokens[at - 1]} ${token}`, buckets));
    if (at > 1) hits.add(hash(`${tokens[at - 2]} ${tokens[at - 1]} ${token}`, buckets));
    if (at === 0) hits.add(hash(`^ ${token}`, buckets));
    if (token.length > 5 && negated === 0) hits.add(hash(`${token.slice(0, 5)}~`, buckets));
    negated = negation.test(token) ? 4 : /^(?:[.,!?;]+|but|and)$/.test(token) ? 0 : negated - 1;
  }
  hits.add(hash(tokens.length < 5 ? '«short»' : tokens.length < 12 ? '«middle»' : '«long»', buckets));
  return [...hits];
}

function hash(text: string, buckets: number): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  return (value >>> 0) % buckets;
}
