/** What a language model may say about a moment: nothing that the moment's own text lacks, to "you", and never more than was asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { momentPrompt, readMomentWords } from '../../src/moments/judge.ts';

const text = 'Priya and I fixed the token refresh at 10:30. Tests are green, 42 of 42. Élodie from ACME looked on.';
const read = (said: Record<string, unknown>): ReturnType<typeof readMomentWords> => readMomentWords(JSON.stringify(said), text);

describe('names and summaries by a language model', () => {
  test('a sentence with a name, number or abbreviation that the text lacks is left out, the others stay', () => {
    assert.deepEqual(read({ summary: 'You fixed the token refresh with Priya. Marcus praised you. All 43 tests pass. The SLA was kept.' }), { summary: 'You fixed the token refresh with Priya.' });
    assert.deepEqual(read({ summary: 'Priya and you fixed it at 10:30. Elodie from ACME watched.' }), { summary: 'Priya and you fixed it at 10:30. Elodie from ACME watched.' });
  });

  test('where nothing of it holds, the program’s own words stand', () => {
    assert.deepEqual(read({ name: 'Standup with Marcus', summary: 'Marcus led a 15 minute standup.', emotion_tags: [] }), { emotions: [] });
    assert.equal(read({ name: 'Fixing things for Globex' }), undefined);
    assert.deepEqual(read({ name: 'The Token Refresh Fix' }), { name: 'The Token Refresh Fix' }, 'ordinary words of a title are no names');
  });

  test('numbers are whole ones, ordinary first words are no names', () => {
    assert.equal(read({ summary: 'You fixed 4 tests.' }), undefined);
    assert.deepEqual(read({ summary: 'Everything passed. Later you rested.' }), { summary: 'Everything passed. Later you rested.' });
  });

  test('a summary speaks to the person', () => {
    assert.deepEqual(read({ summary: 'I fixed my token refresh.' }), { summary: 'You fixed your token refresh.' });
    assert.match(momentPrompt(text), /“you”/);
  });
});
