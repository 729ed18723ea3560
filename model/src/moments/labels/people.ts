/**
 * Who is in a moment: speakers by their labels, names that are called or told to be there, names that are only spoken about. A capitalised word is
 * a person by how it is used (called, greeted, says something, stands beside another name), by the file's speakers, by the memory's own people, and
 * by whether it is a known first name. Nothing is a person that the text does not name.
 */
import { foldedWords } from '../../fold.ts';
import type { Utterance } from '../read/index.ts';
import type { Words } from '../words.ts';
import { firstNames, kinNames, titles } from './first-names.ts';

export type Person = { name: string; role: 'speaker' | 'addressed' | 'mentioned'; /** Label of the memory's entity, where one is that person. */ id?: string };

/** The people of a whole file: how each name is written at its longest, by each of its shorter forms. */
export type Cast = { canonical: ReadonlyMap<string, string>; ids: ReadonlyMap<string, string> };

const particle = '(?:de|van|von|der|den|da|di|du|la|le|el|bin|ben|al|ter|dos|del)';
const nameWord = "\\p{Lu}(?:['’]\\p{Lu})?[\\p{L}\\p{M}'’]*(?:-\\p{Lu}[\\p{L}\\p{M}'’]*)*";
const nameRun = new RegExp(`(?<![\\p{L}\\p{N}@#/_.-])(?:(?:Dr|Mr|Mrs|Ms|Prof|St)\\.\\s+)?${nameWord}(?:\\s+(?:${particle}\\s+){0,2}${nameWord}){0,3}`, 'gu');

const stopNames = new Set(
  `i i'm i'll i've i'd ok okay monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter god jesus lord english french german
   spanish italian chinese japanese american british european internet tv pc api ui ux url http json css html sql pdf usb gps ceo cto hr it qa pr faq asap fyi ai ml io us uk eu usa un yes no thanks hello hi hey bye please well so and but
   the a an this that these those there here he she it we they you my your our his her their what when where who why how which if then now just maybe also not do does did is are was were can could will would should have has had let
   let's right good great oh ah um uh mm hmm wow sure sorry yeah all some any every each first second third last next one two three four five six seven eight nine ten both either neither nothing everything something someone everyone nobody
   after before because since while until once as at by for from in into of on onto out over to up with without about around back still even only very too again later today tomorrow yesterday tonight morning afternoon evening night north south east west`.split(/\s+/),
);

const says = "(?:says?|said|asks?|asked|tells?|told|mention(?:s|ed)|shar(?:es|ed)|explain(?:s|ed)|suggest(?:s|ed)|agree[sd]?|joined|joins|came|comes|laugh(?:s|ed)|smil(?:es|ed)|nodded|replied|answered|called|rang|show(?:s|ed)|pointed|help(?:s|ed)|brought|gave|poured|arrived|walked|sat|offered|insisted|admitted|shouted|whispered|wanted|thinks|thought|reported|proposed|presented|demoed|raised|noted|warned|promised|texted|wrote|emailed|messaged|waved|hugged|found|took|made|got|left|went)";
const calling = "(?:hi|hey|hello|thanks|thank you|morning|good morning|evening|bye|goodbye|okay|ok|right|sorry|please|yes|no|well|so|welcome|cheers|listen|look|wait|come on|dear|oh|and you)";

type Mention = { name: string; called: boolean; present: boolean; weight: number };

/** What a text holds of names and small words, kept by text between edits. */
export type NameCache = Map<string, { lower: readonly string[]; runs: readonly { name: string; at: number }[] }>;

