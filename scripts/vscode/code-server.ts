/**
 * A VS Code served on localhost: code-server in its own ignored folder, with a HOME, settings and extensions of its own, so that neither a
 * test nor `npm start` touches the person's editor. Whatever is started here is a process group, and goes as one.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, nodeBinary, root } from '../bootstrap.mjs';

export type CodeServerOptions = {
  /** The folder that is opened. */
  folder: string;
  /** Where HOME, settings, extensions and extension storage live. Kept between starts where the caller keeps it. */
  home: string;
  /** A VSIX to install before the start. */
  vsix?: string;
  /** Settings over those of `baseSettings`. */
  settings?: Record<string, unknown>;
  /** `ask` keeps VS Code's workspace trust; the default is a trusted folder. */
  trust?: 'ask' | 'given';
  /** Further environment of the server and so of the extension. */
  env?: Record<string, string>;
  port?: number;
};

export type CodeServer = { url: string; port: number; pid: number; log: () => string; stop: () => Promise<void> };

const version = '4.139.1';
const folder = path.join(root, '.code-server');
const packageFolder = path.join(folder, 'node_modules', 'code-server');
const entry = path.join(packageFolder, 'out', 'node', 'entry.js');

/** Without the welcome page, the chat side bar and the empty editor's hint, each of which takes the focus or writes grey text of its own. */
const baseSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.empty.hint': 'off',
  'workbench.tips.enabled': false,
  // In a browser VS Code saves by itself; the sample workspace should change only when the person saves.
  'files.autoSave': 'off',
  // VS Code's own assistant stays out of the pictures and out of the way.
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
};

/** The extensions that VS Code itself brings: its grammars of other languages among them. */
export const builtInExtensions = path.join(packageFolder, 'lib', 'vscode', 'extensions');

/** Installs code-server unless it is there. Throws with a remedy where npm cannot. */
export function installCodeServer(): void {
  const stamp = path.join(folder, `installed-${version}`);
  if (existsSync(stamp) && existsSync(entry)) return;
  console.error('Installing VS Code for the browser (once, about half a minute) …');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'rem-code-server', private: true }));
  npm(folder, 'install', `code-server@${version}`, '--ignore-scripts');
  const vscode = path.join(packageFolder, 'lib', 'vscode');
  npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  rmSync(path.join(vscode, 'node_modules.asar'), { force: true, recursive: true });
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'), 'junction');
  npm(packageFolder, 'rebuild', 'argon2');
  writeFileSync(stamp, '');
}

function npm(cwd: string, ...args: string[]): void {
  const quiet = ['--no-fund', '--no-audit', '--loglevel=error'];
  const result = spawnSync('npm', [...args, ...quiet], { cwd, env: environment(), encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    throw new Error(`npm ${args.join(' ')} failed: ${(result.stderr || result.stdout || '').trim().slice(-600)}\nIs the npm registry within reach? Run the command again then.`);
  }
}

/** Starts VS Code on `options.folder` and answers when it listens. Throws with its last words where it does not within two minutes. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  installCodeServer();
  const places = prepareHome(options);
  if (options.vsix) installExtension(options.vsix, places, options);
  const port = options.port ?? (await freePort());
  const trust = options.trust === 'ask' ? [] : ['--disable-workspace-trust'];
  const server = spawn(nodeBinary(), [entry, ...places.flags, ...trust, '--bind-addr', `127.0.0.1:${port}`, options.folder], {
    env: serverEnvironment(options), detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const stop = (): Promise<void> => stopGroup(server);
  const url = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.folder)}`;
  if (await listens(`http://127.0.0.1:${port}/healthz`, server)) return { url, port, pid: server.pid ?? 0, log: () => lines.join(''), stop };
  await stop();
  throw new Error(`VS Code in the browser did not start:\n${lines.join('').slice(-1500)}`);
}

type Places = { flags: string[] };

function prepareHome(options: CodeServerOptions): Places {
  const data = path.join(options.home, 'data');
  const extensions = path.join(options.home, 'extensions');
  const config = path.join(options.home, 'config.yaml');
  for (const place of [path.join(data, 'User'), extensions]) mkdirSync(place, { recursive: true });
  writeFileSync(config, 'auth: none\n');
  writeSettings(path.join(data, 'User', 'settings.json'), options.settings ?? {});
  return {
    flags: ['--config', config, '--auth', 'none', '--user-data-dir', data, '--extensions-dir', extensions, '--disable-telemetry',
      '--disable-update-check', '--disable-getting-started-override'],
  };
}

/** A person who changed a setting in an earlier start keeps it; what the caller asks for wins. */
function writeSettings(file: string, asked: Record<string, unknown>): void {
  const kept = existsSync(file) ? readJson(file) : {};
  const next = `${file}.new`;
  writeFileSync(next, JSON.stringify({ ...baseSettings, ...kept, ...asked }, null, 2));
  renameSync(next, file);
}

/** Settings may hold comments after a person's edit; such a file is not worth failing over, and the base settings are enough. */
function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function serverEnvironment(options: CodeServerOptions): NodeJS.ProcessEnv {
  const { VSCODE_IPC_HOOK_CLI: _, PORT: __, ...own } = environment();
  const home = options.home;
  return { ...own, HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_DATA_HOME: path.join(home, '.local'), XDG_CACHE_HOME: path.join(home, '.cache'), ...options.env };
}

function installExtension(vsix: string, places: Places, options: CodeServerOptions): void {
  const result = spawnSync(nodeBinary(), [entry, ...places.flags, '--install-extension', vsix, '--force'], { env: serverEnvironment(options), encoding: 'utf8', timeout: 120_000 });
  if (result.status !== 0) throw new Error(`The extension could not be installed from ${vsix}:\n${result.stdout}${result.stderr}`);
}

async function listens(url: string, server: ChildProcess): Promise<boolean> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline && server.exitCode === null; await sleep(100)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
  }
  return false;
}

/** Asks the whole group to end, and ends it where it has not within two seconds. */
async function stopGroup(server: ChildProcess): Promise<void> {
  if (server.pid === undefined) return;
  signalGroup(server, 'SIGTERM');
  for (const deadline = Date.now() + 2000; Date.now() < deadline && groupLives(server); await sleep(50));
  signalGroup(server, 'SIGKILL');
}

function signalGroup(server: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.platform === 'win32' ? server.kill(signal) : process.kill(-(server.pid ?? 0), signal);
  } catch {
    return false;
  }
}

function groupLives(server: ChildProcess): boolean {
  return signalGroup(server, 0);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
