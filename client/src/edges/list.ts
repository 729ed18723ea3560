/**
 * The list of suggested edges: its rows, what the person decides about each, and the way back. Choices are kept outside the workspace as
 * labels for the next calibration; only "hide for ever" writes a file that can be committed.
 */
import * as vscode from 'vscode';
import { hiddenEdgesFile, type EdgeSuggestion } from '@rem/server/protocol';
import type { Server } from '../server.ts';
import { applyEdges, takeBack, type Applied } from './apply.ts';
import { appendLine, dropLine, readLines, workspaceFile, writeLines } from './lines.ts';
import type { EdgeRow } from './messages.ts';

export type Choice = 'accepted' | 'hidden' | 'hidden for ever';

type Done = { choice: Choice; rows: EdgeRow[]; applied: Applied[]; lines: object[] };

export type EdgeList = {
  rows: () => EdgeRow[];
  title: () => string;
  canUndo: () => boolean;
  begin: (title: string) => void;
  add: (note: EdgeRow['note'], suggestions: readonly EdgeSuggestion[]) => void;
  accept: (ids: readonly string[]) => Promise<string | undefined>;
  above: (score: number) => string[];
  hide: (id: string, choice: 'hidden' | 'hidden for ever') => Promise<string | undefined>;
  undo: () => Promise<string | undefined>;
  record: (choice: Choice, path: string, suggestion: EdgeSuggestion) => Promise<void>;
};

export function createEdgeList(server: Server, choicesFile: vscode.Uri): EdgeList {
  let rows: EdgeRow[] = [];
  let title = '';
  const hiddenOnce = new Set<string>();
  const done: Done[] = [];

  const record = async (choice: Choice, path: string, { label, relation, score, path: target }: EdgeSuggestion): Promise<void> =>
    appendLine(choicesFile, { at: new Date().toISOString(), source: path, target, label, relation, score, choice, related: choice === 'accepted' });
  const set = (ids: readonly string[], state: EdgeRow['state']): void => { rows = rows.map((row) => (ids.includes(row.id) ? { ...row, state } : row)); };

  return {
    rows: () => rows,
    title: () => title,
    canUndo: () => done.length > 0,
    begin: (next) => { rows = []; title = next; },
    add(note, suggestions) {
      const fresh = suggestions.map((suggestion): EdgeRow => ({ id: `${note.path} → ${suggestion.label}`, note, suggestion, state: 'open' }));
      rows = [...rows, ...fresh.filter(({ id }) => !hiddenOnce.has(id) && !rows.some((row) => row.id === id))].sort((left, right) => right.suggestion.score - left.suggestion.score);
    },
    above: (score) => rows.filter((row) => row.state === 'open' && row.suggestion.score >= score).map((row) => row.id),
    async accept(ids) {
      const chosen = rows.filter((row) => row.state === 'open' && ids.includes(row.id));
      const step: Done = { choice: 'accepted', rows: [], applied: [], lines: [] };
      let problem: string | undefined;
      for (const [uri, ofNote] of Map.groupBy(chosen, (row) => row.note.uri)) {
        const applied = await applyEdges(server, uri, ofNote.map((row) => row.suggestion));
        if (typeof applied === 'string') {
          problem ??= `${ofNote[0]?.note.path ?? uri}: ${applied}`;
          continue;
        }
        step.applied.push(applied);
        step.rows.push(...ofNote);
        for (const row of ofNote) await record('accepted', row.note.path, row.suggestion);
      }
      set(step.rows.map((row) => row.id), 'accepted');
      if (step.rows.length > 0) done.push(step);
      return problem;
    },
    async hide(id, choice) {
      const row = rows.find((other) => other.id === id && other.state === 'open');
      if (!row) return undefined;
      const step: Done = { choice, rows: [row], applied: [], lines: [] };
      if (choice === 'hidden for ever') {
        const file = workspaceFile(hiddenEdgesFile);
        if (!file) return 'No folder is open, so there is nowhere to keep it.';
        const line = { source: row.note.path, target: row.suggestion.label };
        await appendLine(file, line);
        step.lines.push(line);
      } else hiddenOnce.add(id);
      await record(choice, row.note.path, row.suggestion);
      rows = rows.filter((other) => other.id !== id);
      done.push(step);
      return undefined;
    },
    async undo() {
      const last = done.at(-1);
      if (!last) return 'There is nothing to undo.';
      for (const applied of [...last.applied].reverse()) {
        const problem = await takeBack(applied);
        if (problem !== undefined) return problem;
      }
      const file = workspaceFile(hiddenEdgesFile);
      for (const line of last.lines) if (file) await dropLine(file, line);
      done.pop();
      await dropChoices(choicesFile, last);
      for (const row of last.rows) hiddenOnce.delete(row.id);
      if (last.choice === 'accepted') set(last.rows.map((row) => row.id), 'open');
      else rows = [...rows, ...last.rows].sort((left, right) => right.suggestion.score - left.suggestion.score);
      return undefined;
    },
    record,
  };
}

/** What was taken back is no label. */
async function dropChoices(file: vscode.Uri, { rows, choice }: Done): Promise<void> {
  const lines = await readLines(file);
  for (const row of rows) {
    const at = lines.findLastIndex((line) => line.includes(`"source":${JSON.stringify(row.note.path)}`) && line.includes(`"label":${JSON.stringify(row.suggestion.label)}`) && line.includes(`"choice":"${choice}"`));
    if (at >= 0) lines.splice(at, 1);
  }
  await writeLines(file, lines);
}
