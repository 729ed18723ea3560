/**
 * `rem edges`: which notes belong together. A source with its candidates as JSON on standard input, one a line or one in all; or notes of a
 * workspace against the whole of it. Nothing is written into any note.
 */
import { statSync } from 'node:fs';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import type { EdgeDocument, EdgeSuggestion, EdgeWeights } from '@rem/model';
import { createMemoryKeeper, fromText, storeDirectory, suggestFor, type NoteSuggestion } from '@rem/server';
import type { Command, Console, ExitCode } from '../command.ts';
import { readEdgeRequest, type EdgeRequest } from '../edges/input.ts';
import { recalibrate } from '../edges/recalibrate.ts';
import { indexFolder } from '../indexing.ts';
import { readInput, readLines } from '../input.ts';
import { localModel, type LocalModel } from '../local-model.ts';
import { openAt } from '../local-store.ts';
import { type Arguments, type OptionTable, Usage } from '../options.ts';
import { serverFrom, serverOptions } from '../server-options.ts';

/** A server named here judges in place of the built-in scorer. */
const { 'server-adapter': adapter, ...shared } = serverOptions;
const judgeOptions: OptionTable = {
  ...shared,
  server: { kind: 'text', value: 'URL', summary: 'a language model that judges in place of the built-in scorer; it is sent the texts' },
  ...(adapter ? { 'server-adapter': { ...adapter, summary: 'the adapter for edges (rem-edge)' } } : {}),
};

export const edges: Command = {
  name: 'edges',
  summary: 'Suggests edges: which notes belong together, why, and how sure.',
  usage: ['edges [FILE | -] < {"source": …, "candidates": […]}', 'edges --jsonl [FILE | -]', 'edges --workspace DIR [NOTE…]', 'edges --recalibrate LABELS.jsonl --out WEIGHTS.json'],
  options: {
    jsonl: { kind: 'flag', summary: 'one request a line, one answer a line' },
    workspace: { kind: 'text', value: 'DIR', summary: 'the notes named (paths within DIR; none: all of them) against all notes of DIR, one line a note' },
    least: { kind: 'number', value: 'SCORE', min: 0, summary: 'the lowest score that is told (the threshold the model was fitted with)' },
    limit: { kind: 'number', value: 'N', min: 1, summary: 'suggestions a note at most (10; all for standard input)' },
    weights: { kind: 'text', value: 'FILE', summary: 'numbers of your own, as --recalibrate writes them' },
    words: { kind: 'flag', summary: 'by words alone, without embeddings' },
    ...judgeOptions,
    recalibrate: { kind: 'text', value: 'FILE', summary: 'fits the calibration to labels (JSON lines of {"score", "related"})' },
    out: { kind: 'text', value: 'FILE', summary: 'where --recalibrate writes the weights' },
  },
  details: ['Answers {"edges": [{"from", "to", "type", "score", "reason", "metadata": {"topic_overlap"}}]}. Exit 1 where a request was not understood.'],
  async run(args, io) {
    const labels = args.text('recalibrate');
    if (labels !== undefined) return recalibrate(labels, args.text('out'), args.text('weights'), io);
    const model = localModel(io);
    try {
      const weights = await weightsOf(args);
      const workspace = args.text('workspace');
      if (workspace !== undefined) return await ofWorkspace(workspace, args, weights, model, io);
      return await ofInput(args, weights, model, io);
    } finally {
      await model.close();
    }
  },
};

async function weightsOf(args: Arguments): Promise<EdgeWeights> {
  const { edgeWeights, readEdgeWeights } = await import('@rem/model');
  const file = args.text('weights');
  const weights = file === undefined ? edgeWeights() : readEdgeWeights(path.resolve(file));
  if ('kind' in weights) throw new Usage(`${weights.message}. ${weights.remedy}`);
  return weights;
}

// ---------------------------------------------------------------- standard input

async function ofInput(args: Arguments, weights: EdgeWeights, model: LocalModel, io: Console): Promise<ExitCode> {
  if (args.positionals.length > 1) throw new Usage('Name one file of requests, or none for standard input.');
  const name = args.positionals[0] ?? '-';
  let code: ExitCode = 0;
  const answer = async (text: string, place: string): Promise<void> => {
    const request = readEdgeRequest(text);
    if (typeof request === 'string') {
      io.err(`${place}${request}\n`);
      code = 1;
      return;
    }
    await io.out(`${JSON.stringify({ edges: await scored(request, args, weights, model, io) })}\n`);
  };
  if (args.flag('jsonl') && name === '-') {
    for await (const { line, text } of readLines(io.stdin)) await answer(text, `line ${line}: `);
    return code;
  }
  const input = await readInput(io, name);
  if (input.kind !== 'text') throw new Usage(`${input.name}: ${input.message}`);
  if (!args.flag('jsonl')) await answer(input.text, '');
  else for (const [index, line] of input.text.split('\n').entries()) if (line.trim() !== '') await answer(line, `${name}:${index + 1}: `);
  return code;
}

