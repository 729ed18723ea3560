/**
 * Fits the small models of moments and writes `model/weights/moment-models.json`: `node training/moments/fit.ts [--shared DIR] [--made DIR] [--only PART]`.
 * Boundaries (fine: own train transcripts; coarse: QMSum's train meetings), types, emotion gates, topics. Settings are picked on the dev splits; the
 * test splits are never opened here. Parts whose data is not there keep the weights they have.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { goldFiles, meetings, type CutText, type GoldFile } from '../../cli/src/eval/moment-data.ts';
import { addCounts, f1, matched, pk, type Counts } from '../../cli/src/eval/segmentation.ts';
import { boundaryOdds, segment, type BoundaryModel, type Grain } from '../../model/src/moments/segment.ts';
import { featureNames, gapFeatures, readUtterances, type Read } from '../../model/src/moments/features.ts';
import { emotionFeatureNames, emotionFeatures, readEmotions } from '../../model/src/moments/labels/emotions.ts';
import { readEmotionModel } from '../../model/src/moments/labels/emotion-model.ts';
import { emotionOf, emotionTags } from '../../model/src/moments/labels/emotion-set.ts';
import { castOf } from '../../model/src/moments/labels/people.ts';
import { spreadOf, topicCandidates, topicFeatureNames, topicRowNames, topicsOf, type TopicContext } from '../../model/src/moments/labels/topics.ts';
import { chanceOf, type Linear } from '../../model/src/moments/linear.ts';
import { readWords, stem, tokensOf } from '../../model/src/moments/words.ts';
import type { Utterance } from '../../model/src/moments/read/index.ts';
import { sameTopic } from '../../cli/src/eval/topics.ts';
import { seeded } from '../../cli/src/eval/bootstrap.ts';
import { fit, type Row } from './logistic.ts';
import { fitType, type Labelled } from './fit-type.ts';
import { days, generated } from './made.ts';
import { stretchesWritten, written } from './written.ts';

const root = path.resolve(import.meta.dirname, '../..');
const option = (name: string, otherwise: string): string => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] ?? otherwise : otherwise);
const shared = option('--shared', path.resolve(root, '../shared/data'));
const made = option('--made', path.join(root, 'training/data/moments'));
const only = option('--only', 'fine coarse type emotions topics').split(/[ ,]/);
const out = option('--out', path.join(root, 'model/weights/moment-models.json'));
const madeLimit = Number(option('--made-limit', '440'));
const madeWeight = Number(option('--made-weight', '0.15'));
const words = readWords(option('--words', path.join(root, 'model/weights/moment-words.bin')));
const emotionModel = readEmotionModel(path.join(root, 'model/weights/moment-emotions.bin'), words);

const own = goldFiles(path.join(root, 'test-fixtures/moments'), (message) => process.stderr.write(message)).filter(({ split }) => split !== 'test');
const train = own.filter(({ split }) => split === 'train');
const dev = own.filter(({ split }) => split === 'dev');
const madeTrain = existsSync(made) ? generated(made, madeLimit).filter(({ split }) => split === 'train') : [];
const wrote = written(path.join(import.meta.dirname, 'written'));
const single = stretchesWritten(path.join(import.meta.dirname, 'stretches'));
/** Those written later did not help with emotions (dev 0.738 against 0.753). */
const wroteFirst = written(path.join(import.meta.dirname, 'written'), '{one,two,three,four,five}.txt');
const dayTrain = days(train, 60, seeded(5));
console.log(`own train ${train.length} files, dev ${dev.length}; made train ${madeTrain.length}; ${words.dims} dims`);

const before: Record<string, unknown> = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')) : {};
const cache = new Map<string, Read>();
const readsOf = (utterances: readonly Utterance[]): Read[] => readUtterances(utterances, words, cache);
const startsOf = (file: GoldFile): number[] => file.moments.map(({ first }) => first).filter((first) => first > 0);
const asCut = (file: GoldFile): CutText => ({ id: file.name, utterances: file.reading.utterances, boundaries: startsOf(file) });

function rowsOfCuts(texts: readonly CutText[], weight: number): Row[] {
  return texts.flatMap(({ utterances, boundaries }) => {
    const marks = new Set(boundaries);
    return gapFeatures(readsOf(utterances), words.dims).flatMap((x, at) => (at === 0 ? [] : [{ x, y: marks.has(at) ? 1 : 0, weight }]));
  });
}

