/**
 * What a request does not want: "not tagged draft", "any but those with the tag draft", "without the draft tag", "no memos", "except category memo". A
 * denial counts for the word it stands before, not for the whole request. Requests are folded here, and so are the values.
 */
const before = '(?<![\\p{L}\\p{N}])';
const denial = `${before}(?:not|no|never|none|minus|lacking|missing|except|excepting|excluding|exclude|without|w/o|(?:any|anything|all|everything|everyone) but|other than|arent|isnt|wasnt|werent|dont|doesnt|leave out|leaving out|skip|skipping|apart from|besides|save for|neither)`;
const filler = '(?:of|for|the|those|these|ones|any|anything|everything|what|that|which|with|are|is|was|were|be|been|a|an|have|has|carry|carries|carrying|bear|bearing|docs|documents|notes|pages|files|moments|entries)';
const place = '(?:in|from|under|outside|category|categories|filed|file)';
const word = '["“]?([\\p{L}\\p{N}_]+(?:-[\\p{L}\\p{N}_]+)*)["”]?';
const tags = [
  new RegExp(`(?:(?:${denial}|${before}(?:nothing|nobody put))(?: ${filler})* (?:tagged|labell?ed|marked|flagged|(?<!\\bany )tag)(?: (?:as|with|of))?|${before}untagged (?:as|with)) ${word}`, 'gu'),
  new RegExp(`${denial}(?: have| has| carry| carrying| with)?(?: the| a)? ${word} tag\\b`, 'gu'),
];
/** What is denied behind a tag may be a tag too, or a kind. */
const behindTag = new RegExp(`\\btagged [^.;?!]{2,40}?,? (?:and |but )?not ${word}(?=$|[,.;?!])`, 'gu');
const noTag = /^(?:a|an|the|any|anything|nothing|it|them|that|this|on|at|yet|and|or|nor|but|only|is|are|do|so|without|with|as|one|single|less|have|topic|emotion|tagged)$/;

/** `query`, in the generated form, tells whether a word denied behind a tag was taken for one. */
export function deniedTags(request: string, query: string): string[] {
  const surely = tags.flatMap((pattern) => wordsOf(request, pattern)).filter((tag) => !noTag.test(tag));
  return [...new Set([...surely, ...wordsOf(request, behindTag).filter((tag) => isAskedFor(tag, query))])];
}

function wordsOf(request: string, pattern: RegExp): string[] {
  return [...request.matchAll(pattern)].map((match) => match[1]!);
}

/** Whether the request denies a category, by its name or by the plural of it. */
export function isDenied(request: string, category: string): boolean {
  const name = category.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const named = `["“]?(?:${name}(?:s|es)?|${name.replace(/y$/, 'ies')})(?![\\p{L}\\p{N}-])`;
  return new RegExp(`${denial}(?: (?:${filler}|${place}))* ${named}|${before}outside (?:the )?(?:category )?${named}|${before}neither [^.;?!]{2,30} nor (?:(?:${filler}|${place}) )*${named}|${before}${named} (?:is |are )?excluded`, 'u').test(request);
}

/** Whether a query in the generated form leaves out what has the tag. */
export function isLeftOut(tag: string, query: string): boolean {
  return new RegExp(`NOT \\([^()]*'${tag}'`, 'iu').test(query);
}

/** Whether it asks for what has the tag. */
export function isAskedFor(tag: string, query: string): boolean {
  return !isLeftOut(tag, query) && new RegExp(`'${tag}' = ANY\\(tags\\)|\\btags (?:&&|@>) ARRAY\\[[^\\]]*'${tag}'`, 'iu').test(query);
}
