/**
 * From a statement's text to what the store runs: symbolic dates become real ones, then it is read, checked and planned. What cannot run
 * is a failure that says what is wrong.
 */
import { check, parse, plan, type Plan, type Problem, type Schema } from '@rem/grammar';
import { resolveDates, type ResolvedDate, type WeekStart } from '@rem/model';
import { failed } from './lifecycle.ts';
import type { Failed } from './protocol.ts';

export type StatementContext = { now: Date; timeZone: string; weekStart?: WeekStart | undefined; schema?: Schema | undefined };

/** `text` has its dates resolved; the spans in `resolved` are in the text as it came. */
export type Ready = { kind: 'ready'; text: string; plan: Plan; resolved: ResolvedDate[] };

/** `source` holds one statement. */
export function readyStatement(source: string, context: StatementContext): Ready | Failed {
  const dates = resolveDates(source, context);
  const [unknown] = dates.unknown;
  if (unknown) return failed('unknown-date', `'@${unknown.word.replace(/^@/, '')}' is no date that REM knows.`, 'Write a word like @today, @last_week, @7d or @2024-11, or a date.');
  const parsed = parse(dates.text);
  const [statement, ...more] = parsed.tree.statements;
  if (!statement) return failed('no-statement', 'There is no statement here.', 'Write one, for example: SEARCH "machine learning".');
  if (more.length > 0) return failed('several-statements', 'There are several statements here; one runs at a time.', 'Run them one by one.');
  const { schema } = context;
  const errors = check(parsed, schema ? { schema, target: 'canonical' } : { target: 'canonical' }).filter((problem) => problem.severity === 'error');
  if (errors.length > 0) return failed('has-problems', errors.map(sentence).join(' '), 'Correct the statement, then run it again.');
  const planned = plan(statement);
  if (!planned) return failed('has-problems', 'The statement is not complete.', 'Correct the statement, then run it again.');
  return { kind: 'ready', text: dates.text, plan: planned, resolved: dates.resolved };
}

function sentence(problem: Problem): string {
  return /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`;
}
