/** Results as text, JSON, CSV and Markdown: what notes hold stays data in each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, plan } from '@rem/grammar';
import type { Rows } from '@rem/store';
import { resultWriters, type Answer, type ResultFormat } from '../src/report/results.ts';

const statement = 'SELECT name, summary FROM entities';
const [tree] = parse(statement).tree.statements;
const planned = tree && plan(tree);
assert.ok(planned);
const rows: Rows = {
  kind: 'rows', plan: planned, columns: [{ name: 'name', type: 'text' }, { name: 'summary', type: 'text' }],
  rows: [['Ada Quill', '=cmd, "quoted" | piped'], ['\u001b[2JBo\nReed', null], ['n', -5], ['j', { a: [1] }]],
  truncated: true, timings: { plan: 1, sql: 2, total: 3 }, sql: statement, parameters: [], notes: ['a note'],
};
const answers: Answer[] = [
  { statement, line: 1, column: 1, result: rows },
  { statement: 'LOOKUP x', line: 2, column: 1, result: { kind: 'failed', code: 'sql-error', message: 'It failed.', remedy: 'Try again.' } },
];

async function written(format: ResultFormat): Promise<string> {
  let text = '';
  const writer = resultWriters[format](async (part) => void (text += part));
  for (const answer of answers) await writer.write(answer);
  await writer.end();
  return text;
}

test('text: a table without control characters, with its count, notes and failures', async () => {
  const text = await written('text');
  assert.match(text, /Ada Quill {2,}=cmd/);
  assert.ok(!text.includes('\u001b'), 'nothing of a note moves the cursor');
  assert.match(text, /4 rows \(there are more\), 3 ms\n {2}a note/);
  assert.match(text, /LOOKUP x\n {2}It failed\./);
});

test('CSV: quoted where needed, formulas disarmed, numbers left', async () => {
  assert.equal(await written('csv'), `name,summary\r\nAda Quill,"'=cmd, ""quoted"" | piped"\r\n"\u001b[2JBo\nReed",\r\nn,-5\r\nj,"{""a"":[1]}"\r\n`);
});

test('Markdown: cells cannot break out of their table', async () => {
  assert.match(await written('md'), /\| Ada Quill \| =cmd, "quoted" \\\| piped \|/);
});

test('JSON: an array, or an object a line', async () => {
  const whole = JSON.parse(await written('json')) as Answer[];
  const lines = (await written('jsonl')).trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  assert.deepEqual(whole, lines);
  assert.deepEqual(lines.map((answer) => answer.result.kind), ['rows', 'failed']);
});
