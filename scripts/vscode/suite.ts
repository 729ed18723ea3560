/**
 * Runs the mocha suite of `client/test/suite` against the installed package: in the browser VS Code (`runInBrowser`), or in a desktop VS
 * Code that @vscode/test-electron downloads (`node scripts/vscode/suite.ts`), for those who have a display and the internet. The extension
 * "under development" is an empty helper, so that it is the package that is tested.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

const helper = path.join(root, 'client', 'test', 'helper');
const workspace = path.join(root, 'test-fixtures', 'workspace');

/** `passed` by the suite's own word; `log` holds mocha's lines. */
export type SuiteResult = { passed: boolean; log: string };

/** The suite as one CommonJS file, which is what VS Code's test host loads. Answers its path. */
async function bundleSuite(): Promise<string> {
  const folder = path.join(root, '.cache', 'suite');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const outfile = path.join(folder, 'index.js');
  await build({ entryPoints: [path.join(root, 'client', 'test', 'suite', 'index.ts')], bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile, external: ['vscode', 'mocha'], logLevel: 'error' });
  return outfile;
}

export async function runInBrowser(timeout = 120_000): Promise<SuiteResult> {
  const suite = await bundleSuite();
  const home = mkdtempSync(path.join(tmpdir(), 'rem-suite-'));
  const server = await startCodeServer({ folder: workspace, home, vsix: bestVsix() });
  const browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage();
    const result = listen(page);
    await page.addInitScript(enableDriver);
    const remote = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
    const payload = JSON.stringify([['extensionDevelopmentPath', remote(helper)], ['extensionTestsPath', remote(suite)]]);
    await page.goto(`${server.url}&payload=${encodeURIComponent(payload)}`);
    return await Promise.race([result, sleep(timeout, { passed: false, log: `no result within ${timeout} ms` }, { ref: false })]);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The page tells how the suite ended through functions that VS Code's test driver looks for. */
async function listen(page: Page): Promise<SuiteResult> {
  const lines: string[] = [];
  return new Promise((resolve) => {
    void page.exposeFunction('codeAutomationLog', (_: string, values: unknown[]) => { lines.push(values.map(String).join(' ')); });
    void page.exposeFunction('codeAutomationExit', (code: number) => resolve({ passed: code === 0, log: lines.join('\n') }));
  });
}

/** A built VS Code runs tests only with its smoke-test driver on; it reads that from this element as it appears. */
const enableDriver = `new MutationObserver((_, observer) => {
  const element = document.getElementById('vscode-workbench-web-configuration');
  if (!element) return;
  observer.disconnect();
  const settings = JSON.parse(element.getAttribute('data-settings'));
  settings.developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
  element.setAttribute('data-settings', JSON.stringify(settings));
}).observe(document, { childList: true, subtree: true });`;

async function runOnDesktop(): Promise<void> {
  const suite = await bundleSuite();
  const executable = await downloadAndUnzipVSCode('stable');
  const [command = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  const { spawnSync } = await import('node:child_process');
  const { status } = spawnSync(command, [...args, '--install-extension', bestVsix(), '--force'], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('The package could not be installed.');
  await runTests({ vscodeExecutablePath: executable, extensionDevelopmentPath: helper, extensionTestsPath: suite, launchArgs: [workspace, '--disable-workspace-trust'] });
}

if (import.meta.main) await runOnDesktop();
