/**
 * A second thought: where the outline that a request's words suggest is another than the answer's (another verb, another table, no answer at all), the model
 * is given the other beginning and writes it to its end, and the two answers are weighed against each other.
 */
import type { CompletionAnswer } from './completion.ts';
import type { Judged } from './judge.ts';
import { outlineOf, type Sketch } from './sketch.ts';

/** An answer's outline less likely than this, beside one at least that likely, is thought about again. */
const DOUBTED = 0.13;
const SURE = 0.6;
/** What the model wrote with at least this probability (whole answer) is not thought about again: of eleven such changes on people's and held-out requests nine made it worse. */
const SURE_ITSELF = 0.85;
/** Only what is surely no request takes an answer away, and only one that the model was not sure of itself (whole answer, natural logarithm). */
const SURELY_NONE = { outline: 0.93, own: 0.03, written: -1 };
const weights: Weights = { written: 0.2, outline: 0.5, disagreement: 3, ungrounded: 2 };
/** At least so much chance is left to a verb that the model did not choose. */
const LEAST_LEFT = 0.02;

export type SecondThought = { kind: 'none' } | { kind: 'beginning'; text: string } | undefined;

/** What else the answer could begin with; undefined where there is nothing to think about. */
export function secondThought(answer: CompletionAnswer, verdict: Judged, sketch: Sketch | undefined): SecondThought {
  if (!sketch) return undefined;
  const { name, probability } = sketch.likely;
  const own = verdict.kind === 'none' ? 'NONE' : outlineOf(verdict.kind === 'query' ? verdict.symbolic : answer.text).name;
  const chance = sketch.probabilityOf(own);
  if (own === name || chance > DOUBTED || probability < SURE || Math.exp(written(answer)) >= SURE_ITSELF) return undefined;
  if (name === 'NONE') return probability >= SURELY_NONE.outline && chance <= SURELY_NONE.own && written(answer) <= SURELY_NONE.written ? { kind: 'none' } : undefined;
  const [verb, table] = name.split(' ');
  if (own.split(' ')[0] !== verb) return { kind: 'beginning', text: verb === 'SELECT' ? selectOf(table!, sketch) : verb! };
  // Another direction or the table of a SEARCH is put right where it stands (`mend.ts`); the rows of a SELECT are written anew.
  const head = /^SELECT .*? FROM (?=resources|moments|files|entities)/.exec(answer.text)?.[0];
  return verb === 'SELECT' && head !== undefined ? { kind: 'beginning', text: head + table } : undefined;
}

/** As much of a SELECT as the outline is sure of. */
function selectOf(table: string, { clause }: Sketch): string {
  if (['group', 'average', 'sum', 'extreme', 'distinct', 'columns', 'having'].some((name) => clause(name) > 0.3)) return 'SELECT';
  return clause('count') > 0.5 ? `SELECT COUNT(*) FROM ${table}` : `SELECT * FROM ${table}`;
}

export type Weighable = { answer: CompletionAnswer; verdict: Judged };

/** Is the second thought better than the first? Model, outline and agreement say it together. */
export function isBetter(second: Weighable, first: Weighable, sketch: Sketch): boolean {
  const left = Math.log(Math.max(LEAST_LEFT, 1 - Math.exp(written(first.answer))));
  return worth(second, sketch, weights, left) > worth(first, sketch, weights);
}

/** An answer that the model gave less than three chances in four, and of which the readers of the request say something else, is laid beside others. Their doubt halves what is asked and loses one gain in 36. */
const DOUBTED_ITSELF = Math.log(0.74);
const OUTLINE_BEHIND = -1.5;

export function isDoubted({ answer, verdict }: Weighable, sketch: Sketch | undefined): boolean {
  if (written(answer) >= DOUBTED_ITSELF) return false;
  if (verdict.kind === 'wrong' || !sketch) return verdict.kind === 'wrong';
  if (verdict.kind === 'query' && verdict.disagreements > 0) return true;
  return sketch.score(verdict.kind === 'none' ? 'NONE' : verdict.symbolic) - sketch.best < OUTLINE_BEHIND;
}

/** What decides between two answers of the same model: fitted on people's development requests and on held-out written ones, which it brought three and two points. */
const between: Weights = { written: 1, outline: 0.5, disagreement: 1.5, ungrounded: 2 };

/** Orders what the model wrote for one request by how likely all readers together find it; answers that are wrong come last. */
export function likeliestFirst(judged: Weighable[], sketch: Sketch | undefined): void {
  const worthOf = new Map(judged.map((one) => [one, worth(one, sketch, between)]));
  judged.sort((a, b) => worthOf.get(b)! - worthOf.get(a)!);
}

function written({ meanLogprob, tokens }: CompletionAnswer): number {
  return meanLogprob * tokens;
}

type Weights = { written: number; outline: number; disagreement: number; ungrounded: number };

/** `left`: added to the likelihood (natural logarithm) of what the model wrote behind a beginning that it did not choose. */
function worth({ answer, verdict }: Weighable, sketch: Sketch | undefined, by: Weights, left = 0): number {
  if (verdict.kind === 'wrong') return -Number.MAX_VALUE;
  const base = by.written * (written(answer) + left) + by.outline * (sketch?.score(verdict.kind === 'none' ? 'NONE' : verdict.symbolic) ?? 0);
  return verdict.kind === 'none' ? base : base - by.disagreement * verdict.disagreements - by.ungrounded * verdict.ungrounded;
}
