/** Turning requests into queries for this session: the model, the schema, the labels and the clock put together, answers kept. */
import { defaultSchema, type Schema } from '@rem/grammar';
import type { Generated } from '@rem/model';
import { createAnswers } from './answers.ts';
import { isFailed } from './lifecycle.ts';
import type { Failed } from './protocol.ts';
import type { Session } from './session.ts';

export type Writer = {
  /** What is known already, without the model. */
  known(request: string): Generated | undefined;
  /** undefined where the signal came first. `lane` names the document: a newer request of it ends the older one. */
  write(request: string, signal: AbortSignal, options?: { n?: number; lane?: string }): Promise<Generated | Failed | undefined>;
  /** Asks ahead for what will probably be asked next; nobody waits for it, and anything that is really asked ends it. */
  prefetch(request: string): void;
  /** Lets the model read what is typed of a request so far, its whole words, so that little is left to read when it is asked; nobody waits for it. */
  readAhead(typed: string): void;
};

const tenMinutes = 600_000;

export function createWriter(session: Session): Writer {
  const { services, parts } = session;
  const answers = createAnswers<Generated | Failed>({ size: 300, lifetime: tenMinutes, grace: 150, keep: (answer, key) => !isFailed(answer) && !answer.failure && writtenBy(answer, key), now: () => services.now().getTime() });
  // Dates in an answer are resolved, so an answer is good for its day; a new schema, new labels or another model may change it.
  const keyOf = (request: string, n: number): string => JSON.stringify([request.trim(), n, services.now().toDateString(), session.knowledge().version, parts.readyModel()?.identity()]);

  /** Where the embedded model stepped in for a server, its answer is not the server's: the key tells who was asked. */
  const writtenBy = ({ by }: Generated, key: string): boolean => by === undefined || key.endsWith(`,${JSON.stringify(by)}]`);

  let ahead: { key: string; controller: AbortController } | undefined;
  /** What the model read ahead since it was asked last. */
  let read: string | undefined;
  const promptSchema = (): Schema | undefined => { const { schema } = session.knowledge(); return schema === defaultSchema ? undefined : schema; };
  const ask = async (request: string, signal: AbortSignal, n: number): Promise<Generated | Failed> => {
    const model = await parts.model();
    if (isFailed(model)) return model;
    read = undefined;
    const state = await model.ready();
    if (state.kind === 'absent' || state.kind === 'failed') return { kind: 'failed', code: 'model-unavailable', message: state.message, remedy: state.remedy };
    const { timeZone, settings } = session.knowledge();
    return parts.whileBusy(async () => services.generate(request, {
      model, labels: await parts.labels(), schema: promptSchema(), now: services.now(), timeZone, weekStart: settings.weekStart, n, signal,
    }));
  };

  return {
    known(request) {
      const answer = answers.peek(keyOf(request, 1));
      return answer === undefined || isFailed(answer) ? undefined : answer;
    },
    async write(request, signal, { n = 1, lane } = {}) {
      if (ahead?.key !== keyOf(request, n)) ahead?.controller.abort();
      const answer = await answers.ask(keyOf(request, n), signal, (own) => ask(request, own, n), lane);
      if (answer !== undefined) parts.reason(reasonOf(answer));
      return answer;
    },
    prefetch(request) {
      const key = keyOf(request, 1);
      if (!parts.readyModel() || answers.peek(key) !== undefined || ahead?.key === key) return;
      ahead?.controller.abort();
      const controller = new AbortController();
      ahead = { key, controller };
      void answers.ask(key, new AbortController().signal, (own) => ask(request, AbortSignal.any([own, controller.signal]), 1)).catch(() => undefined);
    },
    readAhead(typed) {
      const model = parts.readyModel();
      const whole = typed.slice(0, typed.lastIndexOf(' ') + 1);
      if (!model || whole === '' || whole === read || answers.peek(keyOf(typed, 1)) !== undefined) return;
      read = whole;
      void (async () => {
        const beginning = await services.promptBeginning(typed, { labels: await parts.labels(), schema: promptSchema() });
        if (beginning !== undefined) await model.prime(beginning);
      })().catch(() => undefined);
    },
  };
}

function reasonOf(answer: Generated | Failed): string | undefined {
  if (isFailed(answer)) return `${answer.message} ${answer.remedy}`;
  return answer.query === null ? (answer.reason ?? 'The model found no query for this request.') : undefined;
}
