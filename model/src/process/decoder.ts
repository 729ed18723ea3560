/**
 * Writes answers, one forward pass at a time. Greedy: the best token that the constraint allows. A pass also carries
 * guessed tokens (what the grammar forces, what is being copied from the request or a label, what usually follows) and keeps
 * those that the model would have chosen anyway, so guesses change the time and never the answer. The evaluated prompt stays in the
 * context; the next request only evaluates what differs.
 */
import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { CompletionAnswer, CompletionTimings } from '../completion.ts';
import type { LikelyAnswer } from '../likely-answer.ts';
import { drafts, type Drafts } from './drafts.ts';
import { guess } from './guess.ts';
import { textConstraint, type Progress, type TextConstraint } from './constraint.ts';
import { bytesOfPiece } from './token-bytes.ts';

export type DecodeRequest = {
  prompt: string;
  gbnf: string | undefined;
  maxTokens: number;
  n: number;
  near: boolean;
  hints: readonly string[];
  likely: LikelyAnswer | undefined;
  exclude: readonly string[];
};

export type Decoder = {
  write(request: DecodeRequest, signal: AbortSignal, onText: (text: string) => void): Promise<DecodeResult>;
  prime(prompt: string, signal: AbortSignal): Promise<void>;
};

export type DecodeResult = { answers: CompletionAnswer[]; timings: Omit<CompletionTimings, 'queue'> } | { stopped: 'cancelled' | 'too-long' };

/** Choices looked at for a token; the rest of the vocabulary only where the constraint allows none of them. */
const TOP = 32;
/** More than there are: 49,152. */
const WHOLE_VOCABULARY = 50_000;
const PROMPT_PIECE = 96;
/** A refused choice whose best allowed neighbour is this unlikely (natural logarithm): the token before it led astray, as ` OR` of ` ORDER` where only ` OR` is allowed. */
const ASTRAY = -6;
/** How often one line may take back its last token; where several answers are wanted they branch off at such places anyway, and an excluded one leads astray by intent. */
const MOST_STEPS_BACK = 2;
/** On a processor a pass over several tokens costs as much as two or three passes over one: fewer guesses than this lose time. */
const FEWEST_GUESSES = 2;
/** How much less likely (natural logarithm) than the first answer a near one may become before it is given up: of those that were taken in the end hardly one was this far behind. */
const FAR_BEHIND = 1.5;
/** Nothing branches off where its beginning is this unlikely (natural logarithm). */
const UNLIKELY = -12;

type Vocabulary = { bytes(token: Token): Uint8Array | undefined; isEnd(token: Token): boolean; tokens(text: string): Token[]; drafts: Drafts };
type Logits = [token: Token, logit: number][];
/** `alternative` is the best allowed token that was not taken: where another answer could branch off. */
type Step = { token: Token; logprob: number; overruled: boolean; alternative: { token: Token; logprob: number } | undefined };
type Line = { steps: Step[]; progress: Progress; ended: boolean };
/** `firstPass`: when the prompt had been read. */
type Counters = { passes: number; guessed: number; confirmed: number; firstPass?: number };

