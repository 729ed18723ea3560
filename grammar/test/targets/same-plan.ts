/**
 * Whether what a runtime read is the plan that was meant: the reading is written down in canonical words, and its plan compared with the statement's own.
 */
import { plan } from '../../src/plan.ts';
import type { Plan } from '../../src/plan-types.ts';
import { parse } from '../../src/document.ts';
import type { Statement } from '../../src/tree.ts';
import type { Meaning, ReadKey } from './readers.ts';

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const part = (word: string, value: string | number | undefined): string => (value === undefined ? '' : ` ${word} ${value}`);

/** A reading in canonical words; undefined where the runtime would refuse. */
function canonical(meaning: Meaning): string | undefined {
  switch (meaning.verb) {
    case 'LOOKUP':
      return `LOOKUP ${meaning.keys.map(key).join(', ')}`;
    case 'SEARCH':
      return `SEARCH ${quoted(meaning.text)} IN ${quoted(meaning.table)}${part('WHERE', meaning.where && quoted(meaning.where))}${part('THRESHOLD', meaning.threshold)}${part('LIMIT', meaning.limit)}${part('FIELD', meaning.field && quoted(meaning.field))}${part('CATEGORY', meaning.category && quoted(meaning.category))}`;
    case 'FUZZY':
      return `FUZZY ${quoted(meaning.text)}${part('IN', meaning.table && quoted(meaning.table))}${part('THRESHOLD', meaning.threshold)}${part('LIMIT', meaning.limit)}`;
    case 'SQL':
      return meaning.sql;
    case 'ROWS':
      return `SELECT * FROM ${meaning.table}${part('WHERE', meaning.where)}${part('ORDER BY', meaning.order)}${part('LIMIT', meaning.limit)}`;
    case 'TRAVERSE': {
      const start = 'key' in meaning.start ? `LOOKUP ${key(meaning.start.key)}` : `SEARCH ${quoted(meaning.start.text)}`;
      const depth = part('DEPTH', meaning.depth ?? (meaning.plan ? 0 : 1));
      return `TRAVERSE ${meaning.plan ? 'PLAN ' : ''}${meaning.types.map(quoted).join(', ')} WITH ${start}${depth}${part('IN', meaning.table)}${part('LIMIT', meaning.limit)}${meaning.load ? ' LOAD' : ''}`;
    }
    case 'refused':
      return undefined;
  }
}

const key = ({ table, label }: ReadKey): string => (table === undefined ? quoted(label) : `${table}:${quoted(label)}`);

/** What a target changes by design: notes are dropped, p8fs answers every column, p8 names the members of an edge otherwise. */
function essence(made: Plan | undefined, target: string): unknown {
  if (made === undefined) return undefined;
  const parameters: Record<string, unknown> = { ...made.parameters };
  delete parameters['plan_memo'];
  if (target === 'p8fs' && made.query_type === 'SQL') {
    delete parameters['raw_query'];
    delete parameters['select_fields'];
  }
  const raw = parameters['raw_query'];
  if (target === 'p8' && typeof raw === 'string') parameters['raw_query'] = raw.replaceAll("'target'", "'dst'").replaceAll("'relation'", "'rel_type'");
  return { query_type: made.query_type, parameters };
}

export function meantPlan(statement: Statement, target: string): unknown {
  return essence(plan(statement), target);
}

export function readPlanOf(meaning: Meaning, target: string): unknown {
  const text = canonical(meaning);
  if (text === undefined) return { refused: meaning };
  const { tree } = parse(text);
  return tree.statements.length === 1 ? essence(plan(tree.statements[0]!), target) : { text };
}
