/**
 * A view is REM text that features look at: a whole `.rem` document, or one stretch of REM inside another language.
 * Views are made once per document version and shared by every request for it.
 */
import { parse, type Parsed } from '@rem/grammar';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { placesOf, placesOfRegion, type Places, type Region } from './convert.ts';
import { findRegions } from './embedded/index.ts';

export type View = {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly parsed: Parsed;
  readonly places: Places;
  readonly kind: 'document' | 'embedded';
};

/** Characters that one document may have before it is left alone with a message. */
export const sizeLimit = 4_000_000;

export type ViewOptions = { embedded: boolean };

export type Views = {
  /** Every view of the document, in text order; empty where it holds no REM or is too large. */
  of(document: TextDocument, options: ViewOptions): readonly View[];
  forget(uri: string): void;
};

/** A cache of views, one entry a document. */
export function createViews(): Views {
  const cache = new Map<string, { version: number; embedded: boolean; text: string; views: readonly View[] }>();
  return {
    of(document, options) {
      const known = cache.get(document.uri);
      if (known && known.version === document.version && known.embedded === options.embedded) return known.views;
      const text = document.getText();
      const views = known && known.text === text && known.embedded === options.embedded
        ? known.views.map((view) => ({ ...view, version: document.version }))
        : makeViews(document, text, options);
      cache.set(document.uri, { version: document.version, embedded: options.embedded, text, views });
      return views;
    },
    forget: (uri) => void cache.delete(uri),
  };
}

export function isRem(document: TextDocument): boolean {
  return document.languageId === 'rem' || document.uri.endsWith('.rem');
}

function makeViews(document: TextDocument, text: string, options: ViewOptions): View[] {
  if (text.length > sizeLimit) return [];
  const base = { uri: document.uri, version: document.version };
  if (isRem(document)) return [{ ...base, text, parsed: parse(text), places: placesOf(document), kind: 'document' }];
  if (!options.embedded) return [];
  return findRegions(document.languageId, text).map((region: Region) => ({
    ...base, text: region.text, parsed: parse(region.text), places: placesOfRegion(document, region), kind: 'embedded' as const,
  }));
}
