/**
 * What a stretch is about: noun phrases of one to three words, ranked by a small model over how often and how only here they stand, how noun-like
 * they are, and whether the memory already knows them. Abstains where nothing stands out.
 */
import { foldKey } from '../../fold.ts';
import type { Read } from '../features.ts';
import { chanceOf, type Linear } from '../linear.ts';
import { cosine, stem, stemsOf, tokensOf, type Words } from '../words.ts';
import { kinNames, firstNames } from './first-names.ts';

export type TopicContext = {
  /** In how many stretches of the file each stem stands, and how many there are. */
  spread: ReadonlyMap<string, number>;
  stretches: number;
  /** Words of names: no topics. */
  names: ReadonlySet<string>;
  /** Folded label or tag of the memory -> how it is written there. */
  vocabulary: ReadonlyMap<string, string>;
};

export type Candidate = { words: string[]; stems: string[]; row: Float32Array };

export const topicFeatureNames = [
  'bias', 'count', 'count of the rarest', 'only here', 'rarity', 'rarity of the last', 'noun', 'noun of the last', 'noun of the first', 'two words', 'three words', 'early', 'heading', 'close to the whole',
  'known', 'repeated whole', 'unknown word', 'noun ending', 'verb ending', 'long word', 'after a determiner', 'before a verb', 'capital', 'short', 'words in the stretch', 'one word, once',
] as const;

/** Those above, then the meaning of the last word: whether it is a thing that one files something under. */
export const topicRowNames = (dims: number): string[] => [...topicFeatureNames, ...Array.from({ length: dims }, (_, dim) => `meaning of the last ${dim}`)];

const breakers = new Set(
  `a an the and or but nor so yet if then than that this these those which who whom whose what when where why how whether while until since because although though as at by for from in into of off on onto out over to up upon with within without about
   above across after against along among around before behind below beneath beside between beyond down during except inside near outside past through throughout toward under via is am are was were be been being isn't aren't wasn't weren't do does did don't doesn't
   didn't done doing have has had haven't hasn't hadn't having will would shall should can could may might must won't wouldn't shouldn't can't cannot couldn't let let's i i'm i've i'll i'd me my mine myself you you're you've you'll your yours we we're we've we'll us our ours
   he he's him his she she's her hers it it's its they they're they've them their theirs there there's here here's that's what's who's not no nor yes yeah yep yup nope ok okay oh ah um uh uhm er hmm mm mhm wow hey hi hello bye please thanks thank sorry well right
   good great fine nice bad best better worse worst new old big small little long short high low whole same other another different next last first second third many much more most few less least several every each all any some none both either neither enough
   one two three four five six seven eight nine ten eleven twelve hundred thousand half just only even still already again also too very really quite rather pretty almost always never often sometimes usually maybe perhaps probably actually basically literally
   now today tomorrow yesterday tonight later soon ago before after early late once twice ever get gets got getting gotten go goes going went gone come comes came coming make makes made making take takes took taken taking give gives gave given put puts say says said saying
   tell tells told see sees saw seen look looks looked looking know knows knew known think thinks thought want wants wanted need needs needed like likes liked feel feels felt find finds found keep keeps kept leave leaves left mean means meant try tries tried trying
   ask asks asked use uses used using work works worked working call calls called start starts started starting stop stops stopped turn turns turned show shows showed bring brings brought run runs ran hold holds held let set sets sit sat stand stood hear heard seem seems
   talk talks talked talking agree agreed wait waiting happen happens happened become became begin began done finish finished help helped mention mentioned share shared move moved add added change changed check checked fix fixed send sent read write wrote written
   thing things stuff lot lots bit kind sort way ways time times day days week weeks month months year years hour hours minute minutes second seconds morning afternoon evening night people person man woman guy guys everyone everybody everything someone somebody something
   anyone anybody anything nobody nothing part parts place end side question questions point points idea ideas problem example reason case fact number percent monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
   october november december sure able ready happy sad glad busy able hard easy quick quickly exactly together back away around far near else such own able instead however therefore otherwise anyway till per etc like course moment piece couple pair mr mrs ms dr speaker`.split(/\s+/),
);

