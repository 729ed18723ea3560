/**
 * Colours by TextMate's own engine: the generated grammar alone, and injected into VS Code's grammars of Markdown, TypeScript, JavaScript and Python. What
 * is tried is what lands on a word, and that the program around the REM keeps its own colours.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, test } from 'node:test';
import type { IGrammar, IRawGrammar, Registry } from 'vscode-textmate';
import { root } from '../../scripts/bootstrap.mjs';
import { builtInExtensions, installCodeServer } from '../../scripts/vscode/code-server.ts';

const require = createRequire(import.meta.url);
const textmate = require('vscode-textmate') as typeof import('vscode-textmate');
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');

type Contributed = { scopeName: string; path: string; injectTo?: string[] };
const client = path.join(root, 'client');
const own = (JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8')) as { contributes: { grammars: Contributed[] } }).contributes.grammars;
const hosts: Readonly<Record<string, string>> = {
  'text.html.markdown': 'markdown-basics/syntaxes/markdown.tmLanguage.json',
  'source.ts': 'typescript-basics/syntaxes/TypeScript.tmLanguage.json',
  'source.js': 'javascript/syntaxes/JavaScript.tmLanguage.json',
  'source.python': 'python/syntaxes/MagicPython.tmLanguage.json',
};

let registry: Registry;

before(async () => {
  installCodeServer();
  const wasm = readFileSync(path.join(path.dirname(require.resolve('vscode-oniguruma')), 'onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns), createOnigString: (text) => new oniguruma.OnigString(text) }),
    loadGrammar: (scopeName) => Promise.resolve(grammarOf(scopeName)),
    getInjections: (scopeName) => own.filter((grammar) => grammar.injectTo?.some((host) => scopeName === host)).map((grammar) => grammar.scopeName),
  });
});

/** Our own from where the manifest says (it is packaged from `syntaxes/`), others from VS Code. */
function grammarOf(scopeName: string): IRawGrammar | null {
  const mine = own.find((grammar) => grammar.scopeName === scopeName);
  const host = hosts[scopeName];
  const file = mine ? path.join(root, 'syntaxes', path.basename(mine.path)) : host && path.join(builtInExtensions, host);
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as IRawGrammar) : null;
}

async function load(scopeName: string): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(scopeName);
  assert.ok(grammar, scopeName);
  return grammar;
}

/** `word` -> the scopes of its n-th occurrence, the innermost first. */
async function colours(scopeName: string, text: string): Promise<(word: string, occurrence?: number) => string> {
  const grammar = await load(scopeName);
  const spans: { text: string; scopes: string[]; start: number }[] = [];
  let stack = textmate.INITIAL;
  let at = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of tokens) spans.push({ text: line.slice(startIndex, endIndex), scopes: scopes.toReversed(), start: at + startIndex });
    stack = ruleStack;
    at += line.length + 1;
  }
  return (word, occurrence = 0) => {
    let place = -1;
    for (let seen = 0; seen <= occurrence; seen++) place = text.indexOf(word, place + 1);
    assert.ok(place >= 0, `${word} does not stand in the text`);
    return spans.find(({ start, text: span }) => start <= place && place < start + span.length)?.scopes.join(' ') ?? '';
  };
}

test('REM: verbs, clauses, strings, comments, numbers; words of a sentence stay text', async () => {
  const of = await colours('source.rem', '-- who is it?\nTRAVERSE manages WITH LOOKUP "Sarah \\" Chen" DEPTH 2;\nSEARCH how we limit noise LIMIT 5\nSELECT count(*) FROM moments WHERE name = \'x\' # no\nlookup entities:"a" limit=5 /* why\n so */');
  assert.match(of('who'), /^comment\.line\.double-dash\.rem/);
  assert.match(of('TRAVERSE'), /^keyword\.control\.verb\.rem/);
  assert.match(of('WITH'), /^keyword\.operator\.with\.rem/);
  assert.match(of('LOOKUP'), /^keyword\.control\.verb\.rem/);
  assert.match(of('Sarah'), /^string\.quoted\.double\.rem/);
  assert.match(of('Chen'), /^string\.quoted\.double\.rem/, 'an escaped quote ends nothing');
  assert.match(of('DEPTH'), /^keyword\.other\.clause\.rem/);
  assert.match(of('2;'), /^constant\.numeric\.rem/);
  assert.doesNotMatch(of('limit noise'), /keyword/, 'a word of a sentence');
  assert.match(of('LIMIT 5'), /^keyword\.other\.clause\.rem/);
  assert.match(of('count('), /^support\.function\.sql\.rem/);
  assert.match(of('FROM'), /^keyword\.other/);
  assert.match(of('# no'), /comment\.line\.number-sign\.rem/);
  assert.match(of('lookup'), /^keyword\.control\.verb\.rem/);
  assert.match(of('entities'), /^entity\.name\.type\.table\.rem/);
  assert.match(of('limit=5'), /^keyword\.other\.clause\.rem/);
  assert.match(of(' so */'), /^comment\.block\.rem/);
});

