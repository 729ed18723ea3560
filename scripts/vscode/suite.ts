/**
 * Runs the mocha suite of `client/test/suite` against the installed package: in the browser VS Code (`runInBrowser`), or in a desktop VS
 * Code that @vscode/test-electron downloads (`node scripts/vscode/suite.ts`), for those who have a display and the internet. The extension
 * "under development" is a helper of the tests, so that it is the package that is tested.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { chromium as playwright, type Page } from 'playwright-core';
import { root } from '../bootstrap.mjs';
import { bestVsix } from '../package.ts';
import { chromium } from './chromium.ts';
import { startCodeServer } from './code-server.ts';
import { openUnderDevelopment } from './development.ts';

/** An extension that only tests have: it calls what no person calls by hand. */
export const helper = path.join(root, 'client', 'test', 'helper');

/** `passed` by the suite's own word; `log` holds mocha's lines. `asked`: dialogs that VS Code would have shown; under test it agrees by itself. */
export type SuiteResult = { passed: boolean; log: string; asked: number };

/** A few notes, which are indexed in a moment. Answers the folder. */
function makeWorkspace(home: string): string {
  const folder = path.join(home, 'notes');
  cpSync(path.join(root, 'test-fixtures', 'workspace', 'concepts'), folder, { recursive: true });
  return folder;
}

/** The suite as one CommonJS file, which is what VS Code's test host loads. Answers its path. */
async function bundleSuite(): Promise<string> {
  const folder = path.join(root, '.cache', 'suite');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const outfile = path.join(folder, 'index.js');
  await build({ entryPoints: [path.join(root, 'client', 'test', 'suite', 'index.ts')], bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile, external: ['vscode', 'mocha'], logLevel: 'error' });
  return outfile;
}

export async function runInBrowser(timeout = 180_000): Promise<SuiteResult> {
  const suite = await bundleSuite();
  const home = mkdtempSync(path.join(tmpdir(), 'rem-suite-'));
  // VS Code keeps tools from assistants while its own are switched off.
  const settings = { 'chat.disableAIFeatures': false };
  const env = { REM_MODEL_DIR: path.join(root, '.cache', 'test-models') };
  const server = await startCodeServer({ folder: makeWorkspace(home), home, vsix: bestVsix(), settings, env });
  const browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage();
    const result = listen(page);
    await openUnderDevelopment(page, server, { extension: helper, tests: suite });
    return await Promise.race([result, sleep(timeout, { passed: false, log: `no result within ${timeout} ms`, asked: 0 }, { ref: false })]);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The page tells how the suite ended through functions that VS Code's test driver looks for. */
async function listen(page: Page): Promise<SuiteResult> {
  const lines: string[] = [];
  let asked = 0;
  page.on('console', (message) => { if (message.text().includes('Dialog requested during smoke test')) asked++; });
  return new Promise((resolve) => {
    void page.exposeFunction('codeAutomationLog', (_: string, values: unknown[]) => { lines.push(values.map(String).join(' ')); });
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve({ passed: code === 0, log: lines.join('\n'), asked }));
  });
}

async function runOnDesktop(): Promise<void> {
  const suite = await bundleSuite();
  const executable = await downloadAndUnzipVSCode('stable');
  const [command = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const { spawnSync } = await import('node:child_process');
  const { status } = spawnSync(command, [...args, '--install-extension', bestVsix(), '--force'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('The package could not be installed.');
  const home = mkdtempSync(path.join(tmpdir(), 'rem-suite-'));
  await runTests({ vscodeExecutablePath: executable, extensionDevelopmentPath: helper, extensionTestsPath: suite, launchArgs: [makeWorkspace(home), '--disable-workspace-trust'] });
}

if (import.meta.main) await runOnDesktop();
