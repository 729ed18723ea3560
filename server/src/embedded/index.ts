/**
 * REM inside other languages. A quick look comes first, so that a file without REM costs next to nothing.
 */
import type { Region } from '../convert.ts';
import { codeRegions, mayHoldRem } from './code.ts';
import { markdownRegions } from './markdown.ts';

const javascript = new Set(['javascript', 'javascriptreact', 'typescript', 'typescriptreact']);

/** Every stretch of REM in a document of that language, in text order. */
export function findRegions(languageId: string, text: string): Region[] {
  if (languageId === 'markdown') return /(?:`{3}|~{3})[ \t]*\{?\.?rem\b/i.test(text) ? markdownRegions(text) : [];
  if (languageId === 'python') return mayHoldRem(text) ? codeRegions(text, 'python') : [];
  return javascript.has(languageId) && mayHoldRem(text) ? codeRegions(text, 'javascript') : [];
}
