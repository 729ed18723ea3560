/** Grey text: where it is offered, what it replaces, how answers are shared and kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAnswers } from '../src/answers.ts';
import { ghostPlace, ghostText, requestPlace, worthAsking } from '../src/features/ghost.ts';
import { applied, marked } from './marked.ts';

const query = 'TRAVERSE manages WITH LOOKUP "Sarah Chen"';

/** The document with the grey text taken, undefined where none is offered. */
function taken(source: string, answer = query): string | undefined {
  const { view, offset, text } = marked(source);
  const place = ghostPlace(view, offset);
  const shown = place && ghostText(place, answer);
  return shown === undefined || !place ? undefined : applied(text, [{ ...place.span, text: shown }]);
}

test('below a request comment, on an empty line', () => {
  assert.equal(taken('-- who does Sarah Chen manage?\n$0'), `-- who does Sarah Chen manage?\n${query}`);
  assert.equal(taken('-- who does Sarah\n-- Chen manage?\n$0\n\nLOOKUP x\n'), `-- who does Sarah\n-- Chen manage?\n${query}\n\nLOOKUP x\n`);
  assert.equal(taken('# who?\n  $0'), `# who?\n  ${query}`);
  assert.equal(taken('/* who\n does she manage? */\n$0'), `/* who\n does she manage? */\n${query}`);
  assert.equal(taken('-- who?\r\n$0\r\n'), `-- who?\r\n${query}\r\n`);
});

test('a typed beginning of the query goes on, anything else ends it', () => {
  assert.equal(taken('-- who?\nTRA$0'), `-- who?\n${query}`);
  assert.equal(taken('-- who?\nTRAVERSE manages WI$0'), `-- who?\n${query}`);
  assert.equal(taken('-- who?\nLOOK$0'), undefined);
  assert.equal(taken(`-- who?\n${query}$0`), undefined);
});

test('at the end of the comment itself the query starts a new line', () => {
  assert.equal(taken('-- who does she manage?$0'), `-- who does she manage?\n${query}`);
  assert.equal(taken('-- who does she manage? $0\n\nLOOKUP x'), `-- who does she manage? \n${query}\n\nLOOKUP x`);
});

test('a request above a statement that says the same offers nothing; another is offered', () => {
  assert.equal(taken(`-- who?$0\n${query};\n`), undefined);
  assert.equal(taken('-- who?$0\nLOOKUP "x"\n'), `-- who?\n${query}\nLOOKUP "x"\n`);
});

test('where the line asks for nothing there is no place', () => {
  for (const source of ['$0', 'LOOKUP x$0', 'LOOKUP $0x', '-- wh$0o?', '-- a\n\n$0', 'LOOKUP a -- trailing\n\n$0', '-- rem-ignore unknown-table: known\n$0', '-- target: p8fs\n$0', '--\n$0', 'SEARCH "-- x$0"']) {
    const { view, offset } = marked(source);
    assert.equal(ghostPlace(view, offset), undefined, source);
  }
});

test('only the beginning of a word is worth asking the model for', () => {
  const worth = (source: string): boolean => {
    const { view, offset } = marked(source);
    const place = ghostPlace(view, offset);
    return place !== undefined && worthAsking(place);
  };
  assert.deepEqual(['-- who?\n$0', '-- who?\nTRA$0', '-- who?\nTRAVERSE manages $0'].map(worth), [true, true, false]);
});

test('the command writes below its comment, in the empty line, or over the statement', () => {
  const written = (source: string): string | undefined => {
    const { view, offset, text } = marked(source);
    const place = requestPlace(view, offset);
    return place && applied(text, [place.edit(query)]);
  };
  assert.equal(written('-- who?$0'), `-- who?\n${query}`);
  assert.equal(written('-- who?\n$0\nLOOKUP y'), `-- who?\n${query}\nLOOKUP y`);
  assert.equal(written('-- wh$0o?\nLOOKUP "x" LIMIT'), `-- who?\n${query}`);
  assert.equal(written('-- who?\nLOOKUP "x$0";\nLOOKUP y'), `-- who?\n${query};\nLOOKUP y`);
  assert.equal(written('who does Sarah$0 manage'), query);
  assert.equal(written('LOOKUP x$0'), undefined);
});

const never = new AbortController().signal;

test('equal requests share one run, and what it brought is there at once', async () => {
  let runs = 0;
  const answers = createAnswers<string>({ size: 2, lifetime: 1000, grace: 20, keep: () => true, now: () => 0 });
  const make = async (): Promise<string> => `answer ${++runs}`;
  const [first, second] = await Promise.all([answers.ask('a', never, make), answers.ask('a', never, make)]);
  assert.deepEqual([first, second, answers.peek('a'), runs], ['answer 1', 'answer 1', 'answer 1', 1]);
  await answers.ask('b', never, make);
  await answers.ask('c', never, make);
  assert.equal(answers.peek('a'), undefined, 'the oldest makes room');
});

test('a run ends when nobody waits for it any more, not before', async () => {
  const answers = createAnswers<string>({ size: 9, lifetime: 1000, grace: 20, keep: () => true, now: () => 0 });
  let aborted = false;
  let finish = (_: string): void => undefined;
  const make = (signal: AbortSignal): Promise<string> => new Promise((resolve) => {
    finish = resolve;
    signal.addEventListener('abort', () => (aborted = true));
  });
  const [one, two] = [new AbortController(), new AbortController()];
  const first = answers.ask('a', one.signal, make);
  const second = answers.ask('a', two.signal, make);
  one.abort();
  assert.deepEqual([await first, aborted], [undefined, false]);
  two.abort();
  assert.deepEqual([await second, aborted], [undefined, false], 'who asks again at once finds the run still going');
  const three = new AbortController();
  const third = answers.ask('a', three.signal, () => Promise.reject(new Error('a second run')));
  three.abort();
  await third;
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(aborted, true);
  finish('too late');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answers.peek('a'), undefined, 'what came after the end is not kept');
});

test('another request ends at once what nobody waits for', async () => {
  const answers = createAnswers<string>({ size: 9, lifetime: 1000, grace: 60_000, keep: () => true, now: () => 0 });
  let aborted = false;
  const stop = new AbortController();
  const first = answers.ask('a', stop.signal, (signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))));
  stop.abort();
  await first;
  assert.equal(aborted, false);
  assert.equal(await answers.ask('b', never, async () => 'b'), 'b');
  assert.equal(aborted, true);
});

test('answers grow old, and failures are not kept', async () => {
  let clock = 0;
  const answers = createAnswers<string>({ size: 9, lifetime: 10, grace: 20, keep: (value) => value !== 'failed', now: () => clock });
  await answers.ask('a', never, async () => 'x');
  clock = 11;
  assert.equal(answers.peek('a'), undefined);
  await answers.ask('b', never, async () => 'failed');
  assert.equal(answers.peek('b'), undefined);
  await assert.rejects(answers.ask('c', never, () => Promise.reject(new Error('broken'))));
  assert.equal(await answers.ask('c', never, async () => 'mended'), 'mended');
});
