/**
 * A second thought: where the outline that a request's words suggest is another than the answer's (another verb, another table, or none at all), the model
 * is asked once more without that beginning, and the two answers are weighed against each other.
 */
import type { CompletionAnswer } from './completion.ts';
import type { Judged } from './judge.ts';
import { outlineOf, type Sketch } from './sketch.ts';

/** An answer's outline less likely than this, beside one at least that likely, is thought about again. */
const DOUBTED = 0.12;
const SURE = 0.55;
/** Only what is surely no request at all takes an answer away. */
const SURELY_NONE = 0.93;
const weights = { written: 0.5, outline: 0.5, disagreement: 3, ungrounded: 2 };

/** The beginning of the answer that may not come again, undefined where there is nothing to think about. */
export function beginningToAvoid(answer: CompletionAnswer, verdict: Judged, sketch: Sketch | undefined): string | undefined {
  if (!sketch || verdict.kind === 'wrong') return undefined;
  const { name, probability } = sketch.likely;
  const own = verdict.kind === 'none' ? 'NONE' : outlineOf(verdict.symbolic).name;
  if (own === name || sketch.probabilityOf(own) > DOUBTED || probability < (name === 'NONE' ? SURELY_NONE : SURE)) return undefined;
  if (own === 'NONE') return 'NONE';
  const [verb, table] = [own.split(' ')[0]!, own.split(' ')[1] ?? ''];
  if (name.split(' ')[0] !== verb) return answer.text.split(' ')[0] || undefined;
  if (verb === 'TRAVERSE') return undefined; // its direction is put right where it stands
  const place = answer.text.search(new RegExp(`\\b(?:FROM|IN) ${table}\\b`));
  return place < 0 ? undefined : answer.text.slice(0, place + answer.text.slice(place).indexOf(' ') + 1 + table.length);
}

export type Weighable = { answer: CompletionAnswer; verdict: Judged };

/** The one that model, outline and agreement together make likelier. */
export function likelier(one: Weighable, other: Weighable, sketch: Sketch): Weighable {
  return worth(other, sketch) > worth(one, sketch) ? other : one;
}

function worth({ answer, verdict }: Weighable, sketch: Sketch): number {
  if (verdict.kind === 'wrong') return -Infinity;
  const written = weights.written * answer.meanLogprob * answer.tokens;
  if (verdict.kind === 'none') return written + weights.outline * sketch.score('NONE');
  return written + weights.outline * sketch.score(verdict.symbolic) - weights.disagreement * verdict.disagreements - weights.ungrounded * verdict.ungrounded;
}
