/** The only door of the model package. */
export type { Failed, FailureCode } from './failed.ts';
export { isFailed } from './failed.ts';
export type { Completion, CompletionAnswer, CompletionOptions, CompletionResult, CompletionTimings, Constraint } from './completion.ts';
export type { ModelClient, ModelIdentity, ModelState, ModelStatus, OpenModelOptions } from './model-client.ts';
export { openModel } from './open-model.ts';
export { generate, promptOf } from './generate.ts';
export type { Candidate, Evidence, Generated, GenerateOptions } from './generated.ts';
export { labelIndex, type LabelIndex, type LabelMatch } from './labels.ts';
export { resolveDates, type DateOptions, type ResolvedDate, type WeekStart } from './dates.ts';
export { buildPrompt, cleanRequest, PROMPT_VERSION } from './prompt.ts';
export { fetchWeights, type FetchOptions } from './fetch-weights.ts';
export { baseWeights, embeddingWeights, findWeights, modelDirectory, type FetchProgress, type Weights } from './weights.ts';
export { completer, type Backend, type Capabilities, type Completer, type Piece, type Probe } from './backends/backend.ts';
export { embeddedBackend } from './backends/embedded.ts';
export * from './edges/index.ts';
