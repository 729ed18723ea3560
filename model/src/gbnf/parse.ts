/**
 * GBNF text to rules. The same text constrains model servers, which have engines of their own; here it is read so that
 * the embedded decoder can ask "may this come next?", "must this come next?" and leave single answers out.
 *
 * The part of GBNF that the grammar package derives: one rule a line, literals, character classes, groups, `|`, `?`,
 * `*`, `+`, `{m,n}`. Repetitions become rules of their own, so a rule is only ever a choice of sequences.
 */

/** Character class: ranges of code points, both ends inside; a negated class holds what is in none of them. */
export type CharClass = { kind: 'chars'; ranges: readonly (readonly [number, number])[]; negated: boolean };
export type RuleRef = { kind: 'rule'; rule: Rule };
export type Element = CharClass | RuleRef;
export type Sequence = readonly Element[];
export type Rule = { name: string; choices: Sequence[] };

export class GbnfError extends Error {}

/** Throws `GbnfError` with the place, for a text that is no such grammar. */
export function parseGbnf(text: string): Rule {
  const reader: Reader = { text, at: 0, rules: new Map(), made: 0 };
  skip(reader, true);
  while (reader.at < text.length) {
    const rule = ruleNamed(reader, readName(reader));
    skip(reader, false);
    expect(reader, '::=');
    skip(reader, true);
    rule.choices = readChoices(reader, rule.name);
    skip(reader, true);
  }
  const undefinedRule = [...reader.rules.values()].find((rule) => rule.choices.length === 0);
  if (undefinedRule) throw new GbnfError(`The rule ${undefinedRule.name} is used and not defined.`);
  const root = reader.rules.get('root');
  if (!root) throw new GbnfError('There is no rule named root.');
  return root;
}

type Reader = { text: string; at: number; rules: Map<string, Rule>; made: number };

function ruleNamed(reader: Reader, name: string): Rule {
  const found = reader.rules.get(name) ?? { name, choices: [] };
  reader.rules.set(name, found);
  return found;
}

function readChoices(reader: Reader, name: string): Sequence[] {
  const choices = [readSequence(reader, name)];
  while (reader.text[reader.at] === '|') {
    reader.at++;
    skip(reader, true);
    choices.push(readSequence(reader, name));
  }
  return choices;
}

function readSequence(reader: Reader, name: string): Sequence {
  const elements: Element[] = [];
  for (;;) {
    const item = readItem(reader, name);
    if (!item) return elements;
    elements.push(...repeated(reader, item, name));
    skip(reader, false);
  }
}

function readItem(reader: Reader, name: string): Sequence | undefined {
  const char = reader.text[reader.at];
  if (char === '"') return readLiteral(reader);
  if (char === '[') return [readClass(reader)];
  if (char === '(') {
    reader.at++;
    skip(reader, true);
    const choices = readChoices(reader, name);
    skip(reader, true);
    expect(reader, ')');
    return [{ kind: 'rule', rule: { name: `${name}-${++reader.made}`, choices } }];
  }
  if (char !== undefined && /[a-zA-Z]/.test(char)) {
    const start = reader.at;
    const used = readName(reader);
    if (/^[ \t]*::=/.test(reader.text.slice(reader.at, reader.at + 40))) {
      reader.at = start;
      return undefined;
    }
    return [{ kind: 'rule', rule: ruleNamed(reader, used) }];
  }
  return undefined;
}

function repeated(reader: Reader, item: Sequence, name: string): Sequence {
  const sign = reader.text[reader.at];
  if (sign === '?') return step(reader, times(reader, item, 0, 1, name));
  if (sign === '*') return step(reader, times(reader, item, 0, Infinity, name));
  if (sign === '+') return step(reader, times(reader, item, 1, Infinity, name));
  const bounds = /^\{\s*(\d+)\s*(,\s*(\d*)\s*)?\}/.exec(reader.text.slice(reader.at, reader.at + 24));
  if (!bounds) return item;
  reader.at += bounds[0].length;
  const least = Number(bounds[1]);
  return times(reader, item, least, bounds[2] === undefined ? least : bounds[3] ? Number(bounds[3]) : Infinity, name);
}

function step(reader: Reader, result: Sequence): Sequence {
  reader.at++;
  return result;
}

function times(reader: Reader, item: Sequence, least: number, most: number, name: string): Sequence {
  const required = Array.from({ length: least }, () => item).flat();
  if (most === least) return required;
  const fresh = (): Rule => ({ name: `${name}-${++reader.made}`, choices: [] });
  if (most === Infinity) {
    const loop = fresh();
    loop.choices = [[...item, { kind: 'rule', rule: loop }], []];
    return [...required, { kind: 'rule', rule: loop }];
  }
  let optional: Rule | undefined;
  for (let left = most - least; left > 0; left--) {
    const rule = fresh();
    rule.choices = [[...item, ...(optional ? [{ kind: 'rule', rule: optional } as const] : [])], []];
    optional = rule;
  }
  return [...required, { kind: 'rule', rule: optional! }];
}

function readLiteral(reader: Reader): Sequence {
  reader.at++;
  const elements: Element[] = [];
  while (reader.text[reader.at] !== '"') {
    const char = readChar(reader);
    elements.push({ kind: 'chars', ranges: [[char, char]], negated: false });
  }
  reader.at++;
  return elements;
}

function readClass(reader: Reader): CharClass {
  reader.at++;
  const negated = reader.text[reader.at] === '^';
  if (negated) reader.at++;
  const ranges: [number, number][] = [];
  while (reader.text[reader.at] !== ']') {
    const from = readChar(reader);
    const isRange = reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']';
    if (isRange) reader.at++;
    ranges.push([from, isRange ? readChar(reader) : from]);
  }
  reader.at++;
  return { kind: 'chars', ranges, negated };
}

const escapes: Record<string, number> = { n: 10, r: 13, t: 9 };

function readChar(reader: Reader): number {
  const char = reader.text.codePointAt(reader.at);
  if (char === undefined || char === 10) throw new GbnfError(`Unfinished literal or class at ${reader.at}.`);
  reader.at += char > 0xffff ? 2 : 1;
  if (char !== 92) return char;
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(reader.text.slice(reader.at, reader.at + 9));
  if (hex) {
    reader.at += hex[0].length;
    return Number.parseInt((hex[1] ?? hex[2] ?? hex[3])!, 16);
  }
  const escaped = reader.text[reader.at++]!;
  return escapes[escaped] ?? escaped.codePointAt(0)!;
}

function readName(reader: Reader): string {
  const name = /^[a-zA-Z][a-zA-Z0-9_-]*/.exec(reader.text.slice(reader.at, reader.at + 100))?.[0];
  if (!name) throw new GbnfError(`Expected a rule's name at ${reader.at}.`);
  reader.at += name.length;
  return name;
}

function expect(reader: Reader, sign: string): void {
  if (!reader.text.startsWith(sign, reader.at)) throw new GbnfError(`Expected ${sign} at ${reader.at}.`);
  reader.at += sign.length;
}

/** White space and comments; line ends too where the caller is not inside a rule's sequence. */
function skip(reader: Reader, lines: boolean): void {
  const space = lines ? /^(?:[ \t\r\n]+|#[^\n]*)/ : /^(?:[ \t]+|#[^\n]*)/;
  for (;;) {
    const found = space.exec(reader.text.slice(reader.at, reader.at + 2000))?.[0];
    if (!found) return;
    reader.at += found.length;
  }
}
