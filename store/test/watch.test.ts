/** The watcher: many changes become one run, and rows follow the notes. */
import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IndexReport, Store } from '../src/types.ts';
import { watchFolder } from '../src/watch.ts';
import { openEmpty, type Opened } from './reference/backends.ts';

test('changes are brought in once they rest', async () => {
  const opened = (await openEmpty('PGlite')) as Opened;
  const folder = mkdtempSync(join(tmpdir(), 'rem-watch-'));
  const reports: IndexReport[] = [];
  let arrived = (): void => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
  const store = { index: (path: string, options = {}) => opened.session.index(path, options) } as Store;
  const watcher = watchFolder(store, folder, {
    restMs: 250,
    onReport: (report) => {
      assert.equal(report.kind, 'indexed');
      reports.push(report as IndexReport);
      arrived();
    },
  });
  try {
    const first = next();
    for (let i = 0; i < 10; i++) writeFileSync(join(folder, `${i}.md`), `# Note ${i}\n`);
    await first;
    assert.deepEqual(
      reports.map((report) => report.added),
      [10],
    );
    const second = next();
    renameSync(join(folder, '1.md'), join(folder, 'one.md'));
    rmSync(join(folder, '2.md'));
    writeFileSync(join(folder, '.hidden.md'), '# Not seen\n');
    await second;
    assert.deepEqual([reports[1]?.renamed, reports[1]?.removed, reports[1]?.added], [1, 1, 0]);
    assert.equal(((await watcher.now()) as IndexReport).unchanged, 9);
  } finally {
    await watcher.close();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
