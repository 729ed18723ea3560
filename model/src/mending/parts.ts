/** An answer in the generated form as its head, its conditions and its clauses, so that one of them can be put in, changed or left out, and printed back. */

export type Parts = {
  verb: string;
  /** Up to the first clause: `SELECT * FROM files`, `SEARCH "x"`, `TRAVERSE manages WITH LOOKUP "x"`. */
  head: string;
  conditions: string[];
  /** By keyword, without it; a clause of the keyword alone (`LOAD`) is ''. */
  clauses: Record<string, string>;
};

const orders: Record<string, readonly string[]> = {
  SELECT: ['WHERE', 'GROUP BY', 'HAVING', 'ORDER BY', 'LIMIT'],
  SEARCH: ['IN', 'WHERE', 'THRESHOLD', 'LIMIT', 'FIELD', 'CATEGORY'],
  FUZZY: ['IN', 'THRESHOLD', 'LIMIT'],
  TRAVERSE: ['DEPTH', 'IN', 'DIRECTION', 'ORDER BY', 'LIMIT', 'MEMO', 'LOAD'],
  LOOKUP: [],
};

/** Undefined where the text is no statement of the generated form. */
export function partsOf(answer: string): Parts | undefined {
  const verb = answer.split(' ')[0]!;
  const order = Object.hasOwn(orders, verb) ? orders[verb] : undefined;
  if (!order) return undefined;
  const hidden = hide(answer);
  const from = verb === 'TRAVERSE' ? startOfClauses(hidden) : 0;
  const found = order.length === 0 ? [] : [...hidden.slice(from).matchAll(new RegExp(` (${order.join('|')})(?= |$)`, 'g'))].map((match) => ({ name: match[1]!, start: from + match.index, end: from + match.index + match[0].length }));
  const parts: Parts = { verb, head: answer.slice(0, found[0]?.start), conditions: [], clauses: {} };
  found.forEach(({ name, end }, at) => {
    const text = answer.slice(end, found[at + 1]?.start).trim();
    if (name === 'WHERE') parts.conditions = conditionsOf(text);
    else parts.clauses[name] = text;
  });
  return printed(parts) === answer ? parts : undefined;
}

export function printed({ verb, head, conditions, clauses }: Parts): string {
  const text = (name: string): string => (name === 'WHERE' ? (conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '') : clauses[name] === undefined ? '' : ` ${`${name} ${clauses[name]}`.trim()}`);
  return head + (orders[verb] ?? []).map(text).join('');
}

/** The same text with what stands in quotes blanked. */
function hide(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (quoted) => '¤'.repeat(quoted.length));
}

/** A start that takes clauses of its own keeps those before the first that only a TRAVERSE has. */
function startOfClauses(hidden: string): number {
  const start = hidden.search(/WITH (?:LOOKUP|FUZZY) /);
  if (start >= 0) return start;
  const own = / (?:DEPTH|DIRECTION|MEMO|LOAD|ORDER BY edge)(?= |\.|$)/.exec(hidden);
  return own ? own.index : hidden.length;
}

function conditionsOf(text: string): string[] {
  const hidden = hide(text).replace(/BETWEEN \S+(?:\([^)]*\))? AND/g, (match) => '¤'.repeat(match.length));
  const found: string[] = [];
  let done = 0;
  for (const match of hidden.matchAll(/ AND /g)) {
    found.push(text.slice(done, match.index));
    done = match.index + match[0].length;
  }
  return [...found, text.slice(done)];
}
