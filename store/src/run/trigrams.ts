/**
 * pg_trgm's similarity, for databases without it. A word is letters and digits; each gets two spaces before and one behind
 * and gives its runs of three; the similarity of two sets is what they share among all they have.
 */

export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

export function trigrams(text: string): Set<string> {
  return new Set(words(text).flatMap(ofWord));
}

function ofWord(word: string): string[] {
  const letters = [...`  ${word} `];
  return letters.slice(2).map((_, i) => letters.slice(i, i + 3).join(''));
}

export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((gram) => b.has(gram)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : Math.fround(shared / all);
}

/** The best similarity of `asked` with any run of whole words of `label`. */
export function strictWordSimilarity(asked: ReadonlySet<string>, label: string): number {
  const list = words(label).map(ofWord);
  let best = 0;
  for (let from = 0; from < list.length; from++) {
    const run = new Set<string>();
    for (let to = from; to < list.length; to++) {
      for (const gram of list[to] as string[]) run.add(gram);
      best = Math.max(best, similarity(asked, run));
    }
  }
  return best;
}
