/** The small package on a machine that has no weights: the status bar says how to get them, and everything else works. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ghostText, lenses, openFile, panelFrame, picture, press, problems, startNewLine, statusEntry, statusText, typeText, until, untilStatus } from '../../scripts/vscode/editor.ts';
import { file, openSample, pictureFile } from './sample.ts';

test('without a model', async (context) => {
  const sample = await openSample({ kind: 'small', text: 'LOOKUP "Tidewatch 2.0";\n' });
  context.after(() => sample.close());
  const { page } = sample;
  await openFile(page, file);

  await context.test('the status bar says that there is none, and how to get it', async () => {
    await untilStatus(page, /no model/);
    assert.match(await statusText(page), /Fetch Model/);
    await picture(page, pictureFile('no-model'));
  });

  await context.test('the entry opens a menu that fetches it', async () => {
    await statusEntry(page).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Fetch Model' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  await context.test('statements run', async () => {
    await untilStatus(page, /Store: ready/);
    await openFile(page, file);
    await until('a lens', async () => (await lenses(page)).some((title) => /Run/.test(title)));
    await press(page, 'mod+Home');
    await press(page, 'mod+Enter');
    await panelFrame(page).locator('.rows .row').first().waitFor({ timeout: 60_000 });
    assert.match((await panelFrame(page).locator('.rows .row').first().textContent()) ?? '', /Tidewatch 2\.0/);
  });

  await context.test('a request brings no grey text and takes nothing away', async () => {
    await openFile(page, file);
    await startNewLine(page);
    await typeText(page, '-- who does Sarah Chen manage?');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1500);
    assert.equal(await ghostText(page), '');
    await typeText(page, 'SERCH "x"');
    await page.keyboard.press('Escape');
    await until('the problem', async () => (await problems(page)).some((problem) => problem.includes('SEARCH')));
  });
});
