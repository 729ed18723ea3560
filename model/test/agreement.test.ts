/** An answer laid beside its request: what was forgotten, what was made up, and the changes that put it right. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { loadSql } from '@rem/grammar';
import { agreement } from '../src/agreement.ts';
import { deniedTags, isDenied } from '../src/agreement/denials.ts';
import { sideAsked } from '../src/agreement/sides.ts';
import { mendAnswer } from '../src/mend.ts';
import { canonical, kindsOrCategories } from '../src/mending/canonical.ts';
import { partsOf, printed } from '../src/mending/parts.ts';
import { timeSaid } from '../src/mending/times.ts';

before(() => loadSql());

const mended = (request: string, answer: string): string => mendAnswer(request, answer, undefined).text;

test('a fitting answer is left as it is', () => {
  for (const [request, answer] of [
    ['who does Ada Quill manage?', 'TRAVERSE manages WITH LOOKUP "Ada Quill"'],
    ['uploads of the past 9 days over 3 MB, oldest first', "SELECT * FROM files WHERE size_bytes > pg_size_bytes('3 MB') AND created_at = '@9d' ORDER BY created_at ASC"],
    ['moments about kites when i felt giddy', "SEARCH \"kites\" IN moments WHERE 'giddy' = ANY(emotion_tags)"],
    ['pages tagged tin or lead', "SELECT * FROM resources WHERE tags && ARRAY['tin', 'lead']"],
    ['names spelled like Quil', 'FUZZY "Quil"'],
  ] as const) {
    const { missing, unsaid } = agreement(request, answer);
    assert.deepEqual([...missing, ...unsaid], [], request);
    assert.equal(mended(request, answer), answer);
  }
});

test('what was made up goes', () => {
  assert.equal(mended('notes on paper boats', "SEARCH \"paper boats\" WHERE created_at = '@last_week'"), 'SEARCH "paper boats"');
  assert.equal(mended('who does Ada Quill manage?', 'TRAVERSE manages WITH LOOKUP "Ada Quill" DEPTH 3 LOAD'), 'TRAVERSE manages WITH LOOKUP "Ada Quill"');
});

test('what was forgotten comes back, where the words say what it is', () => {
  assert.equal(mended('calls of the past 9 days', "SELECT * FROM moments WHERE moment_type = 'meeting'"), "SELECT * FROM moments WHERE moment_type = 'meeting' AND resource_timestamp = '@9d'");
  assert.equal(mended('stuff on tin mines from the past 3 weeks', 'SEARCH "tin mines from the past 3 weeks"'), "SEARCH \"tin mines\" WHERE created_at = '@3w'");
  assert.equal(mended('pending uploads, oldest first', "SELECT * FROM files WHERE processing_status = 'pending' ORDER BY created_at DESC"), "SELECT * FROM files WHERE processing_status = 'pending' ORDER BY created_at ASC");
});

test('a denial counts for the word it stands before', () => {
  assert.deepEqual(deniedTags('pages tagged slate and not tagged chalk', ''), ['chalk']);
  assert.deepEqual(deniedTags('uploads without the moth tag, any but those marked as rust', ''), ['rust', 'moth']);
  assert.deepEqual(deniedTags('notes tagged slate, not chalk', "SELECT * FROM resources WHERE tags @> ARRAY['slate', 'chalk']"), ['chalk']);
  for (const request of ['untagged pages', 'files without any tag', 'notes tagged slate, not memos', 'chats with the tag slate that nobody updated']) assert.deepEqual(deniedTags(request, ''), [], request);
  for (const request of ['slate roofs, no ballads', 'anything on slate outside the category ballad', 'neither letters nor ballads', 'ballads excluded: slate']) assert.ok(isDenied(request, 'ballad'), request);
  for (const request of ['ballads that are not about slate', 'no, the ballads', 'nothing but ballads']) assert.ok(!isDenied(request, 'ballad'), request);
  assert.equal(mended('pages tagged slate and not tagged chalk', "SELECT * FROM resources WHERE tags && ARRAY['slate', 'chalk']"), "SELECT * FROM resources WHERE 'slate' = ANY(tags) AND NOT ('chalk' = ANY(tags))");
  assert.equal(mended('anything on thatch, any but the pages tagged Chalk', "SEARCH \"thatch\" WHERE 'Chalk' = ANY(tags)"), "SEARCH \"thatch\" WHERE NOT ('Chalk' = ANY(tags))");
  assert.equal(mended('anything on thatch, but no ballads', 'SEARCH "thatch" CATEGORY "ballad"'), "SEARCH \"thatch\" WHERE category <> 'ballad'");
});

test('what is told beside the ask changes nothing', () => {
  for (const [request, answer, named] of [
    ['The roof was opened on Friday. Any notes on thatch?', 'SEARCH "thatch"', []],
    ['Who mentors Ada Quill? I met her in Barn 4.', 'TRAVERSE mentors WITH LOOKUP "Ada Quill" DIRECTION INBOUND', ['Ada Quill', 'Barn 4']],
    ['who wrote Barn 4 and who wrote Barn 5? no, only Barn 5', 'TRAVERSE authored_by WITH LOOKUP "Barn 5"', ['Barn 4', 'Barn 5']],
  ] as const) assert.equal(mendAnswer(request, answer, undefined, named).text, answer);
  assert.equal(mendAnswer('what do Ada Quill and Barn 4 own', 'TRAVERSE owns WITH LOOKUP "Ada Quill"', undefined, ['Ada Quill', 'Barn 4']).text, 'TRAVERSE owns WITH LOOKUP "Ada Quill", "Barn 4"');
});

test('whose rows, which columns, how much of the topic, who was there', () => {
  assert.equal(mended('pages about thatch for user barn-4', 'SEARCH "thatch for user barn-4"'), "SEARCH \"thatch\" WHERE user_id = 'barn-4'");
  assert.equal(mended('all services, names only', "SELECT * FROM entities WHERE entity_type = 'service'"), "SELECT name FROM entities WHERE entity_type = 'service'");
  assert.equal(mended('pages about thatch, untagged', 'SEARCH "thatch"'), 'SEARCH "thatch" WHERE COALESCE(cardinality(tags), 0) = 0');
  assert.equal(mended('find marigold thatch sums', 'SEARCH "thatch sums"'), 'SEARCH "marigold thatch sums"');
  assert.equal(mended('calls with Wilbur Oake', "SELECT * FROM moments WHERE moment_type = 'meeting'"), "SELECT * FROM moments WHERE moment_type = 'meeting' AND present_persons::text ILIKE '%Wilbur Oake%'");
});

test('a summary, a memo, a number', () => {
  assert.equal(mended('docs about thatch without a summary', 'SEARCH "thatch"'), 'SEARCH "thatch" WHERE summary IS NULL');
  assert.equal(mended('docs about thatch that have a summary', 'SEARCH "thatch"'), 'SEARCH "thatch" WHERE summary IS NOT NULL');
  assert.equal(mended('note to self: buy rope. what does Barn 4 depend on?', 'TRAVERSE depends_on WITH LOOKUP "Barn 4"'), 'TRAVERSE depends_on WITH LOOKUP "Barn 4" MEMO "buy rope"');
  assert.equal(mended('uploads over 350 KB', "SELECT * FROM files WHERE size_bytes > pg_size_bytes('850 KB')"), "SELECT * FROM files WHERE size_bytes > pg_size_bytes('350 KB')");
});

test('the side of a relation is read from the order of its words', () => {
  for (const [edge, rest, side] of [
    ['manages', 'who does § manage?', 'out'], ['manages', 'who manages §', 'in'], ['manages', '§ is managed by whom', 'in'], ['manages', 'people managed by §', 'out'], ['manages', 'the boss of §', 'in'],
    ['authored_by', 'who wrote §', 'out'], ['authored_by', 'what did § write', 'in'], ['paints', 'who paints §?', 'in'], ['paints', 'what does § paint?', 'out'], ['references', 'where is § cited', 'in'],
    ['works_on', '§, well, who has been working on that', 'in'], ['depends_on', '§ cannot do without what', undefined], ['authored_by', 'pages with § as the author', 'in'],
    ['SEE_ALSO', 'see also of §', undefined],
  ] as const) assert.equal(sideAsked(edge, rest), side, rest);
});

test('times in words', () => {
  for (const [text, operator, word] of [
    ['files of the last 9 days', '=', '9d'], ['since the 3rd of may 2024', '>=', '2024-05-03'], ['before march', '<', 'march'], ['after 2024-02-01', '>', '2024-02-01'], ['older than two weeks', '<', '2w'], ['last tuesday', '=', 'last_tuesday'], ['on 14 june', '=', '06-14'],
    ['nobody touched it in the last 5 months', '<', '5m'], ['upcoming calls', '>', 'now'], ['not after 3 may 2024', '<=', '2024-05-03'], ['no earlier than 3 may 2024', '>=', '2024-05-03'], ['the first of june 2025', '=', '2025-06-01'],
  ] as const) assert.deepEqual(timeSaid(text), { operator, word }, text);
  for (const text of ['paper boats', 'between march and june', 'a march through town in the rain, or maybe may']) assert.notEqual(timeSaid(text)?.word, 'may', text);
});

test('an answer is taken apart and put together again', () => {
  for (const answer of [
    'LOOKUP "a", "b"', 'SEARCH "x WHERE y" IN moments WHERE location ILIKE \'%a AND b%\' AND moment_type = \'social\' THRESHOLD 0.5 LIMIT 3', 'SELECT category, COUNT(*) FROM resources GROUP BY category HAVING COUNT(*) > 3 ORDER BY COUNT(*) DESC LIMIT 2',
    "SELECT * FROM files WHERE size_bytes BETWEEN pg_size_bytes('1 MB') AND pg_size_bytes('2 MB') AND category = 'x'", 'TRAVERSE a, b WITH SEARCH "q" CATEGORY "memo" DEPTH 2 DIRECTION BOTH LOAD',
  ]) {
    const parts = partsOf(answer);
    assert.ok(parts, answer);
    assert.equal(printed(parts), answer);
  }
});

test('one spelling for what can be written in several ways', () => {
  const sources = { request: 'Tin Diary, March and the Lead Log', labels: ['Tin Diary, March', 'Lead Log'] };
  assert.equal(canonical('LOOKUP "Lead Log", "Tin Diary"', sources), 'LOOKUP "Tin Diary, March", "Lead Log"');
  assert.equal(canonical("SELECT * FROM moments WHERE 'a' = ANY(tags) AND 'b' = ANY(tags)", sources), "SELECT * FROM moments WHERE tags @> ARRAY['a', 'b']");
  assert.equal(kindsOrCategories("SELECT * FROM moments WHERE moment_type = 'sermon' AND resource_timestamp = '@2025'", { momentTypes: ['meeting'] }), "SELECT * FROM resources WHERE category = 'sermon' AND created_at = '@2025'");
});

test('any words, beside any answer, are borne, and long ones quickly', () => {
  const answers = ['NONE', 'SELECT', 'LOOKUP "a"', 'SEARCH "x in the past week" IN moments WHERE moment_type = \'meeting\'', "SELECT * FROM files WHERE name ILIKE '%a%' ORDER BY name ASC LIMIT 3", 'TRAVERSE a WITH SEARCH "q" DEPTH 2', '"', 'TRAVERSE WITH'];
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom(...answers), (request, answer) => {
    assert.equal(typeof mendAnswer(request, answer, undefined).text, 'string');
  }), { numRuns: 60 });
  const long = 'and the quiet notes about tin 12 since monday, "so it goes", '.repeat(20).slice(0, 1200);
  const begun = performance.now();
  for (const answer of answers) agreement(long, answer);
  assert.ok(performance.now() - begun < 2000, `${performance.now() - begun} ms`);
});
