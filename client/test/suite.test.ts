/** The mocha suite, in the VS Code in a browser. `node scripts/vscode/suite.ts` runs the same on a desktop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInBrowser } from '../../scripts/vscode/suite.ts';

test('the suite of @vscode/test-electron passes against the installed package', async () => {
  const { passed, log, asked } = await runInBrowser();
  assert.ok(passed, log);
  assert.equal(asked, 2, 'VS Code asks before each run of a tool');
});
