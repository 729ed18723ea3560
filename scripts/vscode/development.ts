/** VS Code's page with an extension from a folder, as in the window of somebody who develops one. */
import type { Page } from 'playwright-core';
import type { CodeServer } from './code-server.ts';

/** `tests` is a file whose `run` is called in that window; VS Code then agrees to its own questions by itself. */
export async function openUnderDevelopment(page: Page, { url, port }: Pick<CodeServer, 'url' | 'port'>, { extension, tests }: { extension: string; tests?: string }): Promise<void> {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [['extensionDevelopmentPath', remote(extension)], ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]])];
  await page.addInitScript(enableDriver);
  await page.goto(`${url}&payload=${encodeURIComponent(JSON.stringify(payload))}`, { timeout: 120_000 });
}

/** A built VS Code looks at the payload only with its smoke-test driver on; it reads that from this element as it appears. */
const enableDriver = `new MutationObserver((_, observer) => {
  const element = document.getElementById('vscode-workbench-web-configuration');
  if (!element) return;
  observer.disconnect();
  const settings = JSON.parse(element.getAttribute('data-settings'));
  settings.developmentOptions = { ...settings.developmentOptions, enableSmokeTestDriver: true };
  element.setAttribute('data-settings', JSON.stringify(settings));
}).observe(document, { childList: true, subtree: true });`;
