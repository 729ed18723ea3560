/**
 * Folding: what is left of a text when case, accents, apostrophes and separators do not count. Used to compare what a
 * person typed, what a model wrote and what a label is called.
 */

const single = new Map(Object.entries({ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h' }));

/** Lower case, no accents, no apostrophes; length may change. */
export function foldText(text: string): string {
  return text.normalize('NFKD').toLowerCase()
    .replace(/[\p{M}'’‘`´]/gu, '')
    .replace(/[łøđðþßæœıħ]/g, (letter) => single.get(letter) ?? letter);
}

/** Words of the folded text; a possessive ending is dropped, and scripts written without spaces give one word a letter. */
export function foldedWords(text: string): string[] {
  const plain = foldText(text.replace(/['’]s\b/gi, ''));
  return plain.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu)
    ?.flatMap((run) => run.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+/gu) ?? []) ?? [];
}

/** Whether a name stands in a text, all its words and in their order. */
export function saysWhole(text: string, name: string): boolean {
  return ` ${foldKey(text)} `.includes(` ${foldKey(name)} `);
}

/** The key under which two writings are the same. */
export function foldKey(text: string): string {
  return foldedWords(text).join(' ');
}
