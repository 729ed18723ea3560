/** `rem mcp` by itself, for the bundle that comes with the VS Code extension; the environment says where its parts lie. */
import { mcp } from './commands/mcp.ts';
import { readArguments } from './options.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
process.stdout.on('error', () => process.exit(0));

process.exitCode = await mcp.run(readArguments(mcp.options, process.argv.slice(2)), {
  out: async (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text), stdin: process.stdin, cwd: process.cwd(), env: process.env, signal: stop.signal,
});
