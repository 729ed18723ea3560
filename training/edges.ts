/**
 * Fits the edge scorer: `node training/edges.ts` reads the labelled pairs (test-fixtures/edges, and training/data/edges where the generator ran), fits score and
 * relation on the documents of train and dev (`--generated W` weighs the generated ones, 0 leaves them out), calibration and threshold on pairs of each world by a
 * model that has not seen it, and writes model/weights/rem-edges.json. The worlds of training/edges-written, labelled by other hands, are a check: they are only
 * fitted on where `--written W` is above 0. The same data give the same numbers. Test documents are not looked at; `rem eval edges` measures on them.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { asEdgeDocument, labelledDocumentSchema, labelledPairSchema, offered, pairsOf, readLines, type LabelledDocument, type Split } from '../cli/src/eval/edge-pairs.ts';
import { pearson } from '../cli/src/eval/statistics.ts';
import {
  calibrate, createCorpus, createVocabulary, embedDocuments, featureNames, fitIsotonic, fitLogistic, fitPlatt, fitSoftmax, openModel, pairOf, piecesOf, profileOf, rawScore, relationFeatureNames,
  relationShares, relations, relationValues, scaleOf, type Background, type EdgeDocument, type EdgeWeights, type Pair,
} from '@rem/model';

const { values: options } = parseArgs({ options: {
  out: { type: 'string', default: path.resolve(import.meta.dirname, '../model/weights/rem-edges.json') },
  penalty: { type: 'string', default: '100' }, 'relation-penalty': { type: 'string', default: '6' }, generated: { type: 'string', default: '0.35' }, written: { type: 'string', default: '0' }, 'dry-run': { type: 'boolean', default: false },
} });
const weightOf = { fixtures: 1, written: Number(options.written), generated: Number(options.generated) };
const sources = ([['fixtures', '../test-fixtures/edges/documents.jsonl'], ['written', 'edges-written/*.documents.jsonl'], ['generated', 'data/edges/documents.jsonl']] as const)
  .filter(([source]) => source === 'written' || weightOf[source] > 0)
  .flatMap(([source, pattern]) => globSync(pattern, { cwd: import.meta.dirname }).sort().map((file) => {
    const documents = path.resolve(import.meta.dirname, file);
    return { source, documents, pairs: documents.replace(/documents\.jsonl$/, 'pairs.jsonl') };
  }));
const files = sources.filter(({ source }) => weightOf[source] > 0).flatMap(({ documents, pairs }) => [documents, pairs]);
/** The notes of one file are one memory of a split. */
const labelled = sources.flatMap(({ source, documents }) => readLines(documents, labelledDocumentSchema).map((document) => ({ ...document, memory: documents, fitted: weightOf[source] > 0 })));
const pairs = sources.flatMap(({ source, pairs }) => readLines(pairs, labelledPairSchema).map((pair) => ({ ...pair, origin: source })));
const byId = new Map(labelled.map((document) => [document.id, document]));
const documents = new Map((await withVectors(labelled)).map((document) => [document.id, document]));

type Row = { pair: Pair; label: (typeof pairs)[number]; weight: number };
const background = backgroundShares(labelled.filter(({ split, fitted }) => fitted && split === 'train'));
const centre = meanOf([...documents.values()].filter(({ id }) => byId.get(id)?.fitted && byId.get(id)?.split === 'train'));
const asLabelled = rowsOf('train');
const train = [...asLabelled, ...rowsOf('train', 'without times')].filter(({ weight }) => weight > 0);
const dev = [...rowsOf('dev'), ...rowsOf('dev', 'without times')];
const all = [...train, ...dev];
const digests = files.map((file) => `${path.basename(path.dirname(file))}/${path.basename(file)} ${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)}`);
console.log(`train ${train.length} rows, dev ${dev.length}, copies without times counted; related ${share(train)} and ${share(dev)}`);

// What train alone says about dev, for whoever changes features or penalties.
const first = fitted(train);
tell('fitted on train: dev', dev, { ...first, ...calibrated(dev, first) });

// What ships is fitted on all worlds but those of test; how sure it is, is learnt world by world from a model that has not seen that world.
const unseen = outOfFold(all.filter(({ label, weight }) => label.origin === 'fixtures' && weight === 1));
const shipped = fitted(all);
const weights: EdgeWeights = { ...shipped, ...calibratedOn(unseen) };
console.log(`calibration on ${unseen.length} pairs of worlds not seen: ${JSON.stringify(weights.calibration).slice(0, 90)}, threshold ${weights.threshold}`);
tell('each world by the others', unseen.map(({ row }) => row), weights, unseen.map(({ raw }) => raw));
if (weightOf.written === 0) tell('worlds labelled by other hands, not fitted on', asLabelled.filter(({ label }) => label.origin === 'written'), weights);
if (!options['dry-run']) writeFileSync(options.out, `${JSON.stringify(weights)}\n`);

