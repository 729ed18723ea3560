/**
 * Makes the two extension packages for this platform: `dist/rem-vscode-<platform>.vsix` with the model's weights, where they were fetched,
 * and `dist/rem-vscode-<platform>-small.vsix` without. `--if-stale` does nothing where neither sources nor weights changed; `--small` makes
 * only the small one.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './bootstrap.mjs';
import { buildAll, buildInputs } from './build.ts';
import { fingerprint, isFresh, remember } from './stale.ts';
import { packagedModels, type ModelFiles } from './packaged-models.ts';

const client = path.join(root, 'client');
const dist = path.join(root, 'dist');
const staging = path.join(dist, 'staging');

/** `linux-x64`, `darwin-arm64`, `win32-x64`: vsce's name of this platform. */
export const platform = `${process.platform}-${process.arch === 'arm' ? 'armhf' : process.arch}`;

/** Where a package lies, whether it exists or not. */
export function vsixPath(kind: 'full' | 'small'): string {
  return path.join(dist, `rem-vscode-${platform}${kind === 'small' ? '-small' : ''}.vsix`);
}

/** The package to install: the one with weights where it was made. */
export function bestVsix(): string {
  return existsSync(vsixPath('full')) ? vsixPath('full') : vsixPath('small');
}

const inputs = [...buildInputs, 'client/package.json', 'client/language-configuration.json', 'client/README.md', 'client/icons', 'client/snippets', 'syntaxes', 'docs/problems.md', 'LICENSE', 'scripts/package.ts', 'scripts/packaged-models.ts'];

async function packageAll(models: ModelFiles): Promise<void> {
  await buildAll();
  rmSync(staging, { recursive: true, force: true });
  stage();
  put(models.always);
  await make('small');
  rmSync(vsixPath('full'), { force: true });
  if (models.weights.length > 0 && !process.argv.includes('--small')) {
    put(models.weights);
    await make('full');
  }
  rmSync(staging, { recursive: true, force: true });
}

/** The folder that becomes the package: what the manifest names, and no sources. */
function stage(): void {
  mkdirSync(staging, { recursive: true });
  for (const name of ['dist', 'icons', 'snippets', 'language-configuration.json', 'README.md']) cpSync(path.join(client, name), path.join(staging, name), { recursive: true });
  cpSync(path.join(root, 'syntaxes'), path.join(staging, 'syntaxes'), { recursive: true });
  cpSync(path.join(root, 'LICENSE'), path.join(staging, 'LICENSE'));
  const { dependencies: _, devDependencies: __, scripts: ___, private: ____, exports: _____, ...manifest } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8')) as Record<string, unknown>;
  const problems = path.join(root, 'docs', 'problems.md');
  if (existsSync(problems)) cpSync(problems, path.join(staging, 'docs', 'problems.md'));
  writeFileSync(path.join(staging, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function put(files: readonly string[]): void {
  const folder = path.join(staging, 'dist', 'models');
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(file, path.join(folder, path.basename(file)), { dereference: true });
}

async function make(kind: 'full' | 'small'): Promise<void> {
  const packagePath = vsixPath(kind);
  await createVSIX({ cwd: staging, packagePath, target: platform, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false, allowUnusedFilesPattern: true });
  console.error(`Packaged ${path.relative(root, packagePath)} (${(statSync(packagePath).size / 1e6).toFixed(1)} MB).`);
}

if (import.meta.main) {
  const models = await packagedModels();
  const now = fingerprint(inputs, [...models.always, ...models.weights]);
  const stamp = path.join(dist, '.packaged');
  if (process.argv.includes('--if-stale') && isFresh(stamp, now) && existsSync(bestVsix())) process.exit(0);
  await packageAll(models);
  remember(stamp, now);
}
