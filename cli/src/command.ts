/**
 * What a command of `rem` is: a name, what its help says, its options, and a function from arguments to an exit code.
 * Results go to `out`, everything else to `err`.
 */
import type { Arguments, OptionSpec, OptionTable } from './options.ts';

/** 0 fine, 1 problems found or nothing produced, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export type Console = {
  out(text: string): Promise<void>;
  err(text: string): void;
  stdin: NodeJS.ReadableStream;
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
};

export type Command = {
  name: string;
  summary: string;
  /** Usage lines without the leading `rem`. */
  usage: readonly string[];
  /** Paragraphs after the options. */
  details?: readonly string[];
  options: OptionTable;
  run(args: Arguments, io: Console): Promise<ExitCode>;
};

/** The help of one command, as `rem NAME --help` prints it. */
export function commandHelp(command: Command): string {
  const options = Object.entries<OptionSpec>({ ...command.options, help: { kind: 'flag', summary: 'this page' } });
  const shown = options.map(([name, spec]) => ({
    left: `--${name}${spec.kind === 'flag' ? '' : ` ${spec.choices ? spec.choices.join('|') : (spec.value ?? 'VALUE')}`}`,
    right: spec.summary,
  }));
  return [
    command.summary,
    '',
    'Usage:',
    ...command.usage.map((line) => `  rem ${line}`),
    '',
    'Options:',
    ...columns(shown),
    ...(command.details ? ['', ...command.details] : []),
    '',
  ].join('\n');
}

/** Two columns; a left side that is too wide gets a line of its own. */
export function columns(rows: readonly { left: string; right: string }[]): string[] {
  const width = Math.min(34, Math.max(...rows.map((row) => row.left.length)));
  return rows.flatMap(({ left, right }) =>
    left.length > width ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  );
}
