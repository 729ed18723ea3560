/**
 * The emotions that a stretch shows: the sentence model's chances of each tag, gathered over the stretch, beside words that name the emotion (with
 * what negates or strengthens them); a small model a tag weighs both. At most three, the strongest first.
 */
import { chanceOf, type Linear } from '../linear.ts';
import type { EmotionModel } from './emotion-model.ts';
import { emotionTags } from './emotion-set.ts';

export type EmotionGate = { tag: string; model: Linear; threshold: number };

export const emotionFeatureNames = ['bias', 'best', 'second', 'third mean', 'share above half', 'named', 'named strongly', 'named twice', 'named after not', 'length', 'group best', 'neutral mean'] as const;

const shown: Readonly<Record<string, RegExp>> = {
  joy: words("happy|happiness|lovely|wonderful|delighted|delightful|haha+|laugh(?:s|ed|ing|ter)?|giggl(?:e|ed|ing)|funny|hilarious|enjoy(?:s|ed|ing)?|joy|fun|cheerful|grinn(?:ed|ing)|smil(?:e|ed|ing)|pleased|feel(?:ing|s)? (?:great|good)|felt (?:great|good)|yay|hooray|glad|beautiful|love it|loved it|best day"),
  excitement: words("excited|exciting|can't wait|cannot wait|thrilled|looking forward|finally|amazing|awesome|let's go|fantastic|hopeful|i hope|i really want|dream|eager|incredible|pumped|buzzing|can hardly wait"),
  warmth: words("thank you so much|thanks so much|thank you for|grateful|i love you|love you|proud of (?:you|her|him|them|us)|bless|sweet of|kind of you|so kind|hug(?:ged|s)?|you poor|poor (?:thing|you|dear|man|woman)|dear|well done|brilliant work|great work|great job|good job|you've done|miss you|take care|appreciate|admire|tender|held (?:his|her|my) hand|touched|means a lot|couldn't have done"),
  pride: words("proud|i did it|we did it|i built|we built|all by myself|on my own|my own work|accomplished|we made it|i made it|nailed it|not bad for"),
  relief: words("relie(?:f|ved)|phew|thank god|thank goodness|thank heavens|weight off|finally over|at last|breathe again|good news|not nervous any ?more|no longer (?:worried|afraid)|could have been worse|false alarm|glad that's over"),
  frustration: words("frustrat(?:ed|ing|ion)|annoy(?:ed|ing)|angry|fed up|ridiculous|bloody|damn(?:ed)?|not acceptable|unacceptable|again!|sick of|furious|irritat(?:ed|ing)|hate|stupid|nonsense|outrageous|for the third time|every time|waste of|impossible|enough is enough|argh|ugh|how many times|drives me|driving me|pointless|unbelievable|nobody (?:listens|listened|told)|complain(?:ed|ing|t)?"),
  disgust: words("disgust(?:ed|ing)?|gross|stinks?|stank|revolting|vile|yuck|eww*|foul|rotten|nauseat(?:ed|ing)|mould|mold|slimy|makes me sick|can't look at|filthy|reek(?:s|ed)?"),
  anxiety: words("worr(?:y|ied|ying|ies)|nervous|scared|afraid|anxious|anxiety|frightened|terrified|hands (?:were |are )?shaking|shaking|what if|dread(?:ing|ed)?|panic(?:ked|king)?|stressed|overwhelmed|fear(?:s|ed)?|tense|uneasy|can't sleep|couldn't sleep|heart (?:was )?(?:racing|pounding)|knot in my stomach|at risk"),
  sadness: words("sad(?:ly|ness)?|cry|cried|crying|tears|miss (?:him|her|them|it|the)|missed (?:him|her|them)|lonely|disappoint(?:ed|ing|ment)|let down|regret|ashamed|embarrass(?:ed|ing)|guilty|sorry (?:that|for your|to hear|about)|heartbroken|grief|funeral|passed away|died|lost (?:him|her)|hurts?|wept|gave up|a pity|shame about|heavy heart"),
  surprise: words("wow|no way|i had no idea|had no idea|surpris(?:ed|ing|e)|unexpected(?:ly)?|never occurred|shock(?:ed|ing)?|astonish(?:ed|ing)|suddenly|oh!|really\\?!?|you're kidding|i didn't expect|didn't expect|out of nowhere|stunned|just realised|just realized|turns out|believe it|who would have"),
  confusion: words("confus(?:ed|ing|ion)|makes no sense|doesn't make sense|i'm lost|i am lost|lost me|wait,? what|what do you mean|i don't understand|don't get it|don't follow|didn't follow|puzzl(?:ed|ing)|no clue|strange|weird|baffl(?:ed|ing)|how is that possible|why on earth|which one again|odd"),
  curiosity: words("i wonder|wonder(?:ed|ing)? (?:if|why|how|what|whether)|how come|interesting|curious|can i see|show me|tell me more|fascinat(?:ed|ing)|what happens if|why do they|why does|want to know|how does that|intrigued|what's that|what is that"),
};

