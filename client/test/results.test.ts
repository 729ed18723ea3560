/**
 * Running statements and looking at their results in a real VS Code with the packaged extension: table, score bars, graph, timeline, plan,
 * explain, history, export, cancel, notes that change, the memory view. Pictures in a dark and a light theme go to docs/pictures.
 */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { focusEditor, openFile, panelFrame, press, problems, runCommand, statusText, until, untilStatus } from '../../scripts/vscode/editor.ts';
import { inBothThemes } from './pictures.ts';
import { file, openSample, type Sample } from './sample.ts';

const statements = [
  'SELECT name, category, resource_timestamp, tags FROM resources WHERE resource_timestamp IS NOT NULL ORDER BY resource_timestamp DESC LIMIT 40;',
  'TRAVERSE manages, member_of WITH LOOKUP "Sarah Chen" DEPTH 3 LIMIT 30;',
  'SELECT name, moment_type, resource_timestamp, resource_ends_timestamp, summary FROM moments ORDER BY resource_timestamp DESC LIMIT 14;',
  'FUZZY "Sara Chen" THRESHOLD 0.2;',
  "SELECT r.name, count(*) AS moments FROM resources r JOIN moments m ON m.uri = r.uri WHERE m.moment_type <> 'social' GROUP BY r.name ORDER BY moments DESC;",
  'SELECT count(*) FROM generate_series(1, 2000) a, generate_series(1, 2000) b, generate_series(1, 2000) c;',
];
const markdown = '# Notes\n\n```rem\nLOOKUP "Tidewatch 2.0"\n```\n';
const python = 'QUERY = rem.query("""LOOKUP "Sarah Chen" """)\n';

