/** Pairs worth a person's label: those that the scorer is least sure of, three a source at most, and every fifth one from anywhere. */
import type { EdgePair, EdgePairsParams } from '../protocol.ts';
import type { MemoryKeeper } from './memory-keeper.ts';
import { fold } from './suggest.ts';

/** Sources looked at for one lot. */
const looked = 120;
const perSource = 3;

export async function pairsToLabel(keeper: MemoryKeeper, { count, skip = [], only }: EdgePairsParams, signal: AbortSignal): Promise<EdgePair[]> {
  if (only) return only.flatMap(({ source, target }) => pairOf(keeper, keeper.byPath(source)?.document.id, keeper.byLabel(target)?.document.id) ?? []).slice(0, count);
  const done = new Set(skip);
  const ids = shuffled([...keeper.memory.ids()], done.size + 1);
  const found: { pair: EdgePair; doubt: number }[] = [];
  for (const id of ids.slice(0, looked)) {
    if (signal.aborted) return [];
    const document = keeper.memory.get(id);
    const source = keeper.note(id);
    if (!document || !source || document.content.trim() === '') continue;
    const open = keeper.memory.suggest(document, { limit: 40, least: 0, skip: (target) => done.has(pairId(source.path, target.label)) || fold(target.label) === fold(document.label) });
    const doubtful = open.map(({ to, score }) => ({ to, doubt: Math.abs(score - 0.5) })).sort((left, right) => left.doubt - right.doubt);
    // One from the far end now and then: a labeller who only sees doubtful pairs forgets what the clear ones look like.
    const chosen = found.length % 5 === 4 ? [...doubtful.slice(0, perSource - 1), ...doubtful.slice(-1)] : doubtful.slice(0, perSource);
    for (const { to, doubt } of chosen) {
      const pair = pairOf(keeper, id, to);
      if (pair) found.push({ pair, doubt });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found.sort((left, right) => left.doubt - right.doubt).slice(0, count).map(({ pair }) => pair);
}

function pairOf(keeper: MemoryKeeper, sourceId: string | undefined, targetId: string | undefined): EdgePair | undefined {
  const [source, target] = [keeper.memory.get(sourceId ?? ''), keeper.memory.get(targetId ?? '')];
  const [from, to] = [keeper.note(sourceId ?? ''), keeper.note(targetId ?? '')];
  const found = source && target && keeper.memory.explain(source, target.id);
  if (!source || !target || !from || !to || !found) return undefined;
  const side = (of: typeof source, path: string): EdgePair['source'] => ({ id: of.id, label: of.label, kind: of.kind ?? 'note', path, content: of.content.slice(0, 20_000), ...(of.created === undefined ? {} : { created: of.created }) });
  return { id: pairId(from.path, target.label), source: side(source, from.path), target: side(target, to.path), score: found.score, relation: found.relation };
}

export function pairId(source: string, target: string): string {
  return `${source} → ${fold(target)}`;
}

/** The same order for the same seed (mulberry32), so that going on is going on. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return items.map((item) => ({ item, at: random() })).sort((left, right) => left.at - right.at).map(({ item }) => item);
}
