/**
 * `rem eval moments`: boundaries on this project's transcripts, on people's meetings and sessions; labels on the gold's own stretches, so that a wrong
 * boundary is not counted twice; times and speed. Intervals of F1s, Pk and WindowDiff are bootstrapped over files (a file is what varies).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cutReading, emotionOf, emotionTags, momentModels, momentsOf, momentTypes, newMomentCache, readMoments, samePerson, typeOf, type Grain, type MomentReading, type Reading, type Utterance } from '@rem/model';
import { bootstrap, seeded } from './bootstrap.ts';
import { emotionCounts } from './emotion-data.ts';
import { goldFiles, meetings, sessions, type CutText, type GoldFile } from './moment-data.ts';
import type { Metric, Plot, Report } from './report.ts';
import { addCounts, equidistant, f1, matched, pk, randomCut, textTiling, windowDiff, type Counts } from './segmentation.ts';
import { percentile, wilson } from './statistics.ts';
import { exactTopic, sameTopic } from './topics.ts';
import { tokensOfText } from './words-of.ts';

export type MomentsInput = { folder: string; split: 'train' | 'dev' | 'test'; shared: string | undefined; quick: boolean; tell: (message: string) => void };

type Judged = { file: GoldFile; cut: number[]; labelled: MomentReading; ms: number };

/** Throws where the folder holds no labelled transcripts of that split. */
export function evaluateMoments(input: MomentsInput): Report {
  const files = goldFiles(input.folder, input.tell).filter(({ split }) => split === input.split);
  if (files.length === 0) throw new Error(`There are no labelled transcripts of the split ${input.split} in ${input.folder}.`);
  momentModels();
  const judged = files.map(judge);
  const people = input.shared === undefined || !existsSync(input.shared) ? undefined : peopleData(input.shared, input.quick);
  const speed = speeds(files, input.quick);
  return {
    title: 'Transcript → moments',
    facts: {
      transcripts: `${files.length} hand-written, split ${input.split}, ${files.reduce((sum, file) => sum + file.moments.length, 0)} moments`,
      "people's data": people ? 'GoEmotions dev, QMSum val, recorded sessions dev' : 'not there: its rows are left out',
      labels: 'labels and times measured on the gold\'s stretches, so that a wrong boundary is not counted twice; boundaries on the program\'s own',
    },
    metrics: [...boundaryMetrics(judged), ...timeMetrics(judged), ...labelMetrics(judged), ...summaryMetrics(judged), ...(people?.metrics ?? []), ...speed],
    baselines: [...ownBaselines(judged), ...labelBaselines(judged), ...(people?.baselines ?? [])],
    plots: [typeMatrix(judged), emotionPlot(judged), worst(judged), ...(people?.plots ?? [])],
    cases: judged.map(({ file, cut, ms }) => ({ file: file.name, gold: startsOf(file), said: cut, ms })),
  };
}

const startsOf = (file: GoldFile): number[] => file.moments.map(({ first }) => first).filter((first) => first > 0);

function judge(file: GoldFile): Judged {
  const started = performance.now();
  const own = readMoments(file.text, { fileName: file.name });
  const ms = performance.now() - started;
  const cuts = file.moments.map(({ first, last }) => ({ first, last, sure: 1 }));
  return { file, cut: own.moments.slice(1).map(({ first }) => first), labelled: momentsOf(file.reading, { fileName: file.name }, cuts), ms };
}

/** Seconds at which each utterance begins, undefined where the file has no clock; inside a stamped stretch by the words spoken. */
function secondsOf(reading: Reading): number[] | undefined {
  const { utterances } = reading;
  const known = utterances.flatMap(({ start, precision }, at) => (start === undefined || precision ? [] : [{ at, start: start / 1000 }]));
  if (known.length < 2) return undefined;
  const words = (from: number, to: number): number => utterances.slice(from, to).reduce((sum, { text }) => sum + text.split(' ').length, 0);
  return utterances.map((_, at) => {
    const before = known.findLast((each) => each.at <= at) ?? known[0];
    const after = known.find((each) => each.at > at);
    if (!before) return 0;
    const spoken = words(before.at, at) * 0.4;
    return before.start + (after && after.start > before.start ? Math.min(spoken, ((after.start - before.start) * words(before.at, at)) / Math.max(1, words(before.at, after.at))) : spoken);
  });
}

