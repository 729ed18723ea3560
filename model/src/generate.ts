/**
 * The loop: request → candidate labels → prompt → constrained answer → dates, values, parse, check → repaired at most
 * twice → a checked query with its plan, or none with the reason. Nothing that a model wrote leaves here unparsed.
 */
import { createHash } from 'node:crypto';
import { defaultSchema, gbnf, loadSql, type Schema } from '@rem/grammar';
import { completeOnce } from './completions.ts';
import type { Completer } from './backends/backend.ts';
import type { Completion, CompletionAnswer, CompletionOptions, Constraint } from './completion.ts';
import { confidenceOf } from './confidence.ts';
import { foldKey } from './fold.ts';
import type { Candidate, Evidence, Generated, GenerateOptions } from './generated.ts';
import type { LabelMatch } from './labels.ts';
import { judge, type Judged, type JudgeContext } from './judge.ts';
import { buildPrompt, cleanRequest, MAX_LABELS } from './prompt.ts';
import { isBetter, isDoubted, likeliestFirst, secondThought } from './reconsider.ts';
import { afterBeginning, likelyAnswer } from './likely-answer.ts';
import { sketchOf } from './sketch.ts';
import { valuesIn } from './source-values.ts';
import { written } from './values.ts';

const MOST_REPAIRS = 2;
const MOST_LETTERS = 1200;
/** A doubted answer is laid beside so many less one of the model's own. */
const COMPARED = 2;
/** Share of a label's letters that the request must hold to have named it. */
const NAMED = 0.85;

export async function generate(request: string, options: GenerateOptions): Promise<Generated> {
  const begun = performance.now();
  const words = cleanRequest(request);
  const outcome: Outcome = { raw: '', tokens: 0, repaired: 0, overruled: 0 };
  const nothing = (reason: string, more: Partial<Generated> = {}): Generated =>
    ({ query: null, problems: [], reason, confidence: 0, ms: performance.now() - begun, ...outcome, ...more });
  if (words === '') return nothing('There are no words to make a query from.');
  if (words.length > MOST_LETTERS) return nothing(`The request is too long (${words.length} characters; ${MOST_LETTERS} at most).`);
  await loadSql();
  const task = taskOf(words, options);
  const exclude: string[] = [];
  let fromSources: Constraint | undefined;
  for (;;) {
    const model = outcome.repaired < MOST_REPAIRS ? options.model : options.model.second ?? options.model;
    // What was wrong once, most often a name garbled while it was copied, is written again out of the request's own words.
    const constraint = outcome.repaired === 0 ? task.completion.constraint : (fromSources ??= constraintOf(options.schema ?? defaultSchema, valuesIn(task.context.sources, options.schema ?? defaultSchema)));
    const completion = await completeOnce(model, task.prompt, { ...task.completion, constraint, exclude: [...exclude] }, options.signal);
    if (completion.kind === 'failed') return nothing(`${completion.message} ${completion.remedy}`, { failure: completion });
    note(outcome, completion);
    const judged = judgedAll(completion.answers, task, outcome);
    const label = labelAsked(task);
    if (label !== undefined) lookUp(label, judged, task, outcome);
    else {
      if (outcome.repaired === 0) await compare(judged, model, task, outcome, options.signal);
      await reconsider(judged, model, task, outcome, options.signal);
    }
    const { answer, verdict } = judged[0]!;
    if (verdict.kind === 'none') {
      const evidence = evidenceOf(answer, outcome, undefined, task);
      return nothing('No query answers this.', { confidence: confidenceOf(evidence), evidence });
    }
    if (verdict.kind === 'query') {
      outcome.repaired += verdict.fixed;
      return { ...found(judged, outcome, options.n ?? 1, task), ms: performance.now() - begun, ...outcome };
    }
    const cut = answer.stop === 'length';
    const hopeless = cut && outcome.repaired > 0 && !(options.model.second && outcome.repaired < MOST_REPAIRS);
    if (outcome.repaired >= MOST_REPAIRS || hopeless) return nothing(verdict.reason, { problems: verdict.problems });
    // What was cut off twice is cut off again: another model is asked at once.
    outcome.repaired = cut && outcome.repaired > 0 ? MOST_REPAIRS : outcome.repaired + 1;
    if (!cut) exclude.push(verdict.wrongUpTo);
  }
}