/** Score and relation of rows; not calibrated yet. */
function fitted(rows: readonly Row[]): EdgeWeights {
  const scale = scaleOf(rows.map(({ pair }) => pair.values));
  const logistic = fitLogistic(rows.map(({ pair, label, weight }) => ({ values: pair.values, target: label.affinity >= offered ? 0.5 + label.affinity / 2 : label.affinity / 2, weight })), scale, Number(options.penalty));
  const edges = related(rows);
  const relationScale = scaleOf(edges.map(({ pair }) => relationValues(pair)));
  const counts = relations.map((relation) => edges.filter(({ label }) => label.relation === relation).reduce((sum, { weight }) => sum + weight, 0));
  const softmax = fitSoftmax(edges.map(({ pair, label, weight }) => {
    const index = relations.indexOf(label.relation!);
    return { values: relationValues(pair), index, weight: weight * Math.sqrt(Math.max(...counts) / counts[index]!) };
  }), relations.length, relationScale, Number(options['relation-penalty']));
  return {
    version: 1, fittedOn: digests.join(', '), score: { features: [...featureNames], ...scale, ...logistic }, relation: { features: [...relationFeatureNames], ...relationScale, classes: [...relations], ...softmax },
    calibration: { kind: 'platt', slope: 1, offset: 0 }, threshold: 0.5, centre, background: Object.fromEntries(background),
  };
}

type Unseen = { row: Row; raw: number };

/** Every row's sum by a model that was fitted without the row's world. */
function outOfFold(rows: readonly Row[]): Unseen[] {
  const worldOf = (row: Row): string => byId.get(row.label.source)?.world ?? '';
  return [...Map.groupBy(rows, worldOf)].flatMap(([world, own]) => {
    const without = all.filter((row) => worldOf(row) !== world && byId.get(row.label.target)?.world !== world);
    const scale = scaleOf(without.map(({ pair }) => pair.values));
    const logistic = fitLogistic(without.map(({ pair, label, weight }) => ({ values: pair.values, target: label.affinity >= offered ? 0.5 + label.affinity / 2 : label.affinity / 2, weight })), scale, Number(options.penalty));
    const of: EdgeWeights = { ...first, score: { features: [...featureNames], ...scale, ...logistic } };
    return own.map((row) => ({ row, raw: rawScore(row.pair.values, of) }));
  });
}

function calibrated(rows: readonly Row[], of: EdgeWeights): Pick<EdgeWeights, 'calibration' | 'threshold'> {
  return calibratedOn(rows.map((row) => ({ row, raw: rawScore(row.pair.values, of) })));
}

function calibratedOn(unseen: readonly Unseen[]): Pick<EdgeWeights, 'calibration' | 'threshold'> {
  const pairs = unseen.map(({ raw, row }) => ({ raw, related: row.label.affinity >= offered, weight: row.weight }));
  const calibration = pairs.length >= 1_000 ? fitIsotonic(pairs, Math.max(40, Math.floor(pairs.length / 30))) : fitPlatt(pairs);
  return { calibration, threshold: chooseThreshold(unseen, calibration) };
}

function related(rows: readonly Row[]): Row[] {
  return rows.filter(({ label }) => label.relation !== null);
}

/**
 * A split of a file is a memory of its own, as it would be with a person: in one memory of all worlds words would be rarer than anyone has them. Other programs'
 * documents often have no time: a lighter copy of each pair says so.
 */
function rowsOf(split: Split, variant: 'as labelled' | 'without times' = 'as labelled'): Row[] {
  return sources.flatMap(({ documents: memory }) => {
    const vocabulary = createVocabulary();
    const corpus = createCorpus(vocabulary, background, centre);
    const own = [...documents.values()].filter(({ id }) => byId.get(id)?.memory === memory && byId.get(id)?.split === split);
    const profiles = new Map(own.map(({ created, ...document }) => [document.id, profileOf({ ...document, ...(created === undefined || variant === 'without times' ? {} : { created }) }, vocabulary)]));
    for (const profile of profiles.values()) corpus.add(profile);
    const both = pairsOf(pairs, byId, split).filter(({ source, target }) => profiles.has(source) && profiles.has(target));
    return both.map((label) => ({ pair: pairOf(profiles.get(label.source)!, profiles.get(label.target)!, corpus), label, weight: weightOf[label.origin] * (variant === 'as labelled' ? 1 : 0.2) }));
  });
}

function meanOf(rows: readonly EdgeDocument[]): number[] {
  const sum = new Array<number>(384).fill(0);
  for (const { vector } of rows) vector?.forEach((value, at) => { sum[at]! += value; });
  return sum.map((value) => Number((value / Math.max(1, rows.length)).toFixed(4)));
}

