/**
 * Whether a grammar that came from outside may be used: it can be read, it is not huge, and no rule begins with itself, directly, through
 * others, or behind something that may be empty. Such a grammar ends some servers' process and never ends in others.
 */
import { GbnfError, parseGbnf, type Rule } from './parse.ts';

const MOST_LETTERS = 64_000;
const MOST_REPEATED = 1999;

/** What is wrong with the grammar, in words; undefined where nothing is. */
export function grammarProblem(text: string): string | undefined {
  if (text.length > MOST_LETTERS) return `The grammar has ${text.length} characters; ${MOST_LETTERS} at most are taken.`;
  const counts = text.split('\n').find((line) => [...line.matchAll(/\{\s*(\d+)\s*(?:,\s*(\d*)\s*)?\}/g)].reduce((product, [, least, most]) => product * Math.max(1, Number(most || least)), 1) > MOST_REPEATED);
  if (counts !== undefined) return `A rule repeats more than ${MOST_REPEATED} times: ${counts.slice(0, 60)}`;
  try {
    const root = parseGbnf(text);
    const recursive = leftRecursive(root);
    return recursive && `The rule ${recursive} begins with itself.`;
  } catch (error) {
    if (error instanceof GbnfError || error instanceof RangeError) return `The grammar cannot be read: ${error.message}`;
    throw error;
  }
}

function leftRecursive(root: Rule): string | undefined {
  const rules = reached(root);
  const empty = nullable(rules);
  const first = new Map([...rules].map((rule) => [rule, new Set(rule.choices.flatMap((choice) => beginnings(choice, empty)))] as const));
  const done = new Set<Rule>();
  const visit = (rule: Rule, path: ReadonlySet<Rule>): Rule | undefined => {
    if (path.has(rule)) return rule;
    if (done.has(rule)) return undefined;
    const next = new Set(path).add(rule);
    for (const inner of first.get(rule) ?? []) {
      const found = visit(inner, next);
      if (found) return found;
    }
    done.add(rule);
    return undefined;
  };
  for (const rule of rules) {
    const found = visit(rule, new Set());
    if (found) return found.name;
  }
  return undefined;
}

function beginnings(choice: Rule['choices'][number], empty: ReadonlySet<Rule>): Rule[] {
  const found: Rule[] = [];
  for (const element of choice) {
    if (element.kind !== 'rule') break;
    found.push(element.rule);
    if (!empty.has(element.rule)) break;
  }
  return found;
}

function reached(root: Rule): Set<Rule> {
  const rules = new Set<Rule>([root]);
  for (const rule of rules) for (const choice of rule.choices) for (const element of choice) if (element.kind === 'rule') rules.add(element.rule);
  return rules;
}

/** Rules that may be nothing at all, grown until no more are found. */
function nullable(rules: ReadonlySet<Rule>): Set<Rule> {
  const empty = new Set<Rule>();
  for (let before = -1; before !== empty.size;) {
    before = empty.size;
    for (const rule of rules) if (rule.choices.some((choice) => choice.every((element) => element.kind === 'rule' && empty.has(element.rule)))) empty.add(rule);
  }
  return empty;
}
