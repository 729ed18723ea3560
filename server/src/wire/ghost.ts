/**
 * Grey text on the wire. A line that asks for nothing, or for which nothing can come, is answered at once; what is known is
 * answered at once; everything else waits for the model, and ends with the client's cancellation.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Generated } from '@rem/model';
import type { InlineCompletionItem } from 'vscode-languageserver';
import { ghostPlace, ghostText, nextRequest, worthAsking, type GhostPlace } from '../features/ghost.ts';
import type { View } from '../documents.ts';
import { isFailed } from '../lifecycle.ts';
import type { NoteEdges } from './edges.ts';
import { ghostTaken, type Offered } from '../protocol.ts';
import { safely, signalOf, viewAt, type Session } from '../session.ts';
import type { Writer } from '../writing.ts';

/** Asked for by a command; 2 on the wire is the automatic one. */
const invoked = 1;
/** Milliseconds of rest at a comment's end before the model is asked, less where its answers take long: whoever types on has not asked yet. */
const rest = 120;

export function wireGhost(session: Session, writer: Writer, edges: NoteEdges): void {
  session.connection.languages.inlineCompletion.on(safely(session, 'inlineCompletion', null, async ({ textDocument, position, context }, token) => {
    if (!session.settings.ghostText.enabled) return null;
    const at = viewAt(session, textDocument.uri, position);
    const place = at && ghostPlace(at.view, at.offset);
    if (!at) return edges.ghost(textDocument.uri, position);
    if (!place) return null;
    const asked = Number(context.triggerKind) === invoked;
    if (place.where === 'comment' && place.existing !== undefined && !asked) return null;
    const offer = (view: View, where: GhostPlace, { query, confidence }: Generated): InlineCompletionItem[] | null => {
      if (query === null) return null;
      if (!asked && confidence < session.settings.ghostText.leastConfidence) {
        session.parts.reason(`A query was found, but it is not sure enough to be shown (${Math.round(confidence * 100)} %). "REM: Ask…" offers the candidates.`);
        return null;
      }
      return itemsFor(view, where, query, session.options.clientCommands ? { uri: textDocument.uri, request: where.request, query } : undefined);
    };
    const known = writer.known(place.request);
    if (known) return offer(at.view, place, known);
    if (!asked && !worthAsking(place)) return null;
    const signal = signalOf(token);
    if (place.where === 'comment' && !asked) {
      writer.readAhead(place.request);
      await sleep(session.parts.rest(rest), undefined, { signal }).catch(() => undefined);
    }
    const answer = await writer.write(place.request, signal, { lane: textDocument.uri });
    if (answer === undefined || isFailed(answer) || answer.query === null || signal.aborted) return null;
    const unchanged = session.documents.get(textDocument.uri)?.document.version === at.view.version;
    if (!unchanged) return null;
    const next = nextRequest(at.view, at.offset);
    if (next !== undefined) writer.prefetch(next);
    return offer(at.view, place, answer);
  }));
}

function itemsFor(view: View, place: GhostPlace, query: string, offered: Offered | undefined): InlineCompletionItem[] | null {
  const text = ghostText(place, query);
  const insertText = text === undefined ? undefined : view.places.encode(text);
  if (insertText === undefined) return null;
  const command = offered && { command: { title: 'Keep the choice', command: ghostTaken, arguments: [offered] } };
  return [{ insertText, range: view.places.range(place.span), ...command }];
}
