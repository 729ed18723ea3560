/**
 * A model server from the side of a person: added by its address, tried, chosen; it answers on a machine that has no model; what happens when it
 * goes away and comes back; and where the time went. The server is a stand-in that speaks vLLM's way, so that it can be taken away.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fake, goodAnswer, says } from '../../model/test/servers/fake.ts';
import { openFile, press, runCommand, shownLines, startNewLine, statusText, typeText, until, untilStatus, waitForGhost } from '../../scripts/vscode/editor.ts';
import { file, openSample } from './sample.ts';

test('a model server', async (context) => {
  const server = await fake(says(goodAnswer, { model: 'base' }));
  const files = { 'requests.txt': 'show Sarah Chen\ngood morning\n' };
  const sample = await openSample({ kind: 'small', text: 'LOOKUP "Tidewatch 2.0";\n', files, settings: { 'rem.feedback.keep': 'local' } });
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
    await until('no word of a missing model any more', async () => !/no model/.test(await statusText(page)));
  });

  /** What is made of the server's answer: a limit that nobody asked for goes. */
  let query = '';
  await context.test('it answers where there is no model', async () => {
    await openFile(page, file);
    await startNewLine(page);
    await typeText(page, '-- show Sarah Chen');
    await page.keyboard.press('Enter');
    query = await waitForGhost(page, 60_000);
    assert.match(query, /"Sarah Chen"/);
    await page.keyboard.press('Tab');
    await until('the query in the text', async () => (await shownLines(page)).includes(query));
  });

  await context.test('what was taken is kept where the person wants that, and shown', async () => {
    await runCommand(page, 'REM: Show Kept Feedback');
    await until('the choice', async () => (await shownLines(page)).some((line) => line.includes('"kind":"accept"') && line.includes('"request":"show Sarah Chen"')));
    await page.keyboard.press('Control+F4');
  });

  await context.test('requests are annotated by keyboard alone', async () => {
    await openFile(page, 'requests.txt');
    await runCommand(page, 'REM: Annotate Requests');
    // A list takes Enter once a row of it is marked.
    const marked = (text: string) => page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).first();
    await marked(query).waitFor({ timeout: 30_000 });
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'good morning' }).waitFor();
    await row('No query answers this').waitFor();
    await box.fill('No query');
    await marked('No query answers this').waitFor();
    await page.keyboard.press('Enter');
    const labels = (): string[] => { try { return readFileSync(path.join(sample.folder, '.rem', 'query-labels.jsonl'), 'utf8').trim().split('\n'); } catch { return []; } };
    await until('both answers', async () => labels().length === 2);
    assert.deepEqual(labels().map((line) => (JSON.parse(line) as { queries: string[] }).queries), [[query], []]);
    await openFile(page, file);
    await press(page, 'mod+End');
    await page.keyboard.press('Enter');
  });

  await context.test('away: said in the status; back: used again by itself', async () => {
    await server.stop();
    await typeText(page, '-- show Tom Okafor');
    await page.keyboard.press('Enter');
    await untilStatus(page, /no model|server away/, 60_000);
    await server.start();
    await untilStatus(page, /gpu is ready/, 60_000);
  });

  await context.test('another machine: asked about, with what is sent; a no adds nothing', async () => {
    await runCommand(page, 'REM: Select Model…');
    await row('Add a server by its address').click();
    await row('OpenAI-compatible').click();
    await page.getByPlaceholder('https://models.example.com').fill('https://models.invalid');
    await page.keyboard.press('Enter');
    await until('the box for the name', async () => (await box.inputValue()) === 'models.invalid');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Let REM send this to https:\/\/models\.invalid\?[\s\S]*your request, the names of tables and columns, and labels[\s\S]*Never what notes contain/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await runCommand(page, 'REM: Select Model…');
    await row('Look for servers').waitFor();
    assert.equal(await row('models.invalid').count(), 0);
    await page.keyboard.press('Escape');
  });

  await context.test('why was this slow', async () => {
    await runCommand(page, 'REM: Why Was This Slow');
    await until('the page', async () => (await shownLines(page)).some((line) => line.includes('what took longest')));
    await press(page, 'mod+Home');
    assert.ok((await shownLines(page)).some((line) => line.includes('| gpu |')));
  });
});
