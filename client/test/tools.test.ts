/** A statement that another assistant wants to run: VS Code shows it and asks; a no runs nothing, a yes gives rows. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/bootstrap.mjs';
import { vsixPath } from '../../scripts/package.ts';
import { openEditor, openFile, runCommand, shownLines, until, untilStatus } from '../../scripts/vscode/editor.ts';
import { helper } from '../../scripts/vscode/suite.ts';

const statement = 'SELECT name FROM entities ORDER BY name LIMIT 2';

test('a run that an assistant wants', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rem-tools-'));
  cpSync(path.join(root, 'test-fixtures', 'workspace', 'concepts'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'wanted.rem'), `${statement}\n`);
  const { page, close } = await openEditor({ folder, vsix: vsixPath('small'), extension: helper, settings: { 'chat.disableAIFeatures': false } });
  context.after(async () => { await close(); rmSync(folder, { recursive: true, force: true, maxRetries: 5 }); });
  const dialog = page.locator('.monaco-dialog-box');
  const call = async (): Promise<string> => {
    await openFile(page, 'wanted.rem');
    await runCommand(page, 'REM Test: Call the Run Tool');
    await dialog.waitFor({ timeout: 60_000 });
    return dialog.innerText();
  };
  const answered = (pattern: RegExp): Promise<void> => until(`${pattern}`, async () => pattern.test((await shownLines(page)).join('')), 60_000);

  await context.test('a no runs nothing', async () => {
    assert.match(await call(), /Run this REM statement\?[\s\S]*changes nothing[\s\S]*SELECT name FROM entities ORDER BY name LIMIT 2/);
    await page.keyboard.press('Escape');
    await answered(/^refused .*[Cc]ancel/);
  });

  await context.test('a yes gives rows', async () => {
    await untilStatus(page, /Store: ready/);
    await call();
    await page.keyboard.press('Enter');
    await answered(/^answered \{"columns":\["name"\],"rows":\[\[/);
  });
});
