/**
 * A value that was garbled is written again out of the request's own words: what those are, and that the second asking is held to them. The model is a
 * script here, because the shipped one garbles seldom and never when wanted.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSchema, loadSql } from '@rem/grammar';
import type { Completer } from '../src/backends/backend.ts';
import type { Completion, CompletionOptions } from '../src/completion.ts';
import { generate } from '../src/generate.ts';
import { textConstraint } from '../src/process/constraint.ts';
import { valuesIn } from '../src/source-values.ts';

const allows = (gbnf: string, text: string): boolean => {
  const constraint = textConstraint(gbnf, []);
  const progress = constraint.after(constraint.start(), Buffer.from(` ${text}`));
  return progress !== undefined && constraint.mayEnd(progress);
};

test('values are runs of words, labels, and other forms of short runs', () => {
  const { texts, constants } = valuesIn({ request: 'the oldest reading notes on “tide gauges”, by Ana?', labels: ['Ana-Lúcia Ferreira'], named: [] }, defaultSchema);
  for (const text of ['tide gauges', 'the oldest', 'Ana', 'Ana-Lúcia Ferreira']) assert.ok(texts.includes(text), text);
  for (const text of ['reading-note', 'reading note', 'note', 'meeting', 'application/pdf']) assert.ok(constants.includes(text), text);
  assert.ok(!texts.includes('gauge reading') && !constants.includes('Ana-Lúcia Ferreira'));
});

test('a long topic ends where the request does', () => {
  const request = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen?';
  assert.ok(valuesIn({ request, labels: [] }, defaultSchema).texts.includes(request.slice(0, -1)));
});

for (const [what, first] of [['garbled', { text: "SELECT * FROM resources WHERE name ILIKE '%retrovision%20out%'", stop: 'end' }], ['without an end', { text: `SEARCH "${'x '.repeat(80)}`, stop: 'length' }]] as const) {
  test(`an answer that is ${what} is asked for again, held to the request's words`, async () => {
    await loadSql();
    const asked: CompletionOptions[] = [];
    const right = "SELECT * FROM resources WHERE name ILIKE '%retrospective%'";
    const answers = [first, { text: right, stop: 'end' as const }];
    const model: Completer = {
      ready: async () => ({}),
      identity: () => ({ backend: 'script', base: 'none', adapter: 'none' }) as unknown as ReturnType<Completer['identity']>,
      complete: async (_, options) => {
        asked.push(options);
        return { kind: 'completion', answers: [{ ...answers[asked.length - 1]!, tokens: 20, meanLogprob: -0.1, minLogprob: -0.5, overruled: 0 }], timings: {} } as unknown as Completion;
      },
    };
    const { query } = await generate('notes whose name contains retrospective', { model, now: new Date('2026-01-05T10:00:00Z'), timeZone: 'UTC' });
    assert.equal(query, right);
    const [free, held] = asked.map(({ constraint }) => (constraint.kind === 'grammar' ? constraint.gbnf : ''));
    assert.ok(allows(free!, "SELECT * FROM resources WHERE name ILIKE '%retrovision%'"));
    assert.ok(!allows(held!, "SELECT * FROM resources WHERE name ILIKE '%retrovision%'") && allows(held!, right));
  });
}
