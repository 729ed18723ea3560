/**
 * `npm start`: from a bare clone to a VS Code on the sample workspace. Plain Node 18 without packages, because it runs before there are any;
 * what follows runs under the project's own Node 24 in `start.ts`.
 */
import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { ensurePackages, root, runNode, stop } from './bootstrap.mjs';

const help = `npm start [-- OPTIONS]
  --browser    VS Code in a browser, although a desktop VS Code is there
  --no-open    prepares and serves, but opens no window and no browser
  --no-model   does not fetch the model's weights
  --exit       ends as soon as VS Code answers (for tests)
  --port N     port of the VS Code in a browser
`;

/** Enough for packages, VS Code in a browser, the model and two extension packages. */
const neededBytes = 2.5e9;

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 18) stop(`This is Node ${process.versions.node}; the start needs Node 18 or newer.`, 'Install a newer Node (nodejs.org) and run npm start again.');
if (process.argv.includes('--help')) {
  console.log(help);
  process.exit(0);
}
checkDisk();
ensurePackages();
process.exit(runNode(['scripts/start.ts', ...process.argv.slice(2)]));

/** Only before the first install: later starts write little. */
function checkDisk() {
  if (existsSync(path.join(root, 'node_modules', '.rem-installed')) || !statfsSync) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize >= neededBytes) return;
  stop(`There is ${(bavail * bsize / 1e9).toFixed(1)} GB of free disk in ${root}; the first start needs ${neededBytes / 1e9} GB.`, 'Free some disk, or clone the project to another one.');
}
