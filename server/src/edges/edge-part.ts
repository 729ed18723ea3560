/**
 * Edge suggestions of the session: the memory kept in step with the store, suggestions per open note, made in the background after a rest and
 * told to the lenses when they are there. Nothing here writes.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EdgeSuggestion, EdgeWeights, LabelIndex } from '@rem/model';
import { URI } from 'vscode-uri';
import type { Open } from '../documents.ts';
import { formatOf } from '../features/note-names.ts';
import { failed, isFailed } from '../lifecycle.ts';
import { sizeLimit, tooLargeMessage } from '../limits.ts';
import { noteDocument, isProblem, type NoteDocument } from '../notes/note-document.ts';
import type { Failed } from '../protocol.ts';
import type { Session } from '../session.ts';
import { createHidden } from './hidden.ts';
import { createMemoryKeeper, type MemoryKeeper, type MemoryNote } from './memory-keeper.ts';
import { fromText } from './note-to-document.ts';
import { suggestFor, type NoteSuggestion } from './suggest.ts';

/** `version` is the knowledge's that it was found with. */
export type Suggested = { version: number; label: string; path: string; suggestions: NoteSuggestion[]; ms: number };

export type EdgePart = {
  /** The note was opened or changed: suggestions are made soon, and `onReady` is called. */
  touched(open: Open): void;
  /** The memory changed since: suggestions are made anew where that is not about to happen anyway. */
  outdated(open: Open): void;
  closed(uri: string): void;
  /** What was found last for an open note, of whatever version. */
  known(uri: string): Suggested | undefined;
  suggest(uri: string, options: { limit?: number | undefined; least?: number | undefined; signal?: AbortSignal | undefined }): Promise<Suggested | Failed>;
  /** The memory in step with the store. */
  memory(): Promise<MemoryKeeper | Failed>;
  /** The memory as it is now, without waiting. */
  peek(): MemoryKeeper | undefined;
  /** What supports an edge from an open note to a label, undefined where the memory does not know the label. */
  support(open: Open, label: string): { note: MemoryNote; found: EdgeSuggestion } | undefined;
  /** The label of the workspace that reads most like this one. */
  nearest(label: string): string | undefined;
  /** The open note with its places, read once a version; undefined for what is no note. */
  noteOf(open: Open): NoteDocument | undefined;
  pathOf(uri: string): string | undefined;
  textOf(uri: string): Promise<string | Failed>;
  /** The scorer's numbers: those that the settings name, else the built-in ones. */
  weights(): Promise<EdgeWeights | Failed>;
};

/** Milliseconds of rest before suggestions are made of what is typed. */
const rest = 700;
/** Characters up to which a note's places are read while typing. */
const liveLimit = 400_000;

