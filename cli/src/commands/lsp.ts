/** `rem lsp`: the language server for other editors. */
import { serveStdio } from '@rem/server';
import type { Command } from '../command.ts';

export const lsp: Command = {
  name: 'lsp',
  summary: 'Serves the Language Server Protocol over standard input and output.',
  usage: ['lsp --stdio'],
  options: { stdio: { kind: 'flag', summary: 'over standard input and output (what it does anyway)' } },
  async run(_, io) {
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    await serveStdio();
    // The server ends the process when its client says exit or goes away.
    await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }));
    return 0;
  },
};