test('results', async (context) => {
  const sample = await openSample({ kind: 'small', text: `${statements.join('\n\n')}\n` });
  context.after(() => sample.close());
  const { page, folder } = sample;
  await page.setViewportSize({ width: 1440, height: 960 });
  page.setDefaultTimeout(60_000);
  const panel = panelFrame(page);
  const rows = panel.locator('.rows .row');
  const runLine = async (index: number): Promise<void> => {
    await toLine(sample, index * 2);
    await press(page, 'mod+Enter');
  };
  const view = (name: string): Promise<void> => panel.getByRole('radio', { name, exact: true }).click();

  await context.test('the connection is in the status bar', async () => {
    await openFile(page, file);
    await until('the notes', async () => /Store: (ready|.*meaning)/.test(await statusText(page)), 90_000);
    assert.match((await page.locator('.statusbar-item[id$="rem.connection"]').textContent()) ?? '', /notes of kestrel-harbour/);
  });

  await context.test('Ctrl+Enter runs exactly the statement under the cursor, which lights up', async () => {
    await runLine(0);
    await page.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor({ state: 'attached' });
    await rows.nth(5).waitFor();
    assert.equal(await panel.locator('.query').textContent(), statements[0]?.slice(0, -1));
    assert.match((await panel.locator('.where').textContent()) ?? '', /notes of kestrel-harbour/);
    await inBothThemes(page, 'results-rows');
  });

  await context.test('scores are bars', async () => {
    await runLine(3);
    await panel.locator('.bar .fill').first().waitFor();
    assert.match((await rows.first().textContent()) ?? '', /Sarah Chen/);
  });

  await context.test('a traversal is a graph: a node opens its note and brings its neighbours', async () => {
    await runLine(1);
    await panel.getByRole('radio', { name: 'Graph', exact: true }).waitFor();
    await view('Graph');
    const nodes = panel.locator('.graph-list li');
    await nodes.nth(4).waitFor();
    const before = await nodes.count();
    await nodes.filter({ hasText: 'Tomás Herrera' }).first().click();
    await panel.getByRole('button', { name: 'Expand' }).click();
    await until('more nodes', async () => (await nodes.count()) > before, 60_000);
    await large(page, 'results-traversal');
  });

  await context.test('moments are a timeline', async () => {
    await runLine(2);
    await until('its rows', async () => /moment_type/.test((await panel.locator('.row.head').textContent({ timeout: 1000 }).catch(() => '')) ?? ''));
    await view('Timeline');
    assert.ok((await panel.locator('.moment').count()) >= 10);
    await large(page, 'results-timeline');
    await view('Plan');
    assert.match((await panel.locator('.explanation').textContent()) ?? '', /moments/);
  });

  await context.test('a statement is explained without running, and measured when asked', async () => {
    await toLine(sample, 8);
    await runCommand(page, 'REM: Explain Statement');
    const step = panel.locator('.explain-row:not(.head)');
    await step.first().waitFor();
    assert.equal(await panel.locator('.explain-tree.measured').count(), 0);
    await panel.getByRole('button', { name: 'Run and Measure' }).click();
    await panel.locator('.explain-tree.measured').waitFor();
    assert.ok((await step.count()) >= 3);
    assert.match((await panel.locator('.amount.time').first().textContent()) ?? '', /\d+(\.\d+)? (ms|s)/);
    await large(page, 'results-explain');
  });

  await context.test('a run is cancelled at once', async () => {
    await runLine(5);
    await panel.getByRole('button', { name: 'Cancel' }).waitFor();
    const asked = performance.now();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('alert').waitFor({ timeout: 5000 });
    const waited = performance.now() - asked;
    context.diagnostic(`cancelled, as seen in the panel, after ${Math.round(waited)} ms`);
    assert.match((await panel.getByRole('alert').textContent()) ?? '', /Cancelled/);
  });

  await context.test('a file of several statements asks before it runs', async () => {
    await openFile(page, file);
    await runCommand(page, 'REM: Run Selection or File');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /Run 6 statements/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  await context.test('REM inside Markdown runs by its lens, inside Python under the cursor', async () => {
    writeFileSync(path.join(folder, 'a.md'), markdown);
    writeFileSync(path.join(folder, 'a.py'), python);
    await openFile(page, 'a.md');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
    await until('the row of the note', async () => (await panel.locator('.query').textContent()) === 'LOOKUP "Tidewatch 2.0"' && (await rows.count()) > 0, 20_000);
    await openFile(page, 'a.py');
    await press(page, 'mod+Home');
    for (let right = 0; right < 24; right++) await page.keyboard.press('ArrowRight');
    await runCommand(page, 'REM: Run Statement');
    await until('the person', async () => /Sarah Chen/.test((await panel.locator('.query').textContent()) ?? '') && (await rows.count()) > 0, 20_000);
  });

  await context.test('a result is exported to a file', async () => {
    const target = path.join(folder, 'out.csv');
    await panel.getByLabel('Export the rows').selectOption('csv');
    const box = page.locator('.quick-input-widget input.input');
    await until('the proposed file', async () => (await box.inputValue()).endsWith('result.csv'));
    await box.fill(target);
    // VS Code's dialog takes no Enter while it is still looking the typed folder up.
    await until('the dialog to take the file', async () => {
      await page.keyboard.press('Enter');
      return box.isHidden();
    });
    await until('the file', async () => { try { return readFileSync(target, 'utf8').includes('Sarah Chen'); } catch { return false; } });
    assert.match(readFileSync(target, 'utf8').split('\r\n')[0] ?? '', /label|name/);
  });

  await context.test('what ran is found again in the history', async () => {
    await runCommand(page, 'REM: History…');
    const item = page.locator('.quick-input-list .monaco-list-row');
    await page.getByPlaceholder('Run a statement again').fill('FUZZY');
    await until('the statement', async () => /FUZZY "Sara Chen"/.test((await item.first().textContent()) ?? ''));
    await page.keyboard.press('Escape');
  });

  await context.test('a note that breaks is a problem at its place, and mended it is none', async () => {
    const note = path.join(folder, 'glass.md');
    writeFileSync(note, '---\nname: Glass Harbour\ncategory: [design\n---\nText.\n');
    await until('the problem', async () => (await problems(page)).some((problem) => /glass\.md/.test(problem)), 60_000);
    writeFileSync(note, '---\nname: Glass Harbour\ncategory: design\n---\nText.\n');
    await until('no problem', async () => (await problems(page)).every((problem) => !/glass\.md/.test(problem)), 60_000);
    rmSync(note);
  });

  await context.test('indexing is paused from the palette, a note waits, and resumed it is read', async () => {
    const note = path.join(folder, 'waiting.md');
    const seen = async (): Promise<boolean> => (await problems(page)).some((problem) => /waiting\.md/.test(problem));
    await runCommand(page, 'REM: Pause Indexing');
    await untilStatus(page, /Indexing: paused/);
    writeFileSync(note, '---\nname: Waiting\ncategory: [design\n---\nText.\n');
    await sleep(3000);
    assert.equal(await seen(), false);
    await runCommand(page, 'REM: Resume Indexing');
    await until('the problem of the note that waited', seen, 60_000);
    assert.doesNotMatch(await statusText(page), /paused/);
    rmSync(note);
  });

  await context.test('the memory view counts, unfolds and opens a note', async () => {
    await page.locator('.pane-header', { hasText: 'REM Memory' }).click();
    const item = (text: string | RegExp): Locator => page.locator('.pane-body [role="treeitem"]', { hasText: text }).first();
    await item(/resources\s*\d+/).waitFor();
    await item('recent moments').click();
    const moment = page.locator('.pane-body [role="treeitem"][aria-level="2"]').first();
    const note = page.locator('.tab.active[data-resource-name$=".md"], .tab.active[data-resource-name$=".yaml"]').first();
    // The view is drawn anew while the store takes the change before in; a click in that moment meets a row that is gone.
    await until('the note of a moment', async () => {
      await moment.click();
      return note.waitFor({ timeout: 5000 }).then(() => true, () => false);
    }, 60_000);
  });
});

/** Pictures with the panel over the whole window. */
async function large(page: Page, name: string): Promise<void> {
  await runCommand(page, 'View: Toggle Maximized Panel');
  await inBothThemes(page, name);
  await runCommand(page, 'View: Toggle Maximized Panel');
}

/** Puts the cursor at the start of a line, counted from 0. */
async function toLine({ page }: Sample, line: number): Promise<void> {
  await openFile(page, file);
  await focusEditor(page);
  await press(page, 'mod+Home');
  for (let down = 0; down < line; down++) await page.keyboard.press('ArrowDown');
}
