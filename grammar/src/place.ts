/**
 * Moving nodes: a statement is read once with places in its own text, and moved to where it stands in the document.
 */

/** A copy of a node and all it holds, with every place moved by `by`; the node itself where there is nothing to move. */
export function shift<T>(node: T, by: number): T {
  return by === 0 ? node : (moved(node, by) as T);
}

function moved(value: unknown, by: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((item) => moved(item, by));
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const inner = copy[key];
    if (typeof inner === 'object') copy[key] = moved(inner, by);
    else if (key === 'start' || key === 'end') copy[key] = (inner as number) + by;
  }
  return copy;
}