function overFiles<Part>(name: string, parts: readonly Part[], value: (parts: readonly Part[]) => number, rest: Omit<Metric, 'name' | 'estimate'>): Metric {
  return { name, estimate: bootstrap(parts, value), ...rest };
}

const sumCounts = (parts: readonly Counts[]): number => f1(parts.reduce(addCounts, { hit: 0, said: 0, gold: 0 }));
const averaged = (parts: readonly number[]): number => parts.reduce((sum, each) => sum + each, 0) / Math.max(1, parts.length);
const higher = { unit: 'share', better: 'higher' } as const;
const lower = { unit: 'number', better: 'lower' } as const;

function boundaryMetrics(judged: readonly Judged[]): Metric[] {
  const timed = judged.flatMap(({ file, cut }) => {
    const seconds = secondsOf(file.reading);
    return seconds ? [{ file, cut, seconds }] : [];
  });
  const at = (tolerance: number): Counts[] => timed.map(({ file, cut, seconds }) => matched(startsOf(file), cut, tolerance, (boundary) => seconds[boundary] ?? 0));
  const near = judged.map(({ file, cut }) => matched(startsOf(file), cut, 2));
  const shares = (counts: readonly Counts[], where: string): Metric[] => {
    const sum = counts.reduce(addCounts, { hit: 0, said: 0, gold: 0 });
    return [{ name: `boundary precision ${where}`, ...higher, estimate: wilson(sum.hit, sum.said) }, { name: `boundary recall ${where}`, ...higher, estimate: wilson(sum.hit, sum.gold) }];
  };
  return [
    overFiles('boundary F1 at 60 s', at(60), sumCounts, { ...higher, target: 0.85 }),
    overFiles('boundary F1 at 30 s', at(30), sumCounts, higher),
    overFiles('boundary F1 at ±2 utterances', near, sumCounts, higher),
    ...shares(at(60), 'at 60 s'), ...shares(at(30), 'at 30 s'), ...shares(near, 'at ±2'),
    overFiles('boundary F1 exact', judged.map(({ file, cut }) => matched(startsOf(file), cut, 0)), sumCounts, higher),
    overFiles('Pk', judged.map(({ file, cut }) => pk(file.reading.utterances.length, startsOf(file), cut)), averaged, lower),
    overFiles('WindowDiff', judged.map(({ file, cut }) => windowDiff(file.reading.utterances.length, startsOf(file), cut)), averaged, lower),
  ];
}

type Skill = { name: string; cut: (utterances: readonly Utterance[], gold: readonly number[], random: () => number) => number[] };

const skilless: readonly Skill[] = [
  { name: 'no boundary', cut: () => [] },
  { name: 'equidistant, number known', cut: (utterances, gold) => equidistant(utterances.length, gold.length + 1) },
  { name: 'random, number known', cut: (utterances, gold, random) => randomCut(utterances.length, gold.length + 1, random) },
  { name: 'TextTiling', cut: (utterances) => textTiling(utterances.map(({ text }) => text)) },
];

function ownBaselines(judged: readonly Judged[]): Report['baselines'] {
  return skilless.map(({ name, cut }) => {
    const random = seeded(11);
    return { name, metrics: boundaryMetrics(judged.map((each) => ({ ...each, cut: cut(each.file.reading.utterances, startsOf(each.file), random) }))).filter((metric) => /F1 at 60|at ±2 utt|Pk|WindowDiff/.test(metric.name)).map(({ target: _, ...metric }) => metric) };
  });
}

