/**
 * What a REM service does, by name: each task is a function from a text to a text, so that the wire, the queue and the clients are the same
 * for all. A task joins by `registerTask`; the query is here, the others come with their own parts of this package.
 */
import { createHash } from 'node:crypto';
import { gbnf } from '@rem/grammar';
import type { Completer } from './backends/backend.ts';
import type { Constraint } from './completion.ts';
import { failed, isFailed, type Failed } from './failed.ts';
import { generate } from './generate.ts';
import type { TaskName } from './servers/settings.ts';

export type TaskContext = {
  /** What writes for this task. */
  model: Completer;
  /** A server of the person's own does this task, not the embedded model. */
  served: boolean;
  /** Vectors of 384 numbers, unit length. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[] | Failed>;
  maxTokens: number;
  now: Date;
  /** IANA name. */
  timeZone: string;
  signal?: AbortSignal | undefined;
};

/** `reason`: why there is nothing, for people. */
export type TaskAnswer = { kind: 'answer'; output: string; tokens: number; reason?: string } | Failed;
export type Task = (input: string, context: TaskContext) => Promise<TaskAnswer>;

const tasks = new Map<TaskName, Task>([
  ['rem_query', remQuery],
  ['edge', async (input, context) => (await import('./tasks/edge.ts')).edgeTask(input, context)],
  ['moment', async (input, context) => (await import('./tasks/moment.ts')).momentTask(input, context)],
]);

export function registerTask(name: TaskName, task: Task): void {
  tasks.set(name, task);
}

export function taskNamed(name: TaskName): Task | undefined {
  return tasks.get(name);
}

export function knownTasks(): TaskName[] {
  return [...tasks.keys()];
}

/** A request in words becomes a checked query; a whole prompt gets the model's own text under the grammar, to be checked by who asked. */
async function remQuery(input: string, context: TaskContext): Promise<TaskAnswer> {
  const prompt = readPrompt(input);
  if (prompt) return rawQuery(prompt, context);
  const { model, now, timeZone, signal } = context;
  const { query, tokens, reason, failure } = await generate(input, { model, now, timeZone, signal });
  if (failure) return failure;
  return { kind: 'answer', output: query ?? 'NONE', tokens, ...(query === null && reason ? { reason } : {}) };
}

async function rawQuery({ text, constraint }: Prompt, { model, maxTokens, signal }: TaskContext): Promise<TaskAnswer> {
  const answer = await model.complete(text, { constraint, maxTokens }, signal);
  if (isFailed(answer)) return answer;
  const [first] = answer.answers;
  return { kind: 'answer', output: first.text, tokens: first.tokens };
}

type Prompt = { text: string; constraint: Constraint };

/** The prompt's own form, see `prompt.ts`; undefined where the input is a request. */
export function readPrompt(input: string): Prompt | undefined {
  const match = /^(?:Schema: (.+)\n)?(?:Labels: .+\n)?Request: .*\nREM:$/.exec(input);
  return match ? { text: input, constraint: constraintOf(match[1]) } : undefined;
}

const constraints = new Map<string, Constraint>();
const KEPT = 20;

function constraintOf(schema: string | undefined): Constraint {
  const key = schema ?? '';
  const found = constraints.get(key);
  if (found) return found;
  const text = gbnf({ none: true, ...(schema === undefined ? {} : tablesIn(schema)) });
  const made: Constraint = { kind: 'grammar', gbnf: text, hash: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  if (constraints.size >= KEPT) constraints.delete(constraints.keys().next().value!);
  constraints.set(key, made);
  return made;
}

/** `orders(id, placed_at); customers(id)` */
function tablesIn(line: string): { tables: string[]; columns: Record<string, string[]> } {
  const found = [...line.matchAll(/([^();]+)\(([^()]*)\)/g)].map(([, name = '', columns = '']) => [name.trim(), columns.split(',').map((column) => column.trim()).filter(Boolean)] as const);
  return { tables: found.map(([name]) => name), columns: Object.fromEntries(found) };
}

export function missingTask(task: string): Failed {
  return failed('task-missing', `There is no task ${task} here.`, `The tasks are ${knownTasks().join(', ')}.`);
}