function judgedAll(answers: readonly CompletionAnswer[], task: Task, outcome: Outcome): JudgedAnswer[] {
  return answers.map((answer) => ({ answer, verdict: judge(answer.text, { ...task.context, mayFix: outcome.repaired < MOST_REPAIRS, likelihood: Math.exp(answer.meanLogprob * answer.tokens) }) }));
}

/** The one in the model process: it goes on with a text whose beginning is given, and tells what else it nearly wrote. A server does neither for sure, and its model is mostly the better one. */
function isEmbedded(model: Completer, { by }: Outcome): boolean {
  return (by ?? model.identity())?.backend === 'embedded';
}

/** Lays a doubted answer beside others that the model nearly wrote, and takes the likeliest of them. */
async function compare(judged: JudgedAnswer[], model: Completer, task: Task, outcome: Outcome, signal: AbortSignal | undefined): Promise<void> {
  const sketch = task.context.against?.sketch;
  if (task.completion.n !== 1 || !isEmbedded(model, outcome) || !isDoubted(judged[0]!, sketch)) return;
  const completion = await completeOnce(model, task.prompt, { ...task.completion, n: COMPARED, near: true }, signal);
  if (completion.kind === 'failed') return;
  const others = completion.answers.slice(1);
  for (const { tokens } of others) outcome.tokens += tokens;
  judged.push(...judgedAll(others, task, outcome));
  likeliestFirst(judged, sketch);
  outcome.raw = judged[0]!.answer.text;
}

/** Puts a likelier answer in the first one's place, where the outline of the first was doubted and another was better. */
async function reconsider(judged: JudgedAnswer[], model: Completer, task: Task, outcome: Outcome, signal: AbortSignal | undefined): Promise<void> {
  const first = judged[0]!;
  const sketch = task.context.against?.sketch;
  const thought = secondThought(first.answer, first.verdict, sketch);
  if (thought === undefined || !sketch) return;
  if (thought.kind === 'none') {
    judged.unshift({ answer: first.answer, verdict: { kind: 'none' } });
    return;
  }
  if (!isEmbedded(model, outcome)) return;
  const again = await completeOnce(model, `${task.prompt} ${thought.text}`, { ...task.completion, n: 1, likely: task.completion.likely && afterBeginning(task.completion.likely, thought.text), constraint: { kind: 'none' } }, signal);
  if (again.kind === 'failed' || again.answers[0].stop === 'length') return;
  const [{ text, tokens }] = again.answers;
  const answer = { ...again.answers[0], text: `${thought.text}${/^[\s,]/.test(text) ? '' : ' '}${text}` };
  outcome.tokens += tokens;
  const second = judgedAll([answer], task, outcome)[0]!;
  if (!isBetter(second, first, sketch)) return;
  judged.unshift(second);
  outcome.raw = answer.text;
}

/** A request that is a label, word for word, asks for that label: so it was with all of 443 written ones. */
function labelAsked({ context: { sources } }: Task): string | undefined {
  const request = foldKey(sources.request);
  return sources.labels.find((label) => foldKey(label) === request);
}

/** Puts the lookup of a label in the place of what the model made of it, unless that is a lookup itself. */
function lookUp(label: string, judged: JudgedAnswer[], task: Task, outcome: Outcome): void {
  const { answer, verdict } = judged[0]!;
  if (verdict.kind === 'query' && verdict.symbolic.startsWith('LOOKUP ')) return;
  judged.unshift(...judgedAll([{ ...answer, text: `LOOKUP ${written('key', label)}` }], task, outcome));
}

type Outcome = Pick<Generated, 'raw' | 'tokens' | 'repaired' | 'by'> & { overruled: number };
type Task = { prompt: string; completion: CompletionOptions; context: Omit<JudgeContext, 'mayFix' | 'likelihood'> };

/**
 * How the prompt of a request begins that is still being typed: what comes before the request, and its words but for the last, which may go on.
 * Undefined where there is only one. Read ahead while the person types, it leaves little to read when they ask.
 */
export function promptBeginning(typed: string, options: Pick<GenerateOptions, 'labels' | 'schema'>): string | undefined {
  const words = cleanRequest(typed);
  const end = words.lastIndexOf(' ');
  if (end < 0 || words.length > MOST_LETTERS) return undefined;
  return promptFor(words.slice(0, end), labelsFor(words, options.labels).map((match) => match.label), options.schema).replace(/\nREM:$/, '');
}

function labelsFor(words: string, labels: GenerateOptions['labels']): readonly LabelMatch[] {
  return labels?.candidates(words, MAX_LABELS) ?? [];
}

