/** `rem check`: problems with their places. */
import { loadSql } from '@rem/grammar';
import type { Command } from '../command.ts';
import { findingsOf, type Finding } from '../findings.ts';
import { readInputs } from '../input.ts';
import { Usage } from '../options.ts';
import { githubReport } from '../report/github.ts';
import { jsonReport } from '../report/json.ts';
import { sarifReport } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import { readSchema, schemaOption } from '../schema-file.ts';
import { targetOf, targetOption } from '../target-option.ts';

const reports: Readonly<Record<string, (findings: readonly Finding[]) => string>> = {
  text: textReport, json: jsonReport, github: githubReport, sarif: sarifReport,
};

export const check: Command = {
  name: 'check',
  summary: 'Says what is wrong in REM files, and in the REM inside Markdown, Python, TypeScript and JavaScript files.',
  usage: ['check [OPTIONS] FILE…', 'check [OPTIONS] -'],
  options: {
    target: targetOption('the runtime that the statements are for (canonical)'),
    schema: schemaOption,
    format: { kind: 'text', choices: Object.keys(reports), summary: 'how problems are written (text)' },
  },
  details: ['Lines and columns count from 1, columns and offsets in UTF-16 units.', 'Exit 1 where there is an error or a warning; hints alone are fine.'],
  async run(args, io) {
    if (args.positionals.length === 0) throw new Usage('Name the files to check, or - for standard input.');
    const schema = await readSchema(io, args.text('schema'));
    const target = targetOf(args) ?? 'canonical';
    const [{ inputs, code }] = await Promise.all([readInputs(io, args.positionals), loadSql()]);
    const findings = inputs.flatMap((input) => findingsOf(input.name, input.text, { schema, target }));
    await io.out((reports[args.text('format') ?? 'text'] ?? textReport)(findings));
    if (code !== 0) return code;
    return findings.some((finding) => finding.severity !== 'hint') ? 1 : 0;
  },
};
