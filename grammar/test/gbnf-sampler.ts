/**
 * Reads a GBNF text and draws sentences from it, for the tests. It knows what our grammars use: rules, literals, character classes, groups,
 * alternatives and repeats.
 */
export type Node =
  | { kind: 'text'; text: string }
  /** `characters` are drawn from; `listed` are those between the brackets. */
  | { kind: 'class'; characters: string[]; listed: ReadonlySet<string>; negated: boolean }
  | { kind: 'rule'; name: string }
  | { kind: 'sequence' | 'choice'; items: Node[] }
  | { kind: 'repeat'; item: Node; least: number; most: number };

export type Grammar = ReadonlyMap<string, Node>;

export function readGbnf(text: string): Grammar {
  const rules = new Map<string, Node>();
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const match = /^([a-z][a-z0-9-]*) ::= (.*)$/.exec(line);
    if (match === null) throw new Error(`no rule: ${line}`);
    if (rules.has(match[1]!)) throw new Error(`rule given twice: ${match[1]}`);
    rules.set(match[1]!, readBody(match[2]!));
  }
  return rules;
}

function readBody(body: string): Node {
  let at = 0;
  const spaces = (): void => {
    while (body[at] === ' ') at++;
  };
  const choice = (): Node => {
    const items = [sequence()];
    while (body[at] === '|') {
      at++;
      items.push(sequence());
    }
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  };
  const sequence = (): Node => {
    const items: Node[] = [];
    for (spaces(); at < body.length && body[at] !== '|' && body[at] !== ')'; spaces()) items.push(repeated(atom()));
    if (items.length === 0) throw new Error(`an empty alternative in: ${body}`);
    return { kind: 'sequence', items };
  };
  const repeated = (item: Node): Node => {
    const match = /^(\*|\+|\?|\{(\d+)(,(\d*))?\})/.exec(body.slice(at));
    if (match === null) return item;
    at += match[0].length;
    if (match[0] === '?') return { kind: 'repeat', item, least: 0, most: 1 };
    if (match[0] === '*' || match[0] === '+') return { kind: 'repeat', item, least: match[0] === '+' ? 1 : 0, most: 12 };
    return { kind: 'repeat', item, least: Number(match[2]), most: match[3] === undefined ? Number(match[2]) : Number(match[4]) };
  };
  const atom = (): Node => {
    if (body[at] === '"') return { kind: 'text', text: until('"').map((item) => item.character).join('') };
    if (body[at] === '[') return characterClass(until(']'));
    if (body[at] === '(') {
      at++;
      const inner = choice();
      if (body[at++] !== ')') throw new Error(`a bracket is open in: ${body}`);
      return inner;
    }
    const name = /^[a-z][a-z0-9-]*/.exec(body.slice(at))?.[0];
    if (name === undefined) throw new Error(`no atom at ${at} in: ${body}`);
    at += name.length;
    return { kind: 'rule', name };
  };
  const until = (close: string): { character: string; escaped: boolean }[] => {
    const characters: { character: string; escaped: boolean }[] = [];
    for (at++; body[at] !== close; ) {
      if (at >= body.length) throw new Error(`no ${close} in: ${body}`);
      if (body[at] !== '\\') characters.push({ character: body[at++]!, escaped: false });
      else characters.push({ character: escaped(), escaped: true });
    }
    at++;
    return characters;
  };
  const escaped = (): string => {
    const next = body[at + 1]!;
    at += next === 'u' ? 6 : 2;
    if (next === 'u') return String.fromCharCode(parseInt(body.slice(at - 4, at), 16));
    const known: Record<string, string> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };
    if (known[next] === undefined) throw new Error(`an escape that not every engine reads: \\${next}`);
    return known[next];
  };
  const node = choice();
  if (at < body.length) throw new Error(`more than a rule in: ${body}`);
  return node;
}

const everything = [...' !"#$%&\'()*+,-./0123456789:;<=>?@ABCXYZ[\\]^_`abcxyz{|}~éßłñ漢字😀’'];

function characterClass(items: { character: string; escaped: boolean }[]): Node {
  const negated = items[0]?.character === '^' && !items[0].escaped;
  const rest = negated ? items.slice(1) : items;
  const listed = new Set<string>();
  for (let index = 0; index < rest.length; index++) {
    const [from, dash, to] = [rest[index]!, rest[index + 1], rest[index + 2]];
    if (dash?.character === '-' && !dash.escaped && to !== undefined) {
      for (let code = from.character.charCodeAt(0); code <= to.character.charCodeAt(0); code++) listed.add(String.fromCharCode(code));
      index += 2;
    } else listed.add(from.character);
  }
  return { kind: 'class', characters: negated ? everything.filter((character) => !listed.has(character)) : [...listed], listed, negated };
}

