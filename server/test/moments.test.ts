/** Moments over the wire, with the real server: lenses, folds, outline, problems with times, a person's boundaries, what saving would write; notes left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { CodeLens, DocumentSymbol, FoldingRange } from 'vscode-languageserver';
import type { MomentsAnswer, SaveMomentsAnswer } from '../src/protocol.ts';
import { startClient } from './lsp-client.ts';

const subtitle = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann>Okay, let's start with the boiler. It leaks again.

00:00:05.000 --> 00:00:09.000
<v Bob>I tightened the valve, but it still drips.

00:00:03.000 --> 00:00:08.000
<v Ann>This line is too early.
`;
const note = '---\n# mine\nname:   "Day"\nx: {a: 1}\n---\n[2025-01-06 09:00] Standup. Sarah shared progress on the API migration. Mike is blocked by the database.\n\n[2025-01-06 10:30] Fixed the token refresh bug in the auth service. It was a race condition.\n';

test('moments over the wire', { timeout: 120_000 }, async (context) => {
  const client = await startClient({ settings: { store: { enabled: false }, model: { enabled: false } } });
  context.after(() => client.close());
  const [vtt, md, plain] = ['file:///talk.vtt', 'file:///day.md', 'file:///plain.md'];
  await client.open(vtt, subtitle, 'plaintext');
  await client.open(md, note, 'markdown');
  await client.open(plain, '# Shopping\n\nMilk, bread.\n\nNote: call Mum.\n', 'markdown');
  const lenses = (uri: string): Promise<CodeLens[]> => client.request('textDocument/codeLens', { textDocument: { uri } });
  const read = async (uri: string, more: object = {}): Promise<Extract<MomentsAnswer, { kind: 'moments' }>> => {
    const answer = await client.request<MomentsAnswer>('rem/moments', { uri, ...more });
    assert.ok(answer.kind === 'moments', JSON.stringify(answer));
    return answer;
  };

  await context.test('a subtitle has lenses, folds and an outline from the start; an ordinary note has none', async () => {
    const [lens] = await lenses(vtt);
    assert.match(lens?.command?.title ?? '', /^\$\(watch\) .* · (?:problem solving|meeting|conversation)/);
    assert.equal(lens?.command?.command, 'rem.moments.preview');
    const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri: vtt } });
    assert.ok(symbols.length >= 1 && symbols.every(({ range }) => range.end.line > range.start.line));
    const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri: vtt } });
    assert.equal(folds.length, symbols.length);
    assert.deepEqual(await lenses(plain), []);
    assert.deepEqual(await client.request('textDocument/documentSymbol', { textDocument: { uri: plain } }), []);
  });

  await context.test('times that run backwards are told where they stand', async () => {
    const found = await client.until(() => client.published.findLast(({ uri }) => uri === vtt)?.diagnostics.find(({ code }) => code === 'times-backwards'));
    assert.equal(subtitle.split('\n')[found.range.start.line], '<v Ann>This line is too early.');
  });

  await context.test('a person’s boundaries and words go before the program’s', async () => {
    const own = await read(md);
    assert.equal(own.moments.length, 2);
    const cut = own.utterances[1]?.start ?? 0;
    const drawn = await read(md, { cuts: [cut], edits: [{ at: cut, name: 'Mine', momentType: 'reflection' }] });
    assert.deepEqual(drawn.moments.map(({ first, last }) => [first, last]), [[0, 0], [1, own.utterances.length - 1]]);
    assert.deepEqual([drawn.moments[1]?.name, drawn.moments[1]?.momentType], ['Mine', 'reflection']);
  });

  await context.test('saving: a note keeps comments, keys and text; an engram, YAML, JSON and gold stand beside', async () => {
    const save = async (target: string): Promise<Extract<SaveMomentsAnswer, { kind: 'file' }>> => {
      const answer = await client.request<SaveMomentsAnswer>('rem/saveMoments', { uri: md, target });
      assert.ok(answer.kind === 'file', JSON.stringify(answer));
      return answer;
    };
    const into = await save('note');
    const head = note.slice(0, note.lastIndexOf('---\n'));
    assert.ok(into.text.startsWith(head) && into.text.endsWith(note.slice(head.length)), into.text);
    const front = parse(into.text.split('---\n')[1] ?? '') as { name: string; x: unknown; moments: { moment_type: string; resource_timestamp: string }[] };
    assert.deepEqual([front.name, front.x], ['Day', { a: 1 }]);
    assert.deepEqual(front.moments.map(({ moment_type: type, resource_timestamp: at }) => [type, at]), [['meeting', '2025-01-06T09:00:00'], ['problem_solving', '2025-01-06T10:30:00']]);
    const engram = await save('engram');
    assert.equal(engram.uri, 'file:///day.engram.yaml');
    assert.equal((parse(engram.text) as { kind: string }).kind, 'engram');
    assert.equal((JSON.parse((await save('json')).text) as { moments: unknown[] }).moments.length, 2);
    assert.equal((parse((await save('yaml')).text) as { moments: unknown[] }).moments.length, 2);
    const gold = await save('gold');
    assert.ok(gold.append && gold.text.endsWith('\n') && (JSON.parse(gold.text) as { moments: { first: number }[] }).moments[0]?.first === 0);
  });

  await context.test('saved once more, the list is replaced and what stands around it stays', async () => {
    const again = 'file:///again.md';
    const before = '---\nname:   "Day"   # mine\nmoments:\n  - name: Old\n    # a remark inside\n    summary: x\nlast: {a:  1}\n---\n[09:00] Standup with Sarah. She shared progress.\n';
    await client.open(again, before, 'markdown');
    const answer = await client.request<SaveMomentsAnswer>('rem/saveMoments', { uri: again, target: 'note' });
    assert.ok(answer.kind === 'file', JSON.stringify(answer));
    assert.ok(answer.text.startsWith('---\nname:   "Day"   # mine\nmoments:\n  - name: ') && !answer.text.includes('Old'), answer.text);
    assert.ok(answer.text.endsWith('\nlast: {a:  1}\n---\n[09:00] Standup with Sarah. She shared progress.\n'), answer.text);
  });

  await context.test('what cannot be saved says why; a file that is not open too', async () => {
    const broken = 'file:///broken.md';
    await client.open(broken, '---\na: [1\n---\n[09:00] Words here.\n', 'markdown');
    const answer = await client.request<SaveMomentsAnswer>('rem/saveMoments', { uri: broken, target: 'note' });
    assert.ok(answer.kind === 'failed' && answer.code === 'broken-note');
    const closed = await client.request<MomentsAnswer>('rem/moments', { uri: 'file:///nowhere.md' });
    assert.ok(closed.kind === 'failed' && closed.code === 'not-open');
  });
});