/** Where the gold states a time: how many of ours lie within a minute. */
function timeMetrics(judged: readonly Judged[]): Metric[] {
  const tally = { start: { hit: 0, n: 0 }, end: { hit: 0, n: 0 } };
  for (const { file, labelled } of judged) {
    file.moments.forEach((gold, at) => {
      for (const which of ['start', 'end'] as const) {
        const wanted = seconds(gold[which]);
        if (wanted === undefined) continue;
        tally[which].n++;
        const said = labelled.moments[at]?.[which];
        if (said !== undefined && apart(said / 1000, wanted) <= 60) tally[which].hit++;
      }
    });
  }
  return [
    { name: 'starts within a minute', ...higher, estimate: wilson(tally.start.hit, tally.start.n) },
    { name: 'ends within a minute', ...higher, estimate: wilson(tally.end.hit, tally.end.n) },
  ];
}

/** Seconds of the day, or of the recording; the gold writes `09:05:00`, seconds, or a whole timestamp. */
function seconds(value: string | number | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const parts = /(\d{1,3}):(\d{2})(?::(\d{2}))?/.exec(value ?? '');
  return parts ? Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0) : undefined;
}

function apart(said: number, wanted: number): number {
  const off = Math.abs((said % 86_400) - (wanted % 86_400));
  return Math.min(off, 86_400 - off);
}

type Pair = { gold: GoldFile['moments'][number]; said: MomentReading['moments'][number] };
const pairsOf = ({ file, labelled }: Judged): Pair[] => file.moments.flatMap((gold, at) => {
  const said = labelled.moments[at];
  return said ? [{ gold, said }] : [];
});

const goldEmotions = (gold: Pair['gold']): string[] => [...new Set(gold.emotion_tags.map((tag) => emotionOf(tag) ?? tag))];

function overlapCounts(gold: readonly string[], said: readonly string[]): Counts {
  return { hit: said.filter((each) => gold.includes(each)).length, said: said.length, gold: gold.length };
}

