/**
 * What a bare machine needs before anything of this project can run: its npm packages and its own Node 24. Plain Node 18, no packages,
 * because it runs before `npm ci`. `npm start` and `npm test` both begin here.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'node_modules', '.rem-installed');

/** Ends the process with a message for people: what is wrong and what to do about it. */
export function stop(message, remedy) {
  console.error(`\n${message}\n${remedy}`);
  process.exit(1);
}

/** Runs `npm ci` when the lock file is not the one that was installed last. */
export function ensurePackages() {
  const wanted = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (once, about a minute) …');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) stop('The packages could not be installed.', 'Is the npm registry within reach, and is there 2 GB of free disk? Then run the command again.');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** The project's own Node 24 (the devDependency `node`), or this Node where it is new enough to run TypeScript. */
export function nodeBinary() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  const local = createRequire(path.join(root, 'package.json')).resolve('node/package.json');
  const binary = path.join(path.dirname(local), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary)) stop('The project\'s own Node 24 is missing.', 'Delete node_modules and run the command again.');
  return binary;
}

/** An environment whose PATH finds the project's Node 24 and its tools first. */
export function environment() {
  const bins = [path.dirname(nodeBinary()), path.join(root, 'node_modules', '.bin')];
  return { ...process.env, PATH: [...bins, process.env.PATH ?? ''].join(path.delimiter) };
}

/** Runs `node` (24) with `args` in the project and answers its exit status. */
export function runNode(args, extra = {}) {
  const { status, signal } = spawnSync(nodeBinary(), args, { cwd: root, stdio: 'inherit', env: { ...environment(), ...extra } });
  return signal ? 1 : (status ?? 1);
}
