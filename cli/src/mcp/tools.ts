/**
 * The three tools of REM for other assistants: check a text, write a query for a request, run a statement. Running only reads, and only after the
 * person agreed. Arguments come from a model: they are read by schemas, and a wrong one is told in words that let it correct itself.
 */
import { check, loadSql, parse, plan } from '@rem/grammar';
import type { LabelIndex, ModelClient } from '@rem/model';
import { readyStatement } from '@rem/server';
import type { Failed, RunResult, Store } from '@rem/store';
import { z } from 'zod';
import { lineTable } from '../findings.ts';

export type ToolResult = { content: { type: 'text'; text: string }[]; structuredContent?: object; isError?: true };

export type ToolContext = {
  model(): Promise<ModelClient>;
  labels(): Promise<LabelIndex | undefined>;
  store(): Promise<Store | Failed>;
  /** Asks the person; false where they refuse or cannot be asked. */
  agree(statement: string): Promise<'yes' | 'no' | 'cannot ask'>;
  timeZone: string;
  signal: AbortSignal;
};

export type Tool = { name: string; title: string; description: string; inputSchema: object; annotations: object; call(args: unknown, context: ToolContext): Promise<ToolResult> };

const checkSchema = z.object({ text: z.string().min(1).max(100_000) });
const generateSchema = z.object({ request: z.string().min(1).max(1200) });
const runSchema = z.object({ statement: z.string().min(1).max(20_000), limit: z.number().int().min(1).max(1000).default(50) });

const text = (type: string, description: string): object => ({ type, description });

export const tools: readonly Tool[] = [
  {
    name: 'rem_check', title: 'Check REM', annotations: { readOnlyHint: true, openWorldHint: false },
    description: 'Checks REM statements and says what is wrong, with lines, columns and corrections; for valid ones it says what they mean. Use it on every REM statement you write.',
    inputSchema: { type: 'object', properties: { text: text('string', 'One or more REM statements.') }, required: ['text'] },
    call: async (args) => checked(checkSchema.parse(args).text),
  },
  {
    name: 'rem_generate', title: 'Write a REM query', annotations: { readOnlyHint: true, openWorldHint: false },
    description: 'Turns one request in plain words into one checked REM query, with a model on the person\'s machine.',
    inputSchema: { type: 'object', properties: { request: text('string', 'What the person wants to know, in one sentence.') }, required: ['request'] },
    call: async (args, context) => written(generateSchema.parse(args).request, context),
  },
  {
    name: 'rem_run', title: 'Run a REM statement', annotations: { readOnlyHint: true, openWorldHint: false },
    description: 'Runs one REM statement over the person\'s notes, which are only read, and gives the rows. The person is asked first.',
    inputSchema: { type: 'object', properties: { statement: text('string', 'One REM statement.'), limit: text('integer', 'Rows at most, 1 to 1000; 50 if left out.') }, required: ['statement'] },
    call: async (args, context) => ran(runSchema.parse(args), context),
  },
];

const told = (words: string, more: object = {}): ToolResult => ({ content: [{ type: 'text', text: words }], ...more });
const wrong = (words: string): ToolResult => told(words, { isError: true });

async function checked(source: string): Promise<ToolResult> {
  await loadSql();
  const parsed = parse(source);
  const place = lineTable(source);
  const problems = check(parsed, { target: 'canonical' }).map(({ start, severity, code, message, fix }) => ({ ...place(start), severity, code, message, ...(fix ? { correction: fix.title } : {}) }));
  const explanations = parsed.tree.statements.flatMap((statement) => plan(statement)?.explanation ?? []);
  const lines = problems.map(({ line, column, severity, message, correction }) => `${line}:${column} ${severity}: ${message}${correction ? ` (${correction})` : ''}`);
  return told(lines.length > 0 ? lines.join('\n') : `No problems. ${explanations.join(' ')}`, { structuredContent: { problems, explanations } });
}

async function written(request: string, { model: open, labels, timeZone, signal }: ToolContext): Promise<ToolResult> {
  const { generate } = await import('@rem/model');
  const model = await open();
  const { query, reason, explanation, confidence } = await generate(request, { model, labels: await labels(), now: new Date(), timeZone, signal });
  if (query === null) return wrong(reason ?? 'No query was found.');
  return told(query, { structuredContent: { query, explanation: explanation ?? '', confidence } });
}

async function ran({ statement, limit }: z.infer<typeof runSchema>, context: ToolContext): Promise<ToolResult> {
  await loadSql();
  const ready = readyStatement(statement, { now: new Date(), timeZone: context.timeZone });
  if (ready.kind === 'failed') return wrong(`${ready.message} ${ready.remedy}`);
  const answer = await context.agree(statement);
  if (answer === 'cannot ask') return wrong('The person cannot be asked from here, so nothing was run. Show them the statement; "rem mcp --allow-run" allows it for all.');
  if (answer === 'no') return wrong('The person did not want this statement to run.');
  const store = await context.store();
  if ('kind' in store) return wrong(`${store.message} ${store.remedy}`);
  const result: RunResult = await store.run(ready.plan, { limit, signal: context.signal });
  if (result.kind === 'failed') return wrong(`${result.message} ${result.remedy}`);
  const { columns, rows, truncated } = result;
  const value = { columns: columns.map(({ name }) => name), rows, truncated };
  return told(JSON.stringify(value), { structuredContent: value });
}
