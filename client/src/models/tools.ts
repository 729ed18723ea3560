/**
 * REM for other assistants in VS Code: check, generate and run as language-model tools, where this VS Code has such. Running reads only and VS Code
 * asks the person first, showing the statement.
 */
import * as vscode from 'vscode';
import { checkAnswerSchema, serverMethods, type RunAnswer } from '@rem/server/protocol';
import { z } from 'zod';
import type { Server } from '../server.ts';

/** What is used of an interface that came with VS Code 1.95; this extension also runs on older ones. */
type Prepared = { invocationMessage?: string; confirmationMessages?: { title: string; message: vscode.MarkdownString } };
type Tool = { prepareInvocation?(options: { input: unknown }): Prepared; invoke(options: { input: unknown }, token: vscode.CancellationToken): Promise<unknown> };
type Modern = { lm?: { registerTool?(name: string, tool: Tool): vscode.Disposable }; LanguageModelToolResult?: new (parts: unknown[]) => unknown; LanguageModelTextPart?: new (text: string) => unknown };

const checkInput = z.object({ text: z.string().min(1).max(100_000) });
const generateInput = z.object({ request: z.string().min(1).max(1200) });
const runInput = z.object({ statement: z.string().min(1).max(20_000), limit: z.number().int().min(1).max(1000).default(50) });

export function languageModelTools(server: Server): vscode.Disposable {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Text } = vscode as unknown as Modern;
  if (!lm?.registerTool || !Result || !Text) return new vscode.Disposable(() => undefined);
  const told = (text: string): unknown => new Result([new Text(text)]);
  const tools: Record<string, Tool> = {
    rem_check: { invoke: async ({ input }) => told(await check(server, read(checkInput, input).text)) },
    rem_generate: { invoke: async ({ input }, token) => told(await generate(server, read(generateInput, input).request, token)) },
    rem_run: {
      prepareInvocation: ({ input }) => ({
        invocationMessage: 'Running a REM statement',
        confirmationMessages: { title: 'Run this REM statement?', message: new vscode.MarkdownString('It reads your notes and changes nothing.\n\n').appendCodeblock(runInput.safeParse(input).data?.statement ?? '', 'rem') },
      }),
      invoke: async ({ input }, token) => {
        const { statement, limit } = read(runInput, input);
        return told(rows(await server.run({ text: statement, limit }, token)));
      },
    },
  };
  return vscode.Disposable.from(...Object.entries(tools).map(([name, tool]) => lm.registerTool!(name, tool)));
}

/** Input comes from a model. Throws where it has another form, in words that let that model correct itself. */
function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.') || 'The input'}: ${message}`).join('; '));
}

async function check(server: Server, text: string): Promise<string> {
  const answer = await server.ask(serverMethods.check, checkAnswerSchema, { text });
  if (answer.kind === 'failed') return `${answer.message} ${answer.remedy}`;
  const lines = answer.problems.map(({ line, column, severity, message }) => `${line}:${column} ${severity}: ${message}`);
  return lines.length > 0 ? lines.join('\n') : `No problems. ${answer.explanations.join(' ')}`;
}

async function generate(server: Server, request: string, token: vscode.CancellationToken): Promise<string> {
  const answer = await server.generate({ request }, token);
  if ('kind' in answer) return `${answer.message} ${answer.remedy}`;
  return answer.query ?? `No query was found. ${answer.reason ?? ''}`;
}

function rows(answer: RunAnswer): string {
  if (answer.kind === 'failed') return `${answer.message} ${answer.remedy}`;
  return JSON.stringify({ columns: answer.columns.map(({ name }) => name), rows: answer.rows, truncated: answer.truncated });
}
