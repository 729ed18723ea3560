/** What `rem eval edges` brings along: data from files, vectors from the model on this machine, times. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EdgeDocument, EdgeWeights, ModelClient } from '@rem/model';
import { Usage } from '../options.ts';
import { asEdgeDocument, labelledDocumentSchema, labelledPairSchema, readLines, type LabelledDocument, type LabelledPair, type Split } from './edge-pairs.ts';
import { measureEdges, reportEdges } from './edges.ts';
import type { Report } from './report.ts';
import { pearson, type Estimate } from './statistics.ts';

export type EdgeEval = { folder: string; split: Split; sts: string | undefined; weights: EdgeWeights; model: ModelClient; progress: (text: string) => void };

export async function evaluateEdges({ folder, split, sts, weights, model, progress }: EdgeEval): Promise<Report> {
  const began = Date.now();
  const { labelled, pairs } = dataOf(folder);
  const wanted = new Set<Split>([split, 'dev']);
  const documents = new Map((await embedded(labelled.filter((document) => wanted.has(document.split)).map(asEdgeDocument), model, progress)).map((document) => [document.id, document]));
  const byId = new Map(labelled.map((document) => [document.id, document]));
  const measured = await measureEdges(pairs, byId, documents, split, weights);
  if (measured.outcomes.length === 0) throw new Usage(`No pair of ${folder} has both documents in ${split}.`);
  const dev = split === 'dev' ? measured : await measureEdges(pairs, byId, documents, 'dev', weights);
  const digest = createHash('sha256').update(readFileSync(path.join(folder, 'documents.jsonl'))).update(readFileSync(path.join(folder, 'pairs.jsonl'))).digest('hex').slice(0, 16);
  const similar = sts === undefined ? undefined : await similarity(sts, model, progress);
  return reportEdges(measured.outcomes, {
    threshold: weights.threshold, dev: dev.outcomes, perPair: measured.perPair, single: await singlePairs(labelled, weights, model), ...(similar ? { sts: similar } : {}),
    facts: {
      data: `${path.basename(folder)} (sha256 ${digest}), documents of ${split}`, scorer: `rem-edges.json (sha256 ${createHash('sha256').update(JSON.stringify(weights)).digest('hex').slice(0, 16)})`,
      hardware: `${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown processor'}, no GPU`, took: `${((Date.now() - began) / 1000).toFixed(0)} s`,
    },
  });
}

function dataOf(folder: string): { labelled: LabelledDocument[]; pairs: LabelledPair[] } {
  try {
    return { labelled: readLines(path.join(folder, 'documents.jsonl'), labelledDocumentSchema), pairs: readLines(path.join(folder, 'pairs.jsonl'), labelledPairSchema) };
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
}

async function embedded(documents: readonly EdgeDocument[], model: ModelClient, progress: (text: string) => void): Promise<EdgeDocument[]> {
  const { embedDocuments } = await import('@rem/model');
  const made: EdgeDocument[] = [];
  for (let at = 0; at < documents.length; at += 32) {
    const lot = await embedDocuments(model, documents.slice(at, at + 32));
    if ('kind' in lot) throw new Usage(`${lot.message} ${lot.remedy}`);
    made.push(...lot);
    progress(`vectors ${made.length}/${documents.length}`);
  }
  return made;
}

/** Pairs of texts of 500 words that nobody has seen: reading, embedding, scoring, reason. Milliseconds each. */
async function singlePairs(labelled: readonly LabelledDocument[], weights: EdgeWeights, model: ModelClient): Promise<number[]> {
  const { embedDocuments, scoreEdges, sketch } = await import('@rem/model');
  const words = labelled.flatMap(({ content }) => content.split(/\s+/));
  const times: number[] = [];
  for (let round = 0; round < 12 && words.length > 1_000; round++) {
    const text = (shift: number): string => Array.from({ length: 500 }, (_, at) => words[(round * 1_013 + shift + at) % words.length]).join(' ');
    const documents: EdgeDocument[] = [{ id: 'a', label: '', content: text(0) }, { id: 'b', label: '', content: text(4_001) }];
    const began = performance.now();
    const made = await embedDocuments(model, documents, sketch);
    const [source, ...targets] = 'kind' in made ? documents : made;
    if (source) scoreEdges(source, targets, weights);
    times.push(performance.now() - began);
  }
  return times.slice(2);
}

/** Pearson of the cosine with people's ratings of sentence pairs: CSV of sentence, sentence, rating. */
async function similarity(file: string, model: ModelClient, progress: (text: string) => void): Promise<Estimate | undefined> {
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
  const { cosineOf } = await import('@rem/model');
  const rows = readFileSync(file, 'utf8').split('\n').map(cells).filter((row) => row.length === 3 && !Number.isNaN(Number(row[2])));
  const documents = await embedded(rows.flatMap(([left = '', right = ''], index) => [{ id: `${index}a`, label: '', content: left }, { id: `${index}b`, label: '', content: right }]), model, progress);
  return pearson(rows.map((_, index) => cosineOf(documents[2 * index]?.vector, documents[2 * index + 1]?.vector) ?? 0), rows.map((row) => Number(row[2])));
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => (match[1] ?? match[2] ?? '').replaceAll('""', '"').trim());
}
