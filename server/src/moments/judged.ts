/**
 * Moments described by the server that the person chose for them, one after the other and beside everything else: a panel shows the program's own words at
 * once, and the server's when they come. Kept by server and text of the moment, so that an edit asks only about what it touched.
 */
import type { Moment, MomentReading, MomentWords } from '@rem/model';
import { isFailed } from '../lifecycle.ts';
import { momentMethods } from '../protocol.ts';
import type { Session } from '../session.ts';

export type JudgedMoments = {
  /** The reading with the words that the server has told so far. */
  over<R extends Pick<MomentReading, 'moments'>>(reading: R, text: string): R;
  /** Asks about the moments that were not asked about yet; other texts of the document end what is asked now. Nothing where no server does moments. */
  ask(uri: string, moments: readonly Moment[], text: string): void;
  closed(uri: string): void;
};

type Run = { controller: AbortController; texts: ReadonlySet<string> };

const KEPT = 1000;

function described(moment: Moment, server: string, told: MomentWords | undefined): Moment {
  return { ...moment, ...told, ...((told?.name ?? told?.summary) !== undefined && { describedBy: server }) };
}

export function createJudgedMoments({ parts, connection }: Session): JudgedMoments {
  const words = new Map<string, MomentWords>();
  const runs = new Map<string, Run>();
  const chosen = (): string | undefined => parts.serverOf('moment');
  const textOf = ({ span }: Moment, text: string): string => text.slice(span.start, span.end);
  const keyOf = (server: string, text: string): string => `${server}\n${text}`;
  const keep = (key: string, told: MomentWords): void => {
    words.set(key, told);
    if (words.size > KEPT) words.delete(words.keys().next().value!);
  };

  const askAll = async (uri: string, server: string, { texts, controller: { signal } }: Run): Promise<void> => {
    const [model, { judgeMoment }] = await Promise.all([parts.model(), import('@rem/model')]);
    if (isFailed(model)) return;
    for (const text of texts) {
      const answer = await judgeMoment(model.completer('moment'), text, { signal });
      // An answer that is none counts for this moment; a server that is away, for all of them: the program's own words stand.
      if (signal.aborted || (isFailed(answer) && answer.code !== 'bad-answer')) return;
      keep(keyOf(server, text), isFailed(answer) ? {} : answer);
      if (!isFailed(answer)) void connection.sendNotification(momentMethods.described, { uri });
    }
  };
  const end = (uri: string): void => {
    runs.get(uri)?.controller.abort();
    runs.delete(uri);
  };

  return {
    over(reading, text) {
      const server = chosen();
      return server === undefined ? reading : { ...reading, moments: reading.moments.map((moment) => described(moment, server, words.get(keyOf(server, textOf(moment, text))))) };
    },
    ask(uri, moments, text) {
      const server = chosen();
      if (server === undefined) return;
      const texts = new Set(moments.map((moment) => textOf(moment, text)).filter((each) => !words.has(keyOf(server, each))));
      const asked = runs.get(uri)?.texts;
      if ([...texts].every((each) => asked?.has(each))) return;
      end(uri);
      const run: Run = { controller: new AbortController(), texts };
      runs.set(uri, run);
      void askAll(uri, server, run).catch(() => undefined).finally(() => { if (runs.get(uri) === run) runs.delete(uri); });
    },
    closed: end,
  };
}
