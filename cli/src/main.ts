/**
 * The outermost wrapper of the `rem` process: finds the command, hands it its arguments, and turns what it answers or
 * throws into an exit code. Commands are loaded when they are called, so that `rem check` does not pay for the model.
 */
import { commandHelp, columns, type Command, type Console, type ExitCode } from './command.ts';
import { nearest, readArguments, Usage } from './options.ts';

/** Every command there is, in the order of the help. */
export const commands: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  check: { summary: 'problems with their places', load: async () => (await import('./commands/check.ts')).check },
  format: { summary: 'the one layout', load: async () => (await import('./commands/format.ts')).format },
  rewrite: { summary: 'statements as another runtime reads them', load: async () => (await import('./commands/rewrite.ts')).rewrite },
  plan: { summary: 'a JSON plan a statement', load: async () => (await import('./commands/plan.ts')).plan },
  print: { summary: 'plans to text', load: async () => (await import('./commands/print.ts')).print },
  generate: { summary: 'a request in words to a checked query', load: async () => (await import('./commands/generate.ts')).generate },
  run: { summary: 'results of each statement', load: async () => (await import('./commands/run.ts')).run },
  index: { summary: 'brings a folder of notes into the store', load: async () => (await import('./commands/index-notes.ts')).indexNotes },
  edges: { summary: 'which notes belong together, why, and how sure', load: async () => (await import('./commands/edges.ts')).edges },
  moments: { summary: 'a transcript to a timeline of moments', load: async () => (await import('./commands/moments.ts')).moments },
  eval: { summary: 'measures the model on labelled requests', load: async () => (await import('./commands/eval.ts')).evaluate },
  compare: { summary: 'runs of an evaluation side by side', load: async () => (await import('./commands/compare.ts')).compare },
  model: { summary: 'status, fetch and test of the local model', load: async () => (await import('./commands/model.ts')).model },
  serve: { summary: 'a REM service over HTTP', load: async () => (await import('./commands/serve.ts')).serve },
  mcp: { summary: 'the tools of REM for other assistants', load: async () => (await import('./commands/mcp.ts')).mcp },
  lsp: { summary: 'the language server for other editors', load: async () => (await import('./commands/lsp.ts')).lsp },
};

export async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader went away (`rem plan x | head`): nothing more to say, and no fault of ours.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const io: Console = {
    out: (text) => new Promise((resolve) => void (process.stdout.write(text) ? resolve() : process.stdout.once('drain', resolve))),
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    cwd: process.cwd(),
    env: process.env,
    signal: stop.signal,
  };
  process.exitCode = await dispatch(argv, io);
}

export async function dispatch(argv: readonly string[], io: Console): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.err(overview());
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0], io);
  if (name === '--version') {
    await io.out(`${(await import('../package.json', { with: { type: 'json' } })).default.version}\n`);
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) return unknownCommand(name, io);
  const command = await entry.load();
  if (helpWanted(rest)) {
    await io.out(commandHelp(command));
    return 0;
  }
  return runCommand(command, rest, io);
}

async function runCommand(command: Command, argv: readonly string[], io: Console): Promise<ExitCode> {
  try {
    return await command.run(readArguments(command.options, argv), io);
  } catch (error) {
    if (error instanceof Usage) {
      io.err(`rem ${command.name}: ${error.message}\nSee rem ${command.name} --help.\n`);
      return 2;
    }
    if (io.signal.aborted) return 1;
    io.err(`rem ${command.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

function helpWanted(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

async function help(name: string | undefined, io: Console): Promise<ExitCode> {
  if (name === undefined) {
    await io.out(overview());
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) return unknownCommand(name, io);
  await io.out(commandHelp(await entry.load()));
  return 0;
}

function unknownCommand(name: string, io: Console): ExitCode {
  const near = nearest(name, Object.keys(commands));
  io.err(`rem: unknown command ${JSON.stringify(name)}.${near ? ` Did you mean ${near}?` : ''} See rem --help.\n`);
  return 2;
}

function overview(): string {
  return [
    'rem: write, check and run REM queries.',
    '',
    'Usage:',
    '  rem COMMAND [OPTIONS] [FILE…]',
    '',
    'Commands:',
    ...columns(Object.entries(commands).map(([left, { summary }]) => ({ left, right: summary }))),
    '',
    '`-` reads standard input. Messages and progress go to standard error.',
    'Exit: 0 fine, 1 problems found or nothing produced, 2 wrong use.',
    '`rem COMMAND --help` tells more.',
    '',
  ].join('\n');
}
