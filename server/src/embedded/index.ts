/**
 * REM inside other languages. A quick look comes first, so that a file without REM costs next to nothing.
 */
import type { Region } from '../convert.ts';
import { markdownRegions } from './markdown.ts';

/** Every stretch of REM in a document of that language, in text order. */
export function findRegions(languageId: string, text: string): Region[] {
  if (languageId === 'markdown') return /(?:`{3}|~{3})[ \t]*\{?\.?rem\b/i.test(text) ? markdownRegions(text) : [];
  return [];
}
