/** Whatever a document holds, every feature answers at every place: no throw, and only spans that lie in the text. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { quickFixes } from '../src/features/code-actions.ts';
import { lenses } from '../src/features/code-lens.ts';
import { complete } from '../src/features/completion.ts';
import { folds } from '../src/features/folding.ts';
import { loadLayout } from '../src/layout.ts';
import { formatFinished, formatSpan, formatView } from '../src/features/formatting.ts';
import { ghostPlace, requestPlace } from '../src/features/ghost.ts';
import { highlights } from '../src/features/highlights.ts';
import { hover } from '../src/features/hover.ts';
import { inlayHints } from '../src/features/inlay-hints.ts';
import { links } from '../src/features/links.ts';
import { noteNames } from '../src/features/note-names.ts';
import { refactorings } from '../src/features/refactorings.ts';
import { renameIn, targetAt } from '../src/features/references.ts';
import { selections } from '../src/features/selection.ts';
import { tokensIn } from '../src/features/semantic-tokens.ts';
import { signature } from '../src/features/signature.ts';
import { symbols } from '../src/features/symbols.ts';
import { knowing, viewOf } from './marked.ts';

const layOut = await loadLayout();
const knowledge = knowing();
const root = path.resolve(import.meta.dirname, '../..');

type Spans = readonly { start: number; end: number }[];

function tryEverything(text: string, step: number): void {
  const view = viewOf(text);
  const whole = { start: 0, end: text.length };
  const inside = (spans: Spans, name: string): void => {
    for (const { start, end } of spans) assert.ok(start >= 0 && start <= end && end <= text.length, `${name}: ${start}…${end} in ${JSON.stringify(text.slice(0, 200))}`);
  };
  inside(lenses(view), 'lenses');
  inside(folds(view), 'folds');
  inside(symbols(view), 'symbols');
  inside(links(view, knowledge), 'links');
  inside(formatView(view, layOut), 'format');
  inlayHints(view, whole, knowledge, () => []);
  for (const format of ['yaml', 'json', 'markdown'] as const) inside(noteNames(text, format), format);
  for (let offset = 0; offset <= text.length; offset += step) {
    const here = { start: offset, end: offset };
    const target = targetAt(view, offset);
    inside(complete(view, offset, knowledge).items.map((item) => item.span), 'completion');
    inside([hover(view, offset, knowledge, () => [])].filter((found) => found !== undefined), 'hover');
    inside(highlights(view, offset), 'highlights');
    inside(selections(view, offset), 'selections');
    inside(tokensIn(view, here), 'tokens');
    inside(refactorings(view, here).flatMap((action) => action.edits), 'refactorings');
    inside(quickFixes(view, here, knowledge).flatMap((fix) => fix.edits), 'fixes');
    inside(formatSpan(view, here, layOut), 'range format');
    inside(formatFinished(view, offset, layOut), 'type format');
    inside(target ? renameIn(view, target, 'x y') : [], 'rename');
    inside([ghostPlace(view, offset)?.span].filter((found) => found !== undefined), 'ghost');
    inside([requestPlace(view, offset)?.edit('x')].filter((found) => found !== undefined), 'request');
    signature(view, offset);
  }
}

test('every fixture, sound and broken', () => {
  const files = globSync('test-fixtures/parse/*/**/*.rem', { cwd: root }).sort();
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(path.join(root, file), 'utf8').slice(0, 600);
    tryEverything(text, 7);
  }
});

test('any soup of words', () => {
  const word = fc.constantFrom(
    'LOOKUP', 'search', 'FUZZY', 'SQL', 'SELECT', 'WITH', 'TRAVERSE', 'FROM', 'WHERE', 'LIMIT', 'AS', 'ORDER BY', 'DEPTH', 'PLAN', 'IN', 'a', 'r.x', '"a b"', "'", '"', '"""', '`', '(', ')', '[', ']', ',', ';', '=', '.', '-- who?', '/*', '*/', '#', '\n',
    '\n\n', '\r\n', ' ', '5', '-1', "'@last_week'", 'limit=5', 'é𝒳', '\0', '\ufeff', '\u2028', '{{', '- name: x', 'dst: y', '[[z]]',
  );
  fc.assert(fc.property(fc.array(word, { maxLength: 14 }), fc.constantFrom('', ' '), (words, glue) => tryEverything(words.join(glue), 1)), { numRuns: 120 });
});
