/**
 * Bundles what ships into `client/dist`: the extension, the results page, the server and the two processes, each one file. Libraries that
 * come with native code, WASM or data files stay packages and are copied beside, with only the files that are reached.
 * `node scripts/build.ts`; `--if-stale` does nothing where no source changed since.
 */
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { root } from './bootstrap.mjs';
import { copyRuntime } from './runtime-files.ts';
import { fingerprint, isFresh, remember } from './stale.ts';
import { templateIn, templateName } from '../store/src/backend/template.ts';

const out = path.join(root, 'client', 'dist');
const target = 'node20';

/** Libraries that are copied as packages and not bundled. */
const runtime = ['node-llama-cpp', 'libpg-query', '@electric-sql/pglite', '@electric-sql/pglite-pgvector', '@electric-sql/pglite-socket'];

/** CommonJS libraries inside an ES module bundle ask for `require` and `__dirname`. */
const banner = {
  js: "import { createRequire as remCreateRequire } from 'node:module'; const require = remCreateRequire(import.meta.url); const __filename = import.meta.filename ?? new URL(import.meta.url).pathname; const __dirname = import.meta.dirname ?? new URL('.', import.meta.url).pathname;",
};

/** zod's messages in 50 languages are half a megabyte in every bundle, and `import { z }` brings them all; the program speaks English, which zod brings by itself. */
const zodInEnglish: Plugin = {
  name: 'zod in English',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({ contents: "export { default as en } from './en.js';" })),
};

const shared = { bundle: true, absWorkingDir: root, plugins: [zodInEnglish], metafile: true, logLevel: 'error', minifySyntax: true, legalComments: 'linked', sourcemap: false } satisfies BuildOptions;

/** What several processes share, and what one loads only when it needs it, are files of their own beside them: a start reads what it starts. */
const nodeProcess = {
  ...shared, platform: 'node', format: 'esm', splitting: true, chunkNames: 'chunk-[hash]', target, banner, mainFields: ['module', 'main'], outExtension: { '.js': '.mjs' },
  external: [...runtime.flatMap((name) => [name, `${name}/*`]), 'pg-native'],
} satisfies BuildOptions;

const entries = { server: 'server/src/boot.ts', 'model-host': 'model/src/process/host.ts', 'store-host': 'store/src/process/host.ts', mcp: 'cli/src/mcp-main.ts' };

const extension: BuildOptions = {
  ...shared, entryPoints: { extension: 'client/src/index.ts' }, outdir: out, platform: 'node', format: 'cjs', target, external: ['vscode'], outExtension: { '.js': '.cjs' },
  // VS Code complains about every look at `navigator` in an extension; a library looks to find out whether it is in a browser.
  define: { navigator: 'undefined' },
};

const page: BuildOptions = {
  ...shared, entryPoints: { main: 'client/webview/main.ts', edges: 'client/webview/edges/edges.ts', label: 'client/webview/edges/label.ts', moments: 'client/webview/moments/moments.ts' }, outdir: path.join(out, 'webview'), platform: 'browser', format: 'iife', target: 'chrome120', minify: true,
};

/** Draws kept results in notebooks; VS Code loads it as a module, with its style inside. */
const renderer: BuildOptions = {
  ...page, entryPoints: { notebook: 'client/webview/notebook/renderer.ts' }, outdir: path.join(out, 'webview'), format: 'esm', loader: { '.css': 'text' },
};

/** The results page alone, into `folder`: for tests of the page outside VS Code. */
export async function buildPage(folder: string): Promise<void> {
  await build({ ...page, outdir: folder });
}

/** Everything whose change makes the bundles stale. */
export const buildInputs = ['client/src', 'client/webview', 'grammar/src', 'model/src', 'store/src', 'server/src', 'cli/src', 'prompts', 'model/weights/moment-words.bin', 'model/weights/moment-emotions.bin', 'model/weights/moment-models.json', 'scripts/build.ts', 'scripts/runtime-files.ts', 'package-lock.json'];

export async function buildAll(): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const processes = await build({ ...nodeProcess, entryPoints: entries, outdir: out });
  await build(extension);
  await build(page);
  await build(renderer);
  await copyRuntime(importedFrom(processes.metafile), path.join(out, 'node_modules'));
  await packStore();
  // The fitted models of moments; those of queries join them where the package is made.
  for (const name of ['moment-words.bin', 'moment-emotions.bin', 'moment-models.json']) cpSync(path.join(root, 'model/weights', name), path.join(out, 'models', name));
}

/** The packed empty store that a new one starts from, beside the store process. Made once, kept in `store/dist`. */
async function packStore(): Promise<void> {
  const kept = path.join(root, 'store', 'dist');
  if (!(await templateIn(kept))) throw new Error('The empty store could not be packed: PGlite did not start.');
  const name = await templateName();
  cpSync(path.join(kept, name), path.join(out, name));
}

/** The specifiers under which the bundles ask for the packages that stayed outside. */
function importedFrom(metafile: Metafile): string[] {
  const external = Object.values(metafile.outputs).flatMap((output) => output.imports.filter((entry) => entry.external).map((entry) => entry.path));
  return [...new Set(external)].filter((name) => runtime.some((known) => name === known || name.startsWith(`${known}/`)));
}

if (import.meta.main) {
  const now = fingerprint(buildInputs);
  const stamp = path.join(out, '.built');
  if (process.argv.includes('--if-stale') && isFresh(stamp, now) && existsSync(path.join(out, 'extension.cjs'))) process.exit(0);
  await buildAll();
  remember(stamp, now);
  console.error('Built client/dist.');
}
