/**
 * What people say for the parts of a query: the cues by which a request and an answer are laid beside each other. All are looked for in folded text
 * (lower case, no accents, no apostrophes) from which the answer's own values were taken out.
 */
const months = 'january|february|march|april|june|july|august|september|october|november|december';
const shortMonths = 'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const days = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const units = 'hours?|hrs?|h|days?|weeks?|wks?|wk|months?|quarters?|years?|yrs?|fortnight|weekend';
const small = 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|couple of|few';

/** Any mention of a time. */
export const time = new RegExp([
  `\\b(?:today|yesterday|tomorrow|tonight|upcoming|last night|this (?:morning|afternoon|evening))s?\\b`,
  `\\b(?:last|past|previous|this|these|next|current)\\s+(?:\\d+\\s*|(?:${small})\\s+|half\\s+(?:a\\s+)?)?(?:${units}|${days}|${months})s?\\b`,
  `\\b(?:\\d+|${small}|half a|an?)\\s*(?:hours?|hrs?|days?|weeks?|wks?|months?|quarters?|years?|yrs?|fortnight)\\s+(?:old|ago)\\b`,
  `\\b(?:older|newer|more recent) than\\s+(?:half an?|an?|\\d+|${small})\\s*(?:${units})\\b`,
  `\\b(?:since|before|after|until|till|from|on|in|during|of|by)\\s+(?:the\\s+)?(?:${days}|${months}|${shortMonths}|may)\\b`,
  `\\b(?:${days})s?\\b`, `\\b(?:${months})s?\\b`, `\\bq[1-4]\\b`, `\\b(?:first|second|third|fourth) quarter\\b`, `\\b(?:19|20)\\d\\d(?:[-/.]\\d\\d)*\\b`, `\\b\\d\\d[-/.]\\d\\d[-/.](?:19|20)\\d\\d\\b`,
  `\\bfortnight\\b`, `\\b(?:past|last) (?:half )?(?:a )?(?:hour|day|week|month|year)s?\\b`, `\\bcoming up\\b|\\bin the future\\b|\\bstill to come\\b|\\bahead of us\\b|\\bso far today\\b`,
].join('|'), 'g');

