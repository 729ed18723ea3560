/**
 * What somebody wrote about a text, held against it: names, abbreviations and numbers must stand there. A language model's summary is a draft, but no
 * draft may bring a person, a firm or a figure of its own.
 */
import { foldText } from '../fold.ts';
import { firstNames } from './labels/first-names.ts';

/** The sentences whose names and numbers the text holds; '' where none is. */
export function sentencesHeld(told: string, text: string): string {
  return told.split(/(?<=[.!?…]["'”’)]*)\s+/).filter((sentence) => isHeld(sentence, text)).join(' ');
}

/** Where A Title Writes Its Words Large, only first names and words of capitals or digits tell. */
export function isHeld(told: string, text: string): boolean {
  const said = new Set(wordsOf(text).map(bare));
  const words = wordsOf(told);
  const long = words.filter((word) => word.length > 3);
  const title = long.length > 1 && long.every((word) => /^\p{Lu}/u.test(word));
  return words.every((word, at) => said.has(bare(word)) || !isTelling(word, title || at === 0));
}

const wordsOf = (text: string): string[] => text.match(/\p{N}+(?:[.,:]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];

const bare = (word: string): string => foldText(word.replace(/['’]s$/i, ''));

/** Whether a word claims something that a text may lack: a number, an abbreviation, a name. */
function isTelling(word: string, mayBeLarge: boolean): boolean {
  if (/\p{N}/u.test(word)) return true;
  if (/^\p{Lu}+s?$/u.test(word)) return word.length > 1;
  if (!/^\p{Lu}/u.test(word) || /^(?:You|Your|I)\b/.test(word)) return false;
  return !mayBeLarge || /\p{Ll}\p{Lu}/u.test(word) || firstNames.has(bare(word));
}
