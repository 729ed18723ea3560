/** How far two passes over the same pairs agree: offered or not (Cohen's kappa), the relation, and the affinity (Pearson, mean distance). Pure. */

export type EdgeLabel = { id: string; labeller: string; affinity: number; relation: string | null };

export type Agreement = { left: string; right: string; n: number; offered: number; kappa: number; relation: number; relationN: number; pearson: number; distance: number; apart: { id: string; left: number; right: number }[] };

const offered = 0.5;

/** Every two labellers with pairs in common, most pairs first; of one labeller's labels for a pair the last counts. */
export function agreements(labels: readonly EdgeLabel[]): Agreement[] {
  const byLabeller = new Map<string, Map<string, EdgeLabel>>();
  for (const label of labels) {
    const own = byLabeller.get(label.labeller) ?? new Map<string, EdgeLabel>();
    byLabeller.set(label.labeller, own.set(label.id, label));
  }
  const names = [...byLabeller.keys()].sort();
  return names.flatMap((left, at) => names.slice(at + 1).map((right) => between(left, right, byLabeller.get(left)!, byLabeller.get(right)!))).filter(({ n }) => n > 0).sort((one, other) => other.n - one.n);
}

function between(left: string, right: string, mine: ReadonlyMap<string, EdgeLabel>, theirs: ReadonlyMap<string, EdgeLabel>): Agreement {
  const both = [...mine.values()].flatMap((label) => (theirs.has(label.id) ? [[label, theirs.get(label.id)!] as const] : []));
  const n = both.length;
  const yes = both.map(([one, other]) => [one.affinity >= offered, other.affinity >= offered] as const);
  const same = yes.filter(([one, other]) => one === other).length / Math.max(1, n);
  const [p, q] = [yes.filter(([one]) => one).length / Math.max(1, n), yes.filter(([, other]) => other).length / Math.max(1, n)];
  const chance = p * q + (1 - p) * (1 - q);
  const related = both.filter(([one, other]) => one.relation !== null && other.relation !== null);
  const apart = both.map(([one, other]) => ({ id: one.id, left: one.affinity, right: other.affinity })).sort((one, other) => Math.abs(other.left - other.right) - Math.abs(one.left - one.right)).slice(0, 10);
  return {
    left, right, n, offered: same, kappa: chance === 1 ? 1 : (same - chance) / (1 - chance),
    relation: related.filter(([one, other]) => one.relation === other.relation).length / Math.max(1, related.length), relationN: related.length,
    pearson: correlation(both.map(([one]) => one.affinity), both.map(([, other]) => other.affinity)),
    distance: both.reduce((sum, [one, other]) => sum + Math.abs(one.affinity - other.affinity), 0) / Math.max(1, n), apart,
  };
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [ml, mr] = [mean(left), mean(right)];
  const product = left.reduce((sum, value, at) => sum + (value - ml) * (right[at]! - mr), 0);
  const spread = Math.sqrt(left.reduce((sum, value) => sum + (value - ml) ** 2, 0) * right.reduce((sum, value) => sum + (value - mr) ** 2, 0));
  return spread > 0 ? product / spread : 0;
}

/** The report as Markdown. */
export function agreementReport(all: readonly Agreement[], labels: readonly EdgeLabel[]): string {
  const counts = Map.groupBy(labels, ({ labeller }) => labeller);
  const lines = ['# Agreement of edge labels', '', ...[...counts].map(([name, own]) => `- ${cell(name)}: ${own.length} labels`), ''];
  if (all.length === 0) return [...lines, 'No pair was labelled by two labellers yet. Run “REM: Label Edges Again” under another name.', ''].join('\n');
  lines.push('| labellers | pairs | offered alike | Cohen’s kappa | relation alike | affinity: Pearson | affinity: mean distance |', '|---|---|---|---|---|---|---|');
  for (const { left, right, n, offered: share, kappa, relation, relationN, pearson, distance } of all)
    lines.push(`| ${cell(left)}, ${cell(right)} | ${n} | ${(100 * share).toFixed(1)} % | ${kappa.toFixed(2)} | ${(100 * relation).toFixed(1)} % of ${relationN} | ${pearson.toFixed(2)} | ${distance.toFixed(2)} |`);
  for (const { left, right, apart } of all) lines.push('', `## Farthest apart: ${cell(left)}, ${cell(right)}`, '', ...apart.map((pair) => `- ${cell(pair.id)}: ${pair.left.toFixed(2)} and ${pair.right.toFixed(2)}`));
  return [...lines, ''].join('\n');
}

const cell = (text: string): string => text.replace(/[\\|`*_[\]<>\n]/g, (sign) => (sign === '\n' ? ' ' : `\\${sign}`));
