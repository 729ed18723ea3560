/**
 * Suggestions that a person does not want to see again, kept in the workspace as lines of `.rem/hidden-edges.jsonl`, so that they can be
 * committed. `source` is the note's path; without it the target is hidden everywhere.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { hiddenEdgesFile } from '../protocol.ts';
import { fold } from './suggest.ts';

const lineSchema = z.looseObject({ source: z.string().optional(), target: z.string() });

export type Hidden = (source: string, target: string) => boolean;

/** Reads the file again when it changed; lines that are no entry are passed over. */
export function createHidden(folder: () => string | undefined): () => Hidden {
  let stamp = '';
  let keys = new Set<string>();
  return () => {
    const root = folder();
    const file = root === undefined ? undefined : path.join(root, ...hiddenEdgesFile.split('/'));
    const stat = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
    const now = stat ? `${stat.mtimeMs}/${stat.size}` : '';
    if (now !== stamp) {
      stamp = now;
      keys = new Set(file !== undefined && stat && stat.size < 10_000_000 ? readKeys(file) : []);
    }
    return (source, target) => keys.has(`\n${fold(target)}`) || keys.has(`${source}\n${fold(target)}`);
  };
}

function readKeys(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    try {
      const { source = '', target } = lineSchema.parse(JSON.parse(line));
      return [`${source}\n${fold(target)}`];
    } catch {
      return [];
    }
  });
}
