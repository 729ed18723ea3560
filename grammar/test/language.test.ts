/**
 * Law 6: a verb or a clause is one entry of the table, and everything that is derived from the table knows it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { describe, expectedAt, format, gbnf, language, parse, plan, print, reference, textMate, tokens, type ClauseEntry, type VerbEntry } from '../src/index.ts';
import { accepts, readGbnf } from './gbnf-sampler.ts';

const grammar = readGbnf(gbnf());
const page = reference();
const entries: readonly (VerbEntry | ClauseEntry)[] = [...language.verbs, ...language.clauses];

for (const entry of entries) {
  test(`${entry.name}: its example parses, prints and has a plan`, () => {
    const { tree, problems } = parse(entry.example);
    assert.deepEqual(problems, []);
    assert.equal(tree.statements.length, 1);
    assert.equal(print(parse(print(tree.statements[0]!)).tree.statements[0]!), print(tree.statements[0]!));
    assert.ok(plan(tree.statements[0]!));
    assert.equal(format(format(entry.example)), format(entry.example));
  });

  test(`${entry.name} is offered, highlighted and described where its example has it`, () => {
    const at = entry.example.search(new RegExp(`\\b${entry.name}\\b`));
    assert.ok(at >= 0);
    const offered = expectedAt(entry.example.slice(0, at), at).items.map((item) => ('name' in item ? item.name : item.kind));
    assert.ok(offered.includes(entry.name), offered.join());
    assert.ok(tokens(entry.example).some((token) => token.kind === 'keyword' && token.start === at));
    const description = describe(entry.example, at + 1);
    assert.equal(description?.kind === 'verb' || description?.kind === 'clause' ? description.title : undefined, entry.name);
    assert.equal(description?.kind === 'verb' || description?.kind === 'clause' ? description.example : undefined, entry.example);
  });

  test(`${entry.name} is in the decoding grammar, the colours and the reference`, () => {
    const sentence = generated(entry.example);
    assert.ok(accepts(grammar, sentence), sentence);
    assert.match(JSON.stringify(textMate()), new RegExp(entry.name.replace(' ', '.{1,4}')));
    assert.ok(page.includes(entry.example) && page.includes(entry.summary) && page.includes(entry.detail));
  });
}

/** The example in the generated form: the plan, printed; dates as words. */
function generated(example: string): string {
  const text = print(plan(parse(example).tree.statements[0]!)!);
  return text.replace(/'(\d{4}-\d\d-\d\d)'/g, "'@$1'");
}

test('every alias reads as its entry', () => {
  for (const verb of language.verbs) for (const alias of verb.aliases) assert.equal(parse(`${alias} x`).tree.statements[0]?.kind, verb.name.toLowerCase());
  for (const clause of language.clauses) {
    const [, head = '', value = ''] = new RegExp(`^(.*\\S)\\s+${clause.name}\\s*(.*)$`).exec(clause.example) ?? [];
    if (clause.value === 'none') continue;
    for (const alias of clause.aliases) assert.equal(kindIn(`${head} ${alias} ${value}`), clause.kind);
    for (const name of [clause.name.replace(' ', '_'), ...clause.aliases, ...clause.equals]) {
      const text: string = `${head} ${name.toLowerCase()}=${clause.value === 'predicate' || clause.value === 'orderKeys' ? JSON.stringify(value) : value}`;
      if (clause.name === 'ORDER BY' && name === 'ORDER_BY') continue;
      assert.equal(kindIn(text), clause.kind, text);
    }
  }
});

function kindIn(text: string): string | undefined {
  const { tree, problems } = parse(text);
  assert.deepEqual(problems, [], text);
  return tree.statements[0]?.clauses.at(-1)?.kind;
}

test('the committed copies are what the table says', () => {
  const root = join(import.meta.dirname, '../..');
  assert.ok(readFileSync(join(root, 'prompts/rem.gbnf'), 'utf8').endsWith(gbnf({ none: true })));
  assert.ok(readFileSync(join(root, 'docs/reference.md'), 'utf8').endsWith(page));
  const colours = JSON.parse(readFileSync(join(root, 'syntaxes/rem.tmLanguage.json'), 'utf8')) as Record<string, unknown>;
  assert.deepEqual(colours['repository'], JSON.parse(JSON.stringify(textMate().repository)));
});
