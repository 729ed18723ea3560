// The edge data is worth something while it is whole: every pair leads to two documents of one split, no pair stands twice, worlds never
// cross splits, every relation says what the guideline lets it say, and there is enough of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreement, correlation, kappa, ranks } from './agreement.ts';
import { readLabels } from './sheet.ts';
import { offeredFrom, pairKey, readDocuments, readPairs, relations, splits, type EdgePair } from './edge-data.ts';

const documents = readDocuments();
const byId = new Map(documents.map((document) => [document.id, document]));
const pairs = readPairs('pairs.jsonl');
const second = readPairs('pairs-second.jsonl');

const genres = ['diary', 'meeting', 'technical', 'transcript', 'plan', 'entity'];
const kinds = ['note', 'person', 'project', 'concept'];
const hards = ['same-words', 'same-people', 'same-time', 'same-form', 'same-world', 'same-tags', 'same-name', 'same-series'];

const counted = (values: readonly string[]): Record<string, number> => values.reduce<Record<string, number>>((sum, value) => ({ ...sum, [value]: (sum[value] ?? 0) + 1 }), {});
const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);
const words = (text: string): number => text.split(/\s+/).length;
const splitOf = (pair: EdgePair): string => byId.get(pair.source)?.split ?? 'nowhere';

test('documents are whole: fields, genres, lengths, dates', () => {
  assert.deepEqual(twice(documents.map((document) => document.id)), []);
  assert.deepEqual(twice(documents.map((document) => document.label)), []);
  const wrong = documents.filter((document) => !genres.includes(document.genre) || !kinds.includes(document.kind) || (document.genre === 'entity') !== (document.kind !== 'note')
    || words(document.content) < 40 || words(document.content) > 400 || (document.created !== undefined && Number.isNaN(Date.parse(document.created))));
  assert.deepEqual(wrong.map((document) => document.id), []);
  assert.ok(documents.length >= 160, `${documents.length} documents`);
});

test('splits are by world: no world stands in two', () => {
  for (const world of new Set(documents.map((document) => document.world)))
    assert.equal(new Set(documents.filter((document) => document.world === world).map((document) => document.split)).size, 1, world);
});

test('every pair joins two documents of one split, once', () => {
  for (const set of [pairs, second]) {
    assert.deepEqual(set.filter((pair) => !byId.has(pair.source) || !byId.has(pair.target) || pair.source === pair.target), []);
    assert.deepEqual(set.filter((pair) => byId.get(pair.source)?.split !== byId.get(pair.target)?.split), []);
    assert.deepEqual(twice(set.map(pairKey)), []);
  }
});

test('affinity, offering and relation keep the guideline', () => {
  for (const set of [pairs, second]) {
    assert.deepEqual(set.filter((pair) => pair.affinity < 0 || pair.affinity > 1 || Math.abs(pair.affinity * 20 - Math.round(pair.affinity * 20)) > 1e-9), []);
    assert.deepEqual(set.filter((pair) => (pair.relation !== null) !== (pair.affinity >= offeredFrom)), []);
    assert.deepEqual(set.filter((pair) => pair.relation !== null && !(relations as readonly string[]).includes(pair.relation)), []);
    assert.deepEqual(set.filter((pair) => pair.relation?.startsWith('MENTIONS_') && pair.relation !== `MENTIONS_${byId.get(pair.target)?.kind.toUpperCase()}`), []);
  }
  assert.deepEqual(pairs.filter((pair) => pair.hard !== undefined && (!hards.includes(pair.hard) || pair.affinity >= offeredFrom)), []);
  assert.ok(pairs.every((pair) => pair.labeller === 'hand'));
});

test('two notes of different worlds are never offered', () => {
  assert.deepEqual(pairs.filter((pair) => byId.get(pair.source)?.world !== byId.get(pair.target)?.world && pair.affinity >= offeredFrom), []);
});

