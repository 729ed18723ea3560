/**
 * Does an answer say what the request says? Both are laid beside each other: times, numbers, order, counting, negation, tables, tags, directions. What was
 * said and is not in the answer is `missing`; what the answer has and nobody said is `unsaid`. A small model forgets and invents; a reader sees
 * both at once. The counts weigh in the confidence, and an answer that disagrees is compared with the next best ones (`generate.ts`).
 */
import { parse, type Statement } from '@rem/grammar';
import { timeSaid } from './mending/times.ts';
import { restOf } from './agreement/rest.ts';
import { sideAsked } from './agreement/sides.ts';
import { deniedTags, isAskedFor, isDenied, isLeftOut } from './agreement/denials.ts';
import { leftOverWords } from './agreement/left-over.ts';
import { askAround, conditionAfterText, conditionInText, cues, dayOfMonth, firmTableWords, kindsIn, numberWords, ownerSaid, single, tableWords, time, withoutSummary } from './agreement/words.ts';
import { foldedWords, foldText, saysWhole } from './fold.ts';
import { hasEvidence } from './known-constants.ts';
import { valuesOf, type Value } from './values.ts';

export type Agreement = { missing: string[]; unsaid: string[] };

/** `answer` is one statement with symbolic dates, `named` labels that the request surely names. */
export function agreement(request: string, answer: string, named: readonly string[] = []): Agreement {
  const [statement] = parse(answer).tree.statements;
  if (!statement) return { missing: [], unsaid: [] };
  const values = valuesOf(statement, answer);
  const rest = restOf(foldText(request), values);
  const found: Agreement = { missing: [], unsaid: [] };
  const seen: Seen = { rest, bare: rest.replaceAll('§', ' '), asked: askingPart(rest), answer, statement, values, request: foldText(request), tell: (list, what, when) => { if (when) found[list].push(what); }, surely: (what, when) => { if (when) for (const list of ['missing', 'unsaid'] as const) found[list].push(what); } };
  const said = foldText(answer).replace(/[^\p{L}\p{N}]+/gu, ' ');
  for (const label of named) if (!named.some((other) => other !== label && foldText(other).includes(foldText(label)))) seen.tell('missing', label, /LOOKUP/.test(answer) && !said.includes(foldText(label).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()) && saysWhole(seen.asked, label));
  for (const look of [times, numbers, order, measures, negations, tables, kinds, labels, walks, verbs, quotes, leftOver]) look(seen);
  return found;
}

/** What was said before it is taken back. */
const correction = /^.*(?:\bno(?:[,:;.!]| wait| only| just)|\b(?:forget|scratch|sorry|i mean|rather)\b|\bonly(?= §))/;

/** The sentences that hold a value of the answer, where one does, without what they take back; what is told besides, and when that happened, asks for nothing. */
function askingPart(rest: string): string {
  const asking = rest.split(/(?<=[.?!:;]|\.\.)\s+/).filter((sentence) => sentence.includes('§')).join(' ');
  const last = asking.replace(correction, '');
  return last.includes('§') ? last : asking === '' ? rest : asking;
}

type Seen = {
  /** The request without the answer's values, each of which left a `§`; `bare` without those too. */
  rest: string; bare: string; /** `rest` without the sentences beside the one that asks. */ asked: string; request: string; answer: string; statement: Statement; values: readonly Value[];
  tell(list: keyof Agreement, what: string, when: boolean): void;
  /** For what is read right in nearly all of 18,600 written requests: counts as both, what was said is missing and what stands there was not said. */
  surely(what: string, when: boolean): void;
};

