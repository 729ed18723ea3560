// The sample workspace keeps what its README promises: enough of everything, labels that are unique, edges that lead
// somewhere, dates inside the ten weeks. Read with the yaml library alone, so that a fault of the indexer cannot hide one here.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { test } from 'node:test';
import { check, loadSql, parse, plan, requestAt } from '@rem/grammar';
import { parseDocument } from 'yaml';

const root = join(import.meta.dirname, 'workspace');
const first = Date.parse('2026-09-14T00:00:00+01:00');
const last = Date.parse('2026-11-21T00:00:00Z');
const types = ['conversation', 'meeting', 'reflection', 'planning', 'problem_solving', 'learning', 'social', 'observation', 'accomplishment'];

type Fields = Record<string, unknown>;
type Note = { file: string; label: string; entity: boolean; fields: Fields; body: string; moments: Fields[] };

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => join(root, file)).filter((file) => extname(file) !== '');
const notes = files.filter((file) => isNote(file)).map((file) => readNote(file));
const labels = new Set(notes.map((note) => note.label));

function isNote(file: string): boolean {
  const path = relative(root, file);
  if (path.startsWith('transcripts')) return path.endsWith('.md');
  return ['.md', '.yaml', '.json'].includes(extname(path));
}

function readYaml(text: string, file: string): Fields {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  assert.deepEqual([...document.errors, ...document.warnings].map((problem) => problem.message), [], file);
  return document.toJS() as Fields;
}

function readNote(file: string): Note {
  const text = readFileSync(file, 'utf8');
  if (extname(file) === '.md') return readMarkdown(file, text);
  const fields = extname(file) === '.json' ? (JSON.parse(text) as Fields) : readYaml(text, file);
  return note(file, fields, String(fields.content ?? ''));
}

function readMarkdown(file: string, text: string): Note {
  const front = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (front) return note(file, readYaml(front[1] ?? '', file), front[2] ?? '');
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? basename(file, '.md');
  return note(file, { name: heading }, text);
}

function note(file: string, fields: Fields, body: string): Note {
  const moments = (fields.moments ?? []) as Fields[];
  return { file: relative(root, file), label: String(fields.name), entity: fields.kind === 'entity', fields, body, moments };
}

function edges(fields: Fields): Fields[] {
  return [...((fields.graph_edges ?? []) as Fields[]), ...((fields.moments ?? []) as Fields[]).flatMap(edges)];
}

function dates(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return /timestamp$|^created_at$/.test(key) ? [value] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => dates(inner, name));
}

test('there are enough notes, entities, moments and transcripts', () => {
  const moments = notes.flatMap((each) => each.moments);
  assert.ok(notes.filter((each) => !each.entity).length >= 60, `${notes.filter((each) => !each.entity).length} notes`);
  assert.ok(notes.filter((each) => each.entity).length >= 40);
  assert.ok(moments.length >= 30, `${moments.length} moments`);
  assert.equal(readdirSync(join(root, 'transcripts')).length, 5);
  assert.deepEqual(types.filter((type) => !moments.some((moment) => moment.moment_type === type)), []);
});

test('every form of note is there', () => {
  const forms = notes.map((each) => `${extname(each.file)} ${String(each.fields.kind ?? (each.fields.category ? 'front matter' : 'plain'))}`);
  for (const form of ['.md front matter', '.md plain', '.md entity', '.yaml engram', '.yaml entity', '.json engram', '.json entity'])
    assert.ok(forms.filter((each) => each === form).length >= 2, form);
});

test('every label is unique, also among the moments, and no path but one', () => {
  const all = [...notes.map((each) => each.label), ...notes.flatMap((each) => each.moments.map((moment) => String(moment.name)))];
  assert.deepEqual(all.filter((label, index) => all.indexOf(label) !== index), []);
});

test('every edge and every [[link]] leads to a label, every path to a file', () => {
  const dangling = notes.flatMap((each) => [
    ...edges(each.fields).map((edge) => String(edge.dst)).filter((dst) => !labels.has(dst)),
    ...[...each.body.matchAll(/\[\[([^\]]+)\]\]/g)].map((link) => link[1] ?? '').filter((link) => !labels.has(link)),
    ...[...each.body.matchAll(/\]\(([^)]+)\)/g)].map((link) => link[1] ?? '').filter((link) => !existsSync(join(root, dirname(each.file), link))),
  ].map((target) => `${each.file}: ${target}`));
  assert.deepEqual(dangling, []);
});

