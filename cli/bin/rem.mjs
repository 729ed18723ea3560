#!/usr/bin/env node
/**
 * Entry of the `rem` command. The program runs from TypeScript source, which Node strips from 22.18 on; an older Node
 * hands over to the one that the clone brings along.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);

if (stripsTypes) {
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  if (process.env.REM_NODE_HANDED_OVER || !existsSync(own)) {
    process.stderr.write(`rem needs Node 22.18 or newer; this is ${process.version}. Run \`npm install\` in the clone, which brings one.\n`);
    process.exit(2);
  }
  const result = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, REM_NODE_HANDED_OVER: '1' },
  });
  process.exitCode = result.status ?? 1;
}
