/** ORDER BY of a TRAVERSE: which nodes of a walk come first. */
import { fail } from '../failed.ts';
import { byCodePoint } from './text-order.ts';
import type { Node } from './walk-nodes.ts';

type Compare = (a: Node, b: Node) => number;

const ORDERS: Record<string, Compare> = {
  created_at: (a, b) => compareNullsLast(a.created, b.created),
  weight: (a, b) => compareNullsLast(a.weight, b.weight),
  depth: (a, b) => a.depth - b.depth,
  label: (a, b) => byCodePoint(a.label, b.label),
  name: (a, b) => byCodePoint(a.label, b.label),
  dst: (a, b) => byCodePoint(a.label, b.label),
  rel_type: (a, b) => byCodePoint(a.relations[0] ?? '', b.relations[0] ?? ''),
  relation: (a, b) => byCodePoint(a.relations[0] ?? '', b.relations[0] ?? ''),
  kind: (a, b) => compareNullsLast(a.kind, b.kind),
  table: (a, b) => compareNullsLast(a.table, b.table),
};

/** `edge.weight DESC, label`: keys of the answer; unknown values stand last whichever way it goes. */
export function nodeOrder(text: string): Compare {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(orderKey);
  return (a, b) => {
    for (const key of keys) {
      const order = key(a, b);
      if (order !== 0) return order;
    }
    return a.depth - b.depth || -compareNullsLast(a.weight, b.weight, -1) || byCodePoint(a.label, b.label) || byCodePoint(a.key, b.key);
  };
}

function orderKey(part: string): Compare {
  const match = /^(?:edge\.)?"?([a-z_]+)"?(?:\s+(asc|desc))?$/i.exec(part);
  const name = (match?.[1] ?? '').toLowerCase();
  const compare = ORDERS[name];
  if (!compare)
    fail(
      'unknown-name',
      `TRAVERSE cannot order by ‘${part}’`,
      `Order by one of: ${Object.keys(ORDERS)
        .map((key) => (key.endsWith('t') ? `edge.${key}` : key))
        .join(', ')}.`,
    );
  const down = match?.[2]?.toLowerCase() === 'desc';
  return (a, b) => {
    const missing = missingLast(name, a, b);
    return missing ?? (down ? compare(b, a) : compare(a, b));
  };
}

function missingLast(name: string, a: Node, b: Node): number | undefined {
  const value = (node: Node): unknown =>
    name === 'created_at' ? node.created : name === 'weight' ? node.weight : name === 'kind' ? node.kind : name === 'table' ? node.table : '';
  const [left, right] = [value(a) === null, value(b) === null];
  return left === right ? (left ? 0 : undefined) : left ? 1 : -1;
}

function compareNullsLast(a: string | number | null, b: string | number | null, sign = 1): number {
  if (a === b) return 0;
  if (a === null) return sign;
  if (b === null) return -sign;
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b));
}
