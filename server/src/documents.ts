/**
 * The open documents. A `.rem` document is kept parsed and re-read by statement as it changes; what it costs grows with the edit, not
 * with the file. A view is the REM text that features look at: a whole `.rem` document, or one stretch of REM inside another language.
 * Views are made once per version and shared by every request for it; a document without REM has none.
 */
import { openDocument, updateDocument, type Change, type OpenDocument, type Parsed } from '@rem/grammar';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placesOf, placesOfRegion, type Places } from './convert.ts';
import { findRegions } from './embedded/index.ts';
import { sizeLimit } from './limits.ts';

export type View = {
  readonly uri: string;
  readonly version: number;
  readonly kind: 'document' | 'embedded';
  readonly text: string;
  readonly parsed: Parsed;
  readonly places: Places;
};

/** An open document; `update` changes it in place. */
export type Open = {
  readonly uri: string;
  readonly languageId: string;
  readonly document: TextDocument;
  /** Changes that the parsed document has not seen; undefined where it must be read anew. */
  pending: Change[] | undefined;
  parsed: OpenDocument | undefined;
  views: { version: number; embedded: boolean; list: readonly View[] } | undefined;
};

/** Creates and updates open documents; the shape that the library's document manager asks for. */
export const openDocuments = {
  create: (uri: string, languageId: string, version: number, content: string): Open => ({
    uri, languageId, document: TextDocument.create(uri, languageId, version, content), pending: undefined, parsed: undefined, views: undefined,
  }),
  update(open: Open, changes: TextDocumentContentChangeEvent[], version: number): Open {
    for (const change of changes) {
      if ('range' in change) {
        const [from, to] = [open.document.offsetAt(change.range.start), open.document.offsetAt(change.range.end)];
        open.pending?.push({ start: Math.min(from, to), end: Math.max(from, to), text: change.text });
      } else open.pending = undefined;
      TextDocument.update(open.document, [change], version);
    }
    if (changes.length === 0) TextDocument.update(open.document, [], version);
    return open;
  },
};

export function isRem(open: Open): boolean {
  return open.languageId === 'rem' || open.uri.endsWith('.rem');
}

export function isTooLarge(open: Open): boolean {
  return isRem(open) && open.document.getText().length > sizeLimit;
}

/** Every view of the document, in text order. `embedded: false` leaves other languages alone. */
export function viewsOf(open: Open, options: { embedded: boolean }): readonly View[] {
  const { version } = open.document;
  if (open.views?.version === version && open.views.embedded === options.embedded) return open.views.list;
  const list = makeViews(open, options);
  open.views = { version, embedded: options.embedded, list };
  return list;
}

function makeViews(open: Open, options: { embedded: boolean }): View[] {
  const base = { uri: open.uri, version: open.document.version };
  if (isTooLarge(open)) return [];
  if (isRem(open)) {
    const parsed = currentParse(open);
    return [{ ...base, kind: 'document', text: parsed.text, parsed, places: placesOf(open.document) }];
  }
  if (!options.embedded) return [];
  return findRegions(open.languageId, open.document.getText()).map((region) => {
    const parsed = openDocument(region.text);
    return { ...base, kind: 'embedded', text: region.text, parsed, places: placesOfRegion(open.document, region) };
  });
}

function currentParse(open: Open): OpenDocument {
  const text = open.document.getText();
  const last = (open.pending?.length ?? 0) - 1;
  open.parsed = open.parsed && open.pending
    ? open.pending.reduce((parsed, change, index) => updateDocument(parsed, change, index === last ? text : undefined), open.parsed)
    : openDocument(text);
  open.pending = [];
  return open.parsed;
}
