/**
 * Suggested edges in a real VS Code with the packaged extension: the lens on a note, the list with its reasons and the other note beside, accept,
 * accept all above a score, undo, hide for ever, hover, grey text, the hint on an unknown target, the whole workspace with progress and cancel, and
 * labelling with the keyboard alone. Pictures go to docs/pictures.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { FrameLocator } from 'playwright-core';
import { focusEditor, lenses, openFile, picture, press, runCommand, until, waitForGhost } from '../../scripts/vscode/editor.ts';
import { inBothThemes } from './pictures.ts';
import { openSample, pictureFile } from './sample.ts';

const name = 'clock-follow-up.md';
const note = `---
# kept as it is
name:   "Clocks, a week later"
tags: [reliability,   gauges]   # spaces too
resource_timestamp: "2026-10-29T10:00:00+01:00"
graph_edges:
    -  {dst: "Kwame Mensah", rel_type: authored_by}   # by hand
x-unknown: {a: 1}
---
The clock skew alarm rang twice this week, both times for the gauge gateway at Leixões. The token refresh race did not come back
since the grace period for the old token. Jürgen Weiss watches the stale readings; the post-mortem asked for it.
`;

const typoName = 'clock-typo.md';
const typo = `---
name: Clocks, a typo
graph_edges:
  - {dst: Kwame Mensa, rel_type: authored_by}   # one letter is missing
---
The gauge gateway again.
`;

test('suggested edges', async (context) => {
  const sample = await openSample({ kind: 'small', files: { [name]: note, [typoName]: typo } });
  context.after(() => sample.close());
  const { page, folder } = sample;
  const file = path.join(folder, name);
  const onDisk = (): string => readFileSync(file, 'utf8');
  await page.setViewportSize({ width: 1440, height: 960 });
  page.setDefaultTimeout(60_000);
  let panel = page.frameLocator('#none');
  const rows = { all: () => panel.locator('.row[role="option"]'), open: () => panel.locator('.row.open') };

  await context.test('a lens counts the suggestions of the open note', async () => {
    await openFile(page, name);
    await until('the lens', async () => (await lenses(page)).some((title) => /\d+ suggested edge/.test(title)), 240_000);
  });

  await context.test('its list has scores, relations, reasons and topics; the other note opens beside', async () => {
    await page.locator('.codelens-decoration a', { hasText: 'suggested edge' }).first().click();
    panel = await frameNamed('REM Edges');
    await rows.all().nth(2).waitFor();
    const texts = await rows.all().allTextContents();
    assert.ok(texts.some((text) => /Clock Skew Alarm/.test(text)), texts.join('\n'));
    for (const text of texts) assert.match(text, /\d+ %.*(?:SEE_ALSO|PREREQUISITE|CONTINUATION|mentions (?:person|project|concept)).+\./s);
    await rows.all().filter({ hasText: 'Clock Skew Alarm' }).first().click();
    await page.locator('.tab[data-resource-name="clock-skew-alarm.yaml"]').waitFor();
    await inBothThemes(page, 'edges-list');
  });

  const count = await rows.open().count();
  await context.test('Enter accepts: the diff is the new edge', async () => {
    await rows.open().filter({ hasText: 'Clock Skew Alarm' }).first().focus();
    await page.keyboard.press('Enter');
    await until('one row fewer', async () => (await rows.open().count()) === count - 1);
    await saveNote();
    const added = onDisk().split('\n').filter((line) => !note.includes(line));
    assert.equal(added.length, 1);
    assert.match(added[0] ?? '', /^ {4}- {2}\{dst: "?Clock Skew Alarm"?, rel_type: \S+, weight: 0?\.?\d+.*\}$/);
    assert.equal(onDisk().replace(`${added[0]}\n`, ''), note);
  });

  await context.test('undo restores the note byte for byte', async () => {
    await panel.getByRole('button', { name: 'Undo' }).click();
    await until('the row again', async () => (await rows.open().count()) === count);
    await saveNote();
    assert.equal(onDisk(), note);
  });

  await context.test('all above a score are accepted at once, and taken back at once', async () => {
    const shares = (texts: readonly string[]): number[] => texts.map((text) => Number(/(\d+) %/.exec(text)?.[1]));
    const sorted = shares(await rows.open().allTextContents()).sort((left, right) => right - left);
    const least = (sorted[Math.min(2, sorted.length - 1)] ?? 0) - 1;
    await panel.locator('input[type="number"]').fill(String(least));
    await panel.locator('input[type="number"]').press('Tab');
    await panel.getByRole('button', { name: 'Accept All Above' }).click();
    await until('accepted rows', async () => (await panel.locator('.row.accepted').count()) >= 2);
    const accepted = shares(await panel.locator('.row.accepted').allTextContents());
    assert.ok(accepted.every((share) => share >= least) && shares(await rows.open().allTextContents()).every((share) => share <= least), `${accepted} above ${least} of ${sorted}`);
    await saveNote();
    const added = onDisk().split('\n').filter((line) => !note.includes(line));
    assert.equal(added.length, accepted.length);
    assert.equal(added.reduce((text, line) => text.replace(`${line}\n`, ''), onDisk()), note);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await until('all rows again', async () => (await rows.open().count()) === count);
    await saveNote();
    assert.equal(onDisk(), note);
  });

  await context.test('what is hidden for ever stands in a file of the workspace, and does not come again', async () => {
    const label = (await rows.open().last().locator('.label').textContent()) ?? '';
    await rows.open().last().focus();
    await page.keyboard.press('Shift+Delete');
    const hidden = path.join(folder, '.rem', 'hidden-edges.jsonl');
    await until('the file', async () => existsSync(hidden));
    assert.deepEqual(JSON.parse(readFileSync(hidden, 'utf8')), { source: name, target: label });
    await openNote();
    await runCommand(page, 'REM: Suggest Edges');
    await until('the list without it', async () => (await rows.open().count()) > 0 && !(await rows.all().allTextContents()).some((text) => text.includes(label)));
  });

  await context.test('hover says what supports an edge', async () => {
    await openNote();
    await page.locator('.view-line', { hasText: 'Kwame Mensah' }).first().hover({ position: { x: 140, y: 8 } });
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: 'by its texts' }).first();
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /authored_by.*Kwame Mensah/s);
    await picture(page, pictureFile('edges-hover-dark'));
    await page.keyboard.press('Escape');
  });

  await context.test('grey text offers the next edge inside the list', async () => {
    await openNote();
    await press(page, 'mod+Home');
    for (let down = 0; down < 6; down++) await page.keyboard.press('ArrowDown');
    // The first goes to the end of the shown line, the second to that of a line that is wrapped.
    await page.keyboard.press('End');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const grey = await waitForGhost(page, 20_000);
    assert.match(grey, /\{dst: .+, rel_type: \S+, weight: /);
    await picture(page, pictureFile('edges-grey-text-dark'));
    await page.keyboard.press('Tab');
    await until('the edge in the text', async () => (await page.locator('.editor-group-container.active .view-line', { hasText: 'weight:' }).count()) > 0);
  });

  await context.test('a target that nobody knows has a hint, and the nearest label is a keystroke away', async () => {
    await openFile(page, typoName);
    const edge = page.locator('.editor-group-container.active .view-line', { hasText: 'Kwame' }).first();
    await page.locator('.editor-group-container.active .squiggly-hint').first().waitFor({ state: 'attached' });
    await edge.hover({ position: { x: 150, y: 8 } });
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: 'No note is called' }).first();
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /Kwame Mensa.*Kwame Mensah/s);
    await edge.click({ position: { x: 150, y: 8 } });
    await press(page, 'mod+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Lead to' }).first().waitFor();
    await inBothThemes(page, 'edges-unknown-target');
    await edge.click({ position: { x: 150, y: 8 } });
    await press(page, 'mod+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Lead to' }).first().click();
    await until('the right label', async () => /Kwame Mensah, rel_type/.test(((await edge.textContent()) ?? '').replaceAll('\u00a0', ' ')));
  });

  await context.test('the whole workspace is gone through with progress, until it is cancelled', async () => {
    await runCommand(page, 'REM: Suggest Edges in Workspace');
    const toast = page.locator('.notification-toast', { hasText: 'REM: suggesting edges' });
    await until('the progress', async () => /suggesting edges.*\b[2-9]\d* of \d+/s.test((await toast.textContent({ timeout: 1_000 }).catch(() => '')) ?? ''), 60_000);
    await toast.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await until('the end', async () => /Stopped after \d+ of \d+ notes/.test((await panel.locator('.message').textContent({ timeout: 1_000 }).catch(() => '')) ?? ''));
    assert.equal(await toast.count(), 0);
    const [, looked, all] = /after (\d+) of (\d+)/.exec((await panel.locator('.message').textContent()) ?? '') ?? [];
    assert.ok(Number(looked) >= 1 && Number(looked) < Number(all), `${looked} of ${all}`);
    await inBothThemes(page, 'edges-workspace');
  });

  await context.test('scores follow choices once there are enough of them', async () => {
    await runCommand(page, 'REM: Recalibrate Edge Scores');
    const toast = page.locator('.notification-toast', { hasText: 'too few' }).first();
    await toast.waitFor();
    assert.match((await toast.textContent()) ?? '', /[1-9]\d* labels \(\d+ accepted\) are too few: at least 40/);
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  await context.test('pairs are labelled with the keyboard alone, and the work is taken up again', async () => {
    const labels = path.join(folder, '.rem', 'edge-labels.jsonl');
    // A file that is being written anew is empty for a moment.
    const lines = (): { id: string; affinity: number; relation: string | null; labeller: string }[] => (existsSync(labels) ? readFileSync(labels, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { id: string; affinity: number; relation: string | null; labeller: string }) : []);
    await press(page, 'mod+j');
    await runCommand(page, 'View: Close All Editors');
    await dontSave();
    await label();
    const first = (await panel.locator('.side h2').allTextContents()).join(' → ');
    assert.equal(await panel.locator('.score').count(), 0, 'the scorer’s opinion is out of sight');
    await page.keyboard.press('7');
    await page.keyboard.press('c');
    await until('its value', async () => (await panel.locator('.value').textContent()) === '0.80');
    await inBothThemes(page, 'edges-label');
    await panel.locator('#affinity').focus();
    await page.keyboard.press('Enter');
    await until('the line', async () => lines().length === 1);
    assert.deepEqual({ ...lines()[0], id: '', source: '', target: '', at: '' }, { id: '', source: '', target: '', at: '', affinity: 0.8, relation: 'CONTINUATION', labeller: 'tester' });
    await until('another pair', async () => (await panel.locator('.side h2').allTextContents()).join(' → ') !== first);
    await page.keyboard.press('0');
    await page.keyboard.press('Enter');
    await until('two lines', async () => lines().length === 2);
    assert.equal(lines()[1]?.relation, null);
    await runCommand(page, 'View: Close All Editors');
    await label();
    await until('the count', async () => /2 labelled by tester/.test((await panel.locator('.count').textContent()) ?? ''));
  });

  async function label(): Promise<void> {
    await runCommand(page, 'REM: Label Edges');
    const box = page.locator('.quick-input-widget input.input');
    await until('the question', async () => /Who labels/.test((await page.locator('.quick-input-widget').textContent()) ?? ''));
    await box.fill('tester');
    await page.keyboard.press('Enter');
    panel = await frameNamed('REM: Label Edges');
    await panel.locator('.side h2').nth(1).waitFor();
    await panel.locator('#affinity').focus();
  }
  /** Views that were open before stay as hidden pages: the one that is meant is known by its title. */
  async function frameNamed(title: string): Promise<FrameLocator> {
    let found: FrameLocator | undefined;
    await until(`the page ${title}`, async () => {
      const pages = page.locator('iframe.webview.ready');
      for (let at = (await pages.count()) - 1; at >= 0 && !found; at--) {
        const frame = pages.nth(at).contentFrame().frameLocator('iframe#active-frame');
        if ((await frame.locator('title').textContent({ timeout: 1_000 }).catch(() => '')) === title) found = frame;
      }
      return found !== undefined;
    }, 60_000);
    return found ?? panel;
  }
  async function dontSave(): Promise<void> {
    const button = page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
    if (await button.waitFor({ timeout: 3_000 }).then(() => true, () => false)) await button.click();
  }
  async function openNote(): Promise<void> {
    await page.locator(`.tab[data-resource-name="${name}"]`).first().click();
    await focusEditor(page);
  }
  async function saveNote(): Promise<void> {
    await openNote();
    await press(page, 'mod+s');
    await until('the note to be saved', async () => (await page.locator(`.tab.dirty[data-resource-name="${name}"]`).count()) === 0);
  }
});
