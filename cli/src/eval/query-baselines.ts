/**
 * What the model has to be better than, on the same requests: rules that look for a few key words, the nearest request of the training rows with the
 * values put in, and the base model without the adapter, held to the grammar.
 */
import { existsSync, readFileSync } from 'node:fs';
import { type Generated, type LabelIndex } from '@rem/model';
import { parse, plan } from '@rem/grammar';
import { z } from 'zod';

export type Answerer = (request: string) => Promise<Generated>;

/** A text as an answer of the loop, `null` where there is none. */
function answered(query: string | null): Generated {
  const [statement] = query === null ? [] : parse(query).tree.statements;
  const made = statement && plan(statement);
  const base = { problems: [], confidence: 0, ms: 0, tokens: 0, raw: query ?? '', repaired: 0 };
  return made && query !== null ? { ...base, query, plan: made, explanation: made.explanation } : { ...base, query: null, reason: 'none' };
}

const rules: readonly [RegExp, (request: string, name: string) => string][] = [
  [/^(?:hi|hello|hey|thanks|todo|fixme)\b|^(?:delete|remove|create|send|schedule|restart|write|remind)\b/i, () => 'NONE'],
  [/\bhow many\b|\bcount\b|\bnumber of\b/i, (request) => `SELECT COUNT(*) FROM ${tableOf(request)}`],
  [/\bdepends? on\b|\bdependen/i, (_, name) => `TRAVERSE depends_on WITH LOOKUP "${name}"`],
  [/\bmanages?\b|\bboss\b|\bteam\b/i, (_, name) => `TRAVERSE manages WITH LOOKUP "${name}"`],
  [/\breports? to\b/i, (_, name) => `TRAVERSE reports-to WITH LOOKUP "${name}"`],
  [/\bwrote\b|\bauthor/i, (_, name) => `TRAVERSE authored_by WITH LOOKUP "${name}"`],
  [/\bconnected\b|\brelated\b|\blinked\b/i, (_, name) => `TRAVERSE WITH LOOKUP "${name}"`],
  [/\blike\b|\bspell|\bsounds\b/i, (_, name) => `FUZZY "${name}"`],
  [/\b(?:about|on|regarding|why|how)\b/i, (request) => `SEARCH "${request.replace(/^.*?\b(?:about|on|regarding) /i, '').replace(/[?.!"\\]/g, '')}"`],
  [/\btagged (\S+)/i, (request) => `SELECT * FROM ${tableOf(request)} WHERE '${/\btagged (\S+)/i.exec(request)![1]!.replaceAll("'", "''")}' = ANY(tags)`],
  [/\bfiles?\b|\bmeetings?\b|\bmoments?\b|\bdocs?\b|\bnotes?\b/i, (request) => `SELECT * FROM ${tableOf(request)}`],
];

function tableOf(request: string): string {
  if (/\bfiles?\b|\buploads?\b|\bpdf/i.test(request)) return 'files';
  if (/\bmeetings?\b|\bmoments?\b|\bconversations?\b/i.test(request)) return 'moments';
  return /\bpeople\b|\bprojects?\b|\bteams?\b|\bentit/i.test(request) ? 'entities' : 'resources';
}

/** About what one writes in an hour. */
export function keywordRules(labels: LabelIndex): Answerer {
  return async (request) => {
    const name = (labels.candidates(request, 1)[0]?.label ?? request.replace(/[?.!"\\]/g, '')).replace(/["\\]/g, '');
    const query = rules.find(([pattern]) => pattern.test(request))?.[1](request, name) ?? `LOOKUP "${name}"`;
    return answered(query === 'NONE' ? null : query);
  };
}

const rowSchema = z.looseObject({ natural_language: z.string(), rem_query: z.string(), schema: z.string().nullable() });

/** The query of the training row whose words are most alike (tf-idf, cosine), its texts replaced by the request's words that the row lacks. Undefined without rows. */
export function nearestNeighbour(file: string): Answerer | undefined {
  if (!existsSync(file)) return undefined;
  const rows = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => rowSchema.parse(JSON.parse(line))).filter((row) => row.schema === null);
  const words = rows.map((row) => new Set(wordsOf(row.natural_language)));
  const counts = new Map<string, number>();
  for (const set of words) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(rows.length / (counts.get(word) ?? 0.5)) ** 2;
  const norms = words.map((set) => Math.sqrt([...set].reduce((sum, word) => sum + weight(word), 0)));
  const postings = new Map<string, number[]>();
  words.forEach((set, row) => set.forEach((word) => { if ((counts.get(word) ?? 0) < rows.length / 4) postings.set(word, [...(postings.get(word) ?? []), row]); }));
  return async (request) => {
    const own = [...new Set(wordsOf(request))];
    const scores = new Map<number, number>();
    for (const word of own) for (const row of postings.get(word) ?? []) scores.set(row, (scores.get(row) ?? 0) + weight(word));
    const [best] = [...scores].map(([row, score]) => [row, score / norms[row]!] as const).sort((a, b) => b[1] - a[1]);
    if (!best) return answered(null);
    const { rem_query: query } = rows[best[0]]!;
    if (query === 'NONE') return answered(null);
    const fresh = request.split(/\s+/).map((word) => word.replace(/^["'(]+|[?.!,;:"')]+$/g, '')).filter((word) => word !== '' && !words[best[0]]!.has(word.toLowerCase())).join(' ').replace(/["\\]/g, '');
    return answered(fresh === '' ? query : query.replace(/"(?:[^"\\]|\\.)*"/, () => `"${fresh}"`));
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
