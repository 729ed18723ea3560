/** A workspace that nobody trusted yet: the language works, its notes are not read and nothing runs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fake, goodAnswer, says } from '../../model/test/servers/fake.ts';
import { openFile, panelFrame, press, runCommand, startNewLine, typeText, untilStatus } from '../../scripts/vscode/editor.ts';
import { file, openSample } from './sample.ts';

test('in a workspace that is not trusted', async (context) => {
  const server = await fake(says(goodAnswer, { model: 'base' }));
  const servers = { 'rem.model.servers': [{ name: 'gpu', kind: 'openai', url: server.url }], 'rem.model.use': { rem_query: 'gpu' } };
  const sample = await openSample({ kind: 'small', trust: 'ask', text: 'LOOKUP "Tidewatch 2.0";\n', settings: { ...servers, 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.untrustedFiles': 'open' } });
  context.after(async () => { await sample.close(); await server.stop(); });
  const { page } = sample;
  await openFile(page, file);

  await context.test('problems are told', async () => {
    await startNewLine(page);
    await typeText(page, 'SERCH "x"');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
  });

  await context.test('a statement does not run, and the reason is said', async () => {
    await untilStatus(page, /until you trust this workspace/);
    await press(page, 'mod+Home');
    await press(page, 'mod+Enter');
    const alert = panelFrame(page).getByRole('alert');
    await alert.waitFor({ timeout: 60_000 });
    assert.match((await alert.textContent()) ?? '', /a workspace that you trust/);
  });

  await context.test('the model server of the settings is not asked, and none can be selected', async () => {
    await press(page, 'mod+End');
    await typeText(page, '\n-- show Sarah Chen\n');
    await runCommand(page, 'REM: Select Model…');
    await page.locator('.notification-toast', { hasText: 'A model can be selected in a workspace that you trust' }).waitFor({ timeout: 30_000 });
    assert.deepEqual([server.asked.length, server.connected], [0, 0]);
  });

  await context.test('no connection can be chosen, and the reason is said', async () => {
    await runCommand(page, 'REM: Connect…');
    const said = page.locator('.notification-toast', { hasText: 'A connection can be chosen only in a workspace that you trust' });
    await said.waitFor({ timeout: 30_000 });
    assert.equal(await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Add a PostgreSQL Connection' }).count(), 0);
  });
});
