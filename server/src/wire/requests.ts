/** The requests of the project's own protocol: run, plan, generate, index, status, model. What comes in passes its schema. */
import { statementAt } from '@rem/grammar';
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { z } from 'zod';
import { toTextEdits } from '../convert.ts';
import type { View } from '../documents.ts';
import { requestPlace, type RequestPlace } from '../features/ghost.ts';
import { failed, isFailed } from '../lifecycle.ts';
import {
  commands, connectParamsSchema, explainParamsSchema, generateParamsSchema, indexParamsSchema, methods, pauseIndexingParamsSchema, planParamsSchema, runParamsSchema, statementPlaceSchema,
  type AnswerSource, type CountsAnswer, type ExplainAnswer, type ExplainParams, type Failed, type GenerateAnswer, type GenerateParams, type PlanAnswer, type PlanParams, type RunAnswer, type RunParams, type StatementPlace,
} from '../protocol.ts';
import { safely, signalOf, viewsIn, type Session } from '../session.ts';
import { readyStatement, type Ready } from '../statement.ts';
import type { Writer } from '../writing.ts';

export function wireRequests(session: Session, writer: Writer): void {
  const { connection, parts } = session;
  const request = <S extends z.ZodType, R>(method: string, schema: S, handle: (params: z.infer<S>, signal: AbortSignal) => Promise<R>): void => {
    connection.onRequest(method, async (sent: unknown, token: CancellationToken): Promise<unknown> => {
      const params = schema.safeParse(sent ?? {});
      // zod's message names members, never their values: a connection string is not repeated.
      if (!params.success) return new ResponseError(LSPErrorCodes.RequestFailed, `${method}: the parameters are not understood: ${params.error.message}`);
      const broken = failed('internal', `${method} failed.`, 'Look at the log of the language server.');
      return safely(session, method, broken, () => handle(params.data, signalOf(token)))();
    });
  };
  request(methods.run, runParamsSchema, (params, signal) => run(session, params, signal));
  request(methods.plan, planParamsSchema, async (params) => planOf(session, params));
  request(methods.explain, explainParamsSchema, (params, signal) => explained(session, params, signal));
  request(methods.connect, connectParamsSchema, (params) => parts.connect(params));
  request(methods.generate, generateParamsSchema, (params, signal) => generate(session, writer, params, signal));
  request(methods.index, indexParamsSchema, () => parts.index());
  request(methods.pauseIndexing, pauseIndexingParamsSchema, async ({ paused }) => parts.pauseIndexing(paused ? 'paused' : 'running'));
  request(methods.counts, indexParamsSchema, async (): Promise<CountsAnswer> => {
    const store = await parts.store();
    const tables = isFailed(store) ? store : await store.counts();
    return isFailed(tables) ? tables : { kind: 'counts', tables };
  });
  request(methods.getStatus, indexParamsSchema, async () => parts.status());
  request(methods.fetchModel, indexParamsSchema, async (_, signal) => {
    const model = await parts.model();
    return isFailed(model) ? model : model.fetchWeights(undefined, signal);
  });
  wireCommands(session, writer);
}

/** For editors that have no commands of their own: the lenses' commands, by `workspace/executeCommand`. */
function wireCommands(session: Session, writer: Writer): void {
  session.connection.onExecuteCommand(safely(session, 'executeCommand', null, async ({ command, arguments: sent = [] }, token) => {
    const place = statementPlaceSchema.safeParse(sent[0]);
    if (!place.success) return failed('wrong-arguments', `${command} needs a place { uri, version, offset }.`, 'Call it from a lens.');
    switch (command) {
      case commands.run: return run(session, place.data, signalOf(token));
      case commands.plan: return planOf(session, place.data);
      case commands.explain: return explain(session, place.data);
      case commands.writeQuery: return writeQuery(session, writer, place.data, signalOf(token));
      default: return failed('unknown-command', `There is no command ${command}.`, `The commands are ${Object.values(commands).join(', ')}.`);
    }
  }));
}

async function run(session: Session, params: RunParams, signal: AbortSignal): Promise<RunAnswer | (Failed & { source?: AnswerSource })> {
  const found = find(session, params);
  if (isFailed(found)) return found;
  const { source, ready } = found;
  if (isFailed(ready)) return { ...ready, source };
  const { parts, settings } = session;
  const connection = parts.connectionName();
  const store = await parts.store();
  if (isFailed(store)) return { ...store, source };
  const limit = 'text' in params ? (params.limit ?? settings.runLimit) : settings.runLimit;
  const result = parts.heard(await store.run(ready.plan, { limit, signal, timeoutMs: settings.runTimeout * 1000 }));
  return isFailed(result) ? { ...result, source } : { ...result, source, connection };
}