async function scored(request: EdgeRequest, args: Arguments, weights: EdgeWeights, model: LocalModel, io: Console): Promise<object[]> {
  const { scoreEdges } = await import('@rem/model');
  const judged = await byJudge(request, args, io);
  if (judged) return judged.filter(({ score }) => score >= (args.number('least') ?? 0.5)).slice(0, args.number('limit')).map(answerOf);
  const [source, ...candidates] = await withVectors([request.source, ...request.candidates], args, model, io);
  const least = args.number('least') ?? weights.threshold;
  const found = source ? scoreEdges(source, candidates, weights) : [];
  return found.filter(({ score }) => score >= least).slice(0, args.number('limit')).map(answerOf);
}

/** The answer of the named server; undefined where none is named, or it failed, which is told. */
async function byJudge({ source, candidates }: EdgeRequest, args: Arguments, io: Console): Promise<EdgeSuggestion[] | undefined> {
  const settings = serverFrom(args);
  if (!settings) return undefined;
  const { completer, judgeEdges, openBackend } = await import('@rem/model');
  const named = args.text('server-adapter');
  const key = io.env[args.text('server-key-env') ?? 'REM_SERVER_KEY'];
  const { adapters: _, ...rest } = settings;
  const backend = openBackend({ task: 'edge', settings: { ...rest, trained: true, ...(named === undefined ? {} : { adapters: { edge: named } }) }, access: { ...(key ? { key } : {}), agreed: { requests: true, contents: true } } });
  try {
    const found = await judgeEdges(completer(backend), source, candidates, { signal: io.signal });
    if (!('kind' in found)) return found;
    io.err(`${found.message} ${found.remedy} The built-in scorer answers.\n`);
    return undefined;
  } finally {
    await backend.dispose();
  }
}

let told = false;

async function withVectors(documents: readonly EdgeDocument[], args: Arguments, model: LocalModel, io: Console): Promise<readonly EdgeDocument[]> {
  if (args.flag('words')) return documents;
  const { embedDocuments, sketch } = await import('@rem/model');
  // Of a single pair, somebody waits for the answer.
  const made = await embedDocuments(await model.client(), documents, documents.length > 2 ? {} : sketch, io.signal);
  if (!('kind' in made)) return made;
  if (!told) io.err(`${made.message} ${made.remedy} Until then words alone decide.\n`);
  told = true;
  return documents;
}

/** The form that other programs read; mentions are SEE_ALSO there, and say what they are in the metadata. */
export function answerOf({ from, to, label, relation, score, reason, topics, evidence }: EdgeSuggestion): object {
  const mention = relation.startsWith('MENTIONS_') ? relation.slice('MENTIONS_'.length).toLowerCase() : undefined;
  return {
    from, to, type: mention === undefined ? relation : 'SEE_ALSO', score: Number(score.toFixed(4)), reason,
    metadata: { topic_overlap: topics, label, ...(mention === undefined ? {} : { mentions: mention }), ...(evidence.people.length > 0 ? { people: evidence.people } : {}) },
  };
}

// ---------------------------------------------------------------- a workspace

async function ofWorkspace(name: string, args: Arguments, weights: EdgeWeights, model: LocalModel, io: Console): Promise<ExitCode> {
  const { createEdgeMemory } = await import('@rem/model');
  const folder = path.resolve(io.cwd, name);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Usage(`--workspace ${name} is no folder.`);
  const store = await openAt({ kind: 'directory', directory: storeDirectory(io.env.REM_STORES, folder), notes: folder }, model, 'rem edges');
  if ('kind' in store) throw new Usage(`${store.message} ${store.remedy}`);
  try {
    await indexFolder(store, folder, { ...io, out: async (text) => io.err(text) });
    const keeper = createMemoryKeeper(createEdgeMemory(weights));
    await keeper.refresh(store);
    const wanted = args.positionals.length > 0 ? args.positionals.map((note) => inside(folder, note, io)) : [...new Set([...keeper.notes()].map(({ path: file }) => file))];
    let code: ExitCode = 0;
    for (const file of wanted) {
      if (io.signal.aborted) return 1;
      const note = fromText(await readFile(path.join(folder, file), 'utf8').catch(() => ''), file);
      if (!note) {
        io.err(`${file}: no note that can be read.\n`);
        code = 1;
        continue;
      }
      const vector = keeper.memory.get(keeper.byPath(file)?.document.id ?? '')?.vector;
      const document = vector ? { ...note.document, vector } : note.document;
      const found = await suggestFor({ document, path: file, edges: note.edges }, { keeper, ...(args.flag('words') ? {} : { model: await model.client() }) }, { limit: args.number('limit') ?? 10, ...(args.number('least') === undefined ? {} : { least: args.number('least')! }) });
      await io.out(`${JSON.stringify({ note: file, label: note.document.label, edges: found.map(named) })}\n`);
    }
    return code;
  } finally {
    await store.close();
  }
}

function inside(folder: string, note: string, io: Console): string {
  const direct = path.resolve(folder, note);
  const file = statSync(direct, { throwIfNoEntry: false }) ? direct : path.resolve(io.cwd, note);
  return path.relative(folder, file).split(path.sep).join('/');
}

function named(suggestion: NoteSuggestion): object {
  return { ...answerOf(suggestion), to: suggestion.label, path: suggestion.path };
}