/** One sentence of a rule; `random` gives numbers from 0 to 1. */
export function sample(grammar: Grammar, random: () => number, name = 'root'): string {
  const rule = grammar.get(name);
  if (rule === undefined) throw new Error(`no rule is called ${name}`);
  return draw(rule);

  function draw(node: Node): string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'class':
        return node.characters[Math.floor(random() * node.characters.length)]!;
      case 'rule':
        return sample(grammar, random, node.name);
      case 'sequence':
        return node.items.map(draw).join('');
      case 'choice':
        return draw(node.items[Math.floor(random() * node.items.length)]!);
      case 'repeat': {
        const times = node.least + Math.floor(random() ** 2 * (node.most - node.least + 1));
        return Array.from({ length: times }, () => draw(node.item)).join('');
      }
    }
  }
}

/** Rules that a rule reaches without reading a character: what may begin it. Left recursion is a rule that reaches itself. */
export function leftRecursive(grammar: Grammar): string[] {
  const nullable = (node: Node, seen: ReadonlySet<string>): boolean => {
    switch (node.kind) {
      case 'text':
        return node.text === '';
      case 'class':
        return false;
      case 'rule':
        return !seen.has(node.name) && nullable(grammar.get(node.name)!, new Set([...seen, node.name]));
      case 'sequence':
        return node.items.every((item) => nullable(item, seen));
      case 'choice':
        return node.items.some((item) => nullable(item, seen));
      case 'repeat':
        return node.least === 0 || nullable(node.item, seen);
    }
  };
  const starts = (node: Node): string[] => {
    if (node.kind === 'rule') return [node.name];
    if (node.kind === 'repeat') return starts(node.item);
    if (node.kind === 'choice') return node.items.flatMap(starts);
    if (node.kind !== 'sequence') return [];
    const first = node.items.findIndex((item) => !nullable(item, new Set()));
    return node.items.slice(0, first < 0 ? undefined : first + 1).flatMap(starts);
  };
  return [...grammar.keys()].filter((name) => {
    const reached = new Set<string>();
    const visit = (from: string): void => {
      for (const next of starts(grammar.get(from)!)) if (!reached.has(next)) reached.add(next), visit(next);
    };
    visit(name);
    return reached.has(name);
  });
}

/** Whether a text is a sentence of the grammar. */
export function accepts(grammar: Grammar, text: string): boolean {
  const known = new Map<string, number[]>();
  const matchRule = (name: string, at: number): number[] => {
    const key = `${name} ${at}`;
    let ends = known.get(key);
    if (ends === undefined) known.set(key, (ends = match(grammar.get(name)!, at)));
    return ends;
  };
  const matchEach = (item: Node, from: readonly number[]): number[] => [...new Set(from.flatMap((at) => match(item, at)))];
  const match = (node: Node, at: number): number[] => {
    switch (node.kind) {
      case 'text':
        return text.startsWith(node.text, at) ? [at + node.text.length] : [];
      case 'class':
        return inClass(node, text, at);
      case 'rule':
        return matchRule(node.name, at);
      case 'sequence':
        return node.items.reduce<number[]>((from, item) => matchEach(item, from), [at]);
      case 'choice':
        return [...new Set(node.items.flatMap((item) => match(item, at)))];
      case 'repeat':
        return matchRepeat(node, at);
    }
  };
  const matchRepeat = (node: Node & { kind: 'repeat' }, at: number): number[] => {
    const ends = new Set<number>(node.least === 0 ? [at] : []);
    let from = [at];
    for (let times = 1; times <= (node.most === 12 ? 10_000 : node.most) && from.length > 0; times++) {
      from = matchEach(node.item, from).filter((end) => times < node.least || !ends.has(end));
      if (times >= node.least) for (const end of from) ends.add(end);
    }
    return [...ends];
  };
  return matchRule('root', 0).includes(text.length);
}

function inClass(node: Node & { kind: 'class' }, text: string, at: number): number[] {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (at >= text.length) return [];
  const fits = node.negated ? !node.listed.has(character) : node.listed.has(character);
  return fits ? [at + character.length] : [];
}