function lengthOf(texts: readonly CutText[]): { mean: number; deviation: number } {
  const logs = texts.flatMap(({ utterances, boundaries }) => {
    const edges = [0, ...boundaries, utterances.length];
    return edges.slice(1).map((edge, at) => Math.log(Math.max(1, utterances.slice(edges[at], edge).reduce((sum, { text }) => sum + tokensOf(text).length, 0))));
  });
  const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  return { mean: Number(mean.toFixed(3)), deviation: Number(Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length).toFixed(3)) };
}

/** What is known before any data: a sitting's new stamp after a long pause, a heading or a new day open something; an answer does not. */
const known: Record<string, number> = { 'stamp after gap': 4, 'new day': 2, section: 1.5, heading: 1.5, 'very long pause': 1.5, announce: 1, 'time jump': 0.7, 'place move': 0.5, 'question before': -0.5, 'carry on': -0.7, 'dip 4': 1, 'dip 8': 1, paragraph: 0.3 };
const prior = featureNames.map((name) => known[name] ?? 0);

/** Hand-written moments are all of much the same length; people's are not: logarithms deviate by this at least. */
const LEAST_DEVIATION = 0.7;

/** Weights first, then trust and toll by the measure on the tuning texts. */
function boundaryModel(rows: Row[], lengths: CutText[], tune: CutText[], grain: Grain, score: (text: CutText, said: number[]) => Counts | number): BoundaryModel {
  let best: { model: BoundaryModel; value: number } | undefined;
  for (const l2 of grain === 'fine' ? [1e-4, 1e-3] : [1e-5]) {
    const [weights = []] = fit(rows, 2, { l2, prior });
    const measured = lengthOf(lengths);
    const length = { ...measured, deviation: Math.max(LEAST_DEVIATION, measured.deviation) };
    const texts = tune.map((text) => ({ text, reads: readsOf(text.utterances) })).map(({ text, reads }) => ({ text, reads, odds: boundaryOdds(reads, words.dims, { weights, length, trust: 1, toll: 0 }) }));
    for (const trust of grain === 'fine' ? [0.8, 1.2] : [0.7, 1.2]) {
      for (const toll of grain === 'fine' ? [-2, -1.5, -1, -0.5, 0, 0.5] : [0, 0.5, 1, 1.5, 2, 3]) {
        for (const stretch of grain === 'fine' ? [1] : [1, 1.6]) {
          const model = { weights, length: { ...length, deviation: Number((length.deviation * stretch).toFixed(3)) }, trust, toll };
          const scores = texts.map(({ text, reads, odds }) => score(text, segment(reads, odds, model, grain).slice(1).map(({ first }) => first)));
          const value = scores.every((each) => typeof each === 'number') ? -scores.reduce((sum, each) => sum + each, 0) / scores.length : f1((scores as Counts[]).reduce(addCounts));
          if (grain === 'coarse') console.log(`  coarse trust ${trust} toll ${toll} stretch ${stretch}: Pk ${(-value).toFixed(4)}`);
          if (!best || value > best.value) best = { model, value };
        }
      }
    }
  }
  console.log(`boundary ${grain}: ${rows.length} gaps, dev ${best?.value.toFixed(4)}, trust ${best?.model.trust}, toll ${best?.model.toll}, length ${JSON.stringify(best?.model.length)}`);
  const named = featureNames.map((name, at) => ({ name, weight: best?.model.weights[at] ?? 0 })).sort((left, right) => Math.abs(right.weight) - Math.abs(left.weight));
  console.log(`  ${named.slice(0, 14).map(({ name, weight }) => `${name} ${weight.toFixed(2)}`).join(', ')}`);
  if (!best) throw new Error('There are no texts to tune the boundaries on.');
  return best.model;
}

function fitFine(): BoundaryModel {
  const rows = [...rowsOfCuts(train.map(asCut), 1), ...rowsOfCuts(madeTrain.map(asCut), madeWeight), ...rowsOfCuts(dayTrain.map(asCut), 0.5)];
  return boundaryModel(rows, train.map(asCut), [...train, ...dev, ...dev, ...days(dev, 6, seeded(9))].map(asCut), 'fine', ({ boundaries }, said) => matched(boundaries, said, 1));
}

