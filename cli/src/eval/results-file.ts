/** `docs/results.md`: one section a task, each written by the command that measured it; the others stay as they are. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Report, markdown } from './report.ts';

const opening = '# Results\n\nWritten by `rem eval` (`--results FILE`), not by hand. A target is passed where the worse end of the 95 % interval clears it.\n';

/** Puts the report in the place of the section of the same title, else at the end. `note`: lines after the table. */
export function writeResults(file: string, report: Report, note = ''): void {
  const sections = (existsSync(file) ? readFileSync(file, 'utf8') : opening).split(/^(?=## )/m);
  const made = `## ${report.title}\n${markdown(report).split('\n').slice(1).join('\n').trimEnd()}\n${note === '' ? '' : `\n${note.trimEnd()}\n`}`;
  const at = sections.findIndex((section) => section.startsWith(`## ${report.title}\n`));
  const all = at < 0 ? [...sections, made] : sections.with(at, made);
  writeFileSync(file, all.map((section) => section.trimEnd()).join('\n\n') + '\n');
}
