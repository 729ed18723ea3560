/**
 * Copies the libraries that cannot be bundled, file by file: those that the bundles reach, traced by the bundler, and the data they read at
 * run time, listed here. Of the native library only the build for this machine's processor goes along, none for graphics cards.
 */
import { cpSync, existsSync, globSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './bootstrap.mjs';

const modules = path.join(root, 'node_modules');

/** What a package reads beside its traced code, by package. */
const data: Record<string, string[]> = {
  'node-llama-cpp': ['dist/bindings/utils/testBindingBinary.js', 'llama/binariesGithubRelease.json', 'llama/llama.cpp.info.json', 'llama/package.json'],
  'libpg-query': ['wasm/libpg-query.wasm', 'wasm/libpg-query.js'],
  '@electric-sql/pglite': ['dist/pglite.wasm', 'dist/pglite.data', 'dist/initdb.wasm', 'dist/initdb.js', 'dist/pg_trgm.tar.gz'],
  '@electric-sql/pglite-pgvector': ['dist/vector.tar.gz'],
};

/** `specifiers` are what the bundles import; `target` becomes a `node_modules` folder that holds all they need. */
export async function copyRuntime(specifiers: readonly string[], target: string): Promise<void> {
  const used = Object.keys(data).filter((name) => specifiers.some((specifier) => specifier === name || specifier.startsWith(`${name}/`)));
  const assets = used.flatMap((name) => (data[name] ?? []).map((file) => path.join('node_modules', name, file)));
  const traced = await trace([...specifiers, ...assets.filter((file) => file.endsWith('.js')).map((file) => `./${file}`)]);
  const native = used.includes('node-llama-cpp') ? nativeFiles() : [];
  const files = new Set([...traced, ...assets, ...native]);
  for (const file of [...files]) for (const extra of manifestAndLicence(file)) files.add(extra);
  for (const file of files) {
    const from = path.join(root, file);
    if (existsSync(from)) copy(from, path.join(target, path.relative('node_modules', file)));
  }
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}

/** Every file that is reached by imports, as paths from the project's root. */
async function trace(specifiers: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: specifiers.map((name) => `import(${JSON.stringify(name)});`).join('\n'), resolveDir: root },
    bundle: true, write: false, metafile: true, platform: 'node', format: 'esm', outdir: 'out', splitting: true, conditions: [], logLevel: 'error', absWorkingDir: root,
    // Optional natives: file cloning for downloads, which nothing here does.
    external: ['@node-llama-cpp/*', '@reflink/*'],
  });
  return Object.keys(metafile.inputs).filter((file) => file.startsWith('node_modules/')).map((file) => path.normalize(file));
}

/** The prebuilt library for this platform's processor. */
function nativeFiles(): string[] {
  const system = { linux: 'linux', darwin: 'mac', win32: 'win' }[process.platform as string] ?? process.platform;
  const folder = path.join(modules, '@node-llama-cpp');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const fitting = names.find((name) => name.startsWith(`${system}-${process.arch}`) && !/cuda|vulkan/.test(name));
  if (!fitting) throw new Error(`node-llama-cpp has no prebuilt library for ${process.platform} on ${process.arch} in node_modules. Delete node_modules and run npm ci.`);
  const base = path.join('node_modules', '@node-llama-cpp', fitting);
  return globSync(`${base}/{dist,bins}/**`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(map|d\.ts)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** A package's manifests, of its inner folders too (`{ "type": "commonjs" }` decides how a file is read), and its licence. */
function manifestAndLicence(file: string): string[] {
  const owner = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1];
  if (!owner) return [];
  const inner = path.relative(owner, path.dirname(file)).split(path.sep).map((_, at, all) => path.join(owner, ...all.slice(0, at + 1)));
  const licences = readdirSync(path.join(root, owner)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  return [...[owner, ...inner].map((folder) => path.join(folder, 'package.json')), ...licences.map((name) => path.join(owner, name))];
}
