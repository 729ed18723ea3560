/** `rem rewrite`: the same statements as another runtime reads them right. */
import { loadSql, parse, rewrite as rewritten } from '@rem/grammar';
import type { Command } from '../command.ts';
import { lineTable } from '../findings.ts';
import { readInputs } from '../input.ts';
import { Usage } from '../options.ts';
import { readSchema, schemaOption } from '../schema-file.ts';
import { targetOf, targetOption, targets } from '../target-option.ts';

export const rewrite: Command = {
  name: 'rewrite',
  summary: 'Writes the same statements as another runtime reads them right. Comments stay; what the runtime cannot say stays as it is and is a problem.',
  usage: ['rewrite --target TARGET FILE', 'rewrite --target TARGET -'],
  options: {
    target: targetOption('the runtime'),
    schema: schemaOption,
  },
  async run(args, io) {
    const target = targetOf(args);
    if (!target) throw new Usage(`Name the runtime: --target ${targets.join('|')}.`);
    if (args.positionals.length !== 1) throw new Usage('Name one file, or - for standard input.');
    const schema = await readSchema(io, args.text('schema'));
    const [{ inputs: [input], code }] = await Promise.all([readInputs(io, args.positionals), loadSql()]);
    if (!input) return code;
    const place = lineTable(input.text);
    let worst: 0 | 1 = 0;
    let done = 0;
    let text = '';
    for (const statement of parse(input.text).tree.statements) {
      const answer = statement.broken ? undefined : rewritten(statement, target, schema);
      text += input.text.slice(done, statement.start);
      text += answer && answer.kind !== 'cannot' ? answer.text : input.text.slice(statement.start, statement.end);
      done = statement.end;
      if (answer && answer.kind !== 'cannot') continue;
      worst = 1;
      const { line, column } = place(statement.start + (answer ? answer.problem.start : 0));
      io.err(`${input.name}:${line}:${column}: ${answer ? `${answer.problem.message} [${answer.problem.code}]` : 'The statement has errors.'}\n`);
    }
    await io.out(text + input.text.slice(done));
    return worst;
  },
};
