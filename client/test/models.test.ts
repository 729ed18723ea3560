/**
 * A model server from the side of a person: added by its address, tried, chosen; it answers on a machine that has no model; what happens when it
 * goes away and comes back; and where the time went. The server is a stand-in that speaks vLLM's way, so that it can be taken away.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fake, goodAnswer, says } from '../../model/test/servers/fake.ts';
import { openFile, press, runCommand, shownLines, startNewLine, statusText, typeText, until, untilStatus, waitForGhost } from '../../scripts/vscode/editor.ts';
import { file, openSample } from './sample.ts';

test('a model server', async (context) => {
  const server = await fake(says(goodAnswer, { model: 'base' }));
  const sample = await openSample({ kind: 'small', text: 'LOOKUP "Tidewatch 2.0";\n' });
  context.after(async () => { await sample.close(); await server.stop(); });
  const { page } = sample;
  const box = page.locator('.quick-input-widget input.input');
  const row = (text: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  await openFile(page, file);
  await untilStatus(page, /no model/);

  await context.test('added by its address, tried on twenty requests, chosen', async () => {
    await runCommand(page, 'REM: Select Model…');
    await row('Add a server by its address').click();
    await row('OpenAI-compatible').click();
    await page.getByPlaceholder('https://models.example.com').fill(server.url);
    await page.keyboard.press('Enter');
    await until('the box for the name', async () => (await box.inputValue()) === `127.0.0.1:${server.port}`);
    await box.fill('gpu');
    await page.keyboard.press('Enter');
    await row('queries').waitFor({ timeout: 120_000 });
    assert.match((await page.locator('.quick-input-title').textContent()) ?? '', /of 20 valid/);
    await page.keyboard.press('Enter');
    await untilStatus(page, /Server for rem_query: gpu/, 60_000);
    assert.doesNotMatch(await statusText(page), /no model/);
  });

  await context.test('it answers where there is no model', async () => {
    await openFile(page, file);
    await startNewLine(page);
    await typeText(page, '-- show Sarah Chen');
    await page.keyboard.press('Enter');
    assert.match(await waitForGhost(page, 60_000), /"Sarah Chen"/);
    await page.keyboard.press('Escape');
  });

  await context.test('away: said in the status; back: used again by itself', async () => {
    await server.stop();
    await typeText(page, '-- show Tom Okafor');
    await page.keyboard.press('Enter');
    await untilStatus(page, /no model|server away/, 60_000);
    await server.start();
    await untilStatus(page, /gpu is ready/, 60_000);
  });

  await context.test('why was this slow', async () => {
    await runCommand(page, 'REM: Why Was This Slow');
    await until('the page', async () => (await shownLines(page)).some((line) => line.includes('what took longest')));
    await press(page, 'mod+Home');
    assert.ok((await shownLines(page)).some((line) => line.includes('| gpu |')));
  });
});
