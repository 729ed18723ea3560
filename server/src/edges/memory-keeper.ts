/**
 * Keeps the edge memory in step with the store, in the background: asks for stamps, fetches what changed in small lots, and gives the thread
 * back between notes, so that typing never waits for it.
 */
import type { EdgeMemory } from '@rem/model';
import type { Store } from '@rem/store';
import { fold } from './suggest.ts';
import { fromStore, type MemoryNote } from './note-to-document.ts';

export type { MemoryNote };

export type MemoryKeeper = {
  readonly memory: EdgeMemory;
  /** Notes by id, with where they lie. */
  note(id: string): MemoryNote | undefined;
  byPath(path: string): MemoryNote | undefined;
  /** By label, alias or path, case aside. */
  byLabel(label: string): MemoryNote | undefined;
  notes(): Iterable<MemoryNote>;
  /** Fetches what changed since; calls at the same time share one run. Answers whether anything changed. */
  refresh(store: Store): Promise<boolean>;
};

const lot = 100;
/** Milliseconds of work before others get their turn. */
const slice = 12;

export function createMemoryKeeper(memory: EdgeMemory): MemoryKeeper {
  const stamps = new Map<string, string>();
  const notes = new Map<string, MemoryNote>();
  const paths = new Map<string, string>();
  const labels = new Map<string, string>();
  let running: Promise<boolean> | undefined;

  const forget = (id: string): void => {
    const note = notes.get(id);
    memory.remove(id);
    notes.delete(id);
    stamps.delete(id);
    if (note && paths.get(note.path) === id) paths.delete(note.path);
    if (note) for (const label of namesOf(note)) if (labels.get(label) === id) labels.delete(label);
  };
  const run = async (store: Store): Promise<boolean> => {
    const stamped = await store.noteStamps();
    if ('kind' in stamped) return false;
    const now = new Map(stamped.map(({ id, stamp }) => [id, stamp]));
    for (const id of [...stamps.keys()]) if (!now.has(id)) forget(id);
    const changed = [...now].filter(([id, stamp]) => stamps.get(id) !== stamp);
    let began = performance.now();
    for (let at = 0; at < changed.length; at += lot) {
      const texts = await store.noteTexts(changed.slice(at, at + lot).map(([id]) => id));
      // What was not fetched stays changed until the next time.
      if ('kind' in texts) return at > 0;
      for (const text of texts) {
        const note = fromStore(text);
        memory.upsert(note.document);
        const { vector: _, ...document } = note.document;
        notes.set(text.id, { ...note, document });
        if (!paths.has(note.path)) paths.set(note.path, text.id);
        for (const label of namesOf(note)) if (!labels.has(label)) labels.set(label, text.id);
        stamps.set(text.id, now.get(text.id) ?? '');
        if (performance.now() - began > slice) {
          await new Promise((resolve) => setImmediate(resolve));
          began = performance.now();
        }
      }
    }
    return changed.length > 0;
  };

  return {
    memory,
    note: (id) => notes.get(id),
    byPath: (path) => notes.get(paths.get(path) ?? ''),
    byLabel: (label) => notes.get(labels.get(fold(label)) ?? ''),
    notes: () => notes.values(),
    refresh: (store) => (running ??= run(store).finally(() => { running = undefined; })),
  };
}

function namesOf({ document, path }: MemoryNote): string[] {
  return [document.label, ...(document.aliases ?? []), path].map(fold);
}