function times({ bare, asked, answer, tell }: Seen): void {
  const said = [...bare.matchAll(time)].length;
  const words = [...answer.matchAll(/(>=|<=|<|>|=)\s*'@([\w-]+)'/g)].map((match) => ({ operator: match[1]!, word: match[2]! }));
  tell('missing', 'a time', words.length === 0 && asked.search(time) >= 0);
  tell('unsaid', 'a time', said === 0 && words.length > 0);
  tell('missing', 'the day', words.length > 0 && dayOfMonth.test(bare) && !words.some(({ word }) => /\d-\d\d$/.test(word) && word.length !== 7));
  tell('missing', 'both ends', words.length > 0 && /\bbetween\b.*\band\b/.test(bare) && !(words.some(({ operator }) => operator === '>=') && words.some(({ operator }) => operator.startsWith('<'))));
  if (said === 0) return;
  for (const { operator, word } of words) {
    tell('unsaid', `@${word}`, !isSaid(word, bare));
    tell('unsaid', 'created_at', / moments\b/.test(answer) && answer.includes('created_at') && !/\b(?:created|added|entered)\b/.test(bare));
    tell('missing', 'dated', /\bdated\b/.test(bare) && answer.includes('created_at'));
    tell('missing', 'updated', /\b(?:updated|changed|edited|modified|touched)\b/.test(bare) && answer.includes('created_at'));
    if (words.length > 1) continue;
    const meant = timeSaid(bare);
    tell('missing', `@${meant?.word}`, meant !== undefined && meant.word !== word);
    tell('missing', meant?.operator ?? '', meant !== undefined && meant.word === word && meant.operator !== operator);
    if (meant) continue;
    tell('missing', 'since', operator === '=' && /\b(?:since|before|after|until|till|up to)\b/.test(bare) && !/\b(?:after|before) (?:lunch|noon|the)\b/.test(bare));
    tell('unsaid', operator, (operator === '>=' && !cues.since.test(bare) && !/\bfrom\b/.test(bare)) || (operator === '<' && !cues.before.test(bare) && !/\bold\b|\bago\b/.test(bare)) || (operator === '>' && !cues.after.test(bare)));
  }
}

/** Do the request's words speak for this date word? */
function isSaid(word: string, bare: string): boolean {
  const length = /^(\d+)([hdwmy])$/.exec(word);
  if (length) return hasNumber(bare, Number(length[1])) || (length[1] === '1' && new RegExp(`\\b${{ h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' }[length[2]!]!}\\b`).test(bare)) || (word === '6m' && /\bhalf\b/.test(bare));
  const calendar = /^(?:(\d{4})-)?(\d\d)?(?:-(\d\d))?$/.exec(word);
  if (/^\d{4}/.test(word)) return bare.includes(word.slice(0, 4)) && (word.length < 8 || hasNumber(bare, Number(word.slice(8))));
  if (calendar && /^\d\d-\d\d$/.test(word)) return hasNumber(bare, Number(word.slice(3)));
  if (word === 'today') return /\b(?:today|todays|tonight|this (?:morning|afternoon|evening)|now|so far)\b/.test(bare);
  if (word === 'yesterday') return /\byesterday|\blast night/.test(bare);
  if (word === 'now') return cues.after.test(bare) || /\bnow\b/.test(bare);
  const [which, unit] = word.includes('_') ? word.split('_') as [string, string] : ['', word];
  const leads = { this: /\b(?:this|current|these)\b/, last: /\b(?:last|previous|past)\b/, next: /\b(?:next|coming)\b/, '': /(?:)/ }[which] ?? /(?:)/;
  const quarter = /^q([1-4])$/.exec(unit);
  if (quarter) return new RegExp(`\\bq${quarter[1]}\\b|\\b${['first', 'second', 'third', 'fourth'][Number(quarter[1]) - 1]} quarter`).test(bare);
  return leads.test(bare) && bare.includes(unit.slice(0, 3));
}

function hasNumber(text: string, number: number): boolean {
  return [...text.matchAll(/\d+(?:\.\d+)?/g)].some((match) => Number(match[0]) === number) || text.split(/[^a-z]+/).some((word) => Object.hasOwn(numberWords, word) && numberWords[word] === number);
}

