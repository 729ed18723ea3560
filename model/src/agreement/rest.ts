/** What is left of a request when the answer's own values are taken out of it, folded: each leaves a `§`. */
import { defaultSchema, parse } from '@rem/grammar';
import { foldedWords, foldText } from '../fold.ts';
import { isKnownConstant } from '../known-constants.ts';
import { valuesOf, type Value } from '../values.ts';

export function withoutValues(request: string, answer: string): string {
  const [statement] = parse(answer).tree.statements;
  return restOf(foldText(request), statement ? valuesOf(statement, answer) : []);
}

/** Longest values first, so that one inside another leaves one mark. */
export function restOf(request: string, values: readonly Value[]): string {
  const kept = values.filter(({ kind, value }) => kind !== 'edgeType' && !(kind === 'constant' && isKnownConstant(value, defaultSchema))).map(({ value }) => foldedWords(value)).filter((words) => words.length > 0);
  let rest = request;
  for (const words of kept.sort((a, b) => b.join('').length - a.join('').length)) {
    const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('s?[^\\p{L}\\p{N}]*');
    rest = rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?:s|es)?(?![\\p{L}\\p{N}])`, 'gu'), '§');
  }
  return rest;
}
