/** REM in a Python string and in a Markdown fence, in a workspace without a file of REM: problems at their places, completion and quick fixes inside, and the program around left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { cursorPlace, focusEditor, openFile, press, problems, shownLines, statusEntry, typeText, until } from '../../scripts/vscode/editor.ts';
import { openSample } from './sample.ts';

const python = 'def risks(store, name):\n    """SEARCH "x" LIMT 5 is no problem in prose."""\n    return store.execute_rem(f"SEARCH \\"{name}\\" LIMT 5")\n';
const guide = '# How we ask\n\nSERCH "prose" is only a word here.\n\n```rem\nTRAVERSE manages WITH LOOKUP "Sarah Chen" DEPHT 2\n```\n\n```js\nSERCH "code"\n```\n';

/** What the Problems view says of a file: the entries below its name. */
const told = async (page: Page): Promise<string[]> => (await problems(page)).filter((label) => /LIMT|SERCH|DEPHT/.test(label));

/** Puts the cursor at the file's next problem. */
async function toProblem(page: Page): Promise<void> {
  await focusEditor(page);
  await press(page, 'mod+Home');
  await page.keyboard.press('Alt+F8');
  await page.locator('.marker-widget').waitFor();
  await page.keyboard.press('Escape');
}

test('REM inside other languages', async (context) => {
  const sample = await openSample({ kind: 'small', bare: true, files: { 'plain.py': 'remark = "nothing to do with it"\n', 'ask.py': python, 'guide.md': guide } });
  context.after(() => sample.close());
  const { page } = sample;

  await context.test('a program without REM starts nothing', async () => {
    await openFile(page, 'plain.py');
    await page.waitForTimeout(3000);
    assert.equal(await statusEntry(page).count(), 0);
  });

  await context.test('a problem in a Python string is told once, in its line', async () => {
    await openFile(page, 'ask.py');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await until('the problem', async () => (await told(page)).length > 0);
    const found = await told(page);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /LIMT is no clause.*line 3/is);
  });

  await context.test('its fix changes the word alone', async () => {
    await toProblem(page);
    await until('the cursor in the string', async () => (await cursorPlace(page)).line === 3);
    await press(page, 'mod+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Write LIMIT' }).first().click();
    await until('the corrected line', async () => (await shownLines(page)).some((line) => line.includes('execute_rem(f"SEARCH \\"{name}\\" LIMIT 5")')));
    await until('the problem gone', async () => (await told(page)).length === 0);
  });

  await context.test('a problem in a Markdown fence is told, prose and other fences are not', async () => {
    await openFile(page, 'guide.md');
    await until('the problem', async () => (await told(page)).some((label) => label.includes('DEPHT')));
    const found = await told(page);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', /line 6/i);
  });

  await context.test('completion inside the fence knows the language', async () => {
    await toProblem(page);
    await until('the cursor in the fence', async () => (await cursorPlace(page)).line === 6);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await typeText(page, 'FUZ');
    await press(page, 'mod+Space');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'FUZZY' }).first().waitFor({ timeout: 30_000 });
  });
});
