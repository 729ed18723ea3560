/** `rem compare`: runs of one evaluation side by side, each against the first, with paired tests and what they cost. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../command.ts';
import { costOf, paired, readRun, shownValue, type Paired, type Run } from '../eval/runs.ts';
import { Usage } from '../options.ts';

type Named = { name: string; run: Run };

export const compare: Command = {
  name: 'compare',
  summary: 'Puts runs of one evaluation side by side: every metric, paired tests of each run against the first, time.',
  usage: ['compare A.json B.json …'],
  options: { json: { kind: 'flag', summary: 'one JSON object instead of Markdown' } },
  details: ['A run is the report.json that rem eval --out DIR writes. Cases are paired by their id, so runs over the same data say most.'],
  async run(args, io) {
    if (args.positionals.length < 2) throw new Usage('Name at least two reports: rem compare A.json B.json.');
    const runs = args.positionals.map((file): Named => ({ name: file, run: load(path.resolve(io.cwd, file), file) }));
    const [first, ...others] = runs as [Named, ...Named[]];
    const stranger = others.find(({ run }) => run.title !== first.run.title);
    if (stranger) throw new Usage(`${first.name} measured “${first.run.title}”, ${stranger.name} “${stranger.run.title}”: only runs of one evaluation compare.`);
    const results = others.map(({ name, run }) => ({ first: first.name, second: name, measures: paired(first.run, run) }));
    await io.out(args.flag('json')
      ? `${JSON.stringify({ runs: runs.map(({ name, run }) => ({ name, facts: run.facts, metrics: run.metrics, cost: costOf(run) })), paired: results }, null, 2)}\n`
      : `${[table(runs), '', ...results.flatMap((result) => [`## ${result.second} against ${result.first}`, '', ...result.measures.map(sentence), ''])].join('\n')}\n`);
    return 0;
  },
};

function load(file: string, name: string): Run {
  try {
    return readRun(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Usage(missing ? `${name} is not there.` : `${name} is no report: it must be the report.json of rem eval --out.`);
  }
}

function table(runs: readonly Named[]): string {
  const rows = [...new Set(runs.flatMap(({ run }) => run.metrics.map((metric) => metric.name)))].map((metric) =>
    [metric, ...runs.map(({ run }) => { const found = run.metrics.find(({ name }) => name === metric); return found ? shownValue(found) : '–'; })]);
  const costs = runs.map(({ run }) => costOf(run));
  const time = costs.some(Boolean) ? [['time a case, p50 / p95', ...costs.map((cost) => (cost ? `${Math.round(cost.p50)} / ${Math.round(cost.p95)} ms` : '–'))]] : [];
  return [['metric', ...runs.map(({ name }) => name)], runs.map(() => '---').concat('---'), ...rows, ...time].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sentence(measure: Paired): string {
  if (measure.kind === 'verdict') {
    const { name, n, first, second, onlyFirst, onlySecond, p } = measure;
    return `- ${name}: ${first} → ${second} of ${n}; only the first ${onlyFirst}, only the second ${onlySecond}; McNemar p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}${p < 0.05 ? '' : ' (may be chance)'}`;
  }
  const { name, n, first, second, difference } = measure;
  const sure = difference.low > 0 || difference.high < 0;
  return `- ${name}: ${first.toFixed(3)} → ${second.toFixed(3)} over ${n}; difference ${difference.value.toFixed(3)} [${difference.low.toFixed(3)}, ${difference.high.toFixed(3)}]${sure ? '' : ' (may be chance)'}`;
}
