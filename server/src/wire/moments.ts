/**
 * Moments of transcripts on the wire: the lens over each, folding, outline, problems with times, and the project's own requests. A transcript is
 * data: what it says is shown, never followed.
 */
import { FoldingRangeKind, LSPErrorCodes, ResponseError, SymbolKind, type CodeLens, type Diagnostic, type DocumentSymbol, type FoldingRange } from 'vscode-languageserver';
import type { z } from 'zod';
import { clockText, type Moment, type MomentReading } from '@rem/model';
import type { Open } from '../documents.ts';
import { failed } from '../lifecycle.ts';
import { sizeLimit, tooLargeMessage } from '../limits.ts';
import { createMomentPart, type MomentPart } from '../moments/moment-part.ts';
import { savedMoments } from '../moments/save.ts';
import { momentCommands, momentMethods, momentsParamsSchema, saveMomentsParamsSchema, type MomentEdit, type MomentsAnswer, type SaveMomentsAnswer, type ShownMoment } from '../protocol.ts';
import { safely, type Session } from '../session.ts';

/** What the shared handlers ask about transcripts, after REM has had its turn. */
export type NoteMoments = {
  lenses(uri: string): CodeLens[];
  folds(uri: string): FoldingRange[];
  symbols(uri: string): DocumentSymbol[];
  problems(open: Open): Diagnostic[];
};

export function wireMoments(session: Session): NoteMoments {
  const part = createMomentPart(session);
  session.documents.onDidClose(({ document }) => part.closed(document.uri));
  wireMomentRequests(session, part);
  return {
    lenses: (uri) => each(part, uri, (moment, { open, reading }) => ({
      range: rangeOf(open, { start: moment.span.start, end: moment.span.start }),
      command: { title: lensTitle(moment, reading), command: momentCommands.preview, arguments: [uri, moment.span.start] },
    })),
    folds: (uri) => each(part, uri, (moment, { open }) => {
      const { start, end } = rangeOf(open, moment.span);
      return { startLine: start.line, endLine: end.line, kind: FoldingRangeKind.Region };
    }).filter(({ startLine, endLine }) => endLine > startLine),
    symbols: (uri) => each(part, uri, (moment, { open, reading }) => {
      const range = rangeOf(open, moment.span);
      return { name: moment.name || 'Moment', detail: [clockText(moment.start, reading.clock), moment.momentType].filter(Boolean).join(' · '), kind: SymbolKind.Event, range, selectionRange: { start: range.start, end: range.start } };
    }),
    problems(open) {
      const shown = part.shown(open.uri);
      return (shown?.reading.problems ?? []).filter(({ code }) => code === 'times-backwards' || code === 'times-overlap').map(({ start, end, message, code }) => ({ range: rangeOf(open, { start, end }), severity: 2, source: 'rem', code, message }));
    },
  };
}

function each<T>(part: MomentPart, uri: string, make: (moment: Moment, shown: { open: Open; reading: MomentReading }) => T): T[] {
  const shown = part.shown(uri);
  return shown ? shown.reading.moments.map((moment) => make(moment, shown)) : [];
}

function rangeOf(open: Open, { start, end }: { start: number; end: number }): { start: { line: number; character: number }; end: { line: number; character: number } } {
  return { start: open.document.positionAt(start), end: open.document.positionAt(end) };
}

/** A lens reads `$(name)` as a picture: words of the text lose that sign. */
function lensTitle(moment: Moment, { clock }: MomentReading): string {
  const time = [clockText(moment.start, clock), clockText(moment.end, clock)].filter(Boolean).map((text) => (text ?? '').replace(/^.*T/, '').slice(0, 5 + 3)).join(' – ');
  const parts = [`${moment.name}`, time, moment.momentType.replace('_', ' '), moment.emotions.join(', ')].filter((each) => each !== '');
  return `$(watch) ${parts.join(' · ').replace(/\$\(/g, '$ (').replace(/\s+/g, ' ')}`;
}

function wireMomentRequests(session: Session, part: MomentPart): void {
  const request = <S extends z.ZodType>(method: string, schema: S, handle: (params: z.infer<S>) => unknown): void => {
    session.connection.onRequest(method, async (sent: unknown): Promise<unknown> => {
      const params = schema.safeParse(sent ?? {});
      if (!params.success) return new ResponseError(LSPErrorCodes.RequestFailed, `${method}: the parameters are not understood: ${params.error.message}`);
      return safely(session, method, failed('internal', `${method} failed.`, 'Look at the log of the language server.'), () => handle(params.data))();
    });
  };
  const closed = failed('not-open', 'This file is not open.', 'Open the transcript in an editor first.');
  request(momentMethods.moments, momentsParamsSchema, ({ uri, ...options }): MomentsAnswer => {
    const open = session.documents.get(uri);
    if (!open) return closed;
    const size = open.document.getText().length;
    if (size > sizeLimit) return failed('too-large', tooLargeMessage(size), 'Split the transcript.');
    const started = performance.now();
    part.wanted(uri);
    const reading = part.edited(open, options);
    part.describe(open, reading.moments);
    const answer = answerOf(open, reading, options.edits);
    return { ...answer, ms: Math.round((performance.now() - started) * 10) / 10 };
  });
  request(momentMethods.saveMoments, saveMomentsParamsSchema, ({ uri, target, ...options }): SaveMomentsAnswer => {
    const open = session.documents.get(uri);
    if (!open) return closed;
    return savedMoments({ uri, text: open.document.getText(), reading: part.edited(open, options), target, folder: session.folders[0] });
  });
}

function answerOf(open: Open, reading: MomentReading, edits: readonly MomentEdit[]): Extract<MomentsAnswer, { kind: 'moments' }> {
  const { clock } = reading;
  const edited = new Set(edits.filter(({ name, summary }) => (name ?? summary) !== undefined).map(({ at }) => at));
  return {
    kind: 'moments', uri: open.uri, version: open.document.version, clock: clock.kind, ms: 0,
    utterances: reading.utterances.map(({ span, start, text, speaker }) => ({ start: span.start, end: span.end, ...(start !== undefined && { at: start }), text: `${speaker === undefined ? '' : `${speaker}: `}${text}`.slice(0, 120) })),
    moments: reading.moments.map((moment): ShownMoment => ({
      first: moment.first, last: moment.last, start: moment.span.start, end: moment.span.end,
      ...(moment.start !== undefined && { from: moment.start, fromText: clockText(moment.start, clock) }), ...(moment.end !== undefined && { to: moment.end, toText: clockText(moment.end, clock) }),
      name: moment.name, summary: moment.summary, momentType: moment.momentType, emotions: moment.emotions, topics: moment.topics, people: moment.people.map(({ name, role }) => ({ name, role })),
      ...(moment.place !== undefined && { place: moment.place }), sure: moment.sure.boundary,
      ...(!edited.has(moment.span.start) && { draft: moment.describedBy === undefined ? {} : { by: moment.describedBy } }),
    })),
    problems: reading.problems.map(({ start, end, severity, message }) => ({ start, end, severity, message })),
  };
}
