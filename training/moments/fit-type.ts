/**
 * Fits the type of a stretch. How strongly weights are held back is picked by cross-validation over the sources of the labelled files; what ships is fitted
 * on all of them. Stems count that stand in two stretches at least.
 */
import { termsOf, typeFeatureNames, typeFeatures, type TypeModel } from '../../model/src/moments/labels/type.ts';
import { momentTypes, typeOf } from '../../model/src/moments/labels/type-set.ts';
import type { Read } from '../../model/src/moments/features.ts';
import { typeOfStretch } from '../../model/src/moments/labels/type.ts';
import { stem } from '../../model/src/moments/words.ts';
import { fitSparse, type SparseRow } from './logistic.ts';

export type Labelled = { source: string; reads: readonly Read[]; type: string };

export function fitType(own: readonly Labelled[], written: readonly Labelled[], dims: number): TypeModel {
  const dense = new Map([...own, ...written].map((each) => [each, typeFeatures(each.reads, dims)]));
  const made = (rows: readonly Labelled[], l2: number): TypeModel => modelOf(rows, dense, dims, l2);
  const scored = [3e-3, 6e-3, 1e-2].map((l2) => ({ l2, right: crossed(own, 5, (learn) => made([...learn, ...written], l2), (model, each) => typeOfStretch(each.reads, dims, model).type === typeOf(each.type)) }));
  const best = scored.reduce((most, each) => (each.right > most.right ? each : most));
  console.log(`type: ${own.length} + ${written.length} stretches; right by cross-validation: ${scored.map(({ l2, right }) => `l2 ${l2} ${(right / own.length).toFixed(3)}`).join(', ')}`);
  return made([...own, ...written], best.l2);
}

/** How many of `rows` are judged right by models that saw nothing of their sources. */
export function crossed<Each extends { source: string }, Model>(rows: readonly Each[], folds: number, learn: (rows: readonly Each[]) => Model, right: (model: Model, row: Each) => boolean): number {
  const sources = [...new Set(rows.map(({ source }) => source))].sort();
  const foldOf = (row: Each): number => sources.indexOf(row.source) % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const model = learn(rows.filter((row) => foldOf(row) !== fold));
    return rows.filter((row) => foldOf(row) === fold && right(model, row)).length;
  }).reduce((sum, each) => sum + each, 0);
}

function modelOf(rows: readonly Labelled[], dense: ReadonlyMap<Labelled, Float32Array>, dims: number, l2: number): TypeModel {
  const spread = new Map<string, number>();
  for (const { reads } of rows) for (const key of new Set(reads.flatMap(({ tokens }) => tokens.map(stem)))) spread.set(key, (spread.get(key) ?? 0) + 1);
  const stems = [...spread].filter(([, count]) => count > 1).map(([key]) => key).sort();
  const rarity = stems.map((key) => Number((Math.log((1 + rows.length) / (1 + (spread.get(key) ?? 0))) + 1).toFixed(3)));
  const index = new Map(stems.map((key, at) => [key, at]));
  const names = typeFeatureNames(dims);
  const sparse = rows.map((row): SparseRow => {
    const terms = termsOf(row.reads, index, rarity);
    const x = dense.get(row) ?? typeFeatures(row.reads, dims);
    return { at: [...x.keys(), ...terms.map(({ at }) => names.length + at)], value: [...x, ...terms.map(({ value }) => value)], y: momentTypes.indexOf(typeOf(row.type)) };
  });
  const weights = fitSparse(sparse, names.length + stems.length, momentTypes.length, { l2 }).map((each) => Array.from(each, (value) => Number(value.toPrecision(3))));
  return { features: names, classes: [...momentTypes], weights: weights.map((each) => each.slice(0, names.length)), terms: { stems: stems.join(' '), rarity, weights: weights.map((each) => each.slice(names.length)) } };
}
