/** A document that is no note (a recording, a PDF, a transcript) gets one row in `files`. */
import { posix } from 'node:path';
import type { NoteRow } from './note.ts';
import { FILE_TYPES, type Entry } from './scan.ts';

export function fileRow(entry: Entry): NoteRow {
  const name = posix.basename(entry.path);
  const type = FILE_TYPES[posix.extname(name).toLowerCase()] ?? 'application/octet-stream';
  const columns = {
    name,
    uri: entry.path,
    mime_type: type,
    size_bytes: entry.size,
    processing_status: 'pending',
    category: type.split('/')[0],
    metadata: {},
    updated_at: new Date(entry.mtime).toISOString(),
  };
  return { table: 'files', part: '0', name, kind: 'file', aliases: [], columns, edges: [], fields: [] };
}
