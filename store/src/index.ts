/** The door of the store: notes in a database, plans run on it. */
export { openStore } from './open.ts';
export { watchFolder, type Watcher, type WatchOptions } from './watch.ts';
export { readNote } from './notes/read-note.ts';
export type { NoteEdge, NoteRow, NoteTable, ReadNote } from './notes/note.ts';
export type * from './types.ts';