function words(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}'])(?:${list})(?![\\p{L}'])`, 'giu');
}

const negated = /(?:\bnot|n't|\bno|\bnever|\bnothing to be|\bwithout|\bhardly|\bbarely|\bno need to|\bdon't be|\bstop being)(?:\s+(?:really|that|too|so|very|at all|exactly|be|been|being|feeling|a|any|the|to|all|even)){0,3}\s*$/iu;
const strong = /(?:\bso|\bvery|\breally|\bextremely|\bincredibly|\babsolutely|\btotally|\bsuch|\bso much)(?:\s+\p{L}+)?\s*$/iu;
const hedged = /(?:\ba bit|\ba little|\bslightly|\bsort of|\bkind of|\bsomewhat|\brather)\s*$/iu;

/** How strongly the words of `tag` stand in a text: negated ones count apart; a hedge halves, an intensifier adds a half. */
export function namedIn(text: string, tag: string): { weight: number; negated: number } {
  const sum = { weight: 0, negated: 0 };
  for (const hit of text.matchAll(shown[tag] ?? /$^/g)) {
    const before = text.slice(Math.max(0, hit.index - 32), hit.index);
    if (negated.test(before)) sum.negated++;
    else sum.weight += hedged.test(before) ? 0.5 : strong.test(before) || /^[^.?]{0,24}!/.test(text.slice(hit.index)) ? 1.5 : 1;
  }
  return sum;
}

export type EmotionRead = { chances: Float64Array; named: readonly { weight: number; negated: number }[] };

export function readEmotions(text: string, model: EmotionModel): EmotionRead {
  return { chances: model.chances(text), named: emotionTags.map(({ tag }) => namedIn(text, tag)) };
}

export function emotionFeatures(reads: readonly EmotionRead[], at: number, model: EmotionModel): Float32Array {
  const tag = emotionTags[at];
  const label = model.labels.indexOf(tag?.tag ?? '');
  const group = model.labels.indexOf(`group:${tag?.group ?? ''}`);
  const neutral = model.labels.indexOf('neutral');
  const chances = reads.map((read) => read.chances[label] ?? 0).sort((left, right) => right - left);
  const named = reads.map((read) => read.named[at] ?? { weight: 0, negated: 0 });
  const weight = named.reduce((sum, each) => sum + each.weight, 0);
  const [best = 0, second = 0, third = 0] = chances;
  return Float32Array.from([
    1, Math.sqrt(best), Math.sqrt(second), Math.sqrt((best + second + third) / 3), chances.filter((chance) => chance > 0.35).length / Math.max(1, reads.length),
    Math.min(1, weight), Math.max(0, ...named.map((each) => Math.min(1.5, each.weight))) / 1.5, Math.min(1, Math.max(0, weight - 1)), Math.min(1, named.reduce((sum, each) => sum + each.negated, 0)),
    Math.min(1, reads.length / 20), Math.sqrt(Math.max(0, ...reads.map((read) => read.chances[group] ?? 0))), reads.reduce((sum, read) => sum + (read.chances[neutral] ?? 0), 0) / Math.max(1, reads.length),
  ]);
}

export function emotionsOf(reads: readonly EmotionRead[], model: EmotionModel, gates: readonly EmotionGate[]): string[] {
  return emotionTags
    .flatMap(({ tag }, at) => {
      const gate = gates.find((each) => each.tag === tag);
      const chance = gate ? chanceOf(gate.model, emotionFeatures(reads, at, model)) : 0;
      return gate && chance >= gate.threshold ? [{ tag, margin: chance - gate.threshold }] : [];
    })
    .sort((left, right) => right.margin - left.margin)
    .slice(0, 3)
    .map(({ tag }) => tag);
}