export function decoder(model: LlamaModel, sequence: LlamaContextSequence): Decoder {
  const words = vocabulary(model);
  let last: { prompt: string; gbnf: string | undefined; line: Line } | undefined;
  return {
    async write(request, signal, onText) {
      const prompt = words.tokens(request.prompt);
      if (prompt.length + request.maxTokens + 8 > sequence.contextSize) return { stopped: 'too-long' };
      const begun = performance.now();
      const constraint = textConstraint(request.gbnf, request.exclude);
      const counters: Counters = { passes: 0, guessed: 0, confirmed: 0 };
      const writer: Writer = { sequence, words, constraint, request, signal, counters, onText };
      const remembered = request.near && last?.prompt === request.prompt && last.gbnf === request.gbnf ? last.line : undefined;
      const { cachedTokens, rest } = remembered ? { cachedTokens: prompt.length, rest: [] } : await readPrompt(sequence, prompt, signal);
      const first = remembered ?? await writeLine(writer, { steps: [], progress: constraint.start(), ended: false }, rest);
      last = isAlone(request) && first.ended ? { prompt: request.prompt, gbnf: request.gbnf, line: first } : undefined;
      const lines = [first, ...(await others(writer, prompt, first))];
      if (signal.aborted) return { stopped: 'cancelled' };
      const { firstPass: read = begun, ...counts } = counters;
      const timings = { prompt: read - begun, generate: performance.now() - read, promptTokens: prompt.length, cachedTokens, ...counts };
      return { answers: lines.map(answerOf), timings };
    },
    async prime(prompt, signal) {
      const tokens = words.tokens(prompt);
      if (tokens.length + 64 > sequence.contextSize) return;
      const { rest } = await readPrompt(sequence, tokens, signal);
      if (!signal.aborted) await sequence.controlledEvaluate(rest);
    },
  };
}

/** Brings the context to the prompt but for `rest`, its last few tokens, which the first pass of the answer reads along. */
async function readPrompt(sequence: LlamaContextSequence, prompt: Token[], signal: AbortSignal): Promise<{ cachedTokens: number; rest: Token[] }> {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const cachedTokens = sequence.nextTokenIndex;
  let at = cachedTokens;
  for (; prompt.length - at > PROMPT_PIECE && !signal.aborted; at += PROMPT_PIECE) await sequence.controlledEvaluate(prompt.slice(at, at + PROMPT_PIECE));
  return { cachedTokens, rest: prompt.slice(at) };
}

type Writer = {
  sequence: LlamaContextSequence; words: Vocabulary; constraint: TextConstraint; request: DecodeRequest;
  signal: AbortSignal; counters: Counters; onText: (text: string) => void;
  /** Of a line that is another answer than the first: the first one's tokens, and the least likelihood (natural logarithm) with which it is still worth writing. */
  beside?: { tokens: readonly Token[]; least: number };
};

/** Continues `line`; `input` are its tokens that the context does not hold yet. */
async function writeLine(writer: Writer, line: Line, input: Token[]): Promise<Line> {
  const { sequence, words, constraint, request, signal } = writer;
  const beginning = sequence.nextTokenIndex + input.length - line.steps.length;
  let stepsLeft = isAlone(request) && !writer.beside ? MOST_STEPS_BACK : 0;
  while (line.steps.length < request.maxTokens && !signal.aborted) {
    const { taken, settled, isAstray } = await pass(writer, line, input, stepsLeft > 0);
    if (isAstray) {
      stepsLeft--;
      line = withOtherLast(line, constraint, words);
    } else if (taken === 0) return line; // A dead end: what is forbidden left nothing that the model would write.
    if (line.ended || (writer.beside && likelihood(line) < writer.beside.least)) return line;
    if (!isAstray) writer.onText((stepsLeft > 0 ? settled : line.progress.text).trimStart());
    await keepOnly(sequence, beginning + line.steps.length - 1);
    input = [line.steps.at(-1)!.token];
  }
  return line;
}

/**
 * One pass over `input` and what is guessed behind it: appends to `line` what the model chose, up to the first guess that was another, or to the place where
 * its last token turns out to have led astray. `settled`: the text that a step back can no longer take away, for a stream only ever grows.
 */
