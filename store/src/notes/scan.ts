/**
 * What lies in a folder: notes to read and other documents that only get a row in `files`. Hidden folders, node_modules and
 * links to elsewhere are not entered; what cannot be read is said, not thrown.
 */
import { readdir, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export type Entry = { path: string; kind: 'note' | 'file'; size: number; mtime: number; born: number };

export type Scan = { entries: Entry[]; unreadable: { path: string; message: string }[] };

const NOTES = new Set(['.md', '.markdown', '.yaml', '.yml', '.json']);

/** Documents that people keep beside their notes, and what kind of file they are. */
export const FILE_TYPES: Record<string, string> = {
  '.txt': 'text/plain',
  '.vtt': 'text/vtt',
  '.srt': 'application/x-subrip',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.json': 'application/json',
};

const MOST_FILES = 200_000;

export async function scan(folder: string, signal?: AbortSignal): Promise<Scan> {
  const found: Scan = { entries: [], unreadable: [] };
  await enter(folder, '', found, signal);
  found.entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

async function enter(folder: string, below: string, found: Scan, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted || found.entries.length > MOST_FILES) return;
  const items = await readdir(join(folder, below), { withFileTypes: true }).catch((error: Error) => {
    if (below === '') throw error;
    found.unreadable.push({ path: below.split(sep).join('/'), message: error.message });
    return [];
  });
  for (const item of items) {
    if (item.name.startsWith('.') || item.name === 'node_modules') continue;
    const path = join(below, item.name);
    if (item.isDirectory()) await enter(folder, path, found, signal);
    else if (item.isFile()) await addFile(folder, path, found);
  }
}

async function addFile(folder: string, path: string, found: Scan): Promise<void> {
  const extension = extname(path).toLowerCase();
  const kind = NOTES.has(extension) ? 'note' : FILE_TYPES[extension] ? 'file' : undefined;
  if (!kind) return;
  try {
    const { size, mtimeMs, birthtimeMs } = await stat(join(folder, path));
    const born = birthtimeMs > 0 ? Math.min(birthtimeMs, mtimeMs) : mtimeMs;
    found.entries.push({ path: path.split(sep).join('/'), kind, size, mtime: mtimeMs, born });
  } catch (error) {
    found.unreadable.push({ path, message: error instanceof Error ? error.message : String(error) });
  }
}
