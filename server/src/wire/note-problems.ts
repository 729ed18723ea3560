/**
 * What is wrong with the notes of the workspace, told as diagnostics of the notes themselves, open or not. The store found it when it read
 * them; a note that is mended, or gone, loses its problem with the next reading.
 */
import path from 'node:path';
import type { NoteProblem } from '@rem/store';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { noteRange } from '../convert.ts';

export type NoteProblems = {
  tell(folder: string, problems: readonly NoteProblem[]): void;
  of(uri: string): readonly Diagnostic[];
};

export function createNoteProblems(connection: Connection): NoteProblems {
  let told = new Map<string, Diagnostic[]>();
  return {
    tell(folder, problems) {
      const next = new Map([...Map.groupBy(problems, (problem) => uriOf(folder, problem))].map(([uri, list]) => [uri, list.map(toDiagnostic)]));
      for (const uri of told.keys()) if (!next.has(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
      for (const [uri, diagnostics] of next) void connection.sendDiagnostics({ uri, diagnostics });
      told = next;
    },
    of: (uri) => told.get(uri) ?? [],
  };
}

function uriOf(folder: string, problem: NoteProblem): string {
  return URI.file(path.join(folder, problem.path)).toString();
}

function toDiagnostic(problem: NoteProblem): Diagnostic {
  const message = /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`;
  return { range: noteRange(problem), severity: problem.severity === 'error' ? 1 : 2, source: 'rem', code: problem.code, message: `${message} ${problem.remedy}` };
}
