/** The requests about model servers, and the check that other assistants ask for. What comes in passes its schema here and, in depth, in the model package. */
import { check, parse, plan } from '@rem/grammar';
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { z } from 'zod';
import { failed, isFailed } from '../lifecycle.ts';
import { indexParamsSchema } from '../protocol.ts';
import { checkParamsSchema, serverMethods, tryServerParamsSchema, useServersParamsSchema, type CheckAnswer, type DetectedAnswer, type ServersAnswer, type SlowAnswer, type TrialAnswer, type TryServerParams } from '../protocol-servers.ts';
import { safely, signalOf, type Session } from '../session.ts';

export function wireModelServers(session: Session): void {
  const { connection, parts } = session;
  const request = <S extends z.ZodType, R>(method: string, schema: S, handle: (params: z.infer<S>, signal: AbortSignal) => Promise<R>): void => {
    connection.onRequest(method, async (sent: unknown, token: CancellationToken): Promise<unknown> => {
      const params = schema.safeParse(sent ?? {});
      if (!params.success) return new ResponseError(LSPErrorCodes.RequestFailed, `${method}: the parameters are not understood: ${params.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
      return safely(session, method, failed('internal', `${method} failed.`, 'Look at the log of the language server.'), () => handle(params.data, signalOf(token)))();
    });
  };
  request(serverMethods.useServers, useServersParamsSchema, async (params): Promise<ServersAnswer> => {
    const servers = await parts.useServers(params);
    return isFailed(servers) ? servers : { kind: 'servers', servers };
  });
  request(serverMethods.reconnectServers, indexParamsSchema, async (): Promise<ServersAnswer> => {
    const model = await parts.model();
    if (isFailed(model)) return model;
    await model.reconnect();
    return { kind: 'servers', servers: parts.status().servers ?? [] };
  });
  request(serverMethods.detectServers, indexParamsSchema, async (_, signal): Promise<DetectedAnswer> => ({ kind: 'detected', servers: await (await import('@rem/model')).detectServers(undefined, signal) }));
  request(serverMethods.tryServer, tryServerParamsSchema, (params, signal) => tryServer(session, params, signal));
  request(serverMethods.slow, indexParamsSchema, async (): Promise<SlowAnswer> => {
    const model = await parts.model();
    return isFailed(model) ? model : { kind: 'records', records: model.records().map((record) => withoutUndefined(record)) };
  });
  request(serverMethods.check, checkParamsSchema, async ({ text }) => checked(session, text));
}

/** Twenty built-in requests to one candidate, without changing who answers the person meanwhile. */
async function tryServer({ parts, settings }: Session, { server }: TryServerParams, signal: AbortSignal): Promise<TrialAnswer> {
  const { completer, openBackend, serverSettingsSchema, tryModel } = await import('@rem/model');
  if (!server) {
    if (!settings.model.enabled) return failed('model-off', 'The model is switched off.', 'Set rem.model.enabled to true.');
    const model = await parts.model();
    return isFailed(model) ? model : { kind: 'trial', ...withoutUndefined(await tryModel(model.embedded, { signal })) };
  }
  const read = serverSettingsSchema.safeParse(server.settings);
  if (!read.success) return failed('wrong-settings', `The settings of ${server.settings.name} are not understood: ${read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`, 'Correct rem.model.servers in your settings.');
  const backend = openBackend({ settings: read.data, access: { ...(server.access.key === undefined ? {} : { key: server.access.key }), ...(server.access.agreed ? { agreed: server.access.agreed } : {}) }, task: 'rem_query' });
  try {
    const probe = await backend.probe(signal);
    if (probe.kind === 'failed') return probe;
    return { kind: 'trial', ...withoutUndefined(await tryModel(completer(backend), { signal })) };
  } finally {
    await backend.dispose();
  }
}

function checked(session: Session, text: string): CheckAnswer {
  const { schema, schemaKnown, target } = session.knowledge();
  const parsed = parse(text);
  const lines = text.split('\n');
  const place = (offset: number): { line: number; column: number } => {
    let line = 0;
    let start = 0;
    while (line < lines.length - 1 && start + lines[line]!.length < offset) start += lines[line++]!.length + 1;
    return { line: line + 1, column: offset - start + 1 };
  };
  const problems = check(parsed, { target, ...(schemaKnown ? { schema } : {}) });
  return {
    kind: 'checked',
    problems: problems.map(({ start, severity, code, message }) => ({ ...place(start), severity, code, message })),
    explanations: parsed.tree.statements.flatMap((statement) => plan(statement)?.explanation ?? []),
  };
}

/** Members that are undefined are left out, as JSON does. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}

