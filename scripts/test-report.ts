/**
 * A reporter for Node's test runner beside the one that people read: when the run ends it writes one JSON object with the counts and the files
 * that failed, so that `npm test` can try those of the real editor once more.
 */
import type { TestEvent } from 'node:test/reporters';

export type TestReport = { passed: number; failed: number; files: readonly string[] };

export default async function* testReport(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Set<string>();
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.todo === undefined && data.file !== undefined) files.add(data.file);
    // The summary of the whole run is the one without a file.
    if (type === 'test:summary' && data.file === undefined) Object.assign(counts, { passed: data.counts.passed, failed: data.counts.tests - data.counts.passed - data.counts.skipped - data.counts.todo });
  }
  yield JSON.stringify({ ...counts, files: [...files] } satisfies TestReport);
}
