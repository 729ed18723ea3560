/**
 * The three runtimes' readers as the dialect describes them (§6), written for the tests alone: a text in, what that runtime would do out. They share no code
 * with the rules that they prove.
 */
export type ReadKey = { table?: string; label: string };

export type Meaning =
  | { verb: 'LOOKUP'; keys: ReadKey[] }
  | { verb: 'SEARCH'; text: string; table: string; where?: string; threshold?: number; limit?: number; field?: string; category?: string }
  | { verb: 'FUZZY'; text: string; table?: string; threshold?: number; limit?: number }
  | { verb: 'SQL'; sql: string }
  | { verb: 'ROWS'; table: string; where?: string; order?: string; limit?: number }
  | { verb: 'TRAVERSE'; start: { key: ReadKey } | { text: string }; types: string[]; depth?: number; table?: string; limit?: number; load: boolean; plan: boolean }
  | { verb: 'refused'; why: string };

/** Drops what is undefined. */
const given = (value: Record<string, unknown>): Meaning => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Meaning;
const numberOrNone = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

// ---- p8fs: prefixes and patterns

const outerQuotes = /^(?:"""([\s\S]*)"""|'''([\s\S]*)'''|```([\s\S]*)```|"([\s\S]*)"|'([\s\S]*)'|`([\s\S]*)`)$/;
const stripped = (key: string): string => outerQuotes.exec(key.trim())?.slice(1).find((inner) => inner !== undefined) ?? key.trim();
const unescaped = (text: string): string => text.replaceAll('\\"', '"');

function p8fsKeys(rest: string): ReadKey[] {
  if (rest.includes(',')) return rest.split(',').map((key) => ({ label: stripped(key) }));
  const colon = rest.indexOf(':');
  return [colon < 0 ? { label: stripped(rest) } : { table: rest.slice(0, colon).trim(), label: stripped(rest.slice(colon + 1)) }];
}

function p8fsSearch(rest: string): Meaning {
  const exact = /^"((?:[^"\\]|\\[\s\S])*)"(?:\s+IN\s+(\w+))?$/i.exec(rest);
  if (exact) return { verb: 'SEARCH', text: unescaped(exact[1]!), table: exact[2] ?? 'resources' };
  const colon = rest.indexOf(':');
  return colon < 0 ? { verb: 'SEARCH', text: rest, table: 'resources' } : { verb: 'SEARCH', text: rest.slice(colon + 1).trim(), table: rest.slice(0, colon) };
}

export function p8fs(source: string): Meaning {
  const text = source.trim();
  const whole: Meaning = { verb: 'SEARCH', text, table: 'resources' };
  const rest = text.replace(/^\w+\s*/, '');
  if (/^(LOOKUP|GET)\s/i.test(text)) return { verb: 'LOOKUP', keys: p8fsKeys(rest) };
  if (/^SEARCH\s/i.test(text)) return p8fsSearch(rest);
  if (/^SELECT\s/i.test(text)) {
    const parts = /^SELECT\s[\s\S]*?\sFROM\s+(\w+)(?:[\s\S]*?\sWHERE\s+([\s\S]*?))?(?:\s+ORDER\s+BY\s+([\s\S]*?))?(?:\s+LIMIT\s+(\d+))?$/i.exec(text);
    if (!parts) return whole;
    if (/\b(DELETE|UPDATE|DROP|INSERT|TRUNCATE|ALTER|CREATE)\b/i.test(parts[2] ?? '')) return { verb: 'refused', why: 'guard' };
    return given({ verb: 'ROWS', table: parts[1]!, where: parts[2], order: parts[3], limit: numberOrNone(parts[4]) });
  }
  if (!/^TRAVERSE\s/i.test(text)) return whole;
  const walk = /^TRAVERSE(?:\s+(PLAN)\b)?(?:\s+(?!WITH\b)([\w\-,\s*]+?))?\s+WITH\s+(LOOKUP|SEARCH)\s+([\s\S]*?)(?:\s+DEPTH\s+(\d+))?(?:\s+IN\s+(\w+))?$/i.exec(text);
  if (!walk) return whole;
  const [, plan, types = '', verb, start = '', depth, table] = walk;
  const quoted = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(start);
  if (verb!.toUpperCase() === 'SEARCH' && !quoted) return whole;
  const from = verb!.toUpperCase() === 'SEARCH' ? { text: unescaped(quoted![1]!) } : { key: p8fsKeys(start)[0]! };
  const edges = types.split(',').map((type) => type.trim()).filter((type) => type !== '' && type !== '*');
  return given({ verb: 'TRAVERSE', start: from, types: edges, depth: numberOrNone(depth), table, limit: undefined, load: false, plan: plan !== undefined });
}

// ---- remstack and p8: shlex tokens

