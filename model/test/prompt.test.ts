/** The prompt is what the model was trained on, byte for byte; the trainer tests itself against the same file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { buildPrompt, cleanRequest, MAX_SCHEMA_LENGTH } from '../src/prompt.ts';

const schema = z.object({ tables: z.array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string() })) })) });
const samples = z.array(z.object({ request: z.string(), labels: z.array(z.string()), schema: schema.nullable(), prompt: z.string() }))
  .parse(JSON.parse(readFileSync(new URL('../prompt-samples.json', import.meta.url), 'utf8')));

test('the samples', () => {
  assert.ok(samples.length >= 8);
  for (const sample of samples) assert.equal(buildPrompt(sample.request, sample.labels, sample.schema), sample.prompt);
});

test('comment marks and line ends are no words of a request', () => {
  assert.equal(cleanRequest('-- who does Sarah\n--   manage?'), 'who does Sarah manage?');
  assert.equal(cleanRequest('# notes on\r\n# caching'), 'notes on caching');
  assert.equal(cleanRequest('/* what depends\n * on Nova? */'), 'what depends on Nova?');
  assert.equal(cleanRequest('files -- not images'), 'files -- not images');
  assert.equal(cleanRequest('  -- '), '');
});

test('a huge schema is cut to whole tables', () => {
  const tables = Array.from({ length: 200 }, (_, at) => ({ name: `table_${at}`, columns: [{ name: 'id' }, { name: 'name' }] }));
  const [line = ''] = buildPrompt('x', [], { tables }).split('\n');
  assert.ok(line.length <= MAX_SCHEMA_LENGTH + 'Schema: '.length);
  assert.match(line, /table_0\(id, name\).*\)$/);
});
