/** Indexing a folder with its progress and its report on standard error. */
import type { Store } from '@rem/store';
import type { Console } from './command.ts';

/** 0 where every note was read, 1 otherwise. */
export async function indexFolder(store: Store, folder: string, io: Console): Promise<0 | 1> {
  const lively = process.stderr.isTTY;
  const report = await store.index(folder, {
    signal: io.signal,
    onProgress({ stage, done, total }) {
      if (lively) io.err(`\r${stage} ${done}/${total}   `);
    },
  });
  if (lively) io.err('\r\x1b[K');
  if (!('notes' in report)) {
    io.err(`${report.message} ${report.remedy}\n`);
    return 1;
  }
  for (const problem of report.problems) io.err(`${problem.path}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message} ${problem.remedy} [${problem.code}]\n`);
  for (const remark of report.remarks) io.err(`${remark}\n`);
  const { notes, added, changed, renamed, removed, unchanged, embedded, edges, milliseconds } = report;
  await io.out(`${JSON.stringify({ folder: report.folder, notes, added, changed, renamed, removed, unchanged, embedded, unembedded: report.unembedded, edges, problems: report.problems.length, milliseconds })}\n`);
  return report.problems.some((problem) => problem.severity === 'error') || report.cancelled ? 1 : 0;
}