function numbers({ bare, asked, answer, statement, tell }: Seen): void {
  const written = [...answer.matchAll(/\b(LIMIT|DEPTH|THRESHOLD) (\d*\.?\d+)/g)].map((match) => ({ clause: match[1]!, value: Number(match[2]) }));
  for (const { clause, value } of written) {
    const isOne = clause === 'LIMIT' && value === 1 && /\b(?:newest|latest|oldest|biggest|largest|longest|shortest|smallest|first|last|most recent|earliest|one|single)\b/.test(bare);
    const isWhole = clause === 'DEPTH' && value === 4 && cues.whole.test(bare);
    const isShare = clause === 'THRESHOLD' && (hasNumber(bare, Math.round(value * 100)) || bare.includes(String(value).replace(/^0/, '')));
    tell('unsaid', `${clause} ${value}`, !isOne && !isWhole && !isShare && !hasNumber(bare, value));
  }
  for (const [, size] of answer.matchAll(/pg_size_bytes\('(\d+)/g)) tell('unsaid', `${size} bytes`, size !== '1' && !hasNumber(bare, Number(size)) && !/\bhalf\b/.test(bare));
  const [plain, near] = [bare, asked].map((text) => text.replace(time, ' ')) as [string, string];
  const said = [...near.matchAll(/(?<![\w.-])\d+(?:\.\d+)?(?![\w-])/g)].map((match) => Number(match[0]));
  const digits = new Set([...answer.matchAll(/\d*\.?\d+/g)].flatMap((match) => [Number(match[0]), Math.round(Number(match[0]) * 100)]));
  for (const word of near.match(/\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|couple|fifteen|twenty|thirty)\b/g) ?? []) said.push(numberWords[word]!);
  tell('missing', 'a number', said.some((number) => !digits.has(number)));
  tell('missing', 'LIMIT 1', single.test(bare) && /^SELECT \*/.test(answer) && !answer.includes('LIMIT'));
  tell('missing', 'LIMIT 1', statement.kind === 'search' && /\b(?:one|single) (?:doc|note|page|document|article|result|hit|match|file)\b/.test(bare) && !answer.includes('LIMIT'));
  tell('missing', 'LIMIT', /\b(?:top|best|limit|max|at most|up to|first|no more than)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozen)\b/.test(plain) && !/LIMIT|THRESHOLD|DEPTH|<= |pg_size|INTERVAL/.test(answer));
  tell('missing', 'THRESHOLD', /\b(?:similarity|threshold|similar)\b/.test(plain) && /\.\d|%|percent/.test(plain) && !answer.includes('THRESHOLD'));
}

function order({ bare: whole, answer, statement, tell }: Seen): void {
  const bare = whole.replace(time, ' ').replace('longest ago', 'oldest');
  const by = /ORDER BY (.*?)( DESC| ASC)?(?= LIMIT| LOAD| MEMO|$)/.exec(answer);
  const isDown = by?.[2] === ' DESC';
  const said = { down: cues.newest.test(bare) || cues.most.test(bare), up: cues.oldest.test(bare) || cues.least.test(bare) || cues.alphabetical.test(bare) };
  if (!by) tell('missing', 'an order', (statement.kind === 'sql' && !/MAX\(|MIN\(|SUM\(|AVG\(/.test(answer) && (cues.newest.test(bare) || cues.oldest.test(bare) || cues.least.test(bare) || /\b(?:biggest|largest|longest|alphabetical\w*|sorted|ordered)\b/.test(bare))) || (statement.kind === 'traverse' && /\b(?:strongest|heaviest|weakest|lightest|(?:newest|oldest) (?:link|edge)s?)\b/.test(bare)));
  else if (!answer.includes('date_trunc')) {
    tell('unsaid', 'an order', !said.down && !said.up && !cues.sorted.test(bare) && !/\b(?:last|first|recent\w*|lately)\b/.test(bare));
    tell('unsaid', 'its direction', (isDown && said.up && !said.down) || (!isDown && said.down && !said.up));
  }
}

function measures({ bare, answer, statement, tell, surely }: Seen): void {
  if (statement.kind !== 'sql') {
    tell('missing', 'COUNT', /\bhow many\b|\bhow often\b/.test(bare) && !answer.includes('PLAN'));
    return;
  }
  const has = (part: string): boolean => answer.includes(part);
  tell('missing', 'COUNT', cues.count.test(bare) && !has('COUNT('));
  tell('unsaid', 'COUNT', has('COUNT(') && !cues.count.test(bare) && !cues.each.test(bare) && !/\bthan|at least|most\b/.test(bare));
  surely('the names alone', /^SELECT \*/.test(answer) && cues.namesOnly.test(bare));
  tell('missing', 'AVG', cues.average.test(bare.replace('typical', ' ')) && !has('AVG('));
  tell('unsaid', 'AVG', has('AVG(') && !cues.average.test(bare));
  tell('unsaid', 'SUM', has('SUM(') && !cues.total.test(bare));
  tell('missing', 'GROUP BY', /\bper\b|\bgrouped\b|\bgroup by\b|\b(?:for|of) each\b/.test(bare) && !has('GROUP BY'));
  tell('unsaid', 'GROUP BY', has('GROUP BY') && !cues.each.test(bare) && !/\b(?:than|at least|most)\b/.test(bare));
  tell('unsaid', 'DISTINCT', has('DISTINCT') && !cues.different.test(bare));
  for (const [word, unit] of [['day', 'day'], ['week', 'week'], ['month', 'month'], ['year', 'year']] as const) tell('missing', unit, new RegExp(`\\b(?:per|each|every|by) ${word}\\b`).test(bare) && !has(`date_trunc('${unit}'`));
}

function negations({ rest, bare, request, answer, statement, tell, surely }: Seen): void {
  if (statement.kind !== 'sql' && statement.kind !== 'search') return;
  const has = /\bNOT\b(?! NULL)|<>|IS NULL|\) = 0|< '@/.test(answer);
  tell('missing', 'a negation', cues.firmNegation.test(bare) && !has);
  tell('unsaid', 'not this kind', answer.includes('moment_type <>') && !/\b(?:not|no|except|without|other than|excluding|but|besides|apart from|arent|werent|minus|leave out)\b[^§]{0,24}\b(?:meetings?|calls|syncs|conversations?|chats?|reflections?|planning|problem|debugging|learnings?|study|social|observations?|accomplishments?|achievements?|wins)|(?:excluded)/.test(bare));
  tell('missing', 'not with', /\b(?:without|not|except) §/.test(rest) && /ILIKE|= ANY/.test(answer) && !/NOT /.test(answer));
  const without = withoutSummary(bare);
  tell('missing', 'summary', without !== undefined && !/\bsummary (?:IS|I?LIKE|NOT)/.test(answer));
  tell('unsaid', 'summary', without !== undefined && answer.includes(`summary IS ${without ? 'NOT ' : ''}NULL`));
  surely('untagged', cues.untagged.test(bare) && !answer.includes('cardinality(tags)'));
  const denied = deniedTags(request, answer);
  for (const tag of denied) {
    tell('missing', `without the tag ${tag}`, !isLeftOut(tag, answer));
    tell('unsaid', `the tag ${tag}`, isAskedFor(tag, answer));
  }
  for (const [, tag] of answer.matchAll(/NOT \('([^']+)' = ANY\(tags\)\)/g)) tell('unsaid', `without the tag ${tag}`, !denied.includes(foldText(tag!)) && request.includes(`tagged ${foldText(tag!)}`));
  for (const [, isOther, category] of answer.matchAll(/\b(?:category (?:=|(<>)) |CATEGORY )['"]([^'"]+)['"]/g)) {
    const isTag = denied.includes(foldText(category!));
    tell('unsaid', `category ${category}`, isTag);
    surely(`not ${category}`, !isTag && isOther === undefined && isDenied(request, foldText(category!)));
  }
  tell('unsaid', 'a negation', /\bNOT\b(?! NULL)|<>|IS NULL/.test(answer) && !cues.negation.test(bare));
}

function tableOf(answer: string): string | undefined {
  return /\b(?:FROM|IN) (files|moments|entities|resources)\b/.exec(answer)?.[1];
}

function tables({ bare, answer, statement, tell }: Seen): void {
  if (statement.kind !== 'sql' && statement.kind !== 'search' && statement.kind !== 'fuzzy') return;
  const table = tableOf(answer) ?? (statement.kind === 'search' ? 'resources' : undefined);
  const firm = Object.keys(firmTableWords).filter((name) => firmTableWords[name]!.test(bare));
  tell('missing', 'the table', firm.length === 1 && table !== firm[0]);
  if (table !== undefined && table !== 'resources' && statement.kind !== 'sql') tell('unsaid', `IN ${table}`, !tableWords[table]!.test(bare));
  tell('unsaid', 'IN resources', statement.kind === 'search' && answer.includes(' IN resources') && !/\bresources?\b/.test(bare));
}

/** Kinds that were said, and search texts that swallowed a condition. */
function kinds({ bare, request, answer, statement, values, tell }: Seen): void {
  if (statement.kind !== 'sql' && statement.kind !== 'search') return;
  const said = kindsIn(bare);
  tell('missing', 'the kind', /(?:FROM|IN) moments/.test(answer) && said.some((kind) => !answer.includes(`'${kind}'`)) && !/\bmoment_type <>/.test(answer));
  const kind = /moment_type = '(\w+)'/.exec(answer)?.[1];
  tell('unsaid', 'the kind', kind !== undefined && !hasEvidence(kind, foldedWords(request)));
  const text = values.find((value) => value.kind === 'text')?.value;
  if (statement.kind !== 'search' || text === undefined) return;
  const folded = foldText(text);
  tell('missing', 'a condition', conditionInText.test(`${folded} `) || /\b(?:tagged|in category|in the category)\b/.test(folded) || conditionAfterText.test(folded) || askAround.test(folded));
  tell('missing', 'a time', new RegExp(time).test(folded) && !/^(?:how|why|what|when|who|where|which)\b/.test(folded) && folded.split(' ').length > 2);
}

function labels({ rest, bare, request, answer, statement, tell, surely }: Seen): void {
  if (statement.kind !== 'sql' && statement.kind !== 'search') return;
  const tags = /(?:^|[^_])tags\b/.test(answer);
  tell('missing', 'tags', cues.tagged.test(bare) && !/tags|AS tag\b/.test(answer));
  tell('unsaid', 'tags', tags && !cues.tagged.test(bare));
  tell('missing', 'category', cues.category.test(bare) && !/category|CATEGORY/.test(answer));
  tell('unsaid', 'contains', / ILIKE '%/.test(answer) && /\b(?:starts?|begins?|starting|beginning) with\b|\bprefix\b/.test(bare));
  tell('unsaid', 'starts', / ILIKE '[^%]+%'/.test(answer) && /\b(?:contain\w*|includ\w*|ends?|ending)\b/.test(bare) && !/\b(?:under|starts?|begins?|folder)\b/.test(bare));
  tell('missing', 'contains', / ILIKE '%[^%']+'/.test(answer) && !/\b(?:ends?|ending|suffix|extension)\b/.test(bare) && !/'%\./.test(answer));
  tell('unsaid', 'either', /&& ARRAY| IN \('/.test(answer) && !/\b(?:or|either|any|and|plus|both|one of)\b|[,&+\/]/.test(bare));
  tell('unsaid', 'either', /tags && ARRAY/.test(answer) && /§ (?:and|plus|&|\+) §/.test(rest) && !/\b(?:or|either|any)\b/.test(bare));
  tell('unsaid', 'both', /tags @> ARRAY/.test(answer) && /§ or §/.test(rest));
  tell('unsaid', 'topics', answer.includes('topic_tags') && !cues.topic.test(bare));
  tell('missing', 'topics', /\btopics? §/.test(rest) && statement.kind === 'sql' && !answer.includes('topic_tags'));
  for (const [type, words] of [['application/pdf', /\bpdfs?\b/], ['image/jpeg', /\bjpe?gs?\b/], ['image/png', /\bpngs?\b/], ['image/%', /image|photo|picture|screenshot/], ['video/%', /video|clip|movie/], ['audio/%', /audio|sound|recording/], ['text/csv', /\bcsvs?\b/], ['application/json', /json/], ['text/markdown', /markdown|\bmd\b/], ['text/plain', /text|txt/]] as const) {
    tell('unsaid', type, answer.includes(`'${type}'`) && !words.test(bare));
    if (type !== 'text/plain' && type !== 'text/markdown') tell('missing', type, statement.kind === 'sql' && answer.includes('FROM files') && words.test(bare) && !/mime_type|name ILIKE/.test(answer));
  }
  const ending = /(?<![\w.])\.([a-z][a-z0-9]{1,6})\b/.exec(bare)?.[1];
  tell('missing', 'the ending', ending !== undefined && answer.includes('FROM files') && !answer.includes(`.${ending}'`));
  const exact = /mime_type = '\w+\/([\w.+-]+)'/.exec(answer)?.[1];
  tell('unsaid', 'the type', exact !== undefined && !/^(?:pdf|jpeg|png|csv|json|markdown|plain)$/.test(exact) && !bare.includes(exact.replace(/[^a-z0-9].*$/, '')));
  const owner = ownerSaid(request);
  surely('an owner', owner !== undefined && !answer.includes(`${owner.column} =`));
  for (const status of ['failed', 'pending', 'completed'] as const) tell('missing', status, answer.includes('FROM files') && new RegExp(`\\b${status}\\b`).test(bare) && !answer.includes(`'${status}'`));
}

function walks({ rest, bare, answer, statement, tell, surely }: Seen): void {
  if (statement.kind !== 'traverse') return;
  const direction = /DIRECTION (\w+)/.exec(answer)?.[1];
  tell('missing', 'BOTH', cues.both.test(bare) && direction !== 'BOTH');
  tell('unsaid', 'BOTH', direction === 'BOTH' && !cues.both.test(bare));
  tell('missing', 'DEPTH', /\b(?:hops?|levels?|depth|radius|transitive\w*|all the way|recursively|indirectly|as far as (?:it|they|that|you|we|possible|the chain))\b/.test(bare) && !answer.includes('DEPTH'));
  tell('unsaid', 'DEPTH', answer.includes('DEPTH') && !cues.depth.test(bare) && !cues.whole.test(bare));
  tell('missing', 'MEMO', /\bmemo\b|\bnote to self\b/.test(bare) && !answer.includes('MEMO'));
  tell('unsaid', 'no memo', /\b(?:memo|note to self|note for later):/.test(bare) && !answer.includes('MEMO'));
  tell('unsaid', 'MEMO', answer.includes('MEMO') && !cues.memo.test(bare));
  tell('missing', 'LOAD', /\b(?:full|whole|complete) (?:rows?|records?)\b|\bload (?:them|it|all)\b/.test(bare) && !answer.includes('LOAD'));
  tell('unsaid', 'LOAD', answer.includes('LOAD') && !cues.load.test(bare));
  tell('missing', 'PLAN', /\b(?:statistics|stats|plan only|edge counts|just the counts|kinds of (?:edges|relations|links))\b/.test(bare) && !answer.includes('PLAN'));
  tell('unsaid', 'PLAN', answer.includes('TRAVERSE PLAN') && !cues.edgeCounts.test(bare));
  const table = / IN (\w+)/.exec(answer)?.[1];
  tell('unsaid', 'a table', table !== undefined && statement.from?.kind === 'lookup' && !(firmTableWords[table]?.test(bare) ?? true));
  const only = /\b(?:only|just)(?: the)? (documents|docs|notes|files|moments|entities)\b|\b(documents|docs|notes|files|moments|entities) only\b/.exec(bare);
  tell('missing', 'the table', only !== null && statement.from?.kind === 'lookup' && table === undefined);
  tell('unsaid', 'DEPTH', / DEPTH [2-9]/.test(answer) && /\bnothing deeper\b|^direct\b/.test(bare));
  const edges = (statement.edgeTypes?.types ?? []).map((type) => type.value);
  if (direction === 'BOTH') return;
  if (edges.length === 0) {
    tell('unsaid', 'INBOUND', direction === 'INBOUND' && !cues.inbound.test(bare));
    tell('missing', 'INBOUND', direction === undefined && /\b(?:inbound|incoming|points? (?:at|to)|pointing (?:at|to)|backlinks?|leads? to)\b/.test(bare));
    return;
  }
  if (/\b(?:inbound|incoming|backwards)\b/.test(bare)) return tell('missing', 'INBOUND', direction === undefined);
  const sides = new Set(edges.map((edge) => sideAsked(edge, rest)));
  const [side] = sides;
  if (sides.size !== 1 || side === undefined) return;
  surely('INBOUND', (side === 'in') !== (direction === 'INBOUND'));
}

function verbs({ bare, answer, statement, tell }: Seen): void {
  tell('unsaid', 'FUZZY', answer.includes('FUZZY') && !cues.unsure.test(bare));
  tell('missing', 'FUZZY', /\b(?:sounds like|something like|spelled (?:like|close)|not sure how|spelling|fuzzy|starts with|starting with|or however)\b/.test(bare) && !answer.includes('FUZZY') && statement.kind !== 'sql');
  tell('missing', 'SEARCH', cues.about.test(bare) && !answer.includes('SEARCH') && statement.kind !== 'fuzzy');
  tell('unsaid', 'THRESHOLD', answer.includes('THRESHOLD') && !cues.similarity.test(bare));
  const field = / FIELD (\w+)/.exec(answer)?.[1];
  tell('unsaid', 'FIELD', field !== undefined && !bare.includes(field.slice(0, 5)));
  tell('missing', 'FIELD', statement.kind === 'search' && field === undefined && /\b(?:only|just|search|in the) (?:in )?(?:the )?(?:summaries|summary|contents?|names)\b/.test(bare));
}

/** Quoted words are a value. */
function quotes({ request, answer, tell }: Seen): void {
  const written = foldText(answer.replaceAll('\\"', '"')).replace(/[^\p{L}\p{N}]+/gu, ' ');
  for (const [, quoted] of request.matchAll(/["“”]([^"“”]{2,})["“”]/g)) tell('missing', 'what is quoted', !written.includes(quoted!.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()));
}

/** Names of things in the request (with a sign or digit inside), and plain words that say something, of which the answer holds nothing. */
function leftOver({ rest, bare, asked, answer, tell }: Seen): void {
  const written = foldText(answer);
  const names = rest.replace(time, ' ').match(/(?<!\S)(?=\S*[a-z])(?=\S*[_/@]|\S*\d\S*-|\S*-\S*\d)[\w@.+/-]{6,}/g) ?? [];
  tell('missing', 'a name', names.some((name) => !written.includes(name)));
  for (const word of leftOverWords(bare.replace(cues.count, ' '), answer)) tell('missing', word, asked.includes(word));
}
