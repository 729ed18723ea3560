/**
 * A real llama.cpp server for tests and benchmarks, built once from the source inside PyPI's archive of `llama_cpp_python`, into the folder of
 * this person's models. `node scripts/llama-server.ts [--minutes N] [--jobs N]` ends with 0 and the path, or with 1 and the reason. A build that
 * ran out of its minutes goes on where it stopped with the next call. `--python` makes that archive's own server runnable too.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { modelDirectory } from '@rem/model';

const VERSION = '0.3.36';
/** Of its source archive. */
const SOURCE_SHA256 = '832db0699007f1be95a7e41ef12e88926b02ba836461e36a36372db2760c1a2e';
const folder = path.join(modelDirectory(), `llama-server-${VERSION}`);
const source = path.join(folder, 'source');
const build = path.join(folder, 'build');
const onWindows = process.platform === 'win32';

/** The server's program where it was built, undefined where not. */
export function builtServer(): string | undefined {
  const found = [path.join(build, 'bin', onWindows ? 'Release/llama-server.exe' : 'llama-server')].find((file) => existsSync(file));
  return found && statSync(found).size > 0 ? found : undefined;
}

/** Python with `llama_cpp.server` over the libraries of the same build, undefined where it was not made. */
export function builtPython(): { python: string; env: Record<string, string> } | undefined {
  const python = path.join(folder, 'venv', onWindows ? 'Scripts/python.exe' : 'bin/python');
  const ready = builtServer() !== undefined && existsSync(path.join(folder, 'venv', '.ready'));
  return ready ? { python, env: { PYTHONPATH: source, LLAMA_CPP_LIB_PATH: path.join(build, 'bin') } } : undefined;
}

class Cannot extends Error {}

function buildServer(minutes: number, jobs: number): string {
  const until = Date.now() + minutes * 60_000;
  const done = builtServer();
  if (done) return done;
  if (!existsSync(source)) fetchSource(until);
  if (!has('cmake') || !(has('c++') || has('cl') || has('clang++'))) throw new Cannot('cmake and a C++ compiler are needed to build it (on Debian: apt install cmake g++).');
  if (!existsSync(path.join(build, 'CMakeCache.txt'))) run('cmake', ['-S', path.join(source, 'vendor', 'llama.cpp'), '-B', build, ...settings], until);
  run('cmake', ['--build', build, '--config', 'Release', '--target', 'llama-server', '-j', String(jobs)], until);
  const made = builtServer();
  if (!made) throw new Cannot(`The build ended and ${build} holds no server.`);
  return made;
}

/** The server alone: no page, no tests, nothing fetched while building, libraries that Python can load too. */
const settings = [
  '-DCMAKE_BUILD_TYPE=Release', '-DBUILD_SHARED_LIBS=ON', '-DLLAMA_BUILD_TESTS=OFF', '-DLLAMA_BUILD_EXAMPLES=OFF', '-DLLAMA_BUILD_APP=OFF', '-DLLAMA_BUILD_UI=OFF', '-DLLAMA_USE_PREBUILT_UI=OFF',
  '-DLLAMA_OPENSSL=OFF', '-DLLAMA_TOOLS_INSTALL=OFF', '-DGGML_NATIVE=ON', '-DGGML_OPENMP=OFF', '-DCMAKE_BUILD_RPATH_USE_ORIGIN=ON',
];

function fetchSource(until: number): void {
  mkdirSync(folder, { recursive: true });
  const python = pythonHere();
  run(python, ['-m', 'pip', 'download', '--no-deps', '--no-binary', 'llama_cpp_python', '--disable-pip-version-check', '--dest', folder, `llama_cpp_python==${VERSION}`], until, 'may fail');
  const archive = globSync('llama_cpp_python-*.tar.gz', { cwd: folder })[0];
  if (!archive) throw new Cannot('pip did not bring the source archive of llama_cpp_python. Is the package index within reach?');
  const hash = createHash('sha256').update(readFileSync(path.join(folder, archive))).digest('hex');
  if (hash !== SOURCE_SHA256) throw new Cannot('The archive that pip brought is another than expected; it was not unpacked.');
  run('tar', ['xzf', path.join(folder, archive), '-C', folder], until);
  renameSync(path.join(folder, archive.replace(/\.tar\.gz$/, '')), source);
  rmSync(path.join(folder, archive));
}

/** The server inside the Python package: its own pure-Python needs, with versions as of the archive. */
function buildPython(until: number): void {
  if (builtPython()) return;
  const venv = path.join(folder, 'venv');
  run(pythonHere(), ['-m', 'venv', venv], until);
  const python = path.join(venv, onWindows ? 'Scripts/python.exe' : 'bin/python');
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'typing-extensions', 'numpy', 'diskcache', 'jinja2', 'uvicorn', 'fastapi', 'pydantic-settings', 'sse-starlette', 'starlette-context>=0.3.6,<0.4', 'PyYAML'], until);
  run(process.execPath, ['-e', `require('node:fs').writeFileSync(${JSON.stringify(path.join(venv, '.ready'))}, '')`], until);
}

function pythonHere(): string {
  const found = [process.env['REM_PYTHON'], 'python3', 'python'].find((name) => name && has(name));
  if (!found) throw new Cannot('Python 3 with pip is needed to fetch the source.');
  return found;
}

function has(program: string): boolean {
  return spawnSync(program, [program === 'cl' ? '/?' : '--version'], { stdio: 'ignore' }).status === 0;
}

function run(program: string, args: readonly string[], until: number, strict: 'strict' | 'may fail' = 'strict'): void {
  const left = until - Date.now();
  if (left <= 0) throw new Cannot('The time for building is over; the next call goes on from here.');
  const ran: SpawnSyncReturns<Buffer> = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: left, maxBuffer: 1 << 28 });
  if (ran.error && 'code' in ran.error && ran.error.code === 'ETIMEDOUT') throw new Cannot('The time for building is over; the next call goes on from here.');
  if (ran.status !== 0 && strict === 'strict') throw new Cannot(`${program} ${args[0] ?? ''} failed: ${(ran.stderr?.toString() ?? '').trim().split('\n').slice(-4).join(' ') || String(ran.error ?? ran.signal)}`);
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, jobs: { type: 'string' }, python: { type: 'boolean', default: false } } });
  try {
    const minutes = Number(values.minutes);
    if (!builtServer()) console.error(`Building a llama.cpp server for the tests (once, ${minutes} minutes at most) …`);
    const made = buildServer(minutes, Number(values.jobs ?? availableParallelism()));
    if (values.python) buildPython(Date.now() + minutes * 60_000);
    console.log(made);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    console.error(`There is no llama.cpp server: ${error.message}`);
    process.exitCode = 1;
  }
}