async function pass(writer: Writer, line: Line, input: Token[], mayStepBack: boolean): Promise<{ taken: number; settled: string; isAstray: boolean }> {
  const { sequence, words, constraint, request, counters } = writer;
  const guessed = guess({ ...words, constraint, hints: request.hints, likely: request.likely, beside: writer.beside?.tokens }, line.progress, line.steps.map((step) => step.token)).slice(0, request.maxTokens - line.steps.length);
  const guesses = guessed.length < FEWEST_GUESSES && input.length === 1 ? [] : guessed;
  const last = { last: input.at(-1)!, at: sequence.nextTokenIndex + input.length - 1 };
  const outputs = await evaluate(sequence, input, guesses);
  counters.passes++;
  counters.firstPass ??= performance.now();
  counters.guessed += guesses.length;
  let settled = line.progress.text;
  let taken = 0;
  for (const logits of outputs) {
    const step = choose(logits, line.progress, constraint, words) ?? (taken === 0 ? await chooseAny(writer, last, line.progress) : undefined);
    if (!step) break;
    if (mayStepBack && leadsAstray(line, step)) return { taken, settled, isAstray: true };
    line.steps.push(step);
    taken++;
    settled = line.progress.text;
    line.ended = words.isEnd(step.token);
    if (!line.ended) line.progress = constraint.after(line.progress, words.bytes(step.token)!)!;
    if (line.ended || guesses[taken - 1] !== step.token) break;
    counters.confirmed++;
  }
  return { taken, settled, isAstray: false };
}

/** Whether all that may follow is so unlikely that another last token fits the model better. */
function leadsAstray({ steps }: Line, step: Step): boolean {
  const other = steps.at(-1)?.alternative;
  return step.overruled && step.logprob < ASTRAY && other !== undefined && other.logprob > step.logprob;
}

function withOtherLast({ steps }: Line, constraint: TextConstraint, words: Vocabulary): Line {
  const last = steps.at(-1)!;
  const before = steps.slice(0, -1);
  const progress = before.reduce((at, { token }) => constraint.after(at, words.bytes(token)!)!, constraint.start());
  const other: Step = { ...last.alternative!, overruled: true, alternative: undefined };
  return { steps: [...before, other], progress: words.isEnd(other.token) ? progress : constraint.after(progress, words.bytes(other.token)!)!, ended: words.isEnd(other.token) };
}

async function keepOnly(sequence: LlamaContextSequence, length: number): Promise<void> {
  if (sequence.nextTokenIndex > length) await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }]);
}

/** The best choices after the last input token and after each guess. */
async function evaluate(sequence: LlamaContextSequence, input: Token[], guesses: Token[], top = TOP): Promise<Logits[]> {
  // Temperature 1 and a cut at the top leave logits as they are and spare sorting the whole vocabulary.
  const generateNext = { logits: true, options: { temperature: 1, topK: top, topP: 1, minP: 0, seed: 1 } } as const;
  const outputs = await sequence.controlledEvaluate([
    ...input.slice(0, -1),
    ...[input.at(-1)!, ...guesses].map((token): [Token, { generateNext: typeof generateNext }] => [token, { generateNext }]),
  ]);
  return outputs.slice(input.length - 1).map((output) => [...output?.next.logits ?? []]);
}

function choose(logits: Logits, progress: Progress, constraint: TextConstraint, words: Vocabulary): Step | undefined {
  const total = logSum(logits);
  const allowed: { token: Token; logprob: number }[] = [];
  for (const [token, logit] of logits) {
    if (isAllowed(token, progress, constraint, words)) allowed.push({ token, logprob: logit - total });
    if (allowed.length === 2) break;
  }
  const best = allowed[0];
  return best && { ...best, overruled: best.token !== logits[0]![0], alternative: allowed[1] };
}

/**
 * None of the first choices was allowed: the last token is evaluated again, without the guesses behind it, and far more of the vocabulary looked at;
 * all of it where only the grammar refuses. Where an answer is left out, what nobody would write is no other answer.
 */
async function chooseAny({ sequence, words, constraint, request }: Writer, { last, at }: { last: Token; at: number }, progress: Progress): Promise<Step | undefined> {
  for (const top of request.exclude.length === 0 ? [8000, WHOLE_VOCABULARY] : [8000]) {
    await keepOnly(sequence, at);
    const [logits] = await evaluate(sequence, [last], [], top);
    const step = logits && choose(logits, progress, constraint, words);
    if (step) return step;
  }
  return undefined;
}

