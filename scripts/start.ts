/**
 * The second half of `npm start`, under Node 24: brings the model, makes the extension package where something changed, and opens VS Code
 * on the sample workspace: the desktop's where `code` is on PATH, else one in a browser on localhost. Both have settings and extensions of
 * their own, so that the person's editor stays as it is. A model that cannot be had stops nothing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { modelDirectory } from '@rem/model';
import { root, runNode, stop } from './bootstrap.mjs';
import { bestVsix } from './package.ts';
import { fingerprint, isFresh, remember } from './stale.ts';
import { startCodeServer } from './vscode/code-server.ts';

const options = readOptions();
const workspace = path.join(root, 'test-fixtures', 'workspace');
const home = path.join(root, '.cache', 'vscode');
const onWindows = process.platform === 'win32';
const whatNext = 'Open queries.rem, type a request such as "-- who does Sarah Chen manage?", press Enter, Tab, and Ctrl+Enter.';

if (!options['no-model']) fetchModel();
if (runNode(['scripts/package.ts', '--if-stale']) !== 0) stop('The extension could not be built.', 'The message above says why. Is the clone complete and unchanged?');
const vsix = bestVsix();
if (!options.browser && desktopCode()) openDesktop(vsix);
else await openBrowser(vsix);

function readOptions() {
  try {
    return parseArgs({
      options: {
        browser: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false }, 'no-model': { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false }, port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error), 'npm start -- --help lists the options.');
  }
}

/** The script says itself what is missing (pip, disk, network) and what to do; the start goes on without. */
function fetchModel(): void {
  const script = path.join('scripts', 'fetch-model.ts');
  if (!existsSync(path.join(root, script))) return;
  if (runNode([script]) === 0) return;
  console.error('Going on without the model: everything but the queries from comments works, and the status bar says how to get it.\n');
}

function desktopCode(): boolean {
  return spawnSync('code', ['--version'], { shell: onWindows, stdio: 'ignore' }).status === 0;
}

function openDesktop(file: string): void {
  const own = ['--user-data-dir', path.join(home, 'desktop-data'), '--extensions-dir', path.join(home, 'desktop-extensions')];
  mkdirSync(home, { recursive: true });
  if (isNew(file, 'desktop')) {
    const { status } = spawnSync('code', [...own, '--install-extension', file, '--force'], { shell: onWindows, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) stop(`VS Code did not install ${path.relative(root, file)}.`, 'Try npm start -- --browser.');
    installed(file, 'desktop');
  }
  if (!options['no-open']) spawnSync('code', [...own, '--new-window', workspace, path.join(workspace, 'queries.rem')], { shell: onWindows, stdio: 'ignore' });
  console.log(`VS Code opens on ${path.relative(root, workspace)}. ${whatNext}`);
}

async function openBrowser(file: string): Promise<void> {
  const place = path.join(home, 'browser');
  const fresh = isNew(file, 'browser');
  const server = await startCodeServer({ folder: workspace, home: place, env: { REM_MODEL_DIR: modelDirectory() }, ...(fresh && { vsix: file }), ...(options.port && { port: Number(options.port) }) });
  installed(file, 'browser');
  console.log(`\n  VS Code is at ${server.url}\n\n${whatNext}`);
  if (options.exit) return server.stop();
  if (!options['no-open']) openUrl(server.url);
  console.log('Ctrl+C ends it.');
  const end = (): void => void server.stop().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
}

/** A package is installed once, not at each start. */
function isNew(file: string, kind: string): boolean {
  return !isFresh(path.join(home, `${kind}.installed`), fingerprint([], [file]));
}

function installed(file: string, kind: string): void {
  remember(path.join(home, `${kind}.installed`), fingerprint([], [file]));
}

/** Where no browser can be opened the address was printed, which is enough. */
function openUrl(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true }).on('error', () => undefined).unref();
}