function fitCoarse(): BoundaryModel {
  const all = globSync(path.join(shared, 'meetings/*-train.jsonl')).sort().flatMap(meetings);
  const tune = all.filter((_, at) => at % 3 === 0);
  const learn = all.filter((_, at) => at % 3 !== 0);
  return boundaryModel(rowsOfCuts(learn, 1).map((row) => ({ ...row, weight: row.y === 1 ? 12 : 1 })), learn, tune, 'coarse', ({ utterances, boundaries }, said) => pk(utterances.length, boundaries, said));
}

type Stretch = { file: GoldFile; reads: Read[]; moment: GoldFile['moments'][number] };
const stretches = (files: readonly GoldFile[]): Stretch[] => files.flatMap((file) => {
  const reads = readsOf(file.reading.utterances);
  return file.moments.map((moment) => ({ file, moment, reads: reads.slice(moment.first, moment.last + 1) }));
});

const labelled = (files: readonly GoldFile[]): Labelled[] => stretches(files).map(({ file, reads, moment }) => ({ source: file.source, reads, type: moment.moment_type }));

/** One model of all tags together with a bias for each: most tags have too few examples for a model of their own. */
function fitEmotions(): { tag: string; model: Linear; threshold: number }[] {
  const rowsOf = (list: readonly Stretch[], weight: number): { tag: number; row: Row; id: string }[] => list.flatMap(({ reads, moment, file }) => {
    const gold = new Set(moment.emotion_tags.map((tag) => emotionOf(tag) ?? tag));
    const read = reads.map(({ utterance }) => readEmotions(utterance.text, emotionModel));
    return emotionTags.map(({ tag }, at) => {
      const x = emotionFeatures(read, at, emotionModel);
      return { tag: at, id: `${file.name}:${moment.first}`, row: { x: [...x, ...emotionTags.map((_, other) => (other === at ? 1 : 0))], y: gold.has(tag) ? 1 : 0, weight } };
    });
  });
  const learn = [...rowsOf(stretches(train), 1), ...rowsOf(stretches(wroteFirst), 1), ...rowsOf(stretches(madeTrain), madeWeight / 3)];
  const tune = [...rowsOf(stretches(dev), 1), ...rowsOf(stretches(train), 0.5)];
  const [weights = []] = fit(learn.map(({ row }) => row), 2, { l2: 2e-3, steps: 400 });
  const model = { features: [], classes: [], weights: [weights] };
  let best = { threshold: 0.5, value: 0 };
  for (let threshold = 0.15; threshold < 0.7; threshold += 0.02) {
    const counts = tune.reduce((sum, { row }) => {
      const says = chanceOf(model, row.x) >= threshold;
      const one = row.weight ?? 1;
      return addCounts(sum, { hit: says && row.y ? one : 0, said: says ? one : 0, gold: row.y ? one : 0 });
    }, { hit: 0, said: 0, gold: 0 });
    if (f1(counts) > best.value) best = { threshold: Number(threshold.toFixed(2)), value: f1(counts) };
  }
  const devCounts = rowsOf(stretches(dev), 1).reduce((sum, { row }) => {
    const says = chanceOf(model, row.x) >= best.threshold;
    return addCounts(sum, { hit: says && row.y ? 1 : 0, said: says ? 1 : 0, gold: row.y ? 1 : 0 });
  }, { hit: 0, said: 0, gold: 0 });
  console.log(`emotions: threshold ${best.threshold}, dev micro F1 ${f1(devCounts).toFixed(3)} ${JSON.stringify(devCounts)}; ${emotionFeatureNames.map((name, at) => `${name} ${weights[at]?.toFixed(2)}`).join(', ')}`);
  const width = emotionFeatureNames.length;
  return emotionTags.map(({ tag }, at) => ({ tag, threshold: best.threshold, model: { features: [...emotionFeatureNames], classes: ['shown'], weights: [weights.slice(0, width).map((weight, index) => (index === 0 ? Number((weight + (weights[width + at] ?? 0)).toPrecision(4)) : weight))] } }));
}