const nounEnding = /(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|ist|age|ery|ure|logy|graphy|ware|work|book|board|room|house|ing)s?$/;
const verbEnding = /(?:ed|ing|ly|ise|ize|ised|ized|n't|'ll|'ve|'re|'d)$/;
const mass = /(?:ss|us|is|news|series|species|physics|mathematics|economics|trousers|scissors|glasses|goods|stairs|clothes|thanks|analysis|bus|gas|lens)$/;

export function topicCandidates(reads: readonly Read[], words: Words, context: TopicContext): Candidate[] {
  const counts = new Map<string, number>();
  for (const read of reads) for (const key of stemsOf(read.tokens)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const whole = new Float32Array(words.dims);
  for (const read of reads) for (let dim = 0; dim < words.dims; dim++) whole[dim] = (whole[dim] ?? 0) + (read.vector[dim] ?? 0);
  const heading = new Set(reads.flatMap(({ utterance }) => tokensOf(utterance.heading ?? '').map(stem)));
  const found = new Map<string, { words: string[]; times: number; at: number; determined: boolean; capital: boolean; verb: boolean }>();
  reads.forEach(({ utterance }, at) => {
    for (const clause of [...(utterance.heading ? [utterance.heading] : []), utterance.text].join('. ').split(/[^\p{L}\p{N}\s'’-]+/u)) {
      const tokens = clause.match(/\p{L}[\p{L}\p{N}]*(?:['’]\p{L}+)?(?:-\p{L}[\p{L}\p{N}]*)*/gu) ?? [];
      for (let from = 0; from < tokens.length; from++) {
        for (let size = 1; size <= 3 && from + size <= tokens.length; size++) {
          const run = tokens.slice(from, from + size);
          const low = run.map((token) => token.toLowerCase().replace('’', "'").replace(/'s$/, ''));
          const last = low.at(-1) ?? '';
          if (!usable(last, context)) break;
          if (!low.every((word, index) => index === low.length - 1 || modifier(word, words)) || !headNoun(last, words)) continue;
          const key = low.map(stem).join(' ');
          const known = found.get(key);
          const before = (tokens[from - 1] ?? '').toLowerCase();
          const determined = /^(?:the|a|an|my|our|your|his|her|their|this|of|about|on|for)$/.test(before);
          const verb = /^(?:to|i|you|we|they|he|she|will|can|could|would|should|don't|didn't|not)$/.test(before);
          if (known) Object.assign(known, { times: known.times + 1, determined: known.determined || determined, verb: known.verb && verb });
          else found.set(key, { words: low, times: 1, at, determined, capital: from > 0 && run.some((token) => /^\p{Lu}/u.test(token)), verb });
        }
      }
    }
  });
  const total = reads.reduce((sum, read) => sum + read.tokens.length, 0);
  return [...found.values()].map((each) => {
    const stems = each.words.map(stem);
    const last = each.words.at(-1) ?? '';
    const first = each.words[0] ?? '';
    const spread = Math.max(...stems.map((key) => context.spread.get(key) ?? 1)) / Math.max(1, context.stretches);
    const vector = new Float32Array(words.dims);
    words.add(each.words, vector);
    const nouns = each.words.map((word) => words.noun(word));
    const row = Float32Array.from([
      1, Math.log1p(Math.max(...stems.map((key) => counts.get(key) ?? 1))) / 3, Math.log1p(Math.min(...stems.map((key) => counts.get(key) ?? 1))) / 3, context.stretches > 1 ? 1 - spread : 0.5,
      mean(each.words.map((word) => words.weight(word))), words.weight(last), mean(nouns) * 2, words.noun(last) * 2, words.noun(first) * 2, each.words.length === 2 ? 1 : 0, each.words.length === 3 ? 1 : 0,
      1 - each.at / Math.max(1, reads.length), stems.every((key) => heading.has(key)) ? 1 : 0, Math.max(0, cosine(vector, whole)),
      context.vocabulary.has(foldKey(each.words.join(' '))) ? 1 : 0, each.words.length > 1 && each.times > 1 ? 1 : 0, words.vector(last) === undefined ? 1 : 0, nounEnding.test(last) ? 1 : 0, verbEnding.test(last) ? 1 : 0,
      last.length > 6 ? 1 : 0, each.determined ? 1 : 0, each.verb ? 1 : 0, each.capital ? 1 : 0, last.length < 4 ? 1 : 0, Math.min(1, total / 400), each.words.length === 1 && each.times === 1 ? 1 : 0,
    ]);
    const meaning = words.vector(last.includes('-') ? last.slice(last.lastIndexOf('-') + 1) : last);
    const scale = meaning ? 1 / (Math.hypot(...meaning) || 1) : 0;
    return { words: each.words, stems, row: Float32Array.from({ length: row.length + words.dims }, (_, at) => (at < row.length ? row[at] ?? 0 : (meaning?.[at - row.length] ?? 0) * scale)) };
  });
}

const numeral = /^(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:half|quarter|dozen|million|thousand|once|twice)s?)(?:-\p{L}+)?$/u;

function usable(word: string, { names }: TopicContext): boolean {
  return !numeral.test(word) && !word.split('-').every((part) => part.length < 3 || breakers.has(part)) && word.length > 2 && !breakers.has(word) && !names.has(word) && !firstNames.has(word) && !kinNames.has(word) && !/^\d/.test(word);
}

function modifier(word: string, words: Words): boolean {
  return !breakers.has(word) && !/(?:ly|n't|'ll|'ve|'re|'d)$/.test(word) && words.noun(word) > 0.02 && words.weight(word) > 0.3;
}

function headNoun(word: string, words: Words): boolean {
  if (/(?:ly|n't|'ll|'ve|'re|'d)$/.test(word) || words.weight(word) < 0.35) return false;
  return !/(?:ed|ing)$/.test(word) || words.noun(word) > 0.2;
}

/** At most `most` topics in kebab-case whose chance reaches `threshold`, none sharing its words with a better one. */
export function topicsOf(reads: readonly Read[], words: Words, context: TopicContext, gate: { model: Linear; threshold: number }, most = 3): string[] {
  const ranked = topicCandidates(reads, words, context)
    .map((candidate) => ({ candidate, chance: chanceOf(gate.model, candidate.row) }))
    .sort((left, right) => right.chance - left.chance);
  const chosen: Candidate[] = [];
  for (const { candidate, chance } of ranked) {
    if (chosen.length >= most || (chance < gate.threshold && chosen.length > 0) || chance < gate.threshold / 2) break;
    if (chosen.some((other) => other.stems.some((key) => candidate.stems.includes(key)))) continue;
    chosen.push(candidate);
  }
  return chosen.map(({ words: parts }) => context.vocabulary.get(foldKey(parts.join(' '))) ?? parts.map((word, at) => (at === parts.length - 1 ? singular(word) : word)).join('-').replace(/'/g, ''));
}

export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || mass.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  return /(?:ches|shes|xes|sses|zes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

export function spreadOf(stretches: readonly (readonly Read[])[]): ReadonlyMap<string, number> {
  const spread = new Map<string, number>();
  for (const reads of stretches) for (const key of new Set(reads.flatMap((read) => stemsOf(read.tokens)))) spread.set(key, (spread.get(key) ?? 0) + 1);
  return spread;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
