/** `rem run`: the results of each statement of a file. */
import { parse } from '@rem/grammar';
import { loadSql } from '@rem/grammar';
import { readyStatement } from '@rem/server';
import type { RunResult, Store } from '@rem/store';
import type { Arguments } from '../options.ts';
import type { Command, Console, ExitCode } from '../command.ts';
import { lineTable } from '../findings.ts';
import { indexFolder } from '../indexing.ts';
import { readInputs, type TextInput } from '../input.ts';
import { localModel } from '../local-model.ts';
import { openAt, placeOfStore } from '../local-store.ts';
import { Usage } from '../options.ts';
import { resultWriters, type ResultFormat } from '../report/results.ts';
import { clockOf, clockOptions } from '../clock.ts';

const formats = ['json', 'jsonl', 'csv', 'md'] as const;

export const run: Command = {
  name: 'run',
  summary: 'Runs each statement of a file against the store, which is only read, and writes the results.',
  usage: ['run [OPTIONS] FILE', 'run [OPTIONS] -'],
  options: {
    json: { kind: 'flag', summary: 'one JSON array with an answer a statement' },
    jsonl: { kind: 'flag', summary: 'one JSON a line, an answer a statement, as they come' },
    csv: { kind: 'flag', summary: 'comma-separated values with a head line; statements are apart by an empty line' },
    md: { kind: 'flag', summary: 'Markdown tables' },
    store: { kind: 'text', value: 'URL|DIR', summary: 'a PostgreSQL, a folder of a store, or a folder of notes (the nearest indexed folder)' },
    limit: { kind: 'number', value: 'N', min: 1, summary: 'rows of one statement at most (1000)' },
    ...clockOptions,
  },
  async run(args, io) {
    const [name, ...more] = args.positionals;
    if (name === undefined || more.length > 0) throw new Usage('Name one file, or - for standard input.');
    const chosen = formats.filter((format) => args.flag(format));
    if (chosen.length > 1) throw new Usage(`${chosen.map((format) => `--${format}`).join(' and ')} exclude each other.`);
    const [{ inputs: [input], code }] = await Promise.all([readInputs(io, [name]), loadSql()]);
    if (!input) return code;
    const place = placeOfStore(io, args.text('store'), input.path);
    if (place.kind === 'failed') {
      io.err(`${place.message} ${place.remedy}\n`);
      return 2;
    }
    const model = localModel(io);
    const store = await openAt(place, model, 'rem run');
    if ('kind' in store) {
      io.err(`${store.message} ${store.remedy}\n`);
      await model.close();
      return 1;
    }
    try {
      if (place.kind === 'directory' && place.notes !== undefined) await indexFolder(store, place.notes, { ...io, out: async (text) => io.err(text) });
      return await runAll(input, store, chosen[0] ?? 'text', args, io);
    } finally {
      await Promise.allSettled([store.close(), model.close()]);
    }
  },
};

async function runAll(input: TextInput, store: Store, format: ResultFormat, args: Arguments, io: Console): Promise<ExitCode> {
  const { statements } = parse(input.text).tree;
  if (statements.length === 0) {
    io.err(`${input.name}: There is no statement in it.\n`);
    return 1;
  }
  const schema = await store.schema();
  if ('kind' in schema) {
    io.err(`${schema.message} ${schema.remedy}\n`);
    return 1;
  }
  const context = { ...clockOf(args), schema };
  const writer = resultWriters[format]((text) => io.out(text));
  const place = lineTable(input.text);
  let code: ExitCode = 0;
  for (const statement of statements) {
    if (io.signal.aborted) return 1;
    const ready = readyStatement(statement.source, context);
    const result: RunResult = ready.kind === 'failed' ? { ...ready, code: 'bad-plan' } : await store.run(ready.plan, { limit: args.number('limit') ?? 1000, signal: io.signal });
    const { line, column } = place(statement.start);
    if (result.kind === 'failed') {
      code = 1;
      io.err(`${input.name}:${line}:${column}: ${result.message} ${result.remedy}\n`);
    }
    await writer.write({ statement: statement.source, line, column, result });
  }
  await writer.end();
  return code;
}
