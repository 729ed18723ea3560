/**
 * Diagnostics on the wire: pulled by clients that can, pushed to the others, always with the version they are for. A push waits for a
 * pause in typing, so that a burst of keys costs one answer.
 */
import { DiagnosticRefreshRequest, DocumentDiagnosticReportKind, type Diagnostic, type DocumentDiagnosticReport } from 'vscode-languageserver';
import { toDiagnostic } from '../convert.ts';
import { isTooLarge, viewsOf, type Open } from '../documents.ts';
import { problemsOf } from '../features/diagnostics.ts';
import { tooLargeMessage } from '../limits.ts';
import { safely, type Session } from '../session.ts';
import type { NoteEdges } from './edges.ts';
import type { NoteMoments } from './moments.ts';
import type { NoteProblems } from './note-problems.ts';

/** Milliseconds of pause before a push. */
const pause = 60;

export function wireDiagnostics(session: Session, notes: NoteProblems, edges: NoteEdges, moments: NoteMoments): { refresh(): void } {
  const { connection, documents } = session;
  const waiting = new Map<string, NodeJS.Timeout>();
  const pulls = (): boolean => session.client.textDocument?.diagnostic !== undefined;

  const push = safely(session, 'publishDiagnostics', undefined, async (open: Open) => {
    waiting.delete(open.uri);
    await connection.sendDiagnostics({ uri: open.uri, version: open.document.version, diagnostics: [...diagnosticsOf(session, open, edges, moments), ...notes.of(open.uri)] });
  });
  const pushSoon = (open: Open): void => {
    clearTimeout(waiting.get(open.uri));
    waiting.set(open.uri, setTimeout(() => void push(open), pause));
  };

  documents.onDidChangeContent(({ document }) => {
    if (!pulls()) pushSoon(document);
  });
  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    if (!pulls()) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [...notes.of(document.uri)] });
  });

  connection.languages.diagnostics.on(safely(session, 'diagnostic', { kind: DocumentDiagnosticReportKind.Full, items: [] }, (params): DocumentDiagnosticReport => {
    const open = documents.get(params.textDocument.uri);
    if (!open) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const resultId = `${open.document.version}.${session.knowledge().version}.${edges.stamp()}`;
    if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(session, open, edges, moments) };
  }));

  return {
    refresh() {
      if (!pulls()) documents.all().forEach(pushSoon);
      else if (session.client.workspace?.diagnostics?.refreshSupport) void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined);
    },
  };
}

function diagnosticsOf(session: Session, open: Open, edges: NoteEdges, moments: NoteMoments): Diagnostic[] {
  // The page of problems shows each mistake on purpose.
  if (open.uri === session.documentation?.split('#')[0]) return [];
  if (isTooLarge(open)) {
    const start = { line: 0, character: 0 };
    return [{ range: { start, end: start }, severity: 2, source: 'rem', code: 'file-too-large', message: tooLargeMessage(open.document.getText().length) }];
  }
  const own = viewsOf(open, { embedded: session.settings.embedded.enabled }).flatMap((view) =>
    problemsOf(view, session.knowledge()).map((problem) => toDiagnostic(view.places, problem, session.documentation)),
  );
  return [...own, ...edges.hints(open), ...moments.problems(open)];
}
