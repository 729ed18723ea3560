/** Problems of notes: every one has a code, a place and what to do about it. */
import type { NoteProblem } from '../types.ts';

const PROBLEMS = {
  'note-encoding': { severity: 'error', remedy: 'Save the file as UTF-8 text.' },
  'note-too-large': { severity: 'error', remedy: 'Split the note into smaller ones; 8 MB is the most that is read.' },
  'note-unreadable': { severity: 'error', remedy: 'Make the file readable; its last version stays in the store.' },
  'note-yaml': { severity: 'error', remedy: 'Correct the YAML here; the note’s last good version stays in the store.' },
  'note-json': { severity: 'error', remedy: 'Correct the JSON here; the note’s last good version stays in the store.' },
  'note-shape': { severity: 'error', remedy: 'Write keys and values (`name: …`) at the top of the document.' },
  'note-front-matter': { severity: 'error', remedy: 'Close the front matter with a line of three dashes.' },
  'note-value': { severity: 'warning', remedy: 'Correct the value; the rest of the note is in the store without it.' },
  'note-edge': { severity: 'warning', remedy: 'Write the edge as `dst: Label`, `rel_type: type` and a `weight` from 0 to 1.' },
  'note-date': { severity: 'warning', remedy: 'Write the time as YYYY-MM-DD or YYYY-MM-DDTHH:MM, with a zone where it matters.' },
  'note-nul': { severity: 'warning', remedy: 'Remove the NUL characters; they are shown as � in the store.' },
} as const satisfies Record<string, { severity: NoteProblem['severity']; remedy: string }>;

export type NoteProblemCode = keyof typeof PROBLEMS;

export type Place = { start: number; end: number };

/** `text` is the whole file's text, from which line and column are counted. */
export function problem(code: NoteProblemCode, path: string, text: string, place: Place, message: string): NoteProblem {
  const start = Math.min(place.start, text.length);
  const before = text.slice(0, start);
  const line = before.split('\n').length;
  const column = start - (before.lastIndexOf('\n') + 1) + 1;
  return { path, code, ...PROBLEMS[code], message, start, end: Math.min(Math.max(place.end, start), text.length), line, column };
}