function topicContext(file: GoldFile): TopicContext {
  const cast = castOf(file.reading.utterances, words, file.reading.people.map((label) => ({ label })));
  const reads = readsOf(file.reading.utterances);
  return { spread: spreadOf(file.moments.map(({ first, last }) => reads.slice(first, last + 1))), stretches: file.moments.length, names: new Set([...cast.canonical.keys()].flatMap(tokensOf)), vocabulary: new Map() };
}

/** Log-odds of a phrase that is a label of the memory; set by hand: the labelled files stand in no memory. */
const KNOWN = 1.5;

function fitTopics(): { model: Linear; threshold: number } {
  const contexts = new Map([...train, ...dev, ...wrote, ...madeTrain].map((file) => [file, topicContext(file)]));
  const contextOf = (file: GoldFile): TopicContext => contexts.get(file) ?? topicContext(file);
  const rowsOf = (list: readonly Stretch[], weight: number): Row[] => list.flatMap(({ file, reads, moment }) => topicCandidates(reads, words, contextOf(file)).map(({ words: run, stems, row }) => {
    const exact = moment.topic_tags.some((tag) => tokensOf(tag.replaceAll('-', ' ')).map(stem).join(' ') === stems.join(' '));
    const near = moment.topic_tags.some((tag) => sameTopic(tag, run.join('-')));
    return { x: row, y: near ? 1 : 0, weight: weight * (exact ? 2 : 1) };
  }));
  const made = rowsOf(stretches(madeTrain), madeWeight / 3);
  // One topic says little of what else could have been one.
  const wroteRows = rowsOf(stretches(wrote).filter(({ moment }) => moment.topic_tags.length > 1), 1);
  const learn = (files: readonly GoldFile[]): Linear => {
    const [weights = []] = fit([...rowsOf(stretches(files), 1), ...wroteRows, ...made], 2, { l2: 1e-3, steps: 200 });
    return { features: topicRowNames(words.dims), classes: ['topic'], weights: [weights.map((weight, at) => (topicFeatureNames[at] === 'known' ? KNOWN : weight))] };
  };
  const files = [...train, ...dev];
  const folds = [0, 1, 2].map((fold) => ({ model: learn(files.filter((_, at) => at % 3 !== fold)), test: stretches(files.filter((_, at) => at % 3 === fold)) }));
  for (const most of [2, 3, 5]) for (const threshold of [0.4, 0.5, 0.55, 0.6, 0.65, 0.7]) console.log(`topics, at most ${most}, at ${threshold}: ${told(threshold, most)}`);
  return { model: learn(files), threshold: Number(option('--topic-threshold', '0.55')) };

  function told(threshold: number, most: number): string {
    const counts = { right: 0, said: 0, gold: 0, found: 0, moments: 0 };
    for (const { model, test } of folds) for (const { file, reads, moment } of test) {
      const said = topicsOf(reads, words, contextOf(file), { model, threshold }, most);
      counts.said += said.length;
      counts.gold += moment.topic_tags.length;
      counts.right += said.filter((each) => moment.topic_tags.some((tag) => sameTopic(tag, each))).length;
      counts.found += moment.topic_tags.filter((tag) => said.some((each) => sameTopic(tag, each))).length;
      counts.moments++;
    }
    return `precision ${(counts.right / counts.said).toFixed(3)} recall ${(counts.found / counts.gold).toFixed(3)}, ${(counts.said / counts.moments).toFixed(1)} a moment`;
  }
}

const old = before as { boundary?: { fine: BoundaryModel; coarse: BoundaryModel } };
const fine = only.includes('fine') ? fitFine() : old.boundary?.fine;
const coarse = only.includes('coarse') && existsSync(shared) ? fitCoarse() : old.boundary?.coarse ?? fine;
const result = {
  note: 'Fitted by training/moments/fit.ts; see moment-models.md.',
  boundary: { features: featureNames, fine, coarse },
  type: only.includes('type') ? fitType(labelled(own), labelled([...wrote, ...single]), words.dims) : before.type,
  emotions: only.includes('emotions') ? fitEmotions() : before.emotions,
  topics: only.includes('topics') ? fitTopics() : before.topics,
};
writeFileSync(out, `${JSON.stringify(result)}\n`);
console.log(`wrote ${out}`);
