/**
 * Moments in a real VS Code with the packaged extension: the preview beside the text, its lens, a name written, a boundary dragged on the timeline and
 * moved by keys, the difference shown before saving, the note on disk, undo in the editor, and a transcript that grows. Pictures go to docs/pictures.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lenses, openFile, panelFrame, picture, press, runCommand, typeText, until } from '../../scripts/vscode/editor.ts';
import { inBothThemes } from './pictures.ts';
import { openSample, pictureFile } from './sample.ts';

const name = 'a-working-day.md';
const note = `---
# kept as it is
name:   "A working day"
x-unknown: {a: 1}
---
[2025-01-06 09:00] Started the day with a team standup. Sarah shared progress on the API migration, Mike mentioned the
database issue is blocking him. We agreed to pair after lunch.

[2025-01-06 10:30] Focused coding session. Finally fixed the token refresh bug in the auth service! It was a race
condition between two tabs. Feeling great.

[2025-01-06 13:00] Lunch with Priya in the canteen. We laughed so much about the broken coffee machine. She told me about her trip.
`;

test('moments of a transcript', async (context) => {
  const sample = await openSample({ kind: 'small', files: { [name]: note } });
  context.after(() => sample.close());
  const { page, folder } = sample;
  const onDisk = (): string => readFileSync(path.join(folder, name), 'utf8');
  await page.setViewportSize({ width: 1440, height: 900 });
  page.setDefaultTimeout(60_000);
  const panel = panelFrame(page);
  const cards = panel.locator('.card');
  /** The panel's own group may be the active one: a file opened now would open there. */
  const focusText = (): Promise<void> => page.locator('.editor-group-container').first().locator('.monaco-editor .view-lines').first().click({ position: { x: 200, y: 5 } });

  await context.test('the preview stands beside the text, with a card and a lens for each moment', async () => {
    await openFile(page, name);
    await runCommand(page, 'REM: Preview Moments');
    await cards.nth(2).waitFor();
    assert.equal(await cards.count(), 3);
    await panel.locator('.vis-item').nth(2).waitFor({ state: 'attached' });
    await until('a lens above each moment', async () => (await lenses(page)).filter((title) => /meeting|problem solving|social/.test(title)).length >= 3);
    await inBothThemes(page, 'moments-preview');
  });

  await context.test('the cursor in the text marks its moment, a chosen moment is shown in the text', async () => {
    await focusText();
    await press(page, 'mod+End');
    await until('the last moment marked', async () => (await cards.nth(2).getAttribute('aria-current')) === 'true');
    await cards.nth(0).getByRole('button', { name: 'Show' }).click();
    await until('the first moment marked', async () => (await cards.nth(0).getAttribute('aria-current')) === 'true');
  });

  await context.test('a name is written; a boundary is dragged on the timeline, taken back, and moved by keys', async () => {
    const field = cards.nth(1).locator('input.name');
    await field.fill('Token refresh mended');
    await field.press('Enter');
    await panel.locator('.count', { hasText: 'changed by you' }).waitFor();
    const bar = panel.locator('.vis-item.vis-range').nth(1);
    await bar.click();
    const handle = panel.locator('.vis-item.vis-selected .vis-drag-left');
    await handle.waitFor({ state: 'attached' });
    const [from, to] = await Promise.all([handle.boundingBox(), bar.boundingBox()]);
    assert.ok(from && to);
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width * 0.3, to.y + to.height / 2, { steps: 5 });
    await page.mouse.move(to.x + to.width * 0.7, to.y + to.height / 2, { steps: 5 });
    await page.mouse.up();
    await until('a moment that begins later', async () => (await cards.nth(1).locator('.time').textContent())?.includes('10:30') === false);
    await picture(page, pictureFile('moments-dragged'));
    await panel.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('the boundary where it was', async () => (await cards.nth(1).locator('.time').textContent())?.includes('10:30') === true);
    assert.equal(await cards.nth(1).locator('input.name').inputValue(), 'Token refresh mended');
    await cards.nth(1).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await until('the boundary moved by keys', async () => (await cards.nth(1).locator('.time').textContent())?.includes('10:30') === false);
    await panel.getByRole('button', { name: 'Undo', exact: true }).click();
  });

  await context.test('saving shows the difference first; then the note holds the moments, its comments and keys kept', async () => {
    await panel.getByRole('button', { name: 'Save…' }).click();
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Into this note' }).click();
    await page.locator('.monaco-diff-editor').first().waitFor();
    assert.equal(onDisk(), note, 'nothing is written before the person says so');
    await page.locator('.monaco-diff-editor .view-line', { hasText: 'moments:' }).first().waitFor();
    await page.locator('.notifications-toasts .monaco-button', { hasText: 'Save' }).first().waitFor();
    await picture(page, pictureFile('moments-difference'));
    await page.locator('.notifications-toasts .monaco-button', { hasText: 'Save' }).first().click();
    await until('the moments in the note', async () => onDisk().includes('moments:'));
    const saved = onDisk();
    assert.ok(saved.startsWith(note.slice(0, note.indexOf('---\n[2025'))), 'what stood in the front matter is as it was');
    assert.match(saved, /name: Token refresh mended/);
    assert.match(saved, /moment_type: problem_solving/);
    assert.ok(saved.endsWith(note.slice(note.indexOf('[2025'))), 'the text itself is as it was');
  });

  await context.test('undo in the editor takes the moments away again', async () => {
    await focusText();
    await press(page, 'mod+z');
    await press(page, 'mod+s');
    await until('the note as it was', async () => onDisk() === note);
  });

  await context.test('a transcript that grows is followed', async () => {
    await focusText();
    await press(page, 'mod+End');
    await typeText(page, '\n[2025-01-06 17:30] Walked home along the river. Counted eleven herons near the bridge, the wind was cold.\n');
    await cards.nth(3).waitFor();
    assert.match((await cards.nth(3).locator('.time').textContent()) ?? '', /17:30/);
  });
});

test('the pictures of the moments are there', () => {
  for (const each of ['moments-preview-dark', 'moments-preview-light']) assert.ok(existsSync(pictureFile(each)), each);
});