/** Reads the names of a whole file once: what its moments then take theirs from. `people` are names that the file or the memory knows. */
export function castOf(utterances: readonly Utterance[], words: Words, people: { label: string; id?: string }[], cache: NameCache = new Map()): Cast {
  const sure = new Map<string, number>();
  const add = (name: string, weight: number): void => void sure.set(name, (sure.get(name) ?? 0) + weight);
  for (const speaker of new Set(utterances.flatMap(({ speaker }) => speaker ?? []))) if (isName(speaker)) add(speaker, 10);
  for (const { label } of people) if (isName(label) && utterances.some(({ text }) => text.includes(label.split(/\s/)[0] ?? label))) add(label, 10);
  const seen = utterances.map(({ text }) => seenIn(text, cache));
  const lower = new Set(seen.flatMap((each) => each.lower));
  utterances.forEach(({ text }, at) => {
    for (const { name, weight } of judged(text, seen[at]?.runs ?? [], words, lower)) add(name, weight);
  });
  const kept = [...sure].filter(([name, weight]) => weight >= 1 || (weight > 0 && [...sure].some(([other, more]) => other !== name && more >= 1 && samePerson(name, other)))).map(([name]) => name);
  kept.sort((left, right) => right.split(/\s+/).length - left.split(/\s+/).length || right.length - left.length);
  const canonical = new Map<string, string>();
  const longest: string[] = [];
  for (const name of kept) {
    const fits = longest.filter((other) => samePerson(name, other));
    const found = fits.length === 1 || (fits.length > 1 && fits.every((other) => samePerson(other, fits[0] ?? ''))) ? fits[0] : undefined;
    canonical.set(name, found ?? name);
    if (!found && fits.length === 0) longest.push(name);
  }
  const ids = new Map<string, string>();
  for (const name of longest) {
    const known = people.find(({ label }) => samePerson(name, label));
    if (known) ids.set(name, known.id ?? known.label);
  }
  return { canonical, ids };
}

/** The people of one stretch, speakers first, each once. */
export function peopleOf(utterances: readonly Utterance[], cast: Cast, words: Words): Person[] {
  const roles = new Map<string, Person['role']>();
  const rank = { speaker: 2, addressed: 1, mentioned: 0 } as const;
  const put = (name: string, role: Person['role']): void => {
    const known = cast.canonical.get(name);
    if (known === undefined) return;
    const before = roles.get(known);
    if (before === undefined || rank[role] > rank[before]) roles.set(known, role);
  };
  for (const { speaker } of utterances) if (speaker) put(speaker, 'speaker');
  const dialogue = utterances.some(({ speaker }) => speaker !== undefined);
  for (const { text } of utterances) for (const { name, called, present } of judged(text, runsOf(text), words, new Set())) put(name, called || (present && !dialogue) ? 'addressed' : 'mentioned');
  return [...roles]
    .map(([name, role]): Person => ({ name, role, ...(cast.ids.has(name) && { id: cast.ids.get(name) ?? name }) }))
    .sort((left, right) => rank[right.role] - rank[left.role]);
}

/** A label that names somebody: not a channel, a letter, a number or an office. */
function isName(label: string): boolean {
  if (label.length < 2 || /\d|_/.test(label) || !/^\p{Lu}/u.test(label)) return false;
  return !/^(?:speaker|caller|host|guest|interviewer|interviewee|unknown|participant|moderator|operator|agent|customer|client|user|student|teacher|patient|audience|everyone|all|narrator|voice|man|woman|clerk|driver|nurse|doctor|manager|q|a)$/i.test(label);
}

