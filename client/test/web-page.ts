/** One of the extension's web pages in a browser by itself, with its real script and style: what VS Code adds around it is tried elsewhere. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as playwright, type Page } from 'playwright-core';
import { buildPage } from '../../scripts/build.ts';
import { chromium } from '../../scripts/vscode/chromium.ts';

export type WebPage = {
  /** A fresh page, empty as when VS Code opens it. */
  open(): Promise<Page>;
  close(): Promise<void>;
};

export type WebPageOptions = { /** Of script and style in the build: `main`, `moments`. */ name: string; viewport: { width: number; height: number }; /** Further style, such as the colours of a theme. */ style?: string };

export async function webPage({ name, viewport, style = '' }: WebPageOptions): Promise<WebPage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-page-'));
  await buildPage(folder);
  const browser = await playwright.launch({ executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const read = (extension: string): string => readFileSync(path.join(folder, `${name}.${extension}`), 'utf8');
  return {
    async open() {
      const page = await browser.newPage({ viewport });
      await page.setContent(`<!DOCTYPE html><html lang="en"><body><style>${read('css')}${style}</style><main id="app"></main></body></html>`);
      await page.evaluate('globalThis.sent = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => globalThis.sent.push(message) });');
      await page.addScriptTag({ content: read('js') });
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As VS Code sends a message to the page. */
export async function post(page: Page, message: unknown): Promise<void> {
  await page.evaluate((value) => { (globalThis as unknown as { postMessage: (value: unknown, origin: string) => void }).postMessage(value, '*'); }, message);
}

/** What the page sent to VS Code so far. */
export async function sentBy<T>(page: Page): Promise<T[]> {
  return page.evaluate('globalThis.sent');
}
