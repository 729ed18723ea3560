/** The embedded model behind the interface that servers will share. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completer, type Piece } from '../src/backends/backend.ts';
import { embeddedBackend } from '../src/backends/embedded.ts';
import { openModel } from '../src/open-model.ts';
import { weightsHere } from './weights-here.ts';

const skip = await weightsHere() ? false : 'no weights';
const options = { constraint: { kind: 'grammar', gbnf: 'root ::= "LOOKUP \\"" [a-z]{3,12} "\\""\n', hash: 'test' }, maxTokens: 30, hints: [] } as const;

test('a stream grows and ends with its completion', { skip }, async () => {
  const backend = embeddedBackend(await openModel({ adapterPath: null }));
  const probe = await backend.probe();
  assert.ok(probe.kind === 'ready' && probe.capabilities.grammar && probe.identity.backend === 'embedded', JSON.stringify(probe));
  const pieces: Piece[] = [];
  for await (const piece of backend.complete('Request: show caching\nREM:', options)) pieces.push(piece);
  const last = pieces.at(-1)!;
  assert.ok(last.kind === 'completion', JSON.stringify(last));
  const texts = pieces.slice(0, -1).map((piece) => (piece.kind === 'text' ? piece.text : ''));
  assert.ok(texts.length > 1);
  for (const text of texts) assert.ok(last.answers[0].text.startsWith(text), `${text} is no beginning of ${last.answers[0].text}`);
  const asked = await completer(backend).complete('Request: show caching\nREM:', options);
  assert.ok(asked.kind === 'completion' && asked.answers[0].text === last.answers[0].text);
  await backend.dispose();
});

test('a model that is not there is told by the probe', async () => {
  const backend = embeddedBackend(await openModel({ directory: '/nowhere/at/all', bundled: [], adapterPath: null }));
  const probe = await backend.probe();
  assert.ok(probe.kind === 'failed' && probe.code === 'weights-missing' && probe.remedy !== '', JSON.stringify(probe));
  await backend.dispose();
});