function seenIn(text: string, cache: NameCache): { lower: readonly string[]; runs: readonly { name: string; at: number }[] } {
  const known = cache.get(text);
  if (known) return known;
  const made = { lower: [...text.matchAll(/(?<![\p{L}'’-])\p{Ll}[\p{L}'’]+/gu)].map(([word]) => word), runs: runsOf(text) };
  cache.set(text, made);
  return made;
}

function runsOf(text: string): { name: string; at: number }[] {
  return [...text.matchAll(nameRun)].flatMap((hit) => {
    const name = trimName(hit[0]);
    return name === undefined ? [] : [{ name, at: hit.index + hit[0].indexOf(name) }];
  });
}

/** Names in one text with what their use says; a weight of 1 and more is a person by itself. */
function judged(text: string, runs: readonly { name: string; at: number }[], words: Words, lower: ReadonlySet<string>): Mention[] {
  return runs.flatMap(({ name, at }) => judge(text, name, at, words, lower) ?? []);
}

/** Takes words off both ends that begin a sentence or are no name: `Thanks Mike` -> `Mike`, `Sarah I` -> `Sarah`. */
function trimName(run: string): string | undefined {
  const parts = run.replace(/['’]s$/, '').split(/\s+/);
  const plain = (word: string): string => word.toLowerCase().replace(/[.'’]+$/, '').replace('’', "'");
  while (parts[0] !== undefined && stopNames.has(plain(parts[0]))) parts.shift();
  const stop = parts.findIndex((word, index) => index > 0 && stopNames.has(plain(word)));
  const kept = (stop < 0 ? parts : parts.slice(0, stop)).filter((word) => word !== '');
  while (kept.length > 0 && /^\p{Ll}/u.test(kept.at(-1) ?? '')) kept.pop();
  const [first] = kept;
  if (!first || first.length < 2 || (kept.length === 1 && titles.has(plain(first)) && !kinNames.has(plain(first)))) return undefined;
  return kept.join(' ').replace(/['’]s$/, '');
}

function judge(text: string, name: string, at: number, words: Words, lower: ReadonlySet<string>): Mention | undefined {
  const before = text.slice(Math.max(0, at - 40), at);
  const after = text.slice(at + name.length, at + name.length + 40);
  const parts = name.split(/\s+/);
  const first = folded(parts[0] ?? '');
  const begins = /(?:^|[.!?…:"“]\s*|^\W+)$/u.test(before);
  if (parts.every((word) => word.length > 1 && word === word.toUpperCase())) return undefined;
  const known = firstNames.has(first) || (titles.has(first.replace('.', '')) && parts.length > 1);
  const kin = parts.length === 1 && kinNames.has(first);
  const called = new RegExp(`(?:^|[\\s,.!?])${calling}[,!]?\\s+$`, 'iu').test(before) && /^(?:[,.!?…]|$| and \p{Lu})/u.test(after)
    || (/[,]\s*$/.test(before) && /^\s*(?:[.!?…]|$)/.test(after)) || (begins && /^(?:,|\?|!)\s*(?:\p{Ll}|$|I\b)/u.test(after));
  const speaks = new RegExp(`^(?:\\s+(?:and|,)\\s+\\p{Lu}\\S+)?\\s+(?:also |just |then |finally |quickly )?${says}(?![\\p{L}])`, 'iu').test(after);
  const beside = new RegExp(`(?<![\\p{L}])(?:with|met|told|asked|called|joined by|thanked|saw|and me,|between)\\s+(?:${nameWord}(?:,\\s*|\\s+and\\s+))*$`, 'u').test(before) || /(?:\p{Lu}\p{L}+)\s+and\s+$/u.test(before);
  const placeLike = /(?:^|\s)(?:the|in|at|on|from|near|a|an|to the|of the)\s+$/iu.test(before) && !known;
  const common = lower.has((parts[0] ?? '').toLowerCase());
  let weight = known ? (common && begins ? 0.5 : 1.2) : 0;
  if (kin) weight = begins && !called && !speaks ? 0.7 : 1.2;
  if (called) weight += known ? 1 : common ? 0 : 0.7;
  if (speaks && !common) weight += begins ? 0.6 : 0.8;
  if (beside && !placeLike && !common) weight += 0.6;
  if (!begins && !common && !placeLike && parts.length === 1 && words.weight(first) > 0.95 && words.vector(first) === undefined) weight += 0.35;
  if (!known && parts.length > 1) weight += titles.has(first) ? 1 : 0.3;
  if (placeLike) weight -= 0.8;
  return weight <= 0 ? undefined : { name, called, present: speaks || beside, weight };
}

const folded = (word: string): string => foldedWords(word).join('');

/** `Ines` and `Inês Carvalho`, `Dr Chen` and `Sarah Chen`; `Sarah Chen` and `Sarah Smith` are two. */
export function samePerson(left: string, right: string): boolean {
  const a = wordsOfName(left);
  const b = wordsOfName(right);
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  return shorter.length > 0 && shorter.every((word) => longer.includes(word));
}

const folds = new Map<string, readonly string[]>();

/** Each name of a file is compared with each other after every edit: what was folded once is kept, for a few thousand names. */
function wordsOfName(name: string): readonly string[] {
  const known = folds.get(name);
  if (known) return known;
  if (folds.size > 5000) folds.clear();
  const made = foldedWords(name).filter((word) => !titles.has(word));
  folds.set(name, made);
  return made;
}