export function createEdgePart(session: Session, onReady: () => void): EdgePart {
  const { parts } = session;
  const hidden = createHidden(() => session.folders[0]);
  const found = new Map<string, Suggested>();
  const waiting = new Map<string, NodeJS.Timeout>();
  const places = new WeakMap<Open, { version: number; note: NoteDocument | undefined }>();
  const lastGood = new Map<string, NonNullable<ReturnType<typeof fromText>>>();
  let keeper: MemoryKeeper | undefined;
  let seen = -1;
  let made: { stamp: string; keeper: Promise<MemoryKeeper | Failed> } | undefined;
  let labels: { of: number; index: LabelIndex | undefined } = { of: -1, index: undefined };

  const numbersFile = (): string => path.resolve(session.folders[0] ?? '.', session.settings.edges.weights);
  const weights = async (): Promise<EdgeWeights | Failed> => {
    const { edgeWeights, readEdgeWeights } = await import('@rem/model');
    const read = session.settings.edges.weights === '' ? edgeWeights() : readEdgeWeights(numbersFile());
    return 'kind' in read ? failed('edge-weights', `rem.edges.weights: ${read.message}.`, read.remedy) : read;
  };
  /** One memory as long as its numbers stay; who asks meanwhile waits for the same one. */
  const keeperNow = async (): Promise<MemoryKeeper | Failed> => {
    const named = session.settings.edges.weights;
    const stamp = named === '' ? '' : `${named} ${String((await stat(numbersFile()).catch(() => undefined))?.mtimeMs)}`;
    if (made?.stamp !== stamp) made = { stamp, keeper: weights().then(async (numbers) => ('kind' in numbers ? numbers : createMemoryKeeper((await import('@rem/model')).createEdgeMemory(numbers)))) };
    return made.keeper;
  };
  const memory = async (): Promise<MemoryKeeper | Failed> => {
    const store = await parts.store();
    if (isFailed(store)) return store;
    const kept = await keeperNow();
    if (isFailed(kept)) return kept;
    if (kept !== keeper) [keeper, seen] = [kept, -1];
    const { version } = session.knowledge();
    if (version !== seen) await kept.refresh(store);
    seen = version;
    if (labels.of !== version) labels = { of: version, index: await parts.labels() };
    return kept;
  };
  const pathOf = (uri: string): string | undefined => {
    const [folder] = session.folders;
    const file = URI.parse(uri);
    if (folder === undefined || file.scheme !== 'file') return undefined;
    const relative = path.relative(folder, file.fsPath).split(path.sep).join('/');
    return relative.startsWith('..') || formatOf(relative) === undefined ? undefined : relative;
  };
  const textOf = async (uri: string): Promise<string | Failed> => {
    const open = session.documents.get(uri);
    if (open) return open.document.getText();
    const file = URI.parse(uri).fsPath;
    try {
      if ((await stat(file)).size > sizeLimit * 2) return failed('file-too-large', tooLargeMessage((await stat(file)).size), 'Split the note.');
      return await readFile(file, 'utf8');
    } catch (error) {
      return failed('unreadable', `The note cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Look whether the file is still there.');
    }
  };

  const suggest: EdgePart['suggest'] = async (uri, { limit, least, signal }) => {
    const began = performance.now();
    const notePath = pathOf(uri);
    if (notePath === undefined) return failed('no-note', 'This file is no note of the workspace.', 'Open a Markdown, YAML or JSON note of the folder.');
    const text = await textOf(uri);
    if (isFailed(text)) return text;
    const read = fromText(text, notePath);
    if (read) lastGood.set(uri, read);
    const note = read ?? lastGood.get(uri);
    if (!note) return failed('no-note', 'This file is no note, or cannot be read as one.', 'A note has a name, or is Markdown. See the problems of the file.');
    const kept = await memory();
    if (isFailed(kept)) return kept;
    const model = await parts.model();
    const isHidden = hidden();
    const suggestions = await suggestFor({ ...note, path: notePath }, { keeper: kept, ...(isFailed(model) ? {} : { model, judge: model.servers().some(({ task }) => task === 'edge') ? model.completer('edge') : undefined }), signal }, { limit: limit ?? 10, hidden: (target) => isHidden(notePath, target), ...(least === undefined ? {} : { least }) });
    if (signal?.aborted) return failed('cancelled', 'Cancelled.', 'Ask again.');
    const answer = { version: seen, label: note.document.label, path: notePath, suggestions, ms: performance.now() - began };
    if (session.documents.get(uri) && least === undefined) found.set(uri, answer);
    return answer;
  };

  const later = (open: Open): void => {
    if (!session.settings.edges.enabled || !session.settings.store.enabled || pathOf(open.uri) === undefined) return;
    clearTimeout(waiting.get(open.uri));
    waiting.set(open.uri, setTimeout(() => {
      waiting.delete(open.uri);
      // A file of another kind costs a look and no store.
      if (!fromText(open.document.getText(), pathOf(open.uri) ?? '') && !lastGood.has(open.uri)) return;
      parts.start();
      void suggest(open.uri, {}).then((answer) => (isFailed(answer) ? session.log(`edges: ${answer.message}`) : onReady())).catch((error: unknown) => session.log(`edges: ${String(error)}`));
    }, rest));
  };

  return {
    known: (uri) => found.get(uri),
    memory, suggest, pathOf, textOf, weights,
    peek: () => keeper,
    touched: later,
    outdated(open) {
      if (!waiting.has(open.uri)) later(open);
    },
    closed(uri) {
      clearTimeout(waiting.get(uri));
      for (const map of [waiting, found, lastGood]) map.delete(uri);
    },
    support(open, label) {
      const target = keeper?.byLabel(label);
      const source = target && (fromText(open.document.getText(), pathOf(open.uri) ?? '') ?? lastGood.get(open.uri));
      if (!keeper || !target || !source) return undefined;
      const vector = keeper.memory.get(keeper.byPath(pathOf(open.uri) ?? '')?.document.id ?? '')?.vector;
      const explained = keeper.memory.explain(vector ? { ...source.document, vector } : source.document, target.document.id);
      return explained && { note: target, found: explained };
    },
    nearest(label) {
      const [best] = labels.index?.nearest(label, 1) ?? [];
      return best && best.score > 0.5 ? best.label : undefined;
    },
    noteOf(open) {
      const { version } = open.document;
      const kept = places.get(open);
      if (kept?.version === version) return kept.note;
      const text = open.document.getText();
      const read = pathOf(open.uri) === undefined || text.length > liveLimit ? undefined : noteDocument(text, open.uri);
      const note = read === undefined || isProblem(read) ? undefined : read;
      places.set(open, { version, note });
      return note;
    },
  };
}
