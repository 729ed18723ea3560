/**
 * Where in a SELECT or a condition the caret stands, from the words before it: what kind of thing may follow. Light on purpose: it answers for
 * unfinished text, which a SQL parser does not.
 */

export type SqlPosition =
  /** A name, a constant, a function may stand here; `clause` is the clause it stands in. */
  | { kind: 'operand'; clause: string }
  | { kind: 'table' }
  | { kind: 'number' }
  /** A name of the person's own choice, or nothing that could be guessed. */
  | { kind: 'free' }
  /** One of these words may follow. */
  | { kind: 'words'; words: readonly string[] };

const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*|<=|>=|<>|!=|::|->>|->|\|\||@>|<@|&&|\s+|[\s\S]/gu;

/** The words of a text in upper case where they are bare; strings are `'…'`, quoted names `"…"`. */
function wordsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(pattern)].flatMap(([word]) => (/^(?:\s|--|\/\*)/.test(word) ? [] : [/^[\p{L}_]/u.test(word) ? word.toUpperCase() : word.startsWith("'") ? "'" : word]));
}

/** PostgreSQL's block comments lie inside each other. */
function withoutComments(text: string): string {
  const shorter = text.replace(/\/\*(?:(?!\/\*|\*\/)[\s\S])*\*\//g, ' ');
  return shorter === text ? text : withoutComments(shorter);
}

const clauses = new Set(['SELECT', 'FROM', 'WHERE', 'ON', 'GROUP BY', 'ORDER BY', 'HAVING', 'LIMIT', 'OFFSET', 'WITH']);
const comparisons = new Set(['=', '<', '>', '<=', '>=', '<>', '!=', 'LIKE', 'ILIKE', '@>', '<@', '&&']);
const beforeOperand = new Set([
  'SELECT', 'DISTINCT', 'ALL', 'ANY', 'WHERE', 'ON', 'AND', 'OR', 'NOT', 'HAVING', 'BY', 'CASE', 'WHEN', 'THEN', 'ELSE', 'BETWEEN', '(', ',', '+', '-', '/', '%', '||', '->', '->>', ...comparisons,
]);

const types = ['text', 'integer', 'numeric', 'boolean', 'date', 'timestamptz', 'interval', 'jsonb', 'text[]'];

/** `before` is the text up to the typed word. `form`: a whole SELECT, or a condition that REM goes on after. */
export function sqlPosition(before: string, form: 'select' | 'condition'): SqlPosition {
  const words = wordsOf(before);
  const level = innermost(words);
  const last = level.at(-1);
  const clause = clauseOf(level, form);
  if (last === undefined) return words.length === 0 && form === 'select' ? { kind: 'words', words: ['SELECT', 'WITH'] } : { kind: 'operand', clause };
  if (last === '.') return { kind: 'operand', clause };
  if (last === 'FROM' || last === 'JOIN' || (last === ',' && clause === 'FROM')) return { kind: 'table' };
  if (last === 'LIMIT' || last === 'OFFSET') return { kind: 'number' };
  if (last === 'AS' || last === 'WITH' || last === 'RECURSIVE' || last === '$' || last === ':') return { kind: 'free' };
  if (last === 'OVER' || last === 'FILTER' || last === 'WITHIN') return { kind: 'words', words: ['('] };
  if (last === 'AT') return { kind: 'words', words: ['TIME ZONE'] };
  if (last === 'NULLS') return { kind: 'words', words: ['FIRST', 'LAST'] };
  if (last === '::') return { kind: 'words', words: types };
  if (last === 'INTERVAL') return { kind: 'words', words: ["'7 days'", "'1 month'"] };
  if (last === 'TIME' && level.at(-2) === 'AT') return { kind: 'words', words: ['ZONE'] };
  if (last === 'NOT' && level.at(-2) === 'IS') return { kind: 'words', words: ['NULL', 'TRUE', 'FALSE', 'DISTINCT FROM'] };
  if (last === 'NOT' && level.length > 1 && !beforeOperand.has(level.at(-2) ?? '')) return { kind: 'words', words: ['IN', 'LIKE', 'ILIKE', 'BETWEEN'] };
  if (last === 'IS') return { kind: 'words', words: ['NULL', 'NOT NULL', 'TRUE', 'FALSE'] };
  if (last === 'ORDER' || last === 'GROUP') return { kind: 'words', words: ['BY'] };
  if (['LEFT', 'RIGHT', 'FULL', 'INNER', 'CROSS', 'OUTER', 'NATURAL'].includes(last)) return { kind: 'words', words: ['JOIN'] };
  if (last === 'UNION' || last === 'EXCEPT' || last === 'INTERSECT') return { kind: 'words', words: ['ALL', 'SELECT'] };
  if (last === '*' && !isProduct(level)) return { kind: 'words', words: following(clause, level, form) };
  if (beforeOperand.has(last) || last === '*') return { kind: 'operand', clause };
  if (last === 'IN' || last === 'EXISTS') return { kind: 'words', words: ['('] };
  return { kind: 'words', words: following(clause, level, form) };
}

/** The words of the bracket that the caret is in, inner brackets folded into one operand. */
function innermost(words: readonly string[]): string[] {
  const levels: string[][] = [[]];
  for (const word of words) {
    if (word === '(') levels.push([]);
    else if (word === ')') {
      if (levels.length > 1) levels.pop();
      levels.at(-1)?.push('()');
    } else levels.at(-1)?.push(word);
  }
  return levels.at(-1) ?? [];
}

function clauseOf(level: readonly string[], form: 'select' | 'condition'): string {
  for (let at = level.length - 1; at >= 0; at--) {
    const word = level[at] ?? '';
    const name = word === 'BY' ? `${level[at - 1] ?? ''} BY` : word === 'JOIN' ? 'FROM' : word;
    if (clauses.has(name)) return name;
  }
  return form === 'condition' ? 'WHERE' : '';
}

function isProduct(level: readonly string[]): boolean {
  const before = level.at(-2);
  return before !== undefined && before !== 'SELECT' && before !== ',' && before !== 'DISTINCT' && before !== '.';
}

const tails = ['GROUP BY', 'ORDER BY', 'LIMIT', 'UNION'];

/** What may follow a finished operand in the clause. */
function following(clause: string, level: readonly string[], form: 'select' | 'condition'): string[] {
  if (level.includes('CASE') && level.lastIndexOf('CASE') > level.lastIndexOf('END')) return ['WHEN', 'THEN', 'ELSE', 'END', 'AND', 'OR'];
  const ends = form === 'condition' ? [] : tails;
  switch (clause) {
    case 'SELECT': return ['FROM', 'AS'];
    case 'FROM': return [...(needsOn(level) ? ['ON'] : ['WHERE', 'JOIN', 'LEFT JOIN', ...tails]), 'AS'];
    case 'WHERE': case 'ON': case 'HAVING':
      return compared(level) ? ['AND', 'OR', ...(clause === 'ON' ? ['WHERE', 'JOIN', 'LEFT JOIN'] : []), ...ends] : ['IS NULL', 'IS NOT NULL', 'IN', 'NOT IN', 'LIKE', 'ILIKE', 'BETWEEN', 'AND', 'OR', ...ends];
    case 'GROUP BY': return ['HAVING', 'ORDER BY', 'LIMIT'];
    case 'ORDER BY': return ['ASC', 'DESC', 'LIMIT'];
    case 'LIMIT': return ['OFFSET'];
    default: return [];
  }
}

function needsOn(level: readonly string[]): boolean {
  const join = level.lastIndexOf('JOIN');
  return join > level.lastIndexOf('ON') && level[join - 1] !== 'CROSS' && level[join - 1] !== 'NATURAL';
}

/** The operand ends a comparison, or is a truth value of its own (a bracket, NULL). */
function compared(level: readonly string[]): boolean {
  const since = Math.max(...['WHERE', 'ON', 'AND', 'OR', 'HAVING', 'NOT'].map((word) => level.lastIndexOf(word)));
  const part = level.slice(since + 1);
  return part.some((word) => comparisons.has(word) || word === 'IS' || word === 'IN' || word === 'EXISTS') || (part.length === 1 && part[0] === '()');
}
