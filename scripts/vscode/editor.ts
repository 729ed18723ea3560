/**
 * Drives a real VS Code in a browser as a person would: opens files from the explorer, types, reads grey text, lenses, problems and the
 * results panel off the page. Everything here reads what is shown, never what the extension believes.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as playwright, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { chromium } from './chromium.ts';
import { startCodeServer, type CodeServer, type CodeServerOptions } from './code-server.ts';
import { openUnderDevelopment } from './development.ts';

export type Editor = { page: Page; server: CodeServer; home: string; consoleLines: string[]; close: () => Promise<void> };

const browserFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const control = process.platform === 'darwin' ? 'Meta' : 'Control';

/** Starts VS Code and a browser on it, and answers when the explorer shows the folder. `close` ends both, whatever happened. */
export async function openEditor(options: Omit<CodeServerOptions, 'home'> & { home?: string; /** The folder of one more extension. */ extension?: string }): Promise<Editor> {
  const home = options.home ?? mkdtempSync(path.join(tmpdir(), 'rem-vscode-'));
  const binary = chromium();
  const server = await startCodeServer({ ...options, home });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    await server.stop();
    if (!options.home) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    browser = await playwright.launch({ executablePath: binary, args: browserFlags });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });
    // A busy machine takes its time; nothing here measures.
    page.setDefaultTimeout(60_000);
    const consoleLines: string[] = [];
    page.on('console', (message) => consoleLines.push(message.text()));
    if (options.extension === undefined) await page.goto(server.url, { timeout: 120_000 });
    else await openUnderDevelopment(page, server, { extension: options.extension });
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 120_000 });
    return { page, server, home, consoleLines, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a file that lies at the folder's top, and puts the cursor into it. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`).first().dblclick();
  await page.locator(`.tab[data-resource-name="${name}"]`).waitFor();
  await focusEditor(page);
}

export async function focusEditor(page: Page): Promise<void> {
  await page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click({ position: { x: 200, y: 5 } });
}

/** Puts the cursor at the end of the file, on an empty line of its own. */
export async function startNewLine(page: Page): Promise<void> {
  await press(page, 'mod+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}

/** A key chord; `mod` is Control, or Command on a Mac. */
export async function press(page: Page, chord: string): Promise<void> {
  await page.keyboard.press(chord.replace('mod', control));
}

/** Types at a person's speed, which is what grey text and suggestion boxes react to. */
export async function typeText(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 30 });
}

/** The grey text that is shown now, its lines joined by line feeds; empty where there is none. */
export async function ghostText(page: Page): Promise<string> {
  const first = await page.locator('.monaco-editor .ghost-text-decoration').allTextContents();
  const rest = await page.locator('.monaco-editor .suggest-preview-text .ghost-text, .monaco-editor .suggest-preview-text .view-line').allTextContents();
  return [first.join(''), ...rest].join('\n').replaceAll('\u00a0', ' ').replace(/\n+$/, '');
}

/** Waits until grey text is there and answers it; empty where none comes in time. */
export async function waitForGhost(page: Page, timeout = 15_000): Promise<string> {
  const shown = page.locator('.monaco-editor .ghost-text-decoration, .monaco-editor .suggest-preview-text .ghost-text').first();
  await shown.waitFor({ state: 'attached', timeout }).catch(() => undefined);
  return ghostText(page);
}

/** The lines that the active editor shows, from the top, grey text included, inlay hints left out. */
export async function shownLines(page: Page): Promise<string[]> {
  const lines = await page.locator('.editor-group-container.active .view-line').evaluateAll((nodes) => nodes.map((node) => {
    const line = node.cloneNode(true) as unknown as { style: { top: string }; textContent: string; querySelectorAll(selector: string): { remove(): void }[] };
    for (const hint of line.querySelectorAll('[class*="dyn-rule"]')) hint.remove();
    return { top: Number.parseFloat(line.style.top), text: line.textContent };
  }));
  return lines.sort((a, b) => a.top - b.top).map((line) => line.text.replaceAll('\u00a0', ' '));
}

/** The status bar's `Ln 3, Col 7`, as numbers. */
export async function cursorPlace(page: Page): Promise<{ line: number; column: number }> {
  const text = (await page.locator('#status\\.editor\\.selection').textContent()) ?? '';
  const [line = 0, column = 0] = [...text.matchAll(/\d+/g)].map(Number);
  return { line, column };
}

/** The titles of the code lenses that are shown. */
export async function lenses(page: Page): Promise<string[]> {
  return page.locator('.codelens-decoration a').allTextContents();
}

/** Opens the Problems view and answers each entry's text, as a screen reader would say it. */
export async function problems(page: Page): Promise<string[]> {
  await showProblems(page);
  const rows = page.locator('.markers-panel .monaco-list-row');
  const labels = await rows.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
  return labels.filter((label) => label !== '');
}

async function showProblems(page: Page): Promise<void> {
  if (await page.locator('.markers-panel').isVisible()) return;
  await press(page, 'mod+Shift+M');
  await page.locator('.markers-panel').waitFor();
}

/** Waits until `wanted` answers true, asking every 100 ms; throws with `what` after `timeout`. */
export async function until(what: string, wanted: () => Promise<boolean>, timeout = 30_000): Promise<void> {
  for (const deadline = Date.now() + timeout; Date.now() < deadline; ) {
    if (await wanted()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited ${timeout} ms for ${what}.`);
}

/** The page inside the webview that is shown; a view behind another tab keeps its page, unseen. */
export function panelFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/** Runs a command from the palette by its title. What is still moving the focus elsewhere closes the palette: it is opened again. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const box = page.locator('.quick-input-widget input.input');
  for (let tries = 1; ; tries++) {
    try {
      await page.keyboard.press('F1');
      await box.fill(`>${title}`, { timeout: 5000 });
      await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor({ timeout: 15_000 });
      break;
    } catch (error) {
      if (tries === 4) throw error;
    }
  }
  await page.keyboard.press('Enter');
}

/** The extension's own entry in the status bar; others, such as its progress, name it too. */
export function statusEntry(page: Page): Locator {
  return page.locator('.statusbar-item[id$="rem.status"]');
}

/** That entry as it is shown and as a screen reader says it; empty where it is not there. */
export async function statusText(page: Page): Promise<string> {
  const item = statusEntry(page);
  if ((await item.count()) === 0) return '';
  const label = await item.locator('a').first().getAttribute('aria-label', { timeout: 2000 }).catch(() => '');
  return `${(await item.textContent({ timeout: 2000 }).catch(() => '')) ?? ''} ${label ?? ''}`;
}

/** Waits until the status entry's text matches, and says what it was where it never does. */
export async function untilStatus(page: Page, pattern: RegExp, timeout = 300_000): Promise<void> {
  let last = '';
  await until(`the status ${pattern}`, async () => pattern.test((last = await statusText(page))), timeout).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)} It was: ${last}`);
  });
}

/** Saves what the page shows as a PNG. */
export async function picture(page: Page, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
