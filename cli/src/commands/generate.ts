/** `rem generate`: a request in words to a checked query. */
import { loadSql, type Label } from '@rem/grammar';
import type { Generated, LabelIndex } from '@rem/model';
import { z } from 'zod';
import { clockOf, clockOptions } from '../clock.ts';
import type { Command, Console, ExitCode } from '../command.ts';
import { readInput, readLines } from '../input.ts';
import { localModel, type LocalModel } from '../local-model.ts';
import { type Arguments, Usage } from '../options.ts';
import { serverOptions, useServer } from '../server-options.ts';
import { readSchema } from '../schema-file.ts';
import { workspaceLabels } from '../workspace-labels.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes a query for a request, with the model on this machine. What is written is checked.',
  usage: ['generate [OPTIONS] REQUEST', 'generate [OPTIONS] -', 'generate [OPTIONS] --jsonl < requests.jsonl'],
  options: {
    jsonl: { kind: 'flag', summary: 'one JSON a line: {"id"?, "request"} in, the whole answer out, in order' },
    ...clockOptions,
    schema: { kind: 'text', value: 'FILE', summary: 'a rem.schema.json (the built-in schema)' },
    workspace: { kind: 'text', value: 'DIR', summary: 'a folder of notes, whose labels the model is told' },
    backend: { kind: 'text', choices: ['embedded'], summary: 'what answers (embedded: the model in its own process)' },
    n: { kind: 'number', value: 'N', min: 1, summary: 'candidates wanted (1)' },
    ...serverOptions,
  },
  details: ['Exit 1 where no query was found.'],
  async run(args, io) {
    const model = localModel(io);
    try {
      const [single, ...more] = args.positionals;
      if (more.length > 0) throw new Usage('Put the request in quotes: it is one argument.');
      if (single === undefined && !args.flag('jsonl')) throw new Usage('Give a request, - for one on standard input, or --jsonl.');
      const answer = await answerer(args, io, model);
      if (single === undefined || (single === '-' && args.flag('jsonl'))) return await stream(io, answer);
      return await once(io, single === '-' ? await requestFromInput(io) : single, args.flag('jsonl'), answer);
    } finally {
      await model.close();
    }
  },
};

type Answerer = (request: string) => Promise<Generated>;

async function answerer(args: Arguments, io: Console, local: LocalModel): Promise<Answerer> {
  const clock = clockOf(args);
  const file = args.text('schema');
  const schema = file === undefined ? undefined : await readSchema(io, file);
  const workspace = args.text('workspace');
  const found: Label[] = workspace === undefined ? [] : await workspaceLabels(workspace, io);
  const { generate: write, labelIndex, routedModel } = await import('@rem/model');
  await loadSql();
  const labels: LabelIndex | undefined = found.length > 0 ? labelIndex(found) : undefined;
  const model = routedModel(await local.client());
  await useServer(model, args, io);
  const state = await model.ready();
  if (state.kind === 'absent' || state.kind === 'failed') throw new Usage(`${state.message} ${state.remedy}`);
  const n = args.number('n') ?? 1;
  return (request) => write(request, { model, schema, labels, ...clock, n, signal: io.signal });
}

async function requestFromInput(io: Console): Promise<string> {
  const input = await readInput(io, '-');
  if (input.kind !== 'text') throw new Usage(input.message);
  return input.text.trim();
}

async function once(io: Console, request: string, whole: boolean, answer: Answerer): Promise<ExitCode> {
  if (request.trim() === '') throw new Usage('The request is empty.');
  const generated = await answer(request);
  if (whole) await io.out(lineOf(null, request, generated));
  else {
    if (generated.query !== null) await io.out(`${[generated.query, ...(generated.candidates ?? []).map((candidate) => candidate.query).filter((query) => query !== generated.query)].join('\n')}\n`);
    else io.err(`${generated.reason ?? 'No query was found.'}\n`);
  }
  return generated.query === null ? 1 : 0;
}

const requestLine = z.looseObject({ id: z.union([z.string(), z.number(), z.null()]).optional(), request: z.string() });

async function stream(io: Console, answer: Answerer): Promise<ExitCode> {
  let wrong = 0;
  let produced = 0;
  for await (const { line, text } of readLines(io.stdin)) {
    const read = readRequest(text);
    if ('wrong' in read) {
      wrong++;
      io.err(`<stdin>:${line}: ${read.wrong}\n`);
      await io.out(lineOf(null, null, { query: null, problems: [], reason: read.wrong, confidence: 0, ms: 0, tokens: 0, raw: '', repaired: 0 }));
      continue;
    }
    const generated = await answer(read.request);
    if (generated.query !== null) produced++;
    await io.out(lineOf(read.id ?? null, read.request, generated));
    if (io.signal.aborted) return 1;
  }
  return wrong > 0 || produced === 0 ? 1 : 0;
}

function readRequest(text: string): { id?: string | number | null | undefined; request: string } | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { wrong: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const read = requestLine.safeParse(value);
  return read.success ? read.data : { wrong: 'Expected {"id"?, "request"} with a text as request.' };
}

function lineOf(id: string | number | null, request: string | null, generated: Generated): string {
  const { query, plan, problems, reason, confidence, ms, tokens, raw, repaired, candidates } = generated;
  return `${JSON.stringify({ id, request, query, plan: plan ?? null, problems, ...(reason === undefined ? {} : { reason }), confidence, ms, tokens, raw, repaired, ...(candidates ? { candidates } : {}) })}\n`;
}