test('a fence in Markdown', async () => {
  const of = await colours('text.html.markdown', '# LOOKUP title\n\n```rem\nLOOKUP "a"\n-- why\n```\n\nLOOKUP prose\n\n  ~~~rem title\n  FUZZY x\n  ~~~\n\n```js\nLOOKUP\n```\n');
  assert.match(of('LOOKUP "a"'), /^keyword\.control\.verb\.rem.*meta\.embedded\.block\.rem/);
  assert.match(of('why'), /^comment\.line/);
  assert.match(of('FUZZY'), /^keyword\.control\.verb\.rem/);
  for (const [word, occurrence] of [['LOOKUP title', 0], ['LOOKUP prose', 0], ['LOOKUP\n```', 0]] as const) assert.doesNotMatch(of(word, occurrence), /rem/, word);
});

for (const scopeName of ['source.ts', 'source.js']) {
  test(`strings of programs: ${scopeName}`, async () => {
    const of = await colours(scopeName, [
      'const a = rem`LOOKUP "${person.name}" LIMIT 5`;',
      'const b = /* rem */ "SEARCH \\"deploy\\" IN moments";',
      "const c = await executeRem('FUZZY sara', { table: 1 }); const after = 'LOOKUP no';",
      'const d = pg.query("SELECT a FROM b"); const e = store.query("TRAVERSE manages WITH LOOKUP x");',
      '// rem`LOOKUP no`',
      'const f = remember("LOOKUP"); const g = `LOOKUP plain`;',
      'run_rem(`',
      '  LOOKUP many',
      '`); const last = 1;',
    ].join('\n'));
    assert.match(of('LOOKUP "${'), /^keyword\.control\.verb\.rem.*meta\.embedded\.inline\.rem/);
    assert.doesNotMatch(of('person.name'), /^string/, 'an expression keeps the colours of the program');
    assert.match(of('person.name'), /variable|meta\.template\.expression/);
    assert.match(of('LIMIT 5'), /^keyword\.other\.clause\.rem/);
    assert.match(of('SEARCH'), /^keyword\.control\.verb\.rem/);
    assert.match(of('deploy'), /^string\.quoted\.double\.rem/);
    assert.match(of('IN moments'), /^keyword\.other\.clause\.rem/);
    assert.match(of('FUZZY'), /^keyword\.control\.verb\.rem/);
    assert.doesNotMatch(of('LOOKUP no'), /embedded/);
    assert.match(of('const after'), /storage|keyword/, 'the program goes on');
    assert.doesNotMatch(of('SELECT a'), /embedded/, 'another database');
    assert.match(of('TRAVERSE'), /^keyword\.control\.verb\.rem/);
    assert.match(of('rem`LOOKUP no'), /^comment/);
    assert.doesNotMatch(of('LOOKUP plain'), /embedded/);
    assert.match(of('LOOKUP many'), /^keyword\.control\.verb\.rem/);
    assert.match(of('const last'), /storage|keyword/);
  });
}

test('strings of Python', async () => {
  const of = await colours('source.python', [
    'rows = execute_rem(f"LOOKUP {person.name} LIMIT 3")',
    '# rem',
    'QUERY = """',
    'SEARCH "deploy" IN moments',
    '"""',
    'plain = "LOOKUP no"',
    'client.query(\'FUZZY sara\', 5)',
    'cursor.execute("SELECT a FROM b")  # LOOKUP comment',
    'rem("""',
    '    TRAVERSE manages WITH LOOKUP "x"',
    '""")',
    'def last(): return 1',
  ].join('\n'));
  assert.match(of('LOOKUP {'), /^keyword\.control\.verb\.rem.*meta\.embedded\.inline\.rem/);
  assert.match(of('person'), /meta\.fstring\.python/);
  assert.match(of('LIMIT 3'), /^keyword\.other\.clause\.rem/);
  assert.match(of('SEARCH'), /^keyword\.control\.verb\.rem/);
  assert.match(of('deploy'), /^string\.quoted\.double\.rem/);
  assert.doesNotMatch(of('LOOKUP no'), /embedded/);
  assert.match(of('FUZZY'), /^keyword\.control\.verb\.rem/);
  assert.doesNotMatch(of('SELECT a'), /embedded/);
  assert.match(of('LOOKUP comment'), /^comment/);
  assert.match(of('TRAVERSE'), /^keyword\.control\.verb\.rem/);
  assert.match(of('def last'), /storage\.type\.function\.python/);
});
