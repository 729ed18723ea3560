/** Open documents: whatever is edited, what is known is what a fresh reading would say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from '@rem/grammar';
import { findRegions } from '../src/embedded/index.ts';
import { openDocuments, viewsOf } from '../src/documents.ts';
import { problemsOf } from '../src/features/diagnostics.ts';
import { knowing, viewOf } from './marked.ts';

const piece = fc.constantFrom('LOOKUP "a";\n', '-- who?\n', 'SEARCH x LIMIT 3\n', 'SERCH', ' ', '\r\n', '\n\n', '"', '/*', '*/', ';', '[', 'SELECT 1', 'é𝒳', ',', 'WITH', "where name = 'x'");
const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));
const knowledge = knowing();

test('a document that was edited is the document that a fresh reading gives', () => {
  fc.assert(
    fc.property(text, fc.array(fc.array(fc.tuple(fc.nat(200), fc.nat(30), text), { minLength: 1, maxLength: 3 }), { maxLength: 5 }), fc.boolean(), (start, rounds, readBetween) => {
      const open = openDocuments.create('file:///a.rem', 'rem', 1, start);
      viewsOf(open, { embedded: true });
      let version = 1;
      for (const changes of rounds) {
        version++;
        for (const [at, length, inserted] of changes) {
          const size = open.document.getText().length;
          const from = Math.min(at, size);
          const range = { start: open.document.positionAt(from), end: open.document.positionAt(Math.min(from + length, size)) };
          openDocuments.update(open, [{ range, text: inserted }], version);
        }
        if (readBetween) viewsOf(open, { embedded: true });
      }
      const [view] = viewsOf(open, { embedded: true });
      const fresh = parse(open.document.getText());
      assert.equal(view?.text, open.document.getText());
      assert.deepEqual(view?.parsed.tree, fresh.tree);
      assert.deepEqual(view?.parsed.problems, fresh.problems);
    }),
    { numRuns: 300 },
  );
});

test('a whole new text, and an empty change, are taken too', () => {
  const open = openDocuments.create('file:///a.rem', 'rem', 1, 'LOOKUP a');
  viewsOf(open, { embedded: true });
  openDocuments.update(open, [{ text: 'SERCH "b"' }], 2);
  assert.equal(viewsOf(open, { embedded: true })[0]?.parsed.problems[0]?.code, 'unknown-verb');
  openDocuments.update(open, [], 3);
  assert.equal(viewsOf(open, { embedded: true })[0]?.version, 3);
});

test('problems are found anew only where something changed', () => {
  const view = viewOf('SERCH x');
  assert.equal(problemsOf(view, knowledge), problemsOf(view, knowledge));
  assert.notEqual(problemsOf(view, { ...knowledge, version: -1 }), problemsOf(view, knowledge));
});

test('places inside any program lie in its text and in order, whatever the program is', () => {
  const program = fc.array(fc.constantFrom('rem`', '`', '${', '}', 'rem("', '")', '"', "'", '"""', 'f"', 'r"', '\\', '\\n', '\\u{41}', '%s', '$1', '{x}', '{{', ' + ', 'LOOKUP ', 'SEARCH x', '\n', '# rem\n', '/* rem */', '```rem\n', '```\n', '> ', 'é𝒳', '.query(', '.format('), { maxLength: 25 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(program, fc.constantFrom('typescript', 'python', 'markdown'), (host, language) => {
      for (const region of findRegions(language, host)) {
        let last = -1;
        for (let offset = 0; offset <= region.text.length; offset++) {
          const there = region.toHost(offset, 'start');
          assert.ok(there >= last && there <= host.length, `${offset} -> ${there} after ${last} in ${JSON.stringify(host)}`);
          last = there;
        }
        for (let at = region.start; at <= region.end; at++) {
          const offset = region.toRegion(at);
          assert.ok(offset !== undefined && offset >= 0 && offset <= region.text.length);
        }
      }
    }),
    { numRuns: 500 },
  );
});
