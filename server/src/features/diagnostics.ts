/**
 * What is wrong with a view: the parser's problems and the meaning checks, for the schema and target that are known. What is said about a
 * value that only the host program knows is left out. Answers are kept per parse, since pull and quick fixes ask for the same.
 */
import { check, type Parsed, type Problem } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';

const known = new WeakMap<Parsed, { version: number; problems: readonly Problem[] }>();

export function problemsOf(view: View, knowledge: Knowledge): readonly Problem[] {
  const earlier = known.get(view.parsed);
  if (earlier?.version === knowledge.version) return earlier.problems;
  const { target } = knowledge;
  const all = check(view.parsed, knowledge.schemaKnown ? { schema: knowledge.schema, target } : { target });
  const problems = view.kind === 'embedded' ? all.filter((problem) => !view.places.touchesHole(problem)) : all;
  known.set(view.parsed, { version: knowledge.version, problems });
  return problems;
}
