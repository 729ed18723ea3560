/**
 * An answer against its request: as long as one change makes the two agree better, it is made. What agrees is weighed by two readers that do not write: the
 * outline that the request's words suggest (`sketch.ts`), and what was said and not answered or answered and not said (`agreement.ts`). No model is asked.
 */
import { agreement } from './agreement.ts';
import { withoutValues } from './agreement/rest.ts';
import { editsOf } from './mending/edits.ts';
import type { Sketch } from './sketch.ts';

/** What one disagreement and one change weigh, in natural logarithms of the outline's probability; `sure` times the model's own certainty comes on top of each change. Fitted on the
 *  people's development set and on written requests kept apart from training. */
const weights = { outline: 0.5, disagreement: 3, change: 1.6, valueLost: 2.5, sure: 2.5 };
const MOST_CHANGES = 4;
/** The edge that the words suggest is tried only where they do so clearly. */
const CLEAR_EDGE = 0.6;

export type Mend = { text: string; changes: number; disagreements: number };

/** `named`: labels that the request surely names. `likelihood`: of the answer by the model that wrote it, 0…1; what it is sure of takes more to be changed. */
export function mendAnswer(request: string, answer: string, sketch: Sketch | undefined, named: readonly string[] = [], likelihood = 0, options = weights): Mend {
  const cost = options.change + options.sure * likelihood;
  let current = weighed(request, answer, sketch, named, options);
  const edge = sketch && sketch.likelyEdge.probability >= CLEAR_EDGE && !['', 'other'].includes(sketch.likelyEdge.name) ? sketch.likelyEdge.name : undefined;
  for (let changes = 0; ; changes++) {
    const better = changes < MOST_CHANGES ? best([...new Set(editsOf(current.text, { request: withoutValues(request, current.text), typed: request, edge, named }))].map((text) => weighed(request, text, sketch, named, options)), (one) => one.weight - options.valueLost * valuesLost(current.text, one.text)) : undefined;
    if (!better || better.weight - cost - options.valueLost * valuesLost(current.text, better.text) <= current.weight) return { text: current.text, changes, disagreements: current.disagreements };
    current = better;
  }
}

type Weighed = { text: string; weight: number; disagreements: number };

function weighed(request: string, text: string, sketch: Sketch | undefined, named: readonly string[], options: typeof weights): Weighed {
  const { missing, unsaid } = agreement(request, text, named);
  const disagreements = missing.length + unsaid.length;
  return { text, disagreements, weight: options.outline * (sketch?.score(text) ?? 0) - options.disagreement * disagreements };
}

function best(found: readonly Weighed[], worth: (one: Weighed) => number): Weighed | undefined {
  return found.map((one) => ({ one, value: worth(one) })).reduce<{ one: Weighed; value: number } | undefined>((most, next) => (most === undefined || next.value > most.value ? next : most), undefined)?.one;
}

/** Values that a change leaves out: the model copied them from the request, which it does for a reason. */
function valuesLost(before: string, after: string): number {
  const values = (text: string): string[] => (text.match(/"(?:[^"\\]|\\.)*"|'(?!@)(?:[^']|'')*'/g) ?? []).map((value) => value.slice(1, -1).replace(/^%|%$/g, '').toLowerCase());
  const kept = values(after);
  return values(before).filter((value) => !kept.some((other) => other.includes(value) || (other.length > 2 && value.includes(other)))).length;
}
