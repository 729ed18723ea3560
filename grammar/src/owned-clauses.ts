/** Which clauses a verb takes: those that are not its own, and those given twice, are reported and stay in the tree. */
import { takes } from './clause-start.ts';
import { clauseByKind, verbs, type VerbName } from './language.ts';
import { alternatives, mostProblems, problem, type Owners, type Reader } from './reader.ts';
import type { Clause } from './tree.ts';

/** Reports clauses that the verb does not take and clauses given twice; returns them all. */
export function checked(reader: Reader, owners: Owners, clauses: Clause[]): Clause[] {
  const seen = clauses.length > 1 ? new Set<string>() : undefined;
  for (const clause of clauses) {
    if (reader.problems.length >= mostProblems) break;
    const entry = clauseByKind[clause.kind];
    if (!takes(owners, entry)) reportNotTaken(reader, owners[0]!, clause);
    else if (seen?.has(clause.kind)) problem(reader, 'clause-twice', clause, `${entry.name} is given twice`, removal(reader, clause));
    seen?.add(clause.kind);
  }
  return clauses;
}

function reportNotTaken(reader: Reader, verb: VerbName, clause: Clause): void {
  const takers = verbs.filter((entry) => (entry.clauses as readonly string[]).includes(clause.kind)).map((entry) => entry.name);
  const name = clauseByKind[clause.kind].name;
  const does = takers.length === 1 ? 'does' : 'do';
  problem(reader, 'clause-not-taken', clause, `${verb} takes no ${name}; ${alternatives(takers, 'and')} ${does}`, removal(reader, clause));
}

export function removal(reader: Reader, clause: Clause) {
  let start = clause.start;
  while (start > 0 && /\s/.test(reader.source.charAt(start - 1))) start--;
  return { title: `Remove ${clauseByKind[clause.kind].name}`, edits: [{ start, end: clause.end, text: '' }] };
}