function promptFor(words: string, labels: readonly string[], schema: Schema | undefined): string {
  return buildPrompt(words, labels, isBuiltIn(schema) ? null : schema);
}

function taskOf(words: string, options: GenerateOptions): Task {
  const matches = labelsFor(words, options.labels);
  const labels = matches.map((match) => match.label);
  const sketch = isBuiltIn(options.schema) ? sketchOf(words, labels) : undefined;
  return {
    prompt: promptFor(words, labels, options.schema),
    completion: { constraint: constraintFor(options.schema), n: options.n ?? 1, hints: [...labels, words], likely: sketch && likelyAnswer(sketch, words, labels) },
    context: {
      sources: { request: words, labels, named: matches.filter((match) => match.score >= NAMED).map((match) => match.label) },
      schema: options.schema ?? defaultSchema,
      dates: { now: options.now, timeZone: options.timeZone, weekStart: options.weekStart },
      against: isBuiltIn(options.schema) ? { sketch } : undefined,
    },
  };
}

/** A schema of the built-in tables and columns, whatever its edge types, is what the model was trained on. */
function isBuiltIn(schema: Schema | undefined): boolean {
  if (!schema) return true;
  const known = new Map(defaultSchema.tables.map((table) => [table.name, new Set(table.columns.map((column) => column.name))]));
  return schema.tables.every((table) => table.columns.every((column) => known.get(table.name)?.has(column.name)));
}

const constraints = new WeakMap<Schema, Constraint>();

/** The decoding grammar with this schema's tables and columns, derived once a schema. */
function constraintFor(schema: Schema | undefined): Constraint {
  const key = schema ?? defaultSchema;
  const found = constraints.get(key);
  if (found) return found;
  const made = constraintOf(key);
  constraints.set(key, made);
  return made;
}

function constraintOf(schema: Schema, values?: { texts: readonly string[]; constants: readonly string[] }): Constraint {
  const text = gbnf({ schema, none: true, ...(values && { values }) });
  return { kind: 'grammar', gbnf: text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}

function note(outcome: Outcome, { answers, by }: Pick<Completion, 'answers' | 'by'>): void {
  if (by) outcome.by = by;
  outcome.raw = answers[0]!.text;
  outcome.overruled += answers[0]!.overruled;
  for (const answer of answers) outcome.tokens += answer.tokens;
}

type JudgedAnswer = { answer: CompletionAnswer; verdict: Judged };

type Doubts = Pick<Evidence, 'snapped' | 'ungrounded' | 'changes' | 'disagreements'> & { symbolic: string };

function evidenceOf({ meanLogprob, minLogprob, overruled }: CompletionAnswer, { repaired }: Outcome, doubts: Doubts | undefined, task: Task): Evidence {
  const { symbolic, snapped, ungrounded, changes, disagreements } = doubts ?? { symbolic: 'NONE', snapped: 0, ungrounded: 0, changes: 0, disagreements: 0 };
  const sketch = task.context.against?.sketch;
  return { meanLogprob, minLogprob, overruled, snapped, repaired, ungrounded, changes, disagreements, outline: sketch ? sketch.score(symbolic) - sketch.best : 0 };
}

/** The first answer unless a later one is surer; all as candidates, each query once. */
function found(judged: readonly JudgedAnswer[], outcome: Outcome, n: number, task: Task): Pick<Generated, 'query' | 'plan' | 'explanation' | 'problems' | 'confidence' | 'evidence' | 'candidates'> {
  const queries = judged.flatMap(({ answer, verdict }) => {
    if (verdict.kind !== 'query') return [];
    const evidence = evidenceOf(answer, outcome, verdict, task);
    return [{ verdict, evidence, confidence: confidenceOf(evidence) }];
  });
  if (n > 1) queries.sort((a, b) => b.confidence - a.confidence);
  const { verdict, confidence, evidence } = queries[0]!;
  const once = new Map([...queries].reverse().map((entry) => [entry.verdict.query, entry]));
  const candidates: Candidate[] = [...once.values()].reverse()
    .map((entry) => ({ query: entry.verdict.query, confidence: entry.confidence, explanation: entry.verdict.plan.explanation }));
  return {
    query: verdict.query, plan: verdict.plan, explanation: verdict.plan.explanation, problems: verdict.problems, confidence, evidence,
    ...(n > 1 ? { candidates: candidates.sort((a, b) => b.confidence - a.confidence) } : {}),
  };
}
