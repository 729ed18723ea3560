/**
 * The corpora: valid statements of a target, and wrong ones with their problems.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Target } from '../../src/checks/index.ts';

const root = new URL('../../../test-fixtures/corpus/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

export const targets = ['canonical', 'p8fs', 'remstack', 'p8'] as const satisfies readonly Target[];

export const validFiles = (target: Target): { name: string; text: string }[] =>
  readdirSync(new URL(`${target}/`, root)).map((file) => ({ name: `${target}/${file}`, text: read(`${target}/${file}`) }));

export type WrongCase = { file: string; line: number; target: Target; marked: string };

export const wrongCases = (): WrongCase[] =>
  readdirSync(new URL('wrong/', root)).flatMap((file) => {
    const target = file.split(/[.-]/)[0] as Target;
    return read(`wrong/${file}`)
      .split('\n')
      .map((marked, index) => ({ file, line: index + 1, target, marked }))
      .filter(({ marked }) => marked !== '' && !marked.startsWith('##'));
  });
