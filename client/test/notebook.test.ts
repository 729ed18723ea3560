/** A notebook in a real VS Code: opened, run, its results kept in its file, opened again with them; a request writes a query below. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openFile, press, runCommand, statusText, until } from '../../scripts/vscode/editor.ts';
import { inBothThemes } from './pictures.ts';
import { file, hasModel, openSample } from './sample.ts';

const cells = [
  { kind: 'text', text: '# The week after the storm\n\nWho leads whom, and a name half remembered.' },
  { kind: 'query', text: 'TRAVERSE manages WITH LOOKUP "Sarah Chen"' },
  { kind: 'query', text: 'FUZZY "Tomas Herera"' },
];
const request = { kind: 'query', text: '-- who does Sarah Chen manage?' };
const name = 'week.remnb';

test('a notebook', async (context) => {
  const model = hasModel();
  const sample = await openSample({ kind: model ? 'full' : 'small', text: 'LOOKUP "Tidewatch 2.0";\n', files: { [name]: JSON.stringify({ version: 1, cells: model ? [...cells, request] : cells }) } });
  context.after(() => sample.close());
  const { page, folder } = sample;
  const place = path.join(folder, name);
  page.setDefaultTimeout(60_000);
  await page.setViewportSize({ width: 1440, height: 960 });
  await openFile(page, file);
  await until('model and notes', async () => (model ? /Model: ready.*Store: (ready|.*meaning)/ : /Store: (ready|.*meaning)/).test(await statusText(page)), 120_000);

  await context.test('its cells are read like any REM text', async () => {
    await open(page);
    await page.locator('.notebookOverlay .codelens-decoration a', { hasText: 'Run' }).first().waitFor();
  });

  await context.test('its cells run and show their rows', async () => {
    await page.getByRole('button', { name: /Run All/ }).first().click();
    await until('rows under two cells', async () => (await rowsShown(page)) >= 5, 60_000);
  });

  await context.test('a request gets a query below it, which did not run', { skip: model ? false : 'the weights are not there: npm start brings them' }, async () => {
    const queries = page.locator('.notebookOverlay .code-cell-row');
    await until('the new cell', async () => (await queries.count()) === cells.length + 1, 60_000);
    assert.match(((await queries.last().locator('.view-lines').textContent()) ?? '').replaceAll('\u00a0', ' '), /TRAVERSE manages WITH LOOKUP "Sarah Chen"/);
    assert.doesNotMatch((await queries.last().locator('.cell-status-left').textContent()) ?? '', /\d/);
  });

  await context.test('pictures', () => inBothThemes(page, 'results-notebook'));

  await context.test('saved, the file keeps the results; opened again, they are there without a run', async () => {
    await press(page, 'mod+s');
    await until('the results in the file', async () => readFileSync(place, 'utf8').includes('Priya Raghunathan'), 30_000);
    await runCommand(page, 'View: Close Editor');
    await page.locator('.notebookOverlay .code-cell-row').first().waitFor({ state: 'hidden' });
    await open(page);
    await until('the kept rows', async () => (await rowsShown(page)) >= 5, 60_000);
  });
});

async function open(page: Page): Promise<void> {
  await page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`).first().dblclick();
  await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
}

/** Outputs live in frames of their own; the rows of all of them. */
async function rowsShown(page: Page): Promise<number> {
  const counts = await Promise.all(page.frames().map((frame) => frame.locator('.rows .row').count().catch(() => 0)));
  return Math.max(...counts);
}