export const cues = {
  newest: /\b(?:newest|latest|most recent(?:ly)?|freshest|last \d+|last (?:two|three|four|five|six|ten)|new to old|reverse chronological|descending|very last|last (?:doc|note|file|meeting|moment|upload)\w*)\b/,
  oldest: /\b(?:oldest|earliest|longest ago|very first|old to new|chronological|in (?:the )?order (?:of|i|we|they)|by time|ascending|least recent\w*)\b/,
  most: /\b(?:biggest|largest|heaviest|longest|strongest|greatest|highest|most|top|descending|big to small|lengthiest)\b/,
  least: /\b(?:smallest|tiniest|shortest|briefest|weakest|lightest|lowest|(?<!at )least|ascending|small to big)\b/,
  sorted: /\b(?:sort|sorted|order|ordered|ranked?|rank|alphabetical(?:ly)?|a to z|a-z|by name|by time|by size|by date|first$|first,|on top)\b/,
  alphabetical: /\b(?:alphabetical(?:ly)?|a to z|a-z|by (?:their )?(?:name|title)s?|order of name)\b/,
  count: /\b(?:how m[ae]?n\w{0,2}|how often|count|counts|counted|nu?m\w*er of|amount of|total number|# of|frequenc\w+|how common)\b/,
  average: /\b(?:average|(?<!\b(?:i|you|we|that) )mean|avg|typical|on average)\b/,
  total: /\b(?:total|sum|combined|altogether|in all|overall|take up|take together|take in)\b/,
  each: /\b(?:per|by|each|every|grouped|breakdown|distribution|distributed|broken down|tally)\b|\b\w+ (?:frequencies|counts|statistics)\b|\bcome up most\b|\bmost (?:used|common|frequent)\b/,
  different: /\b(?:distinct|unique|different|which|what|all (?:the )?\w+ (?:we|that)|in use|without duplicates|places)\b/,
  negation: /\b(?:not|without|except|excluding|excluded?|other than|besides|arent|isnt|wasnt|werent|dont|doesnt|didnt|havent|hasnt|leave out|leaving out|nobody|no one|apart from|minus|skip|lacks?|lacking|missing|never|neither|nor|no|(?:all|any|anything|everything|nothing) but|save for|outside|un(?:tagged|touched|changed))\b|\bw\/o\b|\bw\/out\b/,
  firmNegation: /\b(?:without|except|excluding|excluded|other than|arent|isnt|wasnt|werent|leave out|leaving out|nobody|apart from|untagged|untouched|not (?:tagged|in|updated|changed|a|the|called|from|filed)|lacking|missing)\b/,
  tagged: /\b(?:tag|tags|tagged|untagged|labell?ed|marked|flagged|carry|carries|carrying|bearing)\b|#\w/,
  category: /\bcategor\w+|\bfiled under\b|\bcat\b|\bclassified\b/,
  untagged: /\buntagged\b(?! (?:as|with))|\b(?:without|no|lacking|w\/o) (?:any |a single )?tags?(?: at all)?(?=$|[.,;?!]| (?:and|yet|set|on them|created|updated|from|in|since|before|after)\b)/,
  namesOnly: /\b(?:names|titles) only\b|\b(?:only|just)(?: (?:the|their))? (?:names|titles)(?=$|[.,;?!]| of\b| please)/,
  topic: /\btopics?\b/,
  depth: /\b(?:hops?|levels?|steps?|deep|deeper|depth|radius|degrees?|transitiv\w+|all the way|whole way|chain|recursiv\w+|indirect(?:ly)?|as far as|whole tree|entire|closure)\b/,
  whole: /\b(?:transitiv\w+|all the way|whole|entire|full|complete|chain|recursiv\w+|indirect(?:ly)?|as far as|so on|closure|everything below|deeper)\b/,
  both: /\b(?:both|either)\s+(?:ways?|directions?|sides?)\b|\bin and out\b|\bincoming and outgoing\b|\binbound and outbound\b|\bwhichever direction\b|\bany direction\b|\bdirection\b|\bto or from\b/,
  inbound: /\b(?:inbound|incoming|pointing (?:at|to)|points? (?:at|to)|leads? (?:to|into)|leading (?:to|into)|backlinks?|backwards|into|back)\b/,
  memo: /\b(?:memo|note to self|note for later|remember)\b/,
  load: /\b(?:full|whole|complete|entire|all) (?:rows?|records?|contents?|details|data|columns)\b|\bloa?d(?:ed)?\b|\beverything in them\b|\btheir (?:contents?|details|data)\b/,
  edgeCounts: /\b(?:plan|statistics|stats|counts?|kinds?|types?|sorts?|overview|profile|how many)\b/,
  unsure: /\b(?:spell\w*|spelt|sounds?|like|similar|roughly|fuzzy|approx\w*|sp|part of|partial|starts?|starting|begins?|beginning|not sure|unsure|or so|or something|misspell\w*|closest|close|near|thereabouts|maybe|written|resembl\w*|som\w*thing|butcher\w*|tongue|possible|typo\w*|ends? in|did you mean|nearly|how its|somebody|guy|heard)\b|~/,
  similarity: /\b(?:similar\w*|threshold|score|cutoff|cut-off|confidence|match\w*|percent|per cent|hits|better|above|at least|nothing below|min)\b|%/,
  about: /\b(?:about|regarding|concerning|anything on|notes? on|docs? on|documents? on|stuff on|related to|to do with|dealing with)\b/,
  since: /\b(?:since|starting|onwards?|or later|and later|ever since|beginning|not older|as of)\b/,
  before: /\b(?:before|prior to|older|earlier than|predate|up to|until|till|no later|not|nobody|untouched|un\w+ed|ended|over)\b/,
  after: /\b(?:after|later than|newer than|past|following|started|upcoming|coming|future|ahead|to come|yet)\b/,
  until: /\b(?:until|till|up to|through|to|and|no later|inclu\w+)\b/,
} as const satisfies Record<string, RegExp>;

/** Words for the kinds of moments and of entities. */
export const kindWords: Record<string, RegExp> = {
  meeting: /\b(?:meetings?|mtgs?|calls|syncs)\b/, conversation: /\b(?:conversations?|chats)\b/, reflection: /\breflections?\b/, planning: /\bplanning (?:sessions?|moments?)\b/, problem_solving: /\b(?:problem.solving|debugging) (?:sessions?|moments?)\b/,
  learning: /\b(?:learning|study) (?:sessions?|moments?)\b|\blearnings\b/, social: /\bsocial (?:moments?|events?|gatherings?)\b/, observation: /\bobservations?\b/, accomplishment: /\b(?:accomplishments?|achievements?|wins)\b/,
};

/** The kinds of moments that folded words name, in their order. */
export function kindsIn(folded: string): string[] {
  return Object.keys(kindWords).filter((kind) => kindWords[kind]!.test(folded)).sort((a, b) => folded.search(kindWords[a]!) - folded.search(kindWords[b]!));
}

/** What one of several is called. */
export function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/(?<=s|x|ch|sh)es$/, '').replace(/(?<![siu])s$/, '');
}

