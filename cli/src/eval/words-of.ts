/** Words of a text as the word-counting baselines and comparisons see them: lower case, endings of the plural cut, no function words. */

const functionWords = new Set('the a an and or but of to in on at for with by from as is are was were be been i you he she it we they me him her us them my your his its our their this that these those not no so if then than do does did have has had will would can could just like um uh yeah okay'.split(' '));

export function tokensOfText(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}[\p{L}\p{N}]+/gu) ?? []).filter((word) => !functionWords.has(word)).map(stemOf);
}

export function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/ies$/, 'y').replace(/(?:ing|ed|es|s)$/, '').replace(/e$/, '') : word.replace(/s$/, '');
}
