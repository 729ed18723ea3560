/** `rem plan`: one JSON plan a statement. */
import { check, loadSql, parse, plan as planOf } from '@rem/grammar';
import type { Command } from '../command.ts';
import { lineTable } from '../findings.ts';
import { readInputs } from '../input.ts';
import { Usage } from '../options.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'Writes one JSON plan a line for each statement. A statement with errors has none: it is said on standard error.',
  usage: ['plan FILE…', 'plan -'],
  options: {},
  async run(args, io) {
    if (args.positionals.length === 0) throw new Usage('Name a file, or - for standard input.');
    const [{ inputs, code }] = await Promise.all([readInputs(io, args.positionals), loadSql()]);
    let worst = code;
    for (const { name, text } of inputs) {
      const parsed = parse(text);
      const errors = check(parsed).filter((problem) => problem.severity === 'error');
      const place = lineTable(text);
      for (const statement of parsed.tree.statements) {
        const mistakes = errors.filter((problem) => problem.start <= statement.end && statement.start <= problem.end);
        const planned = mistakes.length > 0 ? undefined : planOf(statement);
        if (planned) {
          await io.out(`${JSON.stringify(planned)}\n`);
          continue;
        }
        if (worst === 0) worst = 1;
        const [first] = mistakes;
        const { line, column } = place(first?.start ?? statement.start);
        io.err(`${name}:${line}:${column}: ${first ? first.message : 'The statement is not complete.'}\n`);
      }
    }
    return worst;
  },
};
