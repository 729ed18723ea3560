/** Candidate labels: how names are typed against how labels are written, and how fast. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelIndex } from '../src/labels.ts';

const entry = (label: string): { label: string; kind: string; table: string } => ({ label, kind: 'entity', table: 'entities' });
const names = ['Sarah Chen', 'sarah-chen', "Siobhán O'Malley", 'team/platform/oncall', 'api-design-v2', 'Łukasz Żak', '東京 office', 'Team Meeting', 'Nova', 'José Núñez', 'Jürgen Groß'];

/** Deterministic words, many different ones. */
function crowd(count: number): string[] {
  const syllables = ['ka', 'ro', 'mi', 'ten', 'sol', 've', 'dra', 'lin', 'pho', 'gar', 'bes', 'tu', 'wyn', 'oz', 'pel', 'qui', 'ras', 'dun', 'hol', 'jem'];
  let state = 12345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
  const word = (): string => Array.from({ length: 2 + next(3) }, () => syllables[next(syllables.length)]).join('');
  return Array.from({ length: count }, (_, at) => (at % 3 === 0 ? `${word()} ${word()}` : at % 3 === 1 ? `${word()}-meeting-${next(500)}` : `project ${word()} ${word()}`));
}

const index = labelIndex([...names, ...crowd(50_000)].map(entry));
const found = (request: string): string[] => index.candidates(request).map((match) => match.label);

test('case, accents, apostrophes, slugs and scripts do not count', () => {
  assert.deepEqual(found('who does sarah chen manage').slice(0, 2), ['Sarah Chen', 'sarah-chen']);
  assert.equal(found("what is siobhan o'malley's team about")[0], "Siobhán O'Malley");
  assert.equal(found('who does lukasz zak report to')[0], 'Łukasz Żak');
  assert.equal(found('notes by jose nunez')[0], 'José Núñez');
  assert.equal(found('JURGEN GROSS')[0], 'Jürgen Groß');
  assert.equal(found('the 東京 office plan')[0], '東京 office');
  assert.equal(found('what depends on api design v2')[0], 'api-design-v2');
  assert.ok(found('the platform oncall team').includes('team/platform/oncall'));
});

test('typos find the label, common words alone bring none in', () => {
  assert.ok(found('what did sara chen write').includes('Sarah Chen'));
  assert.ok(found('docs by Saarah Chenn').includes('Sarah Chen'));
  assert.deepEqual(found('show the meeting project'), []);
  assert.ok(found('team meeting notes').includes('Team Meeting'));
});

test('nearest: the whole text counts, not a word of it', () => {
  assert.equal(index.nearest('sarah_chen')[0]?.score, 1);
  assert.ok((index.nearest('Sarah Nova Chen Platform Oncall Review')[0]?.score ?? 0) < 0.7);
});

test('a request takes less than 5 ms at 50,000 labels', () => {
  const requests = ['who does sarah chen manage', 'every project meeting that kalinro and drasol had with pelwyn about the team', 'docs by Saarah Chenn on meeting notes last week please'];
  for (const request of requests) index.candidates(request);
  const times = requests.flatMap((request) => Array.from({ length: 15 }, () => {
    const begun = performance.now();
    index.candidates(request);
    return performance.now() - begun;
  })).sort((a, b) => a - b);
  assert.ok(times[Math.floor(times.length / 2)]! < 5, `median ${times[Math.floor(times.length / 2)]} ms`);
});
