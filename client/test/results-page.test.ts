/**
 * The results page in a browser by itself, with its real script and style: many rows, hostile text, keyboard, failures. What VS Code adds
 * around it is tried in `story.test.ts`.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FromPage, Tab } from '../src/results/messages.ts';
import { post, sentBy, webPage, type WebPage } from './web-page.ts';

let web: WebPage;
let page: Page;

before(async () => { web = await webPage({ name: 'main', viewport: { width: 1100, height: 320 } }); });
after(() => web?.close());
beforeEach(async () => { page = await web.open(); });

type Content = { columns: string[]; rows: unknown[][]; text?: string };

function tabOf({ columns, rows, text = 'SELECT * FROM resources' }: Content): Tab {
  return {
    id: 1, title: text, text, connection: 'notes of sample', at: '2026-01-05T10:00:00.000Z', pinned: false,
    content: { kind: 'run', answer: {
      kind: 'rows', plan: { intent: 'structured_query', query_type: 'SQL', parameters: {}, explanation: 'All rows.' }, columns: columns.map((name) => ({ name, type: 'text' })), rows,
      truncated: false, timings: { plan: 0.4, sql: 2.5, total: 3 }, sql: 'select * from resources', parameters: [], notes: [], source: { text },
    } },
  };
}

async function show(...tabs: Tab[]): Promise<void> {
  await post(page, { kind: 'all', tabs, active: tabs[0]?.id });
  await page.locator('.content').waitFor();
}

const sent = (): Promise<FromPage[]> => sentBy(page);

test('a hundred thousand rows: only those in sight are drawn, and the last one is reached by keyboard', async () => {
  await show(tabOf({ columns: ['name', 'ordinal'], rows: Array.from({ length: 100_000 }, (_, index) => [`row ${index}`, index]) }));
  await page.locator('.rows .row').first().waitFor();
  assert.ok((await page.locator('.rows .row').count()) < 100);
  assert.equal(await page.locator('.grid').getAttribute('aria-rowcount'), '100001');
  await page.locator('.grid').focus();
  await page.keyboard.press('Control+End');
  await page.locator('.rows .row', { hasText: 'row 99999' }).waitFor();
  assert.ok((await page.locator('.rows .row').count()) < 100);
  assert.equal(await page.locator('.rows .row', { hasText: 'row 99999' }).getAttribute('aria-rowindex'), '100001');
});

test('a result of 1,600 columns: only those in sight are drawn, and the last one is reached by keyboard', async () => {
  const columns = Array.from({ length: 1_600 }, (_, index) => `c${index}`);
  await show(tabOf({ columns, rows: Array.from({ length: 200 }, (_, row) => columns.map((_, index) => `${row}:${index}`)) }));
  await page.locator('.rows .row').first().waitFor();
  assert.ok((await page.locator('.rows .cell').count()) < 3_000);
  assert.equal(await page.locator('.grid').getAttribute('aria-colcount'), '1600');
  await page.locator('.grid').focus();
  await page.keyboard.press('End');
  const last = page.locator('.rows .cell.chosen');
  await page.locator('.rows .cell.chosen', { hasText: '0:1599' }).waitFor();
  assert.equal(await last.getAttribute('aria-colindex'), '1600');
  const box = await last.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 1101, 'it is in sight');
  assert.equal(await page.locator('.head .cell').last().textContent(), 'c1599');
  await page.keyboard.press('Home');
  await page.locator('.rows .cell.chosen', { hasText: '0:0' }).waitFor();
});

test('text that looks like HTML is shown, not obeyed, in every view', async () => {
  const hostile = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>';
  await show(tabOf({ columns: [hostile, 'name'], rows: [[hostile, { [hostile]: hostile }]], text: `-- ${hostile}\nLOOKUP "x"` }));
  for (const view of ['Table', 'JSON', 'Plan', 'SQL']) {
    await page.getByRole('radio', { name: view }).click();
    assert.equal(await page.locator('main img, main script').count(), 0, view);
  }
  await page.getByRole('radio', { name: 'Table' }).click();
  assert.equal(await page.locator('.rows .cell').first().textContent(), hostile);
  await page.locator('.rows .cell').first().dblclick();
  assert.equal(await page.locator('dialog pre').textContent(), hostile);
  assert.equal(await page.evaluate('globalThis.hacked'), undefined);
});

test('a heading sorts the rows, both ways, numbers as numbers', async () => {
  await show(tabOf({ columns: ['n'], rows: [[10], [9], [100], [null]] }));
  const cells = (): Promise<string[]> => page.locator('.rows .cell').allTextContents();
  await page.getByRole('columnheader', { name: 'n' }).click();
  assert.deepEqual(await cells(), ['9', '10', '100', '']);
  await page.getByRole('columnheader', { name: 'n' }).click();
  assert.deepEqual((await cells()).filter((cell) => cell !== ''), ['100', '10', '9']);
  assert.equal(await page.getByRole('columnheader', { name: 'n' }).getAttribute('aria-sort'), 'descending');
});

test('a failure says what happened and what to do, aloud', async () => {
  const tab = tabOf({ columns: [], rows: [] });
  await show({ ...tab, content: { kind: 'run', answer: { kind: 'failed', code: 'timeout', message: 'The store took too long.', remedy: 'Add a LIMIT.' } } });
  assert.match((await page.getByRole('alert').textContent()) ?? '', /The store took too long\.\s*Add a LIMIT\./);
});

test('a statement that runs can be cancelled', async () => {
  await show({ ...tabOf({ columns: [], rows: [] }), content: { kind: 'running' } });
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.deepEqual((await sent()).at(-1), { kind: 'cancel', id: 1 });
});

test('paths of a traversal become a graph whose nodes the keyboard walks and expands', async () => {
  await show(tabOf({
    columns: ['label', 'kind', 'relations', 'depth', 'path', 'path_relations'],
    rows: [['Tom', 'person', ['manages'], 1, ['Sarah', 'Tom'], ['manages']], ['Platform', 'team', ['owns'], 2, ['Sarah', 'Tom', 'Platform'], ['manages', '<owns']]],
  }));
  await page.getByRole('radio', { name: 'Graph' }).click();
  const nodes = page.locator('.graph-list li');
  await nodes.first().waitFor();
  assert.deepEqual((await nodes.allTextContents()).map((text) => text.replace(/(person|team)$/, '')), ['Sarah', 'Tom', 'Platform']);
  await page.locator('.graph-list').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Expand' }).click();
  assert.deepEqual((await sent()).at(-1), { kind: 'expand', id: 1, label: 'Tom' });
});

test('rows with times become a timeline, day by day', async () => {
  await show(tabOf({
    columns: ['name', 'moment_type', 'resource_timestamp', 'resource_ends_timestamp'],
    rows: [['Retro', 'meeting', '2026-01-06T15:00:00', '2026-01-06T16:00:00'], ['Stand-up', 'meeting', '2026-01-05T09:30:00', '2026-01-05T09:45:00']],
  }));
  await page.getByRole('radio', { name: 'Timeline' }).click();
  await page.locator('.moment .label').nth(1).waitFor();
  assert.deepEqual((await page.locator('.moment .label').allTextContents()).map((text) => text.replace(/^\D*[\d:]+\s*(AM|PM)?\s*/, '')), ['Stand-up meeting', 'Retro meeting']);
});

test('another result is put beside this one to compare', async () => {
  const first = tabOf({ columns: ['name'], rows: [['one']], text: 'LOOKUP "one"' });
  await show(first, { ...tabOf({ columns: ['name'], rows: [['two']], text: 'LOOKUP "two"' }), id: 2 });
  await page.getByLabel('Compare with another statement').selectOption('2');
  await page.locator('.rows .cell').nth(1).waitFor();
  assert.deepEqual(await page.locator('.rows .cell').allTextContents(), ['one', 'two']);
});
