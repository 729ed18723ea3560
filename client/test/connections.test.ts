/**
 * Connections: what a string says and what of it is shown; and in a real VS Code a PostgreSQL server added, used, lost, and left again, with
 * its password nowhere on the disk.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { debianBinaries, startServer } from '../../store/test/servers.ts';
import { focusEditor, openFile, panelFrame, press, runCommand, until } from '../../scripts/vscode/editor.ts';
import { readConnection, tlsText, withPassword, withTls, type ConnectionString } from '../src/connections/connection-string.ts';
import { file, openSample } from './sample.ts';

const read = (text: string): ConnectionString => {
  const answer = readConnection(text);
  assert.ok(!('problem' in answer), JSON.stringify(answer));
  return answer;
};

test('a connection is called by database and host, never by its password', () => {
  assert.equal(read('postgresql://ana:s3cret@db.example.com:5433/demo').name, 'demo on db.example.com:5433');
  assert.equal(read('postgres://ana@db.example.com').name, 'ana on db.example.com');
  assert.equal(read('postgresql:///notes?host=/var/run/postgresql').name, 'notes on /var/run/postgresql');
  assert.equal(read(' postgresql://localhost/b%C3%BCro ').name, 'büro on localhost');
  assert.equal(read('postgresql:///notes?host=/run&password=s3cret').name, 'notes on /run');
});

test('what is no connection string is told without repeating it', () => {
  for (const text of ['', 'host=localhost dbname=x password=s3cret', 'https://db/x', 'postgresql://ana:s3c/ret%@db:port/x']) {
    const answer = readConnection(text);
    assert.ok('problem' in answer && answer.problem.length > 20, text);
    assert.ok(!answer.problem.includes('s3c'), answer.problem);
  }
});

test('a password and TLS go into the string as the driver reads them', () => {
  const odd = 'p@ss/w:ö%rd';
  assert.equal(decodeURIComponent(new URL(withPassword('postgresql://ana@db/x', odd)).password), odd);
  assert.equal(new URL(withPassword('postgresql:///x?host=/run', odd)).searchParams.get('password'), odd);
  assert.equal(withPassword('postgresql://ana@db/x', ''), 'postgresql://ana@db/x');
  assert.equal(read(withTls('postgresql://ana@db/x?sslmode=disable', 'verify-full')).sslmode, 'verify-full');
  assert.notEqual(tlsText('no-verify'), tlsText('verify-full'));
  assert.ok(read('postgresql://127.0.0.1/x').local && read('postgresql:///x').local && !read('postgresql://db/x').local);
});

const binaries = debianBinaries();
const word = 'Zyx-98-harbour';

test('a PostgreSQL server in VS Code', { skip: typeof binaries === 'string' ? false : binaries.missing }, async (context) => {
  const server = await startServer(binaries as string);
  context.after(() => server.stop());
  const sample = await openSample({ kind: 'small', text: 'SELECT 40 + 2 AS answer;\n' });
  context.after(() => sample.close());
  const { page, home, folder } = sample;
  const panel = panelFrame(page);
  const connected = page.locator('.statusbar-item[id$="rem.connection"]');
  page.setDefaultTimeout(60_000);
  const run = async (): Promise<void> => {
    await focusEditor(page);
    await press(page, 'mod+Home');
    await press(page, 'mod+Enter');
  };
  await openFile(page, file);
  await connected.waitFor();

  await context.test('it is added with its password, without TLS as it is this machine, and used', async () => {
    await runCommand(page, 'REM: Connect…');
    await choose(page, 'Add a PostgreSQL Connection');
    await type(page, server.connection);
    await type(page, word);
    await choose(page, 'No TLS');
    await until('its name in the status bar', async () => ((await connected.textContent()) ?? '').includes('postgres on 127.0.0.1'));
    await run();
    await until('the answer', async () => (await panel.locator('.rows .cell').allTextContents()).includes('42'), 60_000);
    assert.match((await panel.locator('.where').textContent()) ?? '', /^postgres on 127\.0\.0\.1/);
  });

  await context.test('a server that goes away is said with a remedy; back, it answers again', async () => {
    await server.stop('immediate');
    await run();
    await panel.getByRole('alert').waitFor();
    assert.match((await panel.locator('.failure .remedy').textContent()) ?? '', /server|run again/i);
    await server.start();
    await run();
    await until('the answer again', async () => (await panel.locator('.rows .cell').allTextContents()).includes('42'), 60_000);
  });

  await context.test('the password is in no file of VS Code and not in the workspace', () => {
    const found = [home, folder].flatMap(filesUnder).filter((name) => readFileSync(name).includes(word));
    assert.deepEqual(found, []);
  });

  await context.test('back to the notes', async () => {
    await runCommand(page, 'REM: Connect…');
    await choose(page, 'Notes of this workspace');
    await until('the notes in the status bar', async () => ((await connected.textContent()) ?? '').includes('notes of kestrel-harbour'));
    await run();
    await until('the answer from the notes', async () => /^notes of kestrel-harbour/.test((await panel.locator('.where').textContent()) ?? '') && (await panel.locator('.rows .row').count()) > 0, 60_000);
  });
});

async function choose(page: Page, label: string): Promise<void> {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
}

async function type(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget input.input');
  await until('an empty box', async () => (await box.isVisible()) && (await box.inputValue()) === '');
  await box.fill(text);
  await page.keyboard.press('Enter');
}

function filesUnder(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
    .filter((name) => !/node_modules|models/.test(name));
}
