/**
 * Edges of notes on the wire: the lens that counts suggestions, hover, hints, actions and grey text inside `graph_edges`, and the project's own
 * requests. A suggestion never changes a file: what changes it is an edit that the person takes.
 */
import { LSPErrorCodes, ResponseError, CodeActionKind, type CancellationToken, type CodeAction, type CodeLens, type Diagnostic, type Hover, type InlineCompletionItem, type Position, type Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { z } from 'zod';
import type { Open } from '../documents.ts';
import { createEdgePart, type EdgePart } from '../edges/edge-part.ts';
import { pairsToLabel } from '../edges/pairs.ts';
import type { NoteSuggestion } from '../edges/suggest.ts';
import { difference, edgeAt, nextItem, percent, supportMarkdown, unknownTargetMessage, unknownTargets, withEdges } from '../features/note-edges.ts';
import { isPlain } from '../features/note-names.ts';
import { failed, isFailed } from '../lifecycle.ts';
import { escaped } from '../markdown.ts';
import { edgeCommands, edgePairsParamsSchema, edgesParamsSchema, indexParamsSchema, methods, recalibrateEdgesParamsSchema, writeEdgesParamsSchema, type EdgeNotesAnswer, type EdgePairsAnswer, type EdgesAnswer, type EdgeSuggestion, type RecalibrateEdgesAnswer, type WriteEdgesAnswer, type WriteEdgesParams } from '../protocol.ts';
import { safely, signalOf, type Session } from '../session.ts';

/** What the shared handlers ask about notes, after REM has had its turn. */
export type NoteEdges = {
  /** Changes with what hints and lenses say. */
  stamp(): number;
  hover(uri: string, position: Position): Hover | null;
  lenses(uri: string): CodeLens[];
  hints(open: Open): Diagnostic[];
  actions(uri: string, range: Range): CodeAction[];
  ghost(uri: string, position: Position): InlineCompletionItem[] | null;
};

export function wireEdges(session: Session): NoteEdges {
  let stamp = 0;
  const part = createEdgePart(session, () => {
    stamp++;
    session.refresh();
  });
  session.documents.onDidOpen(({ document }) => part.touched(document));
  session.documents.onDidChangeContent(({ document }) => part.touched(document));
  session.documents.onDidClose(({ document }) => part.closed(document.uri));
  wireEdgeRequests(session, part);
  const opened = (uri: string): Open | undefined => (session.settings.edges.enabled ? session.documents.get(uri) : undefined);
  return {
    stamp: () => stamp,
    hover: (uri, position) => hoverOf(part, opened(uri), position),
    lenses(uri) {
      const open = opened(uri);
      if (!open) return [];
      // What was found with an older memory is shown until the new is there.
      const found = part.known(uri);
      if (found && found.version !== session.knowledge().version) part.outdated(open);
      return lensesOf(part, uri);
    },
    hints: (open) => (session.settings.edges.enabled ? hintsOf(session, part, open) : []),
    actions: (uri, range) => actionsOf(session, part, opened(uri), range),
    ghost: (uri, position) => ghostOf(session, part, opened(uri), position),
  };
}

// ---------------------------------------------------------------- language features

function hoverOf(part: EdgePart, open: Open | undefined, position: Position): Hover | null {
  const note = open && part.noteOf(open);
  const edge = note && edgeAt(note, open.document.offsetAt(position));
  if (!open || !edge) return null;
  const range = { start: open.document.positionAt(edge.start), end: open.document.positionAt(edge.end) };
  const support = part.support(open, edge.dst);
  if (support) return { range, contents: { kind: 'markdown', value: supportMarkdown(edge, { ...support.note, label: support.note.document.label }, support.found) } };
  const near = part.peek() ? part.nearest(edge.dst) : undefined;
  return near === undefined ? null : { range, contents: { kind: 'markdown', value: `No note is called **${escaped(edge.dst)}**. The nearest label is **${escaped(near)}**.` } };
}

function lensesOf(part: EdgePart, uri: string): CodeLens[] {
  const found = part.known(uri);
  if (!found || found.suggestions.length === 0) return [];
  const start = { line: 0, character: 0 };
  const count = found.suggestions.length;
  return [{ range: { start, end: start }, command: { title: `$(link) ${count} suggested edge${count === 1 ? '' : 's'}`, command: edgeCommands.show, arguments: [uri] } }];
}

function hintsOf(session: Session, part: EdgePart, open: Open): Diagnostic[] {
  const note = part.peek() && part.noteOf(open);
  const { labels } = session.knowledge();
  if (!note || labels.size === 0) return [];
  const isKnown = (label: string): boolean => labels.get(label) !== undefined || part.peek()?.byLabel(label) !== undefined;
  return unknownTargets(note, isKnown).map(({ dst, dstStart, dstEnd }) => {
    const near = part.nearest(dst);
    return {
      range: { start: open.document.positionAt(dstStart), end: open.document.positionAt(dstEnd) }, severity: 4, source: 'rem', code: 'edge-target',
      message: unknownTargetMessage(dst, near),
    };
  });
}

function actionsOf(session: Session, part: EdgePart, open: Open | undefined, range: Range): CodeAction[] {
  const note = open && part.noteOf(open);
  if (!open || !note) return [];
  const fixes = hintsOf(session, part, open).filter((hint) => hint.range.start.line <= range.end.line && range.start.line <= hint.range.end.line).flatMap((hint): CodeAction[] => {
    const near = part.nearest(open.document.getText(hint.range).replace(/^["']|["']$/g, ''));
    if (near === undefined) return [];
    const newText = note.format === 'json' || !isPlain(near) ? JSON.stringify(near) : near;
    return [{ title: `Lead to ‘${near}’`, kind: CodeActionKind.QuickFix, isPreferred: true, diagnostics: [hint], edit: { changes: { [open.uri]: [{ range: hint.range, newText }] } } }];
  });
  return [...fixes, ...acceptActions(session, part, open, range)];
}

/** Offered on the first line, where the lens is, and inside the list of edges. */
function acceptActions(session: Session, part: EdgePart, open: Open, range: Range): CodeAction[] {
  const found = part.known(open.uri);
  const line = open.document.getText({ start: { line: range.start.line, character: 0 }, end: { line: range.start.line + 1, character: 0 } });
  if (!found || !(range.start.line === 0 || /graph_edges|graph_paths|^\s*-?\s*\{?\s*"?(?:dst|target|rel_type|relation)"?\s*:/.test(line))) return [];
  return found.suggestions.slice(0, 5).flatMap((suggestion): CodeAction[] => {
    const edit = editOf(session, open.document, open.uri, [suggestion]);
    if (isFailed(edit)) return [];
    const title = `Accept edge: ${suggestion.relation} → ${suggestion.label} (${percent(suggestion.score)})`;
    const command = session.options.clientCommands ? { command: { title, command: edgeCommands.accepted, arguments: [open.uri, [plain(suggestion)]] } } : {};
    return [{ title, kind: CodeActionKind.RefactorRewrite, edit: { changes: { [open.uri]: [edit] } }, ...command }];
  });
}

function ghostOf(session: Session, part: EdgePart, open: Open | undefined, position: Position): InlineCompletionItem[] | null {
  const found = open && part.known(open.uri);
  if (!open || !found || !session.settings.ghostText.enabled || /\.json$/i.test(open.uri)) return null;
  const item = nextItem(open.document.getText(), open.document.offsetAt(position), found.suggestions, session.services.now());
  return item ? [{ insertText: item.text, range: { start: open.document.positionAt(item.start), end: open.document.positionAt(item.end) } }] : null;
}

// ---------------------------------------------------------------- requests

function wireEdgeRequests(session: Session, part: EdgePart): void {
  const request = <S extends z.ZodType>(method: string, schema: S, handle: (params: z.infer<S>, signal: AbortSignal) => Promise<unknown>): void => {
    session.connection.onRequest(method, async (sent: unknown, token: CancellationToken): Promise<unknown> => {
      const params = schema.safeParse(sent ?? {});
      if (!params.success) return new ResponseError(LSPErrorCodes.RequestFailed, `${method}: the parameters are not understood: ${params.error.message}`);
      return safely(session, method, failed('internal', `${method} failed.`, 'Look at the log of the language server.'), () => handle(params.data, signalOf(token)))();
    });
  };
  request(methods.edges, edgesParamsSchema, async ({ uri, limit, least }, signal): Promise<EdgesAnswer> => {
    const answer = await part.suggest(uri, { limit, least, signal });
    return isFailed(answer) ? answer : { kind: 'edges', uri, label: answer.label, path: answer.path, ms: answer.ms, suggestions: answer.suggestions.map(plain) };
  });
  request(methods.edgeNotes, indexParamsSchema, async (): Promise<EdgeNotesAnswer> => {
    const keeper = await part.memory();
    if (isFailed(keeper)) return keeper;
    const notes = new Map([...keeper.notes()].flatMap(({ uri, path, document }) => (uri === undefined ? [] : [[uri, { uri, path, label: document.label }] as const])));
    return { kind: 'notes', notes: [...notes.values()] };
  });
  request(methods.writeEdges, writeEdgesParamsSchema, (params) => writeEdges(session, part, params));
  request(methods.edgePairs, edgePairsParamsSchema, async (params, signal): Promise<EdgePairsAnswer> => {
    const keeper = await part.memory();
    return isFailed(keeper) ? keeper : { kind: 'pairs', pairs: await pairsToLabel(keeper, params, signal) };
  });
  request(methods.recalibrateEdges, recalibrateEdgesParamsSchema, async ({ choices }): Promise<RecalibrateEdgesAnswer> => {
    const { recalibrated } = await import('@rem/model');
    const weights = await part.weights();
    const made = 'kind' in weights ? weights : recalibrated(choices, weights);
    return made.kind === 'failed' ? made : { ...made, text: `${JSON.stringify(made.weights)}\n` };
  });
}

function plain({ label, relation, score, reason, topics, evidence, path, uri, summary }: NoteSuggestion): EdgeSuggestion {
  return { label, relation, score, reason, topics, people: evidence.people, path, summary, ...(uri === undefined ? {} : { uri }) };
}

async function writeEdges(session: Session, part: EdgePart, { uri, edges }: WriteEdgesParams): Promise<WriteEdgesAnswer> {
  if (part.pathOf(uri) === undefined) return failed('no-note', 'This file is no note of the workspace.', 'Open a Markdown, YAML or JSON note of the folder.');
  const open = session.documents.get(uri);
  const text = await part.textOf(uri);
  if (isFailed(text)) return text;
  const document = open?.document ?? TextDocument.create(uri, '', 0, text);
  const edit = editOf(session, document, uri, edges);
  return isFailed(edit) ? edit : { kind: 'edit', uri, edit, ...(open ? { version: open.document.version } : {}) };
}

function editOf(session: Session, document: TextDocument, uri: string, edges: WriteEdgesParams['edges']): { range: Range; newText: string } | ReturnType<typeof failed> {
  const text = document.getText();
  const after = withEdges(text, URI.parse(uri).fsPath, edges, session.services.now());
  if (isFailed(after)) return after;
  const { start, end, text: newText } = difference(text, after);
  return { range: { start: document.positionAt(start), end: document.positionAt(end) }, newText };
}
