/**
 * `unknown-date-word`: a timestamp compared with `'@word'`. Words of the closed set stand for a period, which is filled in when the statement
 * runs; any other word would reach the database as it is and be refused there.
 */
import { nearest } from '../nearest.ts';
import type { Check, CheckContext } from './index.ts';
import type { Statement } from '../tree.ts';
import { comparisonsIn, type Constant } from './comparisons.ts';
import { report, suggestion } from './report.ts';
import { sqlRegions } from './sql/region.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const units = ['week', 'month', 'quarter', 'year'];
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const words = [
  ...['now', 'today', 'yesterday', 'tomorrow', 'q1', 'q2', 'q3', 'q4'],
  ...units.flatMap((unit) => [`this_${unit}`, `last_${unit}`, `next_${unit}`]),
  ...weekdays.flatMap((day) => [day, `last_${day}`]),
  ...months,
];
const spelled = new Set(words);

/** Whether a word (without the `@`) is in the closed set of `docs/architecture.md`. */
export const isDateWord = (word: string): boolean => spelled.has(word.toLowerCase()) || /^\d{1,5}[hdwmy]$/i.test(word) || isCalendarDate(word);

/** `2025`, `2025-03`, `2025-03-14`, and `03-14`: the latest day of that name (29 February where a year has one). */
function isCalendarDate(word: string): boolean {
  if (/^\d\d-\d\d$/.test(word)) return isCalendarDate(`2024-${word}`);
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(word) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return year !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().slice(8, 10) === day;
}

export const dateWords: Check = (statement, context) =>
  dateWordsIn(statement, context)
    .filter(({ value }) => !isDateWord(value.slice(1)))
    .map((constant) => {
      const near = nearest(constant.value.slice(1), words);
      const { hint, fixes } = suggestion(near === undefined ? undefined : `@${near}`, constant, `'@${near}'`);
      return report('unknown-date-word', constant, `\`${constant.value}\` is no date word.${hint || ' Write for example @today, @last_week, @7d or @2025-03'}`, ...fixes);
    });

/** The constants that are compared with a timestamp and start with `@`. */
export function dateWordsIn(statement: Statement, { source, schema }: CheckContext): Constant[] {
  if (schema === undefined || !source.includes("'@")) return [];
  return sqlRegions(statement, source)
    .flatMap((region) => comparisonsIn(region, schema))
    .filter(({ column }) => /^(timestamp|date)/.test(column.type ?? ''))
    .flatMap(({ constants }) => constants)
    .filter(({ value }) => value.startsWith('@'));
}