function personCounts({ gold, said }: Pair): Counts {
  const left = [...gold.people];
  const hit = said.people.filter(({ name }) => {
    const at = left.findIndex((person) => samePerson(person.name, name));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
  return { hit, said: said.people.length, gold: gold.people.length };
}

function labelMetrics(judged: readonly Judged[]): Metric[] {
  const pairs = judged.flatMap(pairsOf);
  const right = pairs.filter(({ gold, said }) => typeOf(gold.moment_type) === said.momentType).length;
  const byFile = (counts: (pair: Pair) => Counts): Counts[] => judged.map((each) => pairsOf(each).map(counts).reduce(addCounts, { hit: 0, said: 0, gold: 0 }));
  const topics = pairs.flatMap(({ gold, said }) => said.topics.map((topic) => ({ topic, gold })));
  const wanted = pairs.flatMap(({ gold, said }) => gold.topic_tags.map((topic) => ({ topic, said: said.topics })));
  const about = (gold: Pair['gold'], topic: string): boolean => {
    const words = new Set(tokensOfText([...gold.topic_tags, gold.name ?? '', gold.summary ?? ''].join(' ').replaceAll('-', ' ')));
    return tokensOfText(topic.replaceAll('-', ' ')).some((word) => words.has(word));
  };
  const roles = pairs.flatMap(({ gold, said }) => said.people.flatMap((person) => {
    const same = gold.people.find(({ name }) => samePerson(name, person.name));
    return same ? [same.role === person.role] : [];
  }));
  return [
    { name: 'type right', ...higher, target: 0.85, estimate: wilson(right, pairs.length) },
    overFiles('emotion micro F1', byFile(({ gold, said }) => overlapCounts(goldEmotions(gold), said.emotions)), sumCounts, { ...higher, target: 0.75 }),
    overFiles('emotion macro F1', judged, macroEmotion, higher),
    { name: 'topic precision, fuzzy', ...higher, target: 0.8, estimate: wilson(topics.filter(({ topic, gold }) => gold.topic_tags.some((tag) => sameTopic(tag, topic))).length, topics.length) },
    { name: 'topic precision, exact', ...higher, estimate: wilson(topics.filter(({ topic, gold }) => gold.topic_tags.some((tag) => exactTopic(tag, topic))).length, topics.length) },
    { name: 'topic shares a word with the gold\'s topics, name or summary', ...higher, estimate: wilson(topics.filter(({ topic, gold }) => about(gold, topic)).length, topics.length) },
    { name: 'topic recall, fuzzy', ...higher, estimate: wilson(wanted.filter(({ topic, said }) => said.some((each) => sameTopic(topic, each))).length, wanted.length) },
    { name: 'topic recall, exact', ...higher, estimate: wilson(wanted.filter(({ topic, said }) => said.some((each) => exactTopic(topic, each))).length, wanted.length) },
    overFiles('people F1', byFile(personCounts), sumCounts, { ...higher, target: 0.9 }),
    { name: 'role right, of people found', ...higher, estimate: wilson(roles.filter(Boolean).length, roles.length) },
    placeMetric(pairs),
  ];
}

function placeMetric(pairs: readonly Pair[]): Metric {
  const said = pairs.filter((pair) => pair.said.place !== undefined);
  const same = said.filter(({ gold, said: mine }) => gold.place !== undefined && sameTopic(gold.place, mine.place ?? ''));
  return { name: 'place right, of places said', ...higher, estimate: wilson(same.length, said.length) };
}

function macroEmotion(judged: readonly Judged[]): number {
  const pairs = judged.flatMap(pairsOf);
  const each = emotionTags.map(({ tag }) => pairs.map(({ gold, said }) => overlapCounts(goldEmotions(gold).filter((one) => one === tag), said.emotions.filter((one) => one === tag))).reduce(addCounts, { hit: 0, said: 0, gold: 0 })).filter(({ gold }) => gold > 0);
  return averaged(each.map(f1));
}

function labelBaselines(judged: readonly Judged[]): Report['baselines'] {
  const pairs = judged.flatMap(pairsOf);
  const counts = momentTypes.map((type) => pairs.filter(({ gold }) => typeOf(gold.moment_type) === type).length);
  const most = emotionTags.map(({ tag }) => pairs.map(({ gold }) => overlapCounts(goldEmotions(gold), [tag])).reduce(addCounts, { hit: 0, said: 0, gold: 0 })).sort((left, right) => f1(right) - f1(left))[0];
  return [{ name: 'always the commonest', metrics: [
    { name: 'type right', ...higher, estimate: wilson(Math.max(...counts), pairs.length) },
    { name: 'emotion micro F1', ...higher, estimate: { value: most ? f1(most) : 0, low: 0, high: 1, n: pairs.length } },
  ] }];
}

/** Names and summaries may hold no name that the stretch lacks, and should cover its telling words. */
function summaryMetrics(judged: readonly Judged[]): Metric[] {
  const all = judged.flatMap(({ file, labelled }) => labelled.moments.map((moment) => ({ moment, text: file.reading.utterances.slice(moment.first, moment.last + 1).map(({ text, speaker, heading }) => `${speaker ?? ''} ${heading ?? ''} ${text}`).join(' ') })));
  const names = (text: string): string[] => [...text.matchAll(/(?<=[\p{Ll},;] )\p{Lu}\p{Ll}+/gu)].map(([name]) => name);
  const clean = all.filter(({ moment, text }) => names(`${moment.name} ${moment.summary}`).every((name) => text.toLowerCase().includes(name.toLowerCase())));
  const covered = all.map(({ moment, text }) => {
    const words = new Set(tokensOfText(moment.summary));
    const topics = moment.topics.flatMap((topic) => tokensOfText(topic.replaceAll('-', ' ')));
    return text === '' || topics.length === 0 ? 1 : topics.filter((word) => words.has(word)).length / topics.length;
  });
  return [
    { name: 'names and summaries without a new name', ...higher, target: 0.95, estimate: wilson(clean.length, all.length) },
    { name: 'topic words that the summary covers', ...higher, estimate: bootstrap(covered, averaged) },
  ];
}

type Outside = { metrics: Metric[]; baselines: Report['baselines']; plots: Plot[] };

function peopleData(shared: string, quick: boolean): Outside {
  const parts = [
    ...meetingSets(shared).map(({ name, texts }) => cutMetrics(name, quick ? texts.slice(0, 6) : texts, 'coarse')),
    cutMetrics('sessions, coarse', sessionTexts(shared, 'coarse'), 'coarse'), cutMetrics('sessions, fine', sessionTexts(shared, 'fine'), 'fine'),
  ].filter((part) => part !== undefined);
  const emotions = emotionCounts(path.join(shared, 'emotions'), quick ? 8 : 1);
  return {
    metrics: [...(emotions ? emotionMetrics(emotions) : []), ...parts.flatMap(({ metrics }) => metrics)],
    baselines: parts.flatMap(({ baselines }) => baselines),
    plots: emotions ? [{ kind: 'list', title: 'GoEmotions dev: F1 of each group', lines: emotions.labels.map((label, at) => `${label}: ${sumCounts(emotions.rows.map((row) => row[at] ?? { hit: 0, said: 0, gold: 0 })).toFixed(3)}`) }] : [],
  };
}

function meetingSets(shared: string): { name: string; texts: CutText[] }[] {
  const files = ['academic', 'committee', 'product'].map((kind) => path.join(shared, `meetings/qmsum-${kind}-val.jsonl`)).filter((file) => existsSync(file));
  return files.length === 0 ? [] : [{ name: 'QMSum val', texts: files.flatMap(meetings) }];
}

function sessionTexts(shared: string, level: 'coarse' | 'fine'): CutText[] {
  const file = path.join(shared, 'sessions/dev.jsonl');
  return existsSync(file) ? sessions(file, level) : [];
}

/** Pk of the program, with the best skill-less row as its target. */
function cutMetrics(name: string, texts: readonly CutText[], grain: Grain): { metrics: Metric[]; baselines: Report['baselines'] } | undefined {
  if (texts.length === 0) return undefined;
  const measured = (cutOf: (text: CutText) => number[]): { pks: number[]; diffs: number[] } => {
    const cuts = texts.map((text) => ({ text, cut: cutOf(text) }));
    return { pks: cuts.map(({ text, cut }) => pk(text.utterances.length, text.boundaries, cut)), diffs: cuts.map(({ text, cut }) => windowDiff(text.utterances.length, text.boundaries, cut)) };
  };
  const own = measured(({ utterances }) => cutReading({ forms: ['dialogue'], clock: { kind: utterances[0]?.start === undefined ? 'none' : 'elapsed' }, utterances, problems: [], people: [] }, { grain }).slice(1).map(({ first }) => first));
  const others = skilless.map((skill) => {
    const random = seeded(11);
    return { name: `${name}, ${skill.name}`, ...measured((text) => skill.cut(text.utterances, text.boundaries, random)) };
  });
  const best = Math.min(...others.map(({ pks }) => averaged(pks)));
  return {
    metrics: [overFiles(`${name}: Pk (target: the best row without skill)`, own.pks, averaged, { ...lower, target: Number(best.toFixed(3)) }), overFiles(`${name}: WindowDiff`, own.diffs, averaged, lower)],
    baselines: others.map((other) => ({ name: other.name, metrics: [overFiles('Pk', other.pks, averaged, lower), overFiles('WindowDiff', other.diffs, averaged, lower)] })),
  };
}

function emotionMetrics({ labels, rows }: { labels: string[]; rows: Counts[][] }): Metric[] {
  const micro = (some: readonly Counts[][]): number => sumCounts(some.flat());
  const macro = (some: readonly Counts[][]): number => averaged(labels.map((_, at) => sumCounts(some.map((row) => row[at] ?? { hit: 0, said: 0, gold: 0 }))));
  return [overFiles('GoEmotions dev, six groups and neutral: micro F1', rows, micro, { ...higher, target: 0.6 }), overFiles('GoEmotions dev: macro F1', rows, macro, higher)];
}

/** An hour is 9,000 words of speech (150 a minute) in turns of 14 words, out of the transcripts themselves; an edit is a word typed in the middle. */
function speeds(files: readonly GoldFile[], quick: boolean): Metric[] {
  const lines = files.flatMap(({ reading }) => reading.utterances).filter(({ text }) => text.length > 20).map(({ text, speaker }) => `${speaker ?? 'Ann'}: ${text}`);
  const hour = (hours: number): string => {
    const chosen: string[] = [];
    for (let words = 0, at = 0; words < hours * 9000; at++) {
      // A number in each line keeps repeated lines apart, so that no cache helps.
      const line = `[${clock(Math.round(words / 2.5))}] ${lines[at % lines.length] ?? ''} ${at}`;
      chosen.push(line);
      words += line.split(' ').length;
    }
    return chosen.join('\n');
  };
  readMoments(hour(0.05), {});
  const timed = (text: string, times: number): number[] => Array.from({ length: times }, () => clocked(() => readMoments(text, { cache: newMomentCache() })));
  const one = hour(1);
  const cache = newMomentCache();
  readMoments(one, { cache });
  const edits = Array.from({ length: 9 }, (_, at) => clocked(() => readMoments(`${one.slice(0, one.length / 2)} edit${at} ${one.slice(one.length / 2)}`, { cache })));
  const metric = (name: string, values: number[], target: number): Metric => ({ name, unit: 'ms', better: 'lower', target, estimate: { value: percentile(values, 0.5), low: percentile(values, 0.05), high: percentile(values, 0.95), n: values.length } });
  const grown = growth(quick ? 20 : 100, (at) => readMoments(`${one.slice(0, one.length / 2)} more${at} ${one.slice(one.length / 2)}`, { cache }));
  return [
    metric('an hour of transcript, after load, processor time', timed(one, quick ? 2 : 5), 500), metric('eight hours, processor time', timed(hour(8), quick ? 1 : 3), 4000), metric('an edit in an hour, processor time', edits, 50),
    { name: `megabytes kept after ${quick ? 20 : 100} edits more`, unit: 'number', better: 'lower', target: 8, estimate: { value: grown, low: grown, high: grown, n: 1 } },
  ];
}

/** Megabytes of live memory that so many edits leave behind. */
function growth(edits: number, edit: (at: number) => void): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const live = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const before = live();
  for (let at = 0; at < edits; at++) edit(at);
  return Math.round((live() - before) * 10) / 10;
}

const clock = (seconds: number): string => [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Milliseconds of processor time: the work is done in one thread, and other programs of the machine are not measured. */
function clocked(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function typeMatrix(judged: readonly Judged[]): Plot {
  const pairs = judged.flatMap(pairsOf);
  const cells = momentTypes.map((row) => momentTypes.map((column) => pairs.filter(({ gold, said }) => typeOf(gold.moment_type) === row && said.momentType === column).length));
  return { kind: 'matrix', title: 'Type meant (rows) and type said (columns)', rows: [...momentTypes], columns: [...momentTypes], cells };
}

function emotionPlot(judged: readonly Judged[]): Plot {
  const pairs = judged.flatMap(pairsOf);
  return { kind: 'list', title: 'Emotions: F1 of each tag', lines: emotionTags.map(({ tag }) => {
    const counts = pairs.map(({ gold, said }) => overlapCounts(goldEmotions(gold).filter((one) => one === tag), said.emotions.filter((one) => one === tag))).reduce(addCounts, { hit: 0, said: 0, gold: 0 });
    return `${tag}: ${f1(counts).toFixed(2)} (${counts.hit} right, ${counts.said} said, ${counts.gold} meant)`;
  }) };
}

function worst(judged: readonly Judged[]): Plot {
  const ranked = judged.map((each) => ({ ...each, score: f1(matched(startsOf(each.file), each.cut, 2)) })).sort((left, right) => left.score - right.score).slice(0, 10);
  return { kind: 'list', title: 'The ten files whose boundaries agree least', lines: ranked.map(({ file, cut, score }) => `${file.name}: F1 ${score.toFixed(2)}\ngold ${startsOf(file).join(' ')}\nsaid ${cut.join(' ')}`) };
}
