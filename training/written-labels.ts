/** The memories that the written requests are about: `written/NAME.labels.txt`, a label a line. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { labelIndex, type LabelIndex } from '@rem/model';

export type Memory = { labels: ReadonlySet<string>; index: LabelIndex };

/** The memory beside a file of requests, or of a writer's name. */
export function memoryOf(fileOrName: string): Memory {
  const file = fileOrName.endsWith('.jsonl') ? fileOrName.replace(/\.jsonl$/, '.labels.txt') : path.join(import.meta.dirname, 'written', `${fileOrName}.labels.txt`);
  const labels = readFileSync(file, 'utf8').split('\n').map((label) => label.trim()).filter((label) => label !== '');
  return { labels: new Set(labels), index: labelIndex(labels.map((label) => ({ label, kind: 'resource', table: 'resources' }))) };
}