async function explained(session: Session, params: ExplainParams, signal: AbortSignal): Promise<ExplainAnswer> {
  const found = find(session, params);
  if (isFailed(found)) return found;
  const { source, ready } = found;
  if (isFailed(ready)) return { ...ready, source };
  const store = await session.parts.store();
  if (isFailed(store)) return { ...store, source };
  const result = session.parts.heard(await store.explain(ready.plan, { signal, timeoutMs: session.settings.runTimeout * 1000, analyze: params.measure ? 'yes' : 'no' }));
  return { ...result, source };
}

function planOf(session: Session, params: PlanParams): PlanAnswer {
  const found = find(session, params);
  if (isFailed(found)) return found;
  const { source, ready } = found;
  return isFailed(ready) ? { ...ready, source } : { kind: 'plan', plan: ready.plan, resolved: ready.resolved, source };
}

function explain(session: Session, place: StatementPlace): PlanAnswer {
  const answer = planOf(session, place);
  session.connection.window.showInformationMessage(answer.kind === 'plan' ? answer.plan.explanation : `${answer.message} ${answer.remedy}`);
  return answer;
}

async function generate(session: Session, writer: Writer, params: GenerateParams, signal: AbortSignal): Promise<GenerateAnswer | Failed> {
  if ('request' in params) return (await write(writer, params.request, signal)) ?? cancelled();
  const at = viewOf(session, params);
  if (isFailed(at)) return at;
  const place = requestPlace(at.view, at.offset);
  if (!place) return failed('no-request', 'There is no request here.', 'Put the cursor at a comment that says what you look for.');
  const answer = await write(writer, place.request, signal);
  if (answer === undefined) return cancelled();
  return isFailed(answer) ? answer : withEdit(at.view, place, answer);
}

/** The answer with the edit that writes it, where it can be written there. */
function withEdit(view: View, place: RequestPlace, answer: GenerateAnswer): GenerateAnswer {
  const [edit] = answer.query === null ? [] : (toTextEdits(view.places, [place.edit(answer.query)]) ?? []);
  return edit ? { ...answer, edit, version: view.version } : answer;
}

async function writeQuery(session: Session, writer: Writer, place: StatementPlace, signal: AbortSignal): Promise<GenerateAnswer | Failed> {
  const answer = await generate(session, writer, place, signal);
  if (isFailed(answer)) session.connection.window.showWarningMessage(`${answer.message} ${answer.remedy}`);
  else if (answer.edit) await session.connection.workspace.applyEdit({ changes: { [place.uri]: [answer.edit] } });
  else session.connection.window.showWarningMessage(answer.reason ?? 'The model found no query for this request.');
  return answer;
}

async function write(writer: Writer, request: string, signal: AbortSignal): Promise<GenerateAnswer | Failed | undefined> {
  const answer = await writer.write(request, signal);
  return answer === undefined || isFailed(answer) ? answer : { request, ...answer };
}

function cancelled(): Failed {
  return failed('cancelled', 'The request was cancelled.', 'Ask again.');
}

type Found = { source: AnswerSource; ready: Ready | Failed };

/** The statement that is meant, ready to run or with the reason why not. */
function find(session: Session, params: StatementPlace | { text: string }): Found | Failed {
  const { timeZone, schema, schemaKnown, settings } = session.knowledge();
  const context = { now: session.services.now(), timeZone, weekStart: settings.weekStart, schema: schemaKnown ? schema : undefined };
  if ('text' in params) return { source: { text: params.text }, ready: readyStatement(params.text, context) };
  const at = viewOf(session, params);
  if (isFailed(at)) return at;
  const statement = statementAt(at.view.parsed, at.offset);
  if (!statement) return failed('no-statement', 'There is no statement here.', 'Put the cursor into the statement that is meant.');
  const span = { start: at.view.places.hostOffset(statement.start), end: at.view.places.hostOffset(statement.end) };
  const source = { text: statement.source, uri: params.uri, version: params.version, span, range: at.view.places.range(statement) };
  if (at.view.places.touchesHole(statement)) {
    return { source, ready: failed('has-holes', 'This statement has values that only the program knows.', 'Run it from a .rem file with the values written out.') };
  }
  return { source, ready: readyStatement(statement.source, context) };
}

function viewOf(session: Session, place: StatementPlace): { view: View; offset: number } | Failed {
  const open = session.documents.get(place.uri);
  if (!open) return failed('not-open', 'This document is not open.', 'Open it in the editor.');
  if (open.document.version !== place.version) return failed('changed', 'The document changed in the meantime.', 'Run it again.');
  for (const view of viewsIn(session, place.uri)) {
    const offset = view.places.viewOffset(place.offset);
    if (offset !== undefined) return { view, offset };
  }
  return failed('no-statement', 'There is no REM here.', 'Put the cursor into the statement that is meant.');
}
