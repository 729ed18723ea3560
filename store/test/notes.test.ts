/** Every note of test-fixtures/notes is read as the file beside it says (`UPDATE=1` rewrites), and no bytes make the reader throw. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { links } from '../src/notes/links.ts';
import { fold, foldType } from '../src/notes/note.ts';
import { readNote } from '../src/notes/read-note.ts';
import { timestamp } from '../src/notes/timestamp.ts';

const FOLDER = resolve(import.meta.dirname, '../../test-fixtures/notes');
const files = readdirSync(FOLDER);
const notes = files.filter((name) => !name.endsWith('.expected.json'));

for (const name of notes) {
  test(`note ${name}`, () => {
    const expected = join(FOLDER, `${name}.expected.json`);
    const read = `${JSON.stringify(readNote(name, readFileSync(join(FOLDER, name))) ?? null, null, 2)}\n`;
    if (process.env['UPDATE']) writeFileSync(expected, read);
    assert.ok(existsSync(expected), 'there is no expectation beside it; look at UPDATE=1');
    assert.equal(read, readFileSync(expected, 'utf8'));
  });
}

test('no expectation without its note', () => {
  const orphans = files.filter((name) => name.endsWith('.expected.json') && !notes.includes(name.replace(/\.expected\.json$/, '')));
  assert.deepEqual(orphans, []);
});

test('a broken note has a problem with a place and no rows', () => {
  for (const name of [
    'broken-yaml.md',
    'broken-yaml.yaml',
    'broken-json.json',
    'front-matter-open.md',
    'duplicate-key.yaml',
    'latin-1.md',
    'alias-bomb.yaml',
  ]) {
    const read = readNote(name, readFileSync(join(FOLDER, name)));
    assert.ok(read?.broken, name);
    assert.deepEqual(read.rows, []);
    for (const problem of read.problems) assert.ok(problem.line >= 1 && problem.column >= 1 && problem.message !== '' && problem.remedy !== '', name);
  }
});

test('the place of a broken value is the value', () => {
  const text = readFileSync(join(FOLDER, 'wrong-values.yaml'), 'utf8');
  const read = readNote('wrong-values.yaml', Buffer.from(text));
  const places = read?.problems.map((problem) => text.slice(problem.start, problem.end).trim());
  assert.deepEqual(places, ['2025-02-30', 'three', '{a: b}', '{x: 1}', '7', '{rel_type: likes}', 'just text', 'soon', 'just text', 'yesterday']);
});

test('a note of 9 MB is a problem, not a hang', () => {
  assert.equal(readNote('big.md', new Uint8Array(9 * 1024 * 1024).fill(97))?.problems[0]?.code, 'note-too-large');
});

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('a.md', 'a.yaml', 'a.json'), (bytes, name) => {
      readNote(name, bytes);
    }),
    { numRuns: 300 },
  );
});

test('any piece of a note is read or refused', () => {
  const whole = notes.map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }));
  for (const { name, bytes } of whole) for (let cut = 0; cut < bytes.length; cut += 7) readNote(name, bytes.subarray(0, cut));
});

test('times', () => {
  assert.equal(timestamp('2025-03-04'), '2025-03-04');
  assert.equal(timestamp('2025-3-4 9:05'), '2025-03-04T09:05:00');
  assert.equal(timestamp('2024-02-29T10:00:00.25+01:00'), '2024-02-29T10:00:00.25+01:00');
  for (const wrong of ['2025-02-29', '2025-13-01', '2025-01-01T24:30', 'yesterday', '', '04.03.2025'])
    assert.equal(timestamp(wrong), undefined, wrong);
});

test('labels and edge types are compared folded', () => {
  assert.equal(fold('  Zoe\u0308  MARTIN '), 'zoe martin');
  assert.equal(fold('Tomás'), fold('Tomas'));
  assert.deepEqual(['Łódź', 'Elif Yıldız', 'Ærø', 'Straße'].map(fold), ['lodz', 'elif yildiz', 'aero', 'strasse']);
  // What is a mark in one script is a letter in another.
  assert.deepEqual(['がく', 'हिन्दी'].map(fold), ['がく', 'हिन्दी']);
  assert.equal(foldType('Reports_To'), foldType('reports-to'));
});

test('links of a page of 1 MB are found in time', () => {
  const started = performance.now();
  links('[['.repeat(200_000) + '[a]('.repeat(100_000) + '`'.repeat(100_001), 'a.md');
  assert.ok(performance.now() - started < 3000, `${performance.now() - started} ms`);
});