/** The text of a SEARCH that begins so, or holds a time, holds conditions. */
export const conditionInText = /^(?:(?:the|any|all|some|my|our) )?(?:docs?|documents?|notes?|pages?|articles?|files?|uploads?|attachments?|moments?|meetings?|calls|conversations?|chats|reflections?|observations?|accomplishments?|wins|entities|people|persons|projects|teams|concepts|services|organi[sz]ations|companies|products|places|tools|\w+ (?:notes|docs|pages|moments|sessions)|\w+s) (?:about|on|regarding|concerning|related to|dealing with|that|who|we use for|around|tagged|from) /;

export const conditionAfterText = / (?:in|at|from|during) (?:any|a|the|our|my|some) (?:meetings?|conversations?|calls?|chats?|moments?)$/;

/** A question by the person themselves, whose text is what stands after "about". */
export const askAround = /^(?:what|anything|something|everything|whatever)(?: (?:have|did|do|had) (?:i|we|you|our (?:docs|notes)|the (?:docs|notes)))?(?: (?:ever|already))?(?: (?:written|write|wrote|know|have|said|say|noted|note|got|documented|document))?(?: down)? (?:about|on|regarding|concerning) /;

/** One thing of its sort: the answer is a single row. */
export const single = /\b(?:newest|latest|most recent|oldest|earliest|biggest|largest|longest|shortest|smallest|very first|very last)(?: \w+)? (?:doc|document|note|page|file|upload|pdf|image|video|moment|meeting|call|conversation|reflection|observation|session|entry|one)\b(?! \w+s\b)/;

export const dayOfMonth = new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)\\b|\\b\\d{1,2}\\.? (?:of )?(?:${months}|${shortMonths})\\b|\\b(?:${months}|${shortMonths}) \\d{1,2}\\b(?! ?\\d)|\\b(?:first|second|third|fourth|fifth|\\w+th) of (?:${months})\\b|\\b(?:19|20)\\d\\d-\\d\\d-\\d\\d\\b`);

/** Words that name a table, or what is in it. */
export const tableWords: Record<string, RegExp> = {
  files: /\b(?:files?|uploads?|uploaded|attachments?|pdfs?|images?|photos?|pictures?|videos?|audio|csvs?|pngs?|jpe?gs?|json|mime|screenshots?)\b|\.\w{2,4}\b/,
  moments: /\b(?:moments?|meetings?|mtgs?|calls?|syncs?|conversations?|chats?|talks?|talk(?:ed)?|discuss\w*|reflections?|planning|sessions?|social|observations?|accomplishments?|achievements?|wins|learnings?|happened|happen|when|memor\w+|remember|feel|felt|feeling|emotions?|mood|days?|times|did|was|were|present|with|experiences?|spoke|speak|chatted|brought up|mentioned|places?|locations?|events?|gatherings?)\b/,
  entities: /\b(?:entit\w+|people|persons?|who|colleagues?|projects?|teams?|concepts?|services?|organi[sz]ations?|compan\w+|products?|places?|tools?|types?|kinds?|somebody|someone)\b/,
  resources: /\b(?:resources?|docs?|documents?|notes?|pages?|articles?|write-?ups?|entries|posts?|texts?|wrote|written|writing|categor\w+|tags?)\b/,
};

/** Words that name a table and nothing else. */
export const firmTableWords: Record<string, RegExp> = {
  files: /\b(?:files?|uploads?|attachments?)\b/,
  moments: /\b(?:moments?|meetings?|conversations?|reflections?|observations?|accomplishments?)\b/,
  entities: /\b(?:entities)\b/,
  resources: /\b(?:resources|docs|documents|notes|pages|articles)\b/,
};
export const numberWords: Record<string, number> = { one: 1, two: 2, couple: 2, both: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, dozen: 12, twelve: 12, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, hundred: 100, half: 6, fortnight: 2, ...Object.fromEntries(['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth', 'eleventh', 'twelfth'].map((word, at) => [word, at + 1])) };

/** Whether rows without a summary are asked for (true), with one (false), or nothing is said of it. */
export function withoutSummary(folded: string): boolean | undefined {
  if (/\b(?:no|without|lacks?|lacking|missing|w\/o|w\/out)(?: an?| any| the| their)? summar(?:y|ies)\b/.test(folded)) return true;
  return /\b(?:with|have|has|having)(?: an?| any)? summar(?:y|ies)\b(?! (?:of|like|contain|about|that|which|end|start|begin|prefix))/.test(folded) ? false : undefined;
}

/** Whose rows are asked for: a user or a tenant by its identifier, which holds a digit or a hyphen. */
export function ownerSaid(folded: string): { column: 'user_id' | 'tenant_id'; value: string } | undefined {
  const found = /\b(user|tenant)(?:_id)?(?: is| =|:)? ["']?((?=[a-z]*[\d-])[a-z\d]+(?:-[a-z\d]+)*)(?![\w-])/.exec(folded);
  return found ? { column: found[1] === 'user' ? 'user_id' : 'tenant_id', value: found[2]! } : undefined;
}
