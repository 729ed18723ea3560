/**
 * Word vectors and how common words are: the fast tier of meaning. The file is made by `training/rem_train/words.py` (its head says the form). A
 * text's vector is the weighted mean of its words', unit length; words that are not known say nothing.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type Words = {
  dims: number;
  /** Adds the words' weighted vectors to `into`; answers the weight that was added. */
  add(tokens: readonly string[], into: Float32Array): number;
  /** 0 for the commonest words … 1 for rare and unknown ones. */
  weight(word: string): number;
  vector(word: string): Int8Array | undefined;
  /** The share of its uses in which the word stands as nouns do; about 0.12 where that is not known. */
  noun(word: string): number;
};

const headSchema = z.object({ dims: z.number().int().min(1).max(1024), words: z.string() });

/** Throws where the file is no such file: it ships with the program. */
export function readWords(path: string | URL): Words {
  const file = readFileSync(path);
  const size = file.readUInt32LE(0);
  const { dims, words } = headSchema.parse(JSON.parse(file.toString('utf8', 4, 4 + size)));
  const list = words.split(' ');
  const matrix = new Int8Array(file.buffer, file.byteOffset + 4 + size, list.length * dims);
  const weights = new Uint8Array(file.buffer, file.byteOffset + 4 + size + matrix.length, list.length);
  const nouns = new Uint8Array(file.buffer, file.byteOffset + 4 + size + matrix.length + list.length, list.length);
  const index = new Map(list.map((word, at) => [word, at]));
  return {
    dims,
    add: (tokens, into) => {
      let total = 0;
      for (const token of tokens) {
        const at = index.get(token);
        if (at === undefined) continue;
        const weight = (weights[at] ?? 0) / 255;
        total += weight;
        for (let dim = 0, from = at * dims; dim < dims; dim++) into[dim] = (into[dim] ?? 0) + (matrix[from + dim] ?? 0) * weight;
      }
      return total;
    },
    weight: (word) => {
      const at = index.get(word);
      return at === undefined ? 1 : (weights[at] ?? 255) / 255;
    },
    noun: (word) => {
      const at = index.get(word);
      return at === undefined ? 0.12 : (nouns[at] ?? 0) / 255;
    },
    vector: (word) => {
      const at = index.get(word);
      return at === undefined ? undefined : matrix.subarray(at * dims, (at + 1) * dims);
    },
  };
}

/** Lower-case words of a text, `'s` and quotes dropped, contractions kept whole. */
export function tokensOf(text: string): string[] {
  return (text.toLowerCase().replace(/[’`]/g, "'").match(/\p{L}[\p{L}\p{N}]*(?:'\p{L}+)?|\p{N}+/gu) ?? []).map((token) => token.replace(/'s$/, ''));
}

/** The first letters that inflected forms share: a cheap stem, good enough to count repetitions. */
export function stem(word: string): string {
  if (word.length <= 3) return word;
  const cut = word.replace(/(?:ies)$/, 'y').replace(/(?:ing|edly|ed|ly|es|s)$/, '');
  return cut.length >= 3 ? cut.replace(/([^aeiou])\1$/, '$1').replace(/e$/, '') : word;
}

const stemmed = new WeakMap<readonly string[], readonly string[]>();

/** The stems of a list of tokens, made once for each list: an edit elsewhere costs nothing here. */
export function stemsOf(tokens: readonly string[]): readonly string[] {
  const known = stemmed.get(tokens) ?? tokens.map(stem);
  stemmed.set(tokens, known);
  return known;
}

export function cosine(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let dot = 0;
  let a = 0;
  let b = 0;
  for (let at = 0; at < left.length; at++) {
    const x = left[at] ?? 0;
    const y = right[at] ?? 0;
    dot += x * y;
    a += x * x;
    b += y * y;
  }
  return a > 0 && b > 0 ? dot / Math.sqrt(a * b) : 0;
}
