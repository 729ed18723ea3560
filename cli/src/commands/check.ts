/** `rem check`: problems with their places. */
import { loadSql, type Target } from '@rem/grammar';
import type { Command } from '../command.ts';
import { findingsOf, type Finding } from '../findings.ts';
import { readInputs } from '../input.ts';
import { Usage } from '../options.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import { readSchema } from '../schema-file.ts';

const reports: Readonly<Record<string, (findings: readonly Finding[]) => string>> = {
  text: textReport, json: jsonReport, github: githubReport, sarif: sarifReport,
};
const targets = ['canonical', 'p8fs', 'remstack', 'p8'] as const satisfies readonly Target[];

export const check: Command = {
  name: 'check',
  summary: 'Says what is wrong in REM files, and in the REM inside Markdown, Python, TypeScript and JavaScript files.',
  usage: ['check [OPTIONS] FILE…', 'check [OPTIONS] -'],
  options: {
    target: { kind: 'text', choices: targets, summary: 'the runtime that the statements are for (canonical)' },
    schema: { kind: 'text', value: 'FILE', summary: 'a rem.schema.json to check names against (the built-in schema)' },
    format: { kind: 'text', choices: Object.keys(reports), summary: 'how problems are written (text)' },
  },
  details: ['Lines and columns count from 1, columns and offsets in UTF-16 units.', 'Exit 1 where there is an error or a warning; hints alone are fine.'],
  async run(args, io) {
    if (args.positionals.length === 0) throw new Usage('Name the files to check, or - for standard input.');
    const schema = await readSchema(io, args.text('schema'));
    const target = targets.find((name) => name === args.text('target')) ?? 'canonical';
    const [{ inputs, code }] = await Promise.all([readInputs(io, args.positionals), loadSql()]);
    const findings = inputs.flatMap((input) => findingsOf(input.name, input.text, { schema, target }));
    await io.out((reports[args.text('format') ?? 'text'] ?? textReport)(findings));
    if (code !== 0) return code;
    return findings.some((finding) => finding.severity !== 'hint') ? 1 : 0;
  },
};
