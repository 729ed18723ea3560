/** `rem eval`: measures a model task on labelled data and writes the table, JSON and HTML. Exit 1 where a gate is missed. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadSql } from '@rem/grammar';
import { clockOptions } from '../clock.ts';
import type { Command, Console, ExitCode } from '../command.ts';
import { gatesPass, html, markdown, plotsMarkdown, type Report } from '../eval/report.ts';
import { readRequests, type RequestCase } from '../eval/requests.ts';
import { writeResults } from '../eval/results-file.ts';
import { localModel } from '../local-model.ts';
import { readSchema } from '../schema-file.ts';
import { type Arguments, Usage } from '../options.ts';

const fixtures = path.resolve(import.meta.dirname, '../../../test-fixtures');
const quickCases = 60;

export const evaluate: Command = {
  name: 'eval',
  summary: 'Measures the model on labelled requests: what ships, the whole loop, rows compared on the sample store.',
  usage: ['eval query [OPTIONS]', 'eval edges [--data DIR] [--split test|dev] [--sts FILE]', 'eval moments [--split train|dev|test] [--data DIR] [--shared DIR] [OPTIONS]'],
  options: {
    data: { kind: 'text', value: 'FILE', summary: 'JSON lines of {"id", "request", "queries"} (the people\'s set of this project)' },
    workspace: { kind: 'text', value: 'DIR', summary: 'the notes that requests are about (the sample workspace)' },
    out: { kind: 'text', value: 'DIR', summary: 'writes report.md, report.json and report.html there' },
    split: { kind: 'text', choices: ['train', 'dev', 'test'], summary: 'moments: which transcripts (test)' },
    shared: { kind: 'text', value: 'DIR', summary: 'moments: the folder of people\'s labelled data (emotions, meetings, sessions); left out where it is not there' },
    sts: { kind: 'text', value: 'FILE', summary: 'edges: sentence pairs with ratings (CSV), as a foreign yardstick' },
    weights: { kind: 'text', value: 'FILE', summary: 'edges: numbers of your own instead of the committed ones' },
    schema: { kind: 'text', value: 'FILE', summary: 'query: a rem.schema.json that the requests are about; measures the columns chosen, without a store' },
    seeded: { kind: 'flag', summary: 'query: right rows must be right in two more stores, which lack notes by a seed' },
    baselines: { kind: 'flag', summary: 'query: measures keyword rules, the nearest training wording and the base model too' },
    results: { kind: 'text', value: 'FILE', summary: 'writes the table into its section of FILE (docs/results.md)' },
    quick: { kind: 'flag', summary: `an even sample of ${quickCases} requests` },
    backend: { kind: 'text', choices: ['embedded'], summary: 'what answers (embedded)' },
    ...clockOptions,
  },
  details: ['Exit 1 where a gate is missed. Without --now relative dates count from the sample workspace\'s last day.'],
  async run(args, io) {
    const [task, ...more] = args.positionals;
    if (task === 'edges' && more.length === 0) return ofEdges(args, io);
    if (task === 'moments' && more.length === 0) return recorded(await momentReport(args, io), args, io);
    if (task !== 'query' || more.length > 0) throw new Usage('Name one task: rem eval query.');
    const file = path.resolve(io.cwd, args.text('data') ?? path.join(fixtures, 'requests/people-dev.jsonl'));
    const cases = sample(requestsOf(file), args.flag('quick'));
    await loadSql();
    const { runQueryEvaluation, runUnseenSchema } = await import('../eval/query-run.ts');
    const schema = args.text('schema');
    if (schema !== undefined) return recorded(await runUnseenSchema({ cases, facts: (identity, started) => facts(file, identity, started) }, await readSchema(io, schema), io), args, io);
    const folder = path.resolve(io.cwd, args.text('workspace') ?? path.join(fixtures, 'workspace'));
    const result = await runQueryEvaluation({ cases, folder, facts: (identity, started) => facts(file, identity, started) }, args, io);
    return recorded({ ...result, title: `${result.title}: ${path.basename(file, '.jsonl')}` }, args, io);
  },
};

/** Also into its section of the results, where one is named. */
async function recorded(result: Report, args: Arguments, io: Console, note = ''): Promise<ExitCode> {
  const results = args.text('results');
  if (results !== undefined) writeResults(path.resolve(io.cwd, results), result, note);
  return finish(result, args, io);
}

/** Moments are measured in this process: there is no model to wait for. */
async function momentReport(args: Arguments, io: Console): Promise<Report> {
  const { evaluateMoments } = await import('../eval/moments.ts');
  const split = args.text('split');
  const shared = args.text('shared');
  const started = Date.now();
  const result = evaluateMoments({
    folder: path.resolve(io.cwd, args.text('data') ?? path.join(fixtures, 'moments')), split: split === 'train' || split === 'dev' ? split : 'test',
    shared: shared === undefined ? undefined : path.resolve(io.cwd, shared), quick: args.flag('quick'), tell: io.err,
  });
  const weights = path.resolve(import.meta.dirname, '../../../model/weights/moment-models.json');
  return { ...result, facts: { ...result.facts, ...facts(weights, 'moment models, no language model', started) } };
}

async function finish(result: Report, args: Arguments, io: Console): Promise<ExitCode> {
  await io.out(markdown(result));
  write(result, args.text('out'), io);
  return gatesPass(result) ? 0 : 1;
}

async function ofEdges(args: Arguments, io: Console): Promise<ExitCode> {
  const { edgeWeights, readEdgeWeights } = await import('@rem/model');
  const { evaluateEdges } = await import('../eval/edges-bench.ts');
  const file = args.text('weights');
  const weights = file === undefined ? edgeWeights() : readEdgeWeights(path.resolve(io.cwd, file));
  if ('kind' in weights) throw new Usage(`${weights.message}. ${weights.remedy}`);
  const local = localModel(io);
  try {
    const sts = args.text('sts');
    const result = await evaluateEdges({
      folder: path.resolve(io.cwd, args.text('data') ?? path.join(fixtures, 'edges')), split: args.text('split') === 'dev' ? 'dev' : 'test', sts: sts === undefined ? undefined : path.resolve(io.cwd, sts),
      weights, model: await local.client(), progress: (text) => { if (process.stderr.isTTY) io.err(`\r${text} `); },
    });
    return await recorded(result, args, io, plotsMarkdown(result));
  } finally {
    await local.close();
  }
}

function requestsOf(file: string): RequestCase[] {
  try {
    return readRequests(file);
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}

/** Every n-th case, so that a quick run sees the whole of the file. */
function sample(cases: RequestCase[], quick: boolean): RequestCase[] {
  const step = quick ? Math.max(1, Math.floor(cases.length / quickCases)) : 1;
  return cases.filter((_, index) => index % step === 0);
}

function facts(file: string, identity: unknown, started: number): Record<string, string> {
  return {
    data: `${path.basename(file)} (sha256 ${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)})`,
    model: JSON.stringify(identity),
    hardware: `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, no GPU`,
    took: `${((Date.now() - started) / 1000).toFixed(0)} s`,
  };
}

function write(result: Report, out: string | undefined, io: Console): void {
  if (out === undefined) return;
  const folder = path.resolve(io.cwd, out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'report.md'), markdown(result));
  writeFileSync(path.join(folder, 'report.json'), `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(path.join(folder, 'report.html'), html(result));
  io.err(`Wrote report.md, report.json and report.html into ${out}.\n`);
}
