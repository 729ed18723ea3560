// The labelled transcripts keep what their guideline says: every utterance in exactly one moment, closed vocabularies,
// names and topics that stand in the text, sources in one split each. The reader's count is the measure of every index.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTranscript } from '../../model/src/moments/read/index.ts';
import { boundaryCounts, f1, kappa } from './agreement.ts';
import { annotated, emotions, momentTypes, splits, type Gold } from './gold.ts';

const all = annotated();
const text = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const golds = (each: (typeof all)[number]): Gold[] => [each.gold, ...(each.second ? [each.second] : [])];
const count = (values: readonly string[]): string => [...new Set(values)].map((value) => `${value} ${values.filter((other) => other === value).length}`).join(', ');

test('there are enough transcripts, in every form, split by source', (t) => {
  assert.ok(all.length >= 60, `${all.length} transcripts`);
  assert.ok(all.filter((each) => each.second).length >= 20);
  for (const form of ['.md', '.txt', '.vtt', '.srt', '.json']) assert.ok(all.filter(({ file }) => file.endsWith(form)).length >= 5, form);
  const share = (split: string): number => all.filter(({ gold }) => gold.split === split).length / all.length;
  assert.ok(share('test') >= 0.4 && share('train') >= 0.3 && share('dev') >= 0.1, splits.map((split) => `${split} ${share(split)}`).join(', '));
  for (const source of new Set(all.map(({ gold }) => gold.source)))
    assert.equal(new Set(all.filter(({ gold }) => gold.source === source).map(({ gold }) => gold.split)).size, 1, source);
  const moments = all.flatMap(({ gold }) => gold.moments);
  t.diagnostic(`${all.length} transcripts (${count(all.map(({ gold }) => gold.split))}), ${moments.length} moments`);
  t.diagnostic(count(moments.map(({ moment_type }) => moment_type)));
  t.diagnostic(count(moments.flatMap(({ emotion_tags }) => (emotion_tags.length === 0 ? ['neutral'] : emotion_tags))));
});

test('moments follow each other and cover every utterance, where the reader counts them', () => {
  for (const each of all) {
    const { utterances } = readTranscript(text(each.file), { fileName: each.file });
    for (const { moments } of golds(each)) {
      assert.deepEqual(moments.map(({ first }) => first), [0, ...moments.slice(0, -1).map(({ last }) => last + 1)], each.name);
      assert.equal(moments.at(-1)?.last, utterances.length - 1, each.name);
      for (const moment of moments) assert.ok(utterances[moment.first]?.text.includes(moment.begins), `${each.name}: ${moment.first} begins "${utterances[moment.first]?.text.slice(0, 40)}", not "${moment.begins}"`);
    }
  }
});

test('types and emotions are of the closed lists, all of them in train and in test', () => {
  for (const split of ['train', 'test']) {
    const moments = all.filter(({ gold }) => gold.split === split).flatMap(({ gold }) => gold.moments);
    assert.deepEqual(momentTypes.filter((type) => moments.filter(({ moment_type }) => moment_type === type).length < 5), [], split);
    assert.deepEqual(emotions.filter((emotion) => moments.filter(({ emotion_tags }) => (emotion_tags as string[]).includes(emotion)).length < 3), [], split);
  }
});

test('people and emotions stand once, names and places in the text', () => {
  for (const each of all) {
    const words = text(each.file);
    for (const moment of golds(each).flatMap(({ moments }) => moments)) {
      const names = moment.people.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, `${each.name}: ${moment.name}`);
      assert.equal(new Set(moment.emotion_tags).size, moment.emotion_tags.length);
      assert.equal(new Set(moment.topic_tags).size, moment.topic_tags.length, `${each.name}: ${moment.name}`);
      assert.deepEqual(names.filter((name) => !words.includes(name)), [], `${each.name}: ${moment.name}`);
    }
  }
});

test('an end is not before its start', () => {
  const wrong = all.flatMap(({ name, gold }) => gold.moments.filter(({ start, end }) => start !== undefined && end !== undefined && start.length > 8 && Date.parse(end) < Date.parse(start)).map((moment) => `${name}: ${moment.name}`));
  assert.deepEqual(wrong, []);
});

test('agreement: a boundary that moved by two lines is the same, by three it is not; kappa takes chance away', () => {
  const of = (...firsts: number[]): Gold => ({ source: 's', split: 'dev', moments: [0, ...firsts].map((first) => ({ first, last: first, begins: '', moment_type: 'meeting', emotion_tags: [], topic_tags: ['a'], people: [], name: 'n', summary: 's' })) });
  assert.deepEqual(boundaryCounts(of(5, 10), of(7, 13)), { both: 1, first: 2, second: 2 });
  assert.equal(f1({ both: 1, first: 2, second: 2 }), 0.5);
  assert.equal(kappa([['a', 'a'], ['b', 'b']]), 1);
  assert.equal(kappa([['a', 'a'], ['a', 'b'], ['b', 'a'], ['b', 'b']]), 0);
});