function isAllowed(token: Token, progress: Progress, constraint: TextConstraint, words: Vocabulary): boolean {
  if (words.isEnd(token)) return constraint.mayEnd(progress);
  const bytes = words.bytes(token);
  return bytes !== undefined && constraint.after(progress, bytes) !== undefined;
}

function likelihood({ steps }: Line): number {
  return steps.reduce((sum, { logprob }) => sum + logprob, 0);
}

/** Whether the first answer is written as well as it can be alone; where others are wanted beside it anyway, they branch off where it could step back. */
function isAlone({ n, near, exclude }: DecodeRequest): boolean {
  return (n === 1 || near) && exclude.length === 0;
}

/** The answers wanted beside the first; near ones are given up where they fall far behind it. */
async function others(writer: Writer, prompt: Token[], first: Line): Promise<Line[]> {
  const { n, near } = writer.request;
  if (n === 1) return [];
  if (!near) return branches(writer, prompt, first, n - 1);
  return first.ended ? (await branches(writer, prompt, first, n - 1, likelihood(first) - FAR_BEHIND)).filter(({ ended }) => ended) : [];
}

/** Further answers: each takes another token at one of the places where the first answer hesitated most. */
async function branches(writer: Writer, prompt: Token[], first: Line, count: number, least = -Infinity): Promise<Line[]> {
  const { words, constraint, signal } = writer;
  const beside = { tokens: first.steps.map(({ token }) => token), least };
  let before = 0;
  const places = first.steps.map((step, at) => {
    const score = before + (step.alternative?.logprob ?? -Infinity);
    before += step.logprob;
    return { at, score };
  }).filter(({ score }) => score > Math.max(UNLIKELY, least)).sort((a, b) => b.score - a.score).slice(0, count);
  const lines: Line[] = [];
  for (const { at } of places) {
    if (signal.aborted) break;
    const other = first.steps[at]!.alternative!;
    const steps = [...first.steps.slice(0, at), { ...other, overruled: false, alternative: undefined }];
    const tokens = steps.map((step) => step.token);
    const ended = words.isEnd(other.token);
    let progress = constraint.start();
    for (const token of ended ? tokens.slice(0, -1) : tokens) progress = constraint.after(progress, words.bytes(token)!)!;
    if (ended) lines.push({ steps, progress, ended });
    else {
      const { rest } = await readPrompt(writer.sequence, [...prompt, ...tokens], signal);
      lines.push(await writeLine({ ...writer, beside, onText: () => {} }, { steps, progress, ended }, rest));
    }
  }
  return lines;
}

function answerOf(line: Line): CompletionAnswer {
  const logprobs = line.steps.map((step) => step.logprob);
  return {
    text: line.progress.text.replace(/^ /, ''),
    tokens: line.steps.length,
    meanLogprob: logprobs.reduce((sum, value) => sum + value, 0) / Math.max(1, logprobs.length),
    minLogprob: Math.min(0, ...logprobs),
    overruled: line.steps.filter((step) => step.overruled).length,
    stop: line.ended ? 'end' : 'length',
  };
}

function logSum(logits: Logits): number {
  const most = logits.reduce((max, [, logit]) => Math.max(max, logit), -Infinity);
  return most + Math.log(logits.reduce((sum, [, logit]) => sum + Math.exp(logit - most), 0));
}

function vocabulary(model: LlamaModel): Vocabulary {
  const pieces = model.fileInfo.metadata.tokenizer.ggml.tokens;
  const known = new Map<Token, Uint8Array | undefined>();
  return {
    bytes(token) {
      if (!known.has(token)) known.set(token, model.isSpecialToken(token) ? undefined : bytesOfPiece(pieces[token] ?? ''));
      return known.get(token);
    },
    isEnd: (token) => model.isEogToken(token),
    tokens: (text) => model.tokenize(text, false),
    drafts: drafts(pieces),
  };
}