/** Shares of train documents that hold a stem; rarer ones are left to the memory itself. */
function backgroundShares(rows: readonly LabelledDocument[]): Background {
  const vocabulary = createVocabulary();
  const holders = new Map<string, number>();
  for (const row of rows) for (const term of profileOf(asEdgeDocument(row), vocabulary).terms) holders.set(vocabulary.word(term), (holders.get(vocabulary.word(term)) ?? 0) + 1);
  const least = Math.max(4, rows.length * 0.012);
  return new Map([...holders].filter(([word, count]) => count >= least && /^\p{L}+$/u.test(word)).map(([word, count]) => [word, Number((count / rows.length).toFixed(4))] as const).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The lowest score from which on pairs at or above it are right in 86 of 100 cases. */
function chooseThreshold(rows: readonly Unseen[], calibration: EdgeWeights['calibration']): number {
  const scored = rows.map(({ raw, row }) => ({ score: calibrate(raw, calibration), raw, hit: row.label.affinity >= offered })).sort((left, right) => right.raw - left.raw);
  let [hits, best] = [0, 0.5];
  scored.forEach(({ score, hit }, index) => {
    hits += hit ? 1 : 0;
    if (hits / (index + 1) >= 0.86 && index >= 20) best = score;
  });
  return Number(best.toFixed(4));
}

function tell(name: string, rows: readonly Row[], of: EdgeWeights, raws = rows.map(({ pair }) => rawScore(pair.values, of))): void {
  const scores = raws.map((raw) => calibrate(raw, of.calibration));
  const hit = rows.map(({ label }) => label.affinity >= offered);
  const at = scores.map((score) => score >= of.threshold);
  const both = at.filter((value, index) => value && hit[index]).length;
  const said = related(rows).map(({ pair, label }) => [relationShares(pair, of)[0]?.relation, label.relation] as const);
  const f1 = relations.map((relation) => (2 * said.filter(([mine, theirs]) => mine === relation && theirs === relation).length) / Math.max(1, said.filter(([mine]) => mine === relation).length + said.filter(([, theirs]) => theirs === relation).length));
  const ece = [...Array(10).keys()].reduce((sum, bin) => {
    const inside = scores.flatMap((score, index) => (Math.min(9, Math.floor(score * 10)) === bin ? [index] : []));
    return sum + Math.abs(inside.reduce((total, index) => total + scores[index]! - (hit[index] ? 1 : 0), 0)) / rows.length;
  }, 0);
  console.log(`${name}: n ${rows.length}, threshold ${of.threshold}, precision ${(both / at.filter(Boolean).length).toFixed(3)}, recall ${(both / hit.filter(Boolean).length).toFixed(3)}, Pearson ${pearson(scores, rows.map(({ label }) => label.affinity)).value.toFixed(3)}, ECE ${ece.toFixed(3)}, relation macro-F1 ${(f1.reduce((sum, value) => sum + value, 0) / f1.length).toFixed(3)} (${relations.map((relation, index) => `${relation} ${f1[index]!.toFixed(2)}`).join(', ')})`);
}

function share(rows: readonly Row[]): string {
  return `${((100 * rows.filter(({ label }) => label.affinity >= offered).length) / rows.length).toFixed(0)} %`;
}

/** Vectors are kept beside the runs: they only depend on the texts and the embedding model. */
async function withVectors(rows: readonly LabelledDocument[]): Promise<EdgeDocument[]> {
  const file = path.resolve(import.meta.dirname, 'runs/edge-vectors.json');
  const known: Record<string, string> = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const keyOf = (document: EdgeDocument): string => createHash('sha256').update(JSON.stringify(piecesOf(document))).digest('hex').slice(0, 24);
  const all = rows.map(asEdgeDocument);
  const missing = all.filter((document) => known[keyOf(document)] === undefined);
  if (missing.length > 0) {
    const model = await openModel({ eager: false, threads: 1 });
    mkdirSync(path.dirname(file), { recursive: true });
    for (let at = 0; at < missing.length; at += 64) {
      const made = await embedDocuments(model, missing.slice(at, at + 64));
      if ('kind' in made) throw new Error(`${made.message} ${made.remedy}`);
      for (const document of made) if (document.vector) known[keyOf(document)] = Buffer.from(document.vector.buffer, document.vector.byteOffset, document.vector.byteLength).toString('base64');
      writeFileSync(file, JSON.stringify(known));
      console.error(`vectors: ${Math.min(at + 64, missing.length)} of ${missing.length}`);
    }
    await model.dispose();
  }
  return all.map((document) => {
    const bytes = Buffer.from(known[keyOf(document)] ?? '', 'base64');
    return { ...document, vector: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) };
  });
}
