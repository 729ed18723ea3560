/** What one file of REM costs: read as a whole, edited, completed, coloured, laid out, held in memory. Through the functions that the server answers with. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { check, defaultSchema, parse } from '@rem/grammar';
import { encodeTokens, toDiagnostic } from '../../server/src/convert.ts';
import { openDocuments, viewsOf, type Open, type View } from '../../server/src/documents.ts';
import { complete } from '../../server/src/features/completion.ts';
import { problemsOf } from '../../server/src/features/diagnostics.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens.ts';
import type { Knowledge } from '../../server/src/knowledge.ts';
import { labelBook } from '../../server/src/labels.ts';
import { loadLayout } from '../../server/src/layout.ts';
import { settingsSchema } from '../../server/src/protocol.ts';
import { least, spread, time, type Spread } from './time.ts';

const labels = labelBook(Array.from({ length: 50_000 }, (_, i) => ({ label: `Person ${i.toString(36)} Family${i % 977}`, kind: 'person', table: 'entities' })));
const knowledge: Knowledge = { schema: defaultSchema, schemaKnown: true, labels, settings: settingsSchema.parse({}), target: 'canonical', timeZone: 'UTC', version: 1 };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const layOut = await loadLayout();

const open = (text: string): Open => openDocuments.create('file:///bench.rem', 'rem', 1, text);
const viewOf = (document: Open): View => viewsOf(document, { embedded: true })[0]!;
const problemsIn = (document: Open): unknown[] => {
  const view = viewOf(document);
  return problemsOf(view, knowledge).map((problem) => toDiagnostic(view.places, problem, 'file:///problems.md'));
};

function change(document: Open, offset: number, remove: number, text: string): void {
  const range = { start: document.document.positionAt(offset), end: document.document.positionAt(offset + remove) };
  openDocuments.update(document, [{ range, text }], document.document.version + 1);
}

/** Letters typed and deleted all over the file; each time the diagnostics are asked for. */
export function edits(text: string, steps: number): Spread {
  return spread(steps, () => opened(text), (document, index) => {
    const at = Math.floor(((index * 0.61803398875) % 1) * text.length);
    const ms = time(() => {
      if (index % 2 === 0) change(document, at, 0, 'x');
      else change(document, at, 1, '');
      problemsIn(document);
    });
    return { state: document, ms };
  });
}

function opened(text: string): Open {
  const document = open(text);
  problemsIn(document);
  return document;
}

/** A letter of a label typed in a statement of its own, in the file's middle; then the labels that begin so. */
function completions(text: string, steps: number): Spread {
  const middle = text.indexOf('\n', text.length >> 1) + 1;
  const begun = 'LOOKUP "Person ';
  return spread(steps, () => opened(`${text.slice(0, middle)}${begun}\n${text.slice(middle)}`), (document, index) => {
    const at = middle + begun.length + (index % 3);
    change(document, at, 0, 'abcdefghij'.charAt(index % 10));
    const ms = time(() => complete(viewOf(document), at + 1, knowledge));
    if (index % 3 === 2) change(document, at - 2, 3, '');
    return { state: document, ms };
  });
}

/** An edit, then all colours as the protocol's numbers. */
function colours(text: string, steps: number): Spread {
  return spread(steps, () => opened(text), (document, index) => {
    change(document, Math.floor(((index * 0.61803398875) % 1) * text.length), 0, 'x');
    return { state: document, ms: time(() => encodeTokens(document.document, semanticTokens(viewOf(document)))) };
  });
}

function heap(text: string): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const document = opened(text);
  collect();
  return Math.max(0, (process.memoryUsage().heapUsed - before) / 1e6) + (document.document.version > 0 ? 0 : 1);
}

export type Row = { lines: number; parse: number; perStatement: number; whole: number; edit: Spread; completion: Spread; tokens: Spread; format: number; megabytes: number };

export function measure(lines: number, text: string): Row {
  const large = lines > 10_000;
  const parsing = least(large ? 4 : lines > 1_000 ? 12 : 40, () => parse(text).tree);
  return {
    lines,
    parse: parsing,
    perStatement: (parsing * 1000) / lines,
    whole: least(lines > 1_000 ? 1 : 5, () => check(parse(text), { schema: defaultSchema })),
    edit: edits(text, large ? 60 : 300),
    completion: completions(text, 90),
    tokens: colours(text, large ? 6 : 30),
    format: least(large ? 1 : lines > 1_000 ? 2 : 5, () => layOut(text)),
    megabytes: heap(text),
  };
}

/** The engine has compiled what is measured. */
export function warmUp(text: string): void {
  for (let round = 0; round < 3; round++) measure(200, text);
}
