/**
 * The parent's end of one model process: starts it, calls it, tells when it is gone. A call always answers with a
 * value: what the process said, or why nothing came. Cancelling a call answers at once and tells the process to stop.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { CancellationTokenSource, createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { z } from 'zod';
import { cancelled, failed, type Failed } from '../failed.ts';
import { methods, type TextParams } from './protocol.ts';

export type CallOptions = { signal?: AbortSignal | undefined; timeout: number };

export type Child = {
  readonly pid: number | undefined;
  call<T>(method: string, params: unknown, schema: z.ZodType<T>, options: CallOptions): Promise<T | Failed>;
  /** Called with pieces of the answers under way. */
  onText(listener: (params: TextParams) => void): void;
  /** Resolves, never rejects, with how it ended. */
  readonly ended: Promise<string>;
  kill(): Promise<void>;
};

export function startChild(hostPath: string, log: (line: string) => void): Child {
  const child = fork(hostPath, [], { ...nodeOptions(hostPath), stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const ended = endOf(child, log);
  void ended.then(() => connection.dispose());
  connection.onError(() => {});
  connection.listen();
  return {
    pid: child.pid,
    ended,
    onText: (listener) => void connection.onNotification(methods.text, listener),
    async call(method, params, schema, { signal, timeout }) {
      if (signal?.aborted) return cancelled;
      const source = new CancellationTokenSource();
      let giveUp: (reason: Failed) => void = () => {};
      const givenUp = new Promise<Failed>((resolve) => { giveUp = resolve; });
      const stop = (reason: Failed) => (): void => { source.cancel(); giveUp(reason); };
      const onAbort = stop(cancelled);
      const timer = setTimeout(stop(failed('timeout', `The model did not answer within ${Math.round(timeout / 1000)} s.`, 'Try again; if it stays, restart the model.')), timeout);
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        const gone = ended.then((how) => failed('process-died', `The model process ended (${how}).`, 'It is started again by itself; try again.'));
        const answer = connection.sendRequest(method, params, source.token).then((value) => readAnswer(schema, value), () => gone);
        return await Promise.race([answer, givenUp, gone]);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** How this program's own Node is started again, without the flags it was itself started with. */
export function nodeOptions(entry: string): { execPath: string; execArgv: string[]; env: NodeJS.ProcessEnv } {
  return {
    execPath: process.execPath,
    execArgv: entry.endsWith('.ts') ? ['--disable-warning=ExperimentalWarning'] : [],
    // Inside VS Code the program is Electron; this makes it behave as Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  };
}

function readAnswer<T>(schema: z.ZodType<T>, value: unknown): T | Failed {
  const read = schema.safeParse(value);
  return read.success ? read.data : failed('bad-answer', 'The model process answered something unreadable.', 'Restart the model; if it stays, reinstall the extension.');
}

function endOf(child: ChildProcess, log: (line: string) => void): Promise<string> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (piece: Buffer) => log(piece.toString().trimEnd()));
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
