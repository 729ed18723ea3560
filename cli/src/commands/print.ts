/** `rem print`: plans back to text. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { print as printPlan, readPlan } from '@rem/grammar';
import type { Command } from '../command.ts';
import { readLines } from '../input.ts';
import { Usage } from '../options.ts';

export const print: Command = {
  name: 'print',
  summary: 'Reads plans, one JSON a line, and writes each as a statement, one a line.',
  usage: ['print < plans.jsonl', 'print FILE'],
  options: {},
  async run(args, io) {
    const [file = '-', ...more] = args.positionals;
    if (more.length > 0) throw new Usage('One file at most.');
    const stream = file === '-' ? io.stdin : createReadStream(path.resolve(io.cwd, file));
    let code: 0 | 1 = 0;
    try {
      for await (const { line, text } of readLines(stream)) {
        const problems = readLine(text);
        if ('statement' in problems) await io.out(`${problems.statement}\n`);
        else {
          code = 1;
          io.err(`${file === '-' ? '<stdin>' : file}:${line}: ${problems.problems.join(' ')}\n`);
        }
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error) throw new Usage(`${file}: it cannot be read (${String(error.code)}).`);
      throw error;
    }
    return code;
  },
};

function readLine(text: string): { statement: string } | { problems: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problems: [`This is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const read = readPlan(value);
  return 'plan' in read ? { statement: printPlan(read.plan) } : { problems: read.problems };
}
