/**
 * A bare name for the decoding grammar: any bare word that is no word of the language, because such a name is written in quotes. GBNF has no "but
 * not", so the rules walk the tree of the words' letters: a name leaves it by a letter that no word has there, or stops inside a word.
 */
import { keywords } from '../language.ts';

type Node = { next: Map<string, Node>; isWord: boolean };

/** What a name may start with: names end with a letter, a digit or `_`, so that `-` and `.` never meet what follows. */
const start = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function bareNameRules(): [string, string][] {
  const rules: [string, string][] = [['bare-end', '[a-zA-Z0-9_]'], ['bare-part', '[-.@/+:]? [a-zA-Z0-9_]'], ['bare-rest', 'bare-part*']];
  visit(tree(), '', rules);
  return rules;
}

function tree(): Node {
  const root: Node = { next: new Map(), isWord: false };
  for (const word of keywords) {
    let node = root;
    for (const letter of word.toLowerCase()) {
      let next = node.next.get(letter);
      if (next === undefined) node.next.set(letter, (next = { next: new Map(), isWord: false }));
      node = next;
    }
    node.isWord = true;
  }
  return root;
}

const either = (letter: string): string => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : `"${letter}"`);

/** The rule of what may follow `prefix`; one rule for each beginning of a word of the language. */
function visit(node: Node, prefix: string, rules: [string, string][]): void {
  const name = prefix === '' ? 'bare-name' : `bare-${prefix.replaceAll('_', '0')}`;
  const letters = [...node.next.keys()];
  const others = [...start].filter((letter) => !letters.includes(letter));
  const away = prefix === '' ? `[${ranges(others)}] bare-rest` : `([${ranges(others)}${letters.includes('_') ? '' : '_'}] | [-.@/+:] bare-end) bare-rest`;
  const onward = letters.map((letter) => `${either(letter)} bare-${(prefix + letter).replaceAll('_', '0')}`);
  const body = [away, ...onward].join(' | ');
  rules.push([name, node.isWord || prefix === '' ? body : `(${body})?`]);
  for (const [letter, next] of node.next) visit(next, prefix + letter, rules);
}

/** Letters in both cases as a character class; digits as they are. */
function ranges(letters: readonly string[]): string {
  return letters.map((letter) => (/[a-z]/.test(letter) ? letter + letter.toUpperCase() : letter)).join('');
}
