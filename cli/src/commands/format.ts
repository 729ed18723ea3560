/** `rem format`: the one layout. */
import { writeFile } from 'node:fs/promises';
import { loadLayout, type Layout } from '@rem/server';
import type { Command, Console, ExitCode } from '../command.ts';
import { hostLanguage } from '../findings.ts';
import { readInputs, type TextInput } from '../input.ts';
import { Usage } from '../options.ts';

export const format: Command = {
  name: 'format',
  summary: 'Lays out REM files. Comments are kept, and what a statement means never changes.',
  usage: ['format FILE…', 'format --check FILE…', 'format --write FILE…', 'format -'],
  options: {
    check: { kind: 'flag', summary: 'only name the files that are laid out otherwise; exit 1 where there is one' },
    write: { kind: 'flag', summary: 'write the files that change' },
  },
  async run(args, io) {
    if (args.positionals.length === 0) throw new Usage('Name the files to lay out, or - for standard input.');
    if (args.flag('check') && args.flag('write')) throw new Usage('--check and --write exclude each other.');
    if (args.flag('write') && args.positionals.includes('-')) throw new Usage('--write needs files; standard input cannot be written.');
    const other = args.positionals.find((name) => hostLanguage(name) !== undefined);
    if (other !== undefined) throw new Usage(`${other} is no REM file. Only .rem files are laid out here; the editor lays out REM inside other languages.`);
    const [{ inputs, code }, layOut] = await Promise.all([readInputs(io, args.positionals), loadLayout()]);
    let worst: ExitCode = code;
    for (const input of inputs) {
      const answer = await one(input, layOut, args.flag('check') ? 'check' : args.flag('write') ? 'write' : 'print', io);
      if (answer > worst) worst = answer;
    }
    return worst;
  },
};

async function one(input: TextInput, layOut: Layout, mode: 'check' | 'write' | 'print', io: Console): Promise<ExitCode> {
  const formatted = layOut(input.text);
  if (mode === 'print') {
    await io.out(formatted);
    return 0;
  }
  if (formatted === input.text) return 0;
  if (mode === 'check') {
    await io.out(`${input.name}\n`);
    return 1;
  }
  if (input.path === undefined) return 0;
  try {
    await writeFile(input.path, formatted);
  } catch (error) {
    io.err(`${input.name}: It cannot be written (${error instanceof Error && 'code' in error ? String(error.code) : String(error)}).\n`);
    return 2;
  }
  io.err(`${input.name}: laid out\n`);
  return 0;
}