test('every world is labelled whole: each of its pairs, in both directions', () => {
  const labelled = new Set(pairs.map(pairKey));
  const missing = documents.flatMap((source) => documents.filter((target) => target !== source && target.world === source.world && !labelled.has(`${source.id} ${target.id}`))
    .map((target) => `${source.id} ${target.id}`));
  assert.deepEqual(missing, []);
});

test('what continues is later, what comes first is earlier', () => {
  const created = (id: string): number => Date.parse(byId.get(id)?.created ?? '');
  assert.deepEqual(pairs.filter((pair) => pair.relation === 'CONTINUATION' && created(pair.target) <= created(pair.source)), []);
  assert.deepEqual(pairs.filter((pair) => pair.relation === 'PREREQUISITE' && created(pair.target) >= created(pair.source)), []);
});

test('there is enough of everything; the counts', (context) => {
  for (const split of splits) {
    const own = pairs.filter((pair) => splitOf(pair) === split);
    const offered = own.filter((pair) => pair.relation !== null);
    const days = own.flatMap((pair) => daysApart(pair));
    context.diagnostic(`${split}: ${documents.filter((document) => document.split === split).length} documents, ${own.length} pairs, ${(100 * offered.length / own.length).toFixed(0)} % offered, `
      + `hard ${own.filter((pair) => pair.hard).length}, ${JSON.stringify(counted(offered.map((pair) => pair.relation ?? '')))}`);
    assert.ok(days.some((day) => day < 1) && days.some((day) => day >= 180), `${split}: distances in time`);
  }
  for (const relation of relations) assert.ok(pairs.filter((pair) => pair.relation === relation).length >= 40, relation);
  assert.ok(pairs.length >= 700 && pairs.filter((pair) => pair.hard).length >= 120);
});

function daysApart(pair: EdgePair): number[] {
  const [from, to] = [byId.get(pair.source)?.created, byId.get(pair.target)?.created];
  return from && to ? [Math.abs(Date.parse(from) - Date.parse(to)) / 86_400_000] : [];
}

test('two hundred pairs were labelled again by another labeller, from the texts alone, and the passes agree (guideline.md, 4)', (context) => {
  const first = new Set(pairs.map(pairKey));
  assert.deepEqual(second.filter((pair) => !first.has(pairKey(pair))), []);
  const found = agreement(pairs, second);
  context.diagnostic(JSON.stringify(found));
  assert.ok(found.pairs >= 200);
  assert.ok(found.pearson > 0.8 && found.offeredKappa > 0.6 && found.relationKappa > 0.6);
});

test('the measures of agreement are what textbooks say', () => {
  assert.ok(Math.abs(correlation([1, 2, 3], [2, 4, 6]) - 1) < 1e-12);
  assert.deepEqual(ranks([0.5, 0.1, 0.5, 0.9]), [2.5, 1, 2.5, 4]);
  const table = [...Array.from({ length: 20 }, () => ['y', 'y'] as const), ...Array.from({ length: 5 }, () => ['y', 'n'] as const),
    ...Array.from({ length: 10 }, () => ['n', 'y'] as const), ...Array.from({ length: 15 }, () => ['n', 'n'] as const)];
  assert.ok(Math.abs(kappa(table) - 0.4) < 1e-12);
});

test('the sheet’s answers are read: a relation, a dash or nothing; what is no label is said with its line', () => {
  const keys = [{ source: 'a', target: 'b' }, { source: 'b', target: 'a' }];
  const told = (affinity: number, relation: string | null): object => ({ affinity, relation, labeller: 'ida' });
  assert.deepEqual(readLabels(keys, '1 0.8 SEE_ALSO\r\n\n2 0.1 -\n1 0\n', 'ida'), [{ ...keys[0], ...told(0.8, 'SEE_ALSO') }, { ...keys[1], ...told(0.1, null) }, { ...keys[0], ...told(0, null) }]);
  for (const line of ['3 0.5 SEE_ALSO', '0 0.5', '1 1.5', '1 x', '1', '1 0.5 LIKES', '1 0.5 SEE_ALSO really']) assert.throws(() => readLabels(keys, line, 'ida'), new RegExp(`not a label: ${line}`));
});