test('every edge has a relation and a weight, every uri is the file', () => {
  for (const each of notes) {
    for (const edge of edges(each.fields)) {
      assert.equal(typeof edge.rel_type, 'string', each.file);
      assert.ok(Number(edge.weight) > 0 && Number(edge.weight) <= 1, each.file);
    }
    if (each.fields.uri !== undefined) assert.equal(each.fields.uri, each.file);
  }
});

test('every date has a zone and lies in the ten weeks, and moments do not end before they begin', () => {
  for (const each of notes) {
    for (const date of dates(each.fields)) {
      assert.match(date, /(Z|[+-]\d\d:\d\d)$/, each.file);
      assert.ok(Date.parse(date) >= first && Date.parse(date) < last, `${each.file}: ${date}`);
    }
    for (const moment of each.moments) checkTimes(moment, each.file);
  }
});

function checkTimes(moment: Fields, file: string): void {
  const [start, end] = [Date.parse(String(moment.resource_timestamp)), Date.parse(String(moment.resource_ends_timestamp))];
  assert.ok(start < end, `${file}: ${String(moment.name)}`);
  for (const speaker of (moment.speakers ?? []) as Fields[]) {
    const spoken = Date.parse(String(speaker.timestamp));
    assert.ok(spoken >= start && spoken <= end, `${file}: ${String(moment.name)} speaker`);
  }
}

test('people in moments are known people', () => {
  const strangers = notes.flatMap((each) => each.moments.flatMap((moment) => (moment.present_persons ?? []) as Fields[]))
    .map((person) => String(person.name)).filter((name) => !labels.has(name));
  assert.deepEqual(strangers, []);
});

test('the graph has a cycle of dependencies, a cycle of mentors, and a label that is only pointed at', () => {
  const next = (label: string, relation: string): string[] => notes.filter((each) => each.label === label)
    .flatMap((each) => edges(each.fields)).filter((edge) => edge.rel_type === relation).map((edge) => String(edge.dst));
  const walk = (label: string, relation: string, steps: number): string[] =>
    steps === 0 ? [label] : next(label, relation).flatMap((each) => walk(each, relation, steps - 1));
  assert.ok(walk('alert-relay', 'depends_on', 3).includes('alert-relay'));
  assert.ok(walk('Yuki Tanaka', 'mentors', 3).includes('Yuki Tanaka'));
  assert.ok(walk('berth-planner-web', 'depends_on', 3).includes('postgres-main'));
  assert.equal(next('Sarah Chen', 'manages').length, 4);
  assert.deepEqual(notes.filter((each) => each.label === 'Kestrel Harbour').flatMap((each) => edges(each.fields)), []);
  assert.ok(notes.some((each) => edges(each.fields).some((edge) => edge.dst === 'Kestrel Harbour')));
});

test('whoever reports to somebody is managed by them, inside the company', () => {
  const missing = notes.filter((each) => !String(each.fields.entity_type).endsWith('customer')).flatMap((each) => edges(each.fields)
    .filter((edge) => edge.rel_type === 'reports-to').map((edge) => [String(edge.dst), each.label] as const))
    .filter(([boss, person]) => !notes.some((each) => each.label === boss
      && edges(each.fields).some((edge) => edge.rel_type === 'manages' && edge.dst === person)));
  assert.deepEqual(missing, []);
});

test('the tour is without a problem, and shows every verb and every clause', async () => {
  await loadSql();
  const text = readFileSync(join(root, 'queries.rem'), 'utf8');
  const parsed = parse(text);
  assert.deepEqual([...parsed.problems, ...check(parsed)].map((problem) => problem.message), []);
  assert.deepEqual(parsed.tree.statements.filter((statement) => !plan(statement)), []);
  const clauses = ['LOOKUP', 'GET', 'FUZZY', 'SEARCH', 'SELECT', 'SQL', 'WITH busy', 'TRAVERSE', 'TRAVERSE PLAN', 'IN ', 'WHERE', 'THRESHOLD', 'LIMIT', 'FIELD',
    'CATEGORY', 'DEPTH', 'DIRECTION', 'ORDER BY', 'MEMO', 'LOAD'];
  assert.deepEqual(clauses.filter((clause) => !text.includes(clause)), []);
});

test('the tour begins with the open request of the story', () => {
  const text = readFileSync(join(root, 'queries.rem'), 'utf8');
  assert.equal(requestAt(parse(text), text, text.indexOf('\n'))?.request, 'who does Sarah Chen manage?');
});
