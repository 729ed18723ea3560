// How repeatable the labels are: the pairs that were labelled in two passes, compared. `node test-fixtures/edges/agreement.ts` prints it.
// The second pass (`reader-b`) is by another labeller than the first, from the texts and the guideline alone; both are language models.
import { offeredFrom, pairKey, readPairs, type EdgePair } from './edge-data.ts';

export type Agreement = {
  pairs: number; pearson: number; pearsonFrom: number; pearsonTo: number; spearman: number; meanDifference: number;
  offeredSame: number; offeredKappa: number; relationSame: number; relationKappa: number; bothOffered: number; relationKappaOffered: number;
};

/** Compares two passes over the same pairs; pairs that stand in one of them only are left out. */
export function agreement(first: readonly EdgePair[], second: readonly EdgePair[]): Agreement {
  const again = new Map(second.map((pair) => [pairKey(pair), pair]));
  const both = first.flatMap((pair) => { const other = again.get(pairKey(pair)); return other ? [[pair, other] as const] : []; });
  const [a, b] = [both.map(([pair]) => pair.affinity), both.map(([, pair]) => pair.affinity)];
  const pearson = correlation(a, b);
  const [pearsonFrom, pearsonTo] = fisher(pearson, both.length);
  const offered = both.map(([one, two]) => [String(one.affinity >= offeredFrom), String(two.affinity >= offeredFrom)] as const);
  const relation = both.map(([one, two]) => [one.relation ?? 'none', two.relation ?? 'none'] as const);
  const relationOffered = relation.filter(([one, two]) => one !== 'none' && two !== 'none');
  return {
    pairs: both.length, pearson, pearsonFrom, pearsonTo, spearman: correlation(ranks(a), ranks(b)),
    meanDifference: mean(a.map((value, index) => Math.abs(value - (b[index] ?? 0)))),
    offeredSame: same(offered), offeredKappa: kappa(offered), relationSame: same(relation), relationKappa: kappa(relation),
    bothOffered: relationOffered.length, relationKappaOffered: kappa(relationOffered),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const same = (pairs: readonly (readonly [string, string])[]): number => pairs.filter(([one, two]) => one === two).length / pairs.length;

/** Pearson's r. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const products = (x: readonly number[], mx: number, y: readonly number[], my: number): number => x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] ?? my) - my), 0);
  return products(a, ma, b, mb) / Math.sqrt(products(a, ma, a, ma) * products(b, mb, b, mb));
}

/** Ranks from 1; ties share their mean. */
export function ranks(values: readonly number[]): number[] {
  const sorted = [...values].sort((x, y) => x - y);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}

/** Cohen's kappa: agreement beyond what the two passes' shares would give by chance. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  const names = new Set(pairs.flat());
  const share = (side: 0 | 1, name: string): number => pairs.filter((pair) => pair[side] === name).length / pairs.length;
  const chance = [...names].reduce((sum, name) => sum + share(0, name) * share(1, name), 0);
  return chance === 1 ? 1 : (same(pairs) - chance) / (1 - chance);
}

/** The 95 % interval of r by Fisher's transformation. */
function fisher(r: number, n: number): [number, number] {
  const half = 1.96 / Math.sqrt(n - 3);
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

function report(found: Agreement, labeller: string): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    `${found.pairs} pairs, labelled again by ${labeller}${labeller === 'reader-b' ? ' (another labeller, from the texts alone; a language model like the first)' : ''}`,
    `affinity   Pearson ${found.pearson.toFixed(3)} [${found.pearsonFrom.toFixed(3)}, ${found.pearsonTo.toFixed(3)}], Spearman ${found.spearman.toFixed(3)}, mean difference ${found.meanDifference.toFixed(3)}`,
    `offered    same ${percent(found.offeredSame)}, kappa ${found.offeredKappa.toFixed(3)}`,
    `relation   same ${percent(found.relationSame)}, kappa ${found.relationKappa.toFixed(3)} (none counts as one)`,
    `           among ${found.bothOffered} offered in both: kappa ${found.relationKappaOffered.toFixed(3)}`,
  ].join('\n');
}

if (import.meta.main) {
  const second = readPairs('pairs-second.jsonl');
  console.log(report(agreement(readPairs('pairs.jsonl'), second), second[0]?.labeller ?? 'nobody'));
}
