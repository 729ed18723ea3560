/**
 * The moments panel in a browser by itself, with its real script, style and timeline: cards, keys, a boundary dragged on the timeline, hostile text, a
 * transcript that grows. What VS Code adds around it is tried in `moments.test.ts`.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readMoments, clockText } from '@rem/model';
import type { FromMomentsPage, Shown, ToMomentsPage } from '../src/moments/messages.ts';
import { post, sentBy, webPage, type WebPage } from './web-page.ts';

const pictures = process.env.REM_PICTURES;
const style = ':root { --vscode-charts-blue: #1a85ff; --vscode-charts-red: #e51400; --vscode-charts-green: #388a34; --vscode-charts-yellow: #bf8803; --vscode-foreground: #333; --vscode-editor-background: #fff; --vscode-focusBorder: #005fb8; --vscode-descriptionForeground: #717171; --vscode-badge-background: #ddd; }';
let web: WebPage;
let page: Page;

before(async () => { web = await webPage({ name: 'moments', viewport: { width: 760, height: 640 }, style }); });
after(() => web?.close());
beforeEach(async () => { page = await web.open(); });

const day = `[2025-01-06 09:00] Started the day with a team standup. Sarah shared progress on the API migration, Mike mentioned the database issue is blocking him.

[2025-01-06 10:30] Focused coding session. Finally fixed the token refresh bug in the auth service! It was a race condition.

[2025-01-06 13:00] Lunch with Priya in the canteen. We laughed about the broken coffee machine.
`;

function shownOf(text: string): Shown {
  const reading = readMoments(text);
  return {
    kind: 'moments', uri: 'file:///a.md', version: 1, clock: reading.clock.kind, ms: 1, problems: [],
    utterances: reading.utterances.map(({ span, start, text: words }) => ({ start: span.start, end: span.end, text: words, ...(start !== undefined && { at: start }) })),
    moments: reading.moments.map((moment) => ({
      first: moment.first, last: moment.last, start: moment.span.start, end: moment.span.end, name: moment.name, summary: moment.summary, momentType: moment.momentType, emotions: moment.emotions, topics: moment.topics, people: moment.people, sure: 1,
      ...(moment.start !== undefined && { from: moment.start, fromText: clockText(moment.start, reading.clock) }), ...(moment.end !== undefined && { to: moment.end, toText: clockText(moment.end, reading.clock) }),
    })),
  };
}

async function show(shown: Shown): Promise<void> {
  await post(page, { kind: 'moments', file: 'a.md', shown, edited: false, canUndo: false, annotate: false } satisfies ToMomentsPage);
  await page.locator('.card').nth(shown.moments.length - 1).waitFor();
}

const sent = (): Promise<FromMomentsPage[]> => sentBy(page);

async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

test('a card and a bar for each moment; names, types, splits and merges are sent with the place they are about', async () => {
  const shown = shownOf(day);
  assert.equal(shown.moments.length, 3);
  await show(shown);
  await page.locator('.vis-item').nth(2).waitFor();
  const second = page.locator('.card').nth(1);
  await second.locator('input.name').fill('Token refresh mended');
  await second.locator('input.name').press('Enter');
  await second.locator('select').first().selectOption('accomplishment');
  await second.getByRole('button', { name: /^Merge/ }).click();
  await second.locator('select.split').selectOption({ index: 1 });
  const at = shown.moments[1]?.start ?? -1;
  const told = await sent();
  assert.ok(told.some((message) => message.kind === 'edit' && message.at === at && message.name === 'Token refresh mended'));
  assert.ok(told.some((message) => message.kind === 'edit' && message.at === at && message.momentType === 'accomplishment'));
  assert.ok(told.some((message) => message.kind === 'merge' && message.at === at));
  assert.ok(told.some((message) => message.kind === 'split' && message.at === at && message.to === (shown.moments[1]?.first ?? 0) + 1));
  await picture('moments-page');
});

test('a draft says so and by whom; a summary that is changed is sent, and words being typed stay when a server describes the moment', async () => {
  const shown = shownOf(day);
  const [first, second] = shown.moments;
  assert.ok(first && second);
  Object.assign(first, { draft: {} });
  Object.assign(second, { draft: { by: 'gpu' } });
  await show(shown);
  const drafts = page.locator('.card .draft');
  assert.deepEqual([await drafts.count(), await drafts.nth(0).getAttribute('title'), await drafts.nth(1).getAttribute('title')], [2, 'A draft out of the text’s own words', 'A draft by gpu, held against the text']);
  const summary = page.locator('.card').first().locator('textarea.summary');
  await summary.fill('You met the team.');
  first.name = 'Told by a server';
  await show(shown);
  assert.equal(await summary.inputValue(), 'You met the team.');
  await summary.press('Enter');
  assert.ok((await sent()).some((message) => message.kind === 'edit' && message.at === first.start && message.summary === 'You met the team.'));
  await picture('moments-drafts');
});

test('by keys alone: from card to card, a boundary moved, shown in the text, split, undone', async () => {
  const shown = shownOf(day);
  await show(shown);
  await page.locator('.card').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('.card').nth(1).getAttribute('aria-current'), 'true');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await page.keyboard.press('Control+z');
  const at = shown.moments[1]?.start;
  const told = (await sent()).map((message) => JSON.stringify(message));
  for (const message of [{ kind: 'move', at, to: (shown.moments[1]?.first ?? 0) + 1 }, { kind: 'reveal', at, focus: true }, { kind: 'splitAtCursor' }, { kind: 'undo' }]) assert.ok(told.includes(JSON.stringify(message)), `${JSON.stringify(message)} not in ${told.join(' ')}`);
});

test('an edge dragged on the timeline moves the boundary to the nearest utterance', async () => {
  const shown = shownOf(day);
  await show(shown);
  const bar = page.locator('.vis-item.vis-range').nth(1);
  await bar.click();
  const edge = page.locator('.vis-item.vis-selected .vis-drag-left');
  await edge.waitFor({ state: 'attached' });
  const [handle, box] = await Promise.all([edge.boundingBox(), page.locator('.vis-item.vis-selected').boundingBox()]);
  assert.ok(handle && box);
  await picture('moments-timeline');
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction('globalThis.sent.some((message) => message.kind === "move")', undefined, { timeout: 10_000 });
  const move = (await sent()).find((message) => message.kind === 'move');
  assert.ok(move?.kind === 'move' && move.at === shown.moments[1]?.start && move.to > (shown.moments[1]?.first ?? 0), JSON.stringify(move));
});

test('text that looks like HTML stays text, in cards and on the timeline', async () => {
  const shown = shownOf(day);
  const [first] = shown.moments;
  assert.ok(first);
  first.name = '<img src=x onerror="globalThis.hurt = true"> & co';
  await show(shown);
  await page.locator('.vis-item').first().waitFor();
  assert.equal(await page.locator('.cards img, .vis-item img').count(), 0);
  assert.equal(await page.evaluate('globalThis.hurt === undefined'), true);
  assert.match(await page.locator('.vis-item').first().innerText(), /<img/);
});

test('a transcript that grows is followed without jumping: what is on screen stays there', async () => {
  const many = (count: number): string => Array.from({ length: count }, (_, at) => `[2025-01-06 ${String(6 + at).padStart(2, '0')}:00] Hour ${at}: a new errand begins at another place, with other words each time.\n`).join('\n');
  const first = shownOf(many(12));
  await show(first);
  await page.locator('.cards').evaluate((list) => { list.scrollTop = 150; });
  const before = await page.locator('.card').nth(2).evaluate((card) => card.getBoundingClientRect().top);
  const next = shownOf(many(16));
  await post(page, { kind: 'moments', file: 'a.md', shown: next, edited: false, canUndo: false, annotate: false } satisfies ToMomentsPage);
  await page.locator('.card').nth(next.moments.length - 1).waitFor();
  const after = await page.locator('.card').nth(2).evaluate((card) => card.getBoundingClientRect().top);
  assert.ok(next.moments.length > first.moments.length);
  assert.ok(Math.abs(after - before) < 2, `${before} -> ${after}`);
});
