/** What becomes of an answer: mended, resolved, checked, fixed, or refused with the place where it went wrong. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { defaultSchema, loadSql } from '@rem/grammar';
import { judge, type Judged } from '../src/judge.ts';

before(() => loadSql());

function verdict(text: string, request: string, labels: string[] = []): Judged {
  return judge(text, {
    sources: { request, labels }, schema: defaultSchema, mayFix: true,
    dates: { now: new Date('2025-03-12T10:30:00Z'), timeZone: 'UTC', weekStart: 'monday' },
  });
}

function query(text: string, request: string, labels: string[] = []): string {
  const judged = verdict(text, request, labels);
  return judged.kind === 'query' ? judged.query : `${judged.kind}: ${judged.kind === 'wrong' ? `${judged.reason} [${judged.wrongUpTo}]` : ''}`;
}

test('a good answer passes as it is, with its plan', () => {
  const judged = verdict('TRAVERSE manages WITH LOOKUP "Sarah Chen"', 'who does Sarah Chen manage?');
  assert.ok(judged.kind === 'query');
  assert.equal(judged.query, 'TRAVERSE manages WITH LOOKUP "Sarah Chen"');
  assert.equal(judged.plan.intent, 'graph_traversal');
  assert.ok(judged.plan.explanation.length > 10);
});

test('none is none', () => {
  assert.deepEqual(verdict('NONE', 'hello'), { kind: 'none' });
});

test('values get the spelling of the label or of the request, wherever they stand', () => {
  assert.equal(query('LOOKUP "sara chen"', 'show sara chen', ['Sarah Chen']), 'LOOKUP "Sarah Chen"');
  assert.equal(query('LOOKUP "Siobhan OMalley", "Nova"', "Siobhán O'Malley and Nova"), 'LOOKUP "Siobhán O\'Malley", "Nova"');
  assert.equal(query('TRAVERSE WITH SEARCH "payment retires"', 'find the doc on payment retries and its neighbours'), 'TRAVERSE WITH SEARCH "payment retries"');
  assert.equal(query("SELECT * FROM moments WHERE location ILIKE '%Reykjavk%'", 'moments in Reykjavík'), "SELECT * FROM moments WHERE location ILIKE '%Reykjavík%'");
  assert.equal(query('LOOKUP "the \\"Luke\\" Zak"', 'who is Łukasz "Luke" Żak', ['the "Luke" Żak']), 'LOOKUP "the \\"Luke\\" Żak"');
});

test('an invented value is refused up to where it ends', () => {
  const judged = verdict('TRAVERSE manages WITH LOOKUP "Project Phoenix" DEPTH 2', 'who does Sarah manage');
  assert.ok(judged.kind === 'wrong');
  assert.equal(judged.wrongUpTo, 'TRAVERSE manages WITH LOOKUP "Project Phoenix"');
  assert.match(judged.reason, /Project Phoenix/);
});

test('constants of closed vocabularies need not stand in the request', () => {
  for (const [text, request] of [
    ["SELECT * FROM moments WHERE moment_type = 'meeting'", 'all calls'],
    ["SELECT * FROM files WHERE mime_type = 'application/pdf'", 'pdfs'],
    ["SELECT * FROM entities WHERE entity_type = 'person'", 'everybody'],
    ["SELECT * FROM files WHERE size_bytes > pg_size_bytes('5 MB')", 'files over five megabytes'],
  ] as const) assert.equal(query(text, request), text);
});

test('an ending that the request has is copied from it, one that it does not have is known', () => {
  assert.equal(query("SELECT * FROM files WHERE name ILIKE '%.gpkgk'", 'files ending in .gpkg'), "SELECT * FROM files WHERE name ILIKE '%.gpkg'");
  assert.equal(query("SELECT * FROM files WHERE name ILIKE '%.xlsx'", 'spreadsheets'), "SELECT * FROM files WHERE name ILIKE '%.xlsx'");
});

test('dates are resolved', () => {
  assert.equal(query("SEARCH \"caching\" WHERE created_at = '@last_week'", 'caching last week'), "SEARCH \"caching\" WHERE created_at >= '2025-03-03' AND created_at < '2025-03-10'");
  const judged = verdict("SEARCH \"caching\" WHERE created_at = '@someday'", 'caching someday');
  assert.ok(judged.kind === 'wrong' && judged.wrongUpTo.endsWith('@someday'), JSON.stringify(judged));
});

test('what no schema has is refused or put right, never shown', () => {
  const judged = verdict("SELECT * FROM resources WHERE colour = 'red'", 'red resources');
  assert.ok(judged.kind === 'wrong', JSON.stringify(judged));
  const spelled = verdict("SELECT * FROM resources WHERE categry = 'red'", 'resources of category red');
  assert.ok(spelled.kind === 'wrong' || (spelled.kind === 'query' && spelled.fixed === 1 && spelled.query.includes('category =')), JSON.stringify(spelled));
});

test('text that is no single statement is refused', () => {
  for (const text of ['', 'I think you want LOOKUP "x"', 'LOOKUP "x"; DROP TABLE resources', 'SELECT * FROM resources; DELETE FROM resources', 'DELETE FROM resources', 'LOOKUP "x" LIMIT']) {
    assert.equal(verdict(text, 'x resources').kind, 'wrong', text);
  }
});
