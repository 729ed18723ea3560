/** Values are put right by the request and the labels, or refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInflection, snapConstant, snapKey, snapText, type Snap, type Sources } from '../src/snap.ts';

const from = (request: string, ...labels: string[]): Sources => ({ request, labels });
const kept = (value: string): Snap => ({ kind: 'kept', value });
const snapped = (value: string): Snap => ({ kind: 'snapped', value });
const refused: Snap = { kind: 'refused' };

test('what stands in the request stays', () => {
  assert.deepEqual(snapKey('Kowalsky', from('who is Kowalsky?')), kept('Kowalsky'));
  assert.deepEqual(snapText('payment retries', from('how do we do payment retries')), kept('payment retries'));
});

test('a piece of a word does not stand in the request', () => {
  assert.notDeepEqual(snapKey('Nov', from('what is Nova')), kept('Nov'));
});

test('the label is how a key is written', () => {
  assert.deepEqual(snapKey('sarah chen', from('show sarah chen', 'Sarah Chen')), snapped('Sarah Chen'));
  assert.deepEqual(snapText('sarah chen', from('notes about sarah chen', 'Sarah Chen')), kept('sarah chen'));
});

test('a mistyped label is that label, another version of it is not', () => {
  assert.deepEqual(snapKey('sara chen', from('show sara chen', 'Sarah Chen')), snapped('Sarah Chen'));
  assert.deepEqual(snapKey('api-design-v3', from('open api-design-v3', 'api-design-v2')), kept('api-design-v3'));
});

test('case, accents and signs come from the request', () => {
  assert.deepEqual(snapKey("Siobhan O'Malley", from("who reports to Siobhán O'Malley's deputy")), snapped("Siobhán O'Malley"));
  assert.deepEqual(snapText('team platform', from('about "team/platform".')), snapped('team/platform'));
});

test('garbled names become the nearest span', () => {
  assert.deepEqual(snapKey('Sebien Kowalsky', from('what did Kowalsky write')), snapped('Kowalsky'));
  assert.deepEqual(snapKey('Adaeze Okonkw', from('who manages Adaeze Okonkwo-Bright')), snapped('Adaeze Okonkwo-Bright'));
  assert.deepEqual(snapKey('Przemysław Brzeczyszczykiewicz', from('find Przemysław Brzęczyszczykiewicz')), snapped('Przemysław Brzęczyszczykiewicz'));
  assert.deepEqual(snapKey('Sahra Chen', from('ask about her boss', 'Sarah Chen')), snapped('Sarah Chen'));
});

test('what is in neither is refused', () => {
  assert.deepEqual(snapKey('Project Phoenix', from('who does Sarah manage', 'Sarah Chen')), refused);
  assert.deepEqual(snapText('!!', from('anything on caching')), refused);
  assert.deepEqual(snapConstant('legal', from('files from marketing')), refused);
});

test('constants may be another form of a word', () => {
  assert.deepEqual(snapConstant('runbook', from('all runbooks of june')), kept('runbook'));
  assert.deepEqual(snapConstant('%Berlin%', from('moments in Berlin')), kept('%Berlin%'));
  assert.deepEqual(snapConstant('%Kowalksy%', from('moments with Kowalsky present')), snapped('%Kowalsky%'));
});

test('a label that the request does not name is no constant', () => {
  const sources: Sources = { request: 'notes tagged postgres', labels: ['postgres-main'], named: [] };
  assert.deepEqual(snapConstant('postgres', sources), kept('postgres'));
  assert.deepEqual(snapConstant('adr/0007-use-postgres', { ...sources, labels: ['adr/0007-use-postgres'] }), refused);
  assert.deepEqual(snapConstant('%Sarah Chen%', { request: 'meetings with sara chen', labels: [], named: ['Sarah Chen'] }), kept('%Sarah Chen%'));
});

test('forms of one word', () => {
  for (const [one, other] of [['company', 'companies'], ['design', 'designs'], ['planning', 'planned']] as const) assert.ok(isInflection(one, other), `${one} ${other}`);
  for (const [one, other] of [['car', 'cat'], ['design', 'desert'], ['nova', 'november']] as const) assert.ok(!isInflection(one, other), `${one} ${other}`);
});
