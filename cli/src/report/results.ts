/**
 * Results for the terminal and for programs. A writer gets the answers one by one and writes as they come where the form allows it.
 */
import type { Rows, RunResult } from '@rem/store';

export type Answer = { statement: string; line: number; column: number; result: RunResult };
export type ResultWriter = { write(answer: Answer): Promise<void>; end(): Promise<void> };
export type ResultFormat = 'text' | 'json' | 'jsonl' | 'csv' | 'md';

type Out = (text: string) => Promise<void>;
const nothing = async (): Promise<void> => undefined;

export const resultWriters: Readonly<Record<ResultFormat, (out: Out) => ResultWriter>> = {
  text: (out) => ({ write: (answer) => out(textOf(answer)), end: nothing }),
  json(out) {
    const answers: Answer[] = [];
    return {
      async write(answer) { answers.push(answer); },
      end: () => out(`${JSON.stringify(answers, jsonValue, 2)}\n`),
    };
  },
  jsonl: (out) => ({ write: (answer) => out(`${JSON.stringify(answer, jsonValue)}\n`), end: nothing }),
  csv(out) {
    let first = true;
    return {
      async write({ result }) {
        if (result.kind !== 'rows') return;
        await out(`${first ? '' : '\n'}${csvOf(result)}`);
        first = false;
      },
      end: nothing,
    };
  },
  md: (out) => ({ write: (answer) => out(`${markdownOf(answer)}\n`), end: nothing }),
};

function jsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** A cell in words: nothing for null, JSON for what is no plain value. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value, jsonValue) : String(value);
}

/** Widest column of a table in the terminal, in characters. */
const widest = 60;

function textOf({ statement, result }: Answer): string {
  const head = `${statement}\n`;
  if (result.kind !== 'rows') return `${head}  ${result.message}\n\n`;
  const rows = [result.columns.map((column) => column.name), ...result.rows.map((row) => row.map((value) => shown(cell(value))))];
  const widths = result.columns.map((_, index) => Math.max(...rows.map((row) => [...(row[index] ?? '')].length)));
  const lines = rows.map((row) => `  ${row.map((value, index) => value + ' '.repeat((widths[index] ?? 0) - [...value].length)).join('  ')}`.trimEnd());
  lines.splice(1, 0, `  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  return `${head}${lines.join('\n')}\n${footer(result)}\n\n`;
}

/** One line, no control characters: what notes hold must not move the cursor. */
function shown(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  const letters = [...flat];
  return letters.length > widest ? `${letters.slice(0, widest - 1).join('')}…` : flat;
}

function footer(result: Rows): string {
  const count = `${result.rows.length} ${result.rows.length === 1 ? 'row' : 'rows'}${result.truncated ? ' (there are more)' : ''}`;
  return [`  ${count}, ${result.timings.total.toFixed(0)} ms`, ...result.notes.map((note) => `  ${note}`)].join('\n');
}

function csvOf(result: Rows): string {
  const lines = [result.columns.map((column) => column.name), ...result.rows.map((row) => row.map(cell))];
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

/** RFC 4180; a text that a spreadsheet would take for a formula gets a quote mark before it. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function markdownOf({ statement, result }: Answer): string {
  const fence = '`'.repeat(Math.max(3, ...[...statement.matchAll(/`+/g)].map((match) => match[0].length + 1)));
  const head = `${fence}rem\n${statement}\n${fence}\n\n`;
  if (result.kind !== 'rows') return `${head}${markdownCell(result.message)}\n`;
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const table = [line(result.columns.map((column) => column.name)), `|${result.columns.map(() => '---|').join('')}`, ...result.rows.map((row) => line(row.map(cell)))];
  return `${head}${table.join('\n')}\n\n${footer(result).trim()}\n`;
}

function markdownCell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