/** POSIX shlex by one expression per piece; undefined for an unbalanced quote. */
export function shlexSplit(text: string): string[] | undefined {
  const tokens: string[] = [];
  const piece = /([ \t\r\n]+)|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^\s'"\\]|[^\S \t\r\n])/y;
  let open = false;
  for (piece.lastIndex = 0; piece.lastIndex < text.length; ) {
    const found = piece.exec(text);
    if (!found) return undefined;
    const [, space, single, double, escaped, plain] = found;
    if (space !== undefined) open = false;
    else {
      if (!open) tokens.push('');
      open = true;
      tokens[tokens.length - 1] += single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '';
    }
  }
  return tokens;
}

type TokenRules = {
  verbs: string[];
  /** Clause word -> what it sets, for each verb. */
  words: Record<string, Record<string, string>>;
  names: Record<string, string> | 'all';
  table: string;
  split: boolean;
};

const rules = {
  remstack: {
    verbs: ['LOOKUP', 'SEARCH', 'FUZZY', 'TRAVERSE', 'SQL'],
    words: {
      LOOKUP: {},
      SEARCH: { IN: 'table', TABLE: 'table', FROM: 'initial', WITH: 'initial', WHERE: 'where', LIMIT: 'limit', THRESHOLD: 'threshold' },
      FUZZY: { IN: 'table', TABLE: 'table', FROM: 'initial', WITH: 'initial', LIMIT: 'limit', THRESHOLD: 'threshold' },
      TRAVERSE: { WITH: 'initial', FROM: 'initial', TYPE: 'type', DEPTH: 'depth', LIMIT: 'limit' },
    },
    names: 'all',
    table: 'resources',
    split: true,
  },
  p8: {
    verbs: ['LOOKUP', 'SEARCH', 'FUZZY', 'TRAVERSE', 'SQL'],
    words: {
      LOOKUP: {},
      SEARCH: { FROM: 'table', FIELD: 'field', LIMIT: 'limit', MIN_SIMILARITY: 'threshold', CATEGORY: 'category' },
      FUZZY: { THRESHOLD: 'threshold', LIMIT: 'limit' },
      TRAVERSE: { DEPTH: 'depth', TYPE: 'type', LOAD: 'load' },
    },
    names: { table: 'table', field: 'field', limit: 'limit', threshold: 'threshold', min_similarity: 'threshold', depth: 'depth', max_depth: 'depth', type: 'type', rel_type: 'type' },
    table: 'schemas',
    split: false,
  },
} satisfies Record<string, TokenRules>;

export function tokenReader(target: 'remstack' | 'p8', source: string): Meaning {
  const rule: TokenRules = rules[target];
  const tokens = shlexSplit(source);
  if (tokens === undefined) return target === 'remstack' ? { verb: 'refused', why: 'unbalanced' } : guarded(target, source);
  const verb = (tokens[0] ?? '').toUpperCase();
  if (!rule.verbs.includes(verb)) return guarded(target, source);
  if (verb === 'SQL') return guarded(target, source.trim().replace(/^\w+\s+/, ''));
  const words = rule.words[verb]!;
  const set: Record<string, string> = {};
  const positional: string[] = [];
  for (let at = 1; at < tokens.length; at++) {
    const token = tokens[at]!;
    const pair = /^(\w+)=([\s\S]*)$/.exec(token);
    const name = pair && (rule.names === 'all' ? pair[1]!.toLowerCase() : rule.names[pair[1]!.toLowerCase()]);
    const clause = words[token.toUpperCase()];
    if (clause === 'load') set['load'] = 'yes';
    else if (clause !== undefined) set[clause] = tokens[++at] ?? '';
    else if (pair && name) set[name === 'rel_type' || name === 'rel_types' ? 'type' : name] = pair[2]!;
    else positional.push(token);
  }
  const text = positional.join(' ');
  if (set['initial'] !== undefined) return { verb: 'refused', why: 'initial query' };
  if (verb === 'LOOKUP') return { verb, keys: text.split(',').map((key) => ({ label: key.trim() })) };
  const threshold = numberOrNone(set['threshold']);
  const limit = numberOrNone(set['limit']);
  if (verb === 'SEARCH') return given({ verb: 'SEARCH', text, table: set['table'] ?? rule.table, where: set['where'], threshold, limit, field: set['field'], category: set['category'] });
  if (verb === 'FUZZY') return given({ verb: 'FUZZY', text, table: set['table'], threshold, limit });
  const types = set['type'] === undefined ? [] : rule.split ? set['type'].split(',') : [set['type']];
  return given({ verb: 'TRAVERSE', start: { key: { label: text } }, types, depth: numberOrNone(set['depth']), table: undefined, limit, load: set['load'] !== undefined, plan: false });
}

function guarded(target: 'remstack' | 'p8', sql: string): Meaning {
  if (target === 'p8' && /\b(DROP|TRUNCATE|ALTER|CREATE|GRANT|REVOKE)\b/i.test(sql)) return { verb: 'refused', why: 'guard' };
  return { verb: 'SQL', sql: sql.trim() };
}

export const readBy = (target: 'p8fs' | 'remstack' | 'p8', source: string): Meaning => (target === 'p8fs' ? p8fs(source) : tokenReader(target, source));
