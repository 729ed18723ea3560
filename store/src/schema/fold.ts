/** `fold` of notes/note.ts as SQL, as near as a database comes: for labels of tables that are not ours. */
import { fold, foldCase, PLAIN_LETTERS } from '../notes/note.ts';
import type { Catalogue } from './catalogue.ts';

export type Fold = (text: string) => string;

/** The folding of names that the keys of this database were made with. */
export function foldOf(catalogue: Catalogue): Fold {
  return catalogue.own || catalogue.unicode ? fold : foldCase;
}

/** `unicode`: the database can take letters and their accents apart. */
export function foldSql(expression: string, unicode: 'unicode' | 'bytes'): string {
  const text = `lower(btrim(regexp_replace(${expression}, '\\s+', ' ', 'g')))`;
  if (unicode === 'bytes') return text;
  // Most labels are plain letters, which are as long in bytes as in letters.
  return `CASE WHEN octet_length(${expression}) = length(${expression}) THEN ${text} ELSE ${bare(text)} END`;
}

function bare(text: string): string {
  const marks = `normalize(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'), NFC)`;
  return PLAIN_LETTERS.reduce((inner, [letter, plain]) => `replace(${inner}, '${letter}', '${plain}')`, marks);
}
