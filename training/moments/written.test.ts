/** The transcripts written for fitting keep the guideline's closed lists, say their topics in words of the text, and share no source with any labelled test file. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { annotated, emotions, momentTypes } from '../../test-fixtures/moments/gold.ts';
import { stem, tokensOf } from '../../model/src/moments/words.ts';
import { stretchesWritten, written } from './written.ts';

const files = written(path.join(import.meta.dirname, 'written'));

test('every utterance belongs to one moment, types and emotions are known ones', () => {
  assert.ok(files.length >= 40, `${files.length} transcripts`);
  for (const { name, reading, moments } of files) {
    assert.deepEqual(moments.map(({ first }) => first), [0, ...moments.slice(0, -1).map(({ last }) => last + 1)], name);
    assert.equal(moments.at(-1)?.last, reading.utterances.length - 1, name);
    for (const { moment_type: type, emotion_tags: tags } of moments) {
      assert.ok((momentTypes as readonly string[]).includes(type), `${name}: ${type}`);
      assert.deepEqual(tags.filter((tag) => !(emotions as readonly string[]).includes(tag)), [], name);
    }
  }
});

test('topics stand in the words of their file', () => {
  for (const { name, text, moments } of files) {
    // The first letters: the short stemmer takes more off a plural than off its singular.
    const words = tokensOf(text);
    assert.deepEqual(moments.flatMap(({ topic_tags: tags }) => tags).filter((tag) => !tag.split('-').some((part) => words.some((word) => word.startsWith(stem(part).slice(0, 4))))), [], name);
  }
});

test('single stretches: each type about as often, none twice, all of them words that the reader finds', () => {
  const single = stretchesWritten(path.join(import.meta.dirname, 'stretches'));
  const counts = momentTypes.map((type) => single.filter(({ moments: [moment] }) => moment?.moment_type === type).length);
  assert.ok(Math.min(...counts) > 150 && Math.max(...counts) < 1.2 * Math.min(...counts), JSON.stringify(counts));
  assert.equal(new Set(single.map(({ text }) => text)).size, single.length);
  assert.deepEqual(single.filter(({ reading }) => reading.utterances.length === 0 || reading.problems.length > 0).map(({ name, reading }) => [name, reading.problems]), []);
});

test('no source stands in another split', () => {
  const others = new Set(annotated().filter(({ gold }) => gold.split !== 'train').map(({ gold }) => gold.source));
  assert.deepEqual(files.map(({ source }) => source).filter((source) => others.has(source)), []);
});
