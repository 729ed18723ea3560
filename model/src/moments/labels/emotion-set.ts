/**
 * The twelve emotions that moments are tagged with, and what they stand for: labels of GoEmotions, one of Ekman's six groups, and the richer words
 * that people's files use. `test-fixtures/moments/guideline.md` says when a tag is given.
 */

export type EmotionTag = { tag: string; group: Group; goEmotions: readonly string[]; words: readonly string[] };

export const groups = ['joy', 'anger', 'disgust', 'fear', 'sadness', 'surprise'] as const;
export type Group = (typeof groups)[number];

const set = (tag: string, group: Group, goEmotions: string, words: string): EmotionTag => ({ tag, group, goEmotions: goEmotions.split(' '), words: words.split(' ') });

export const emotionTags: readonly EmotionTag[] = [
  set('joy', 'joy', 'joy amusement', 'happy happiness cheerful amused amusement playful content joyful delighted fun enjoyment satisfied satisfaction upbeat positive'),
  set('excitement', 'joy', 'excitement optimism desire', 'excited hopeful eager inspired inspiring motivated enthusiastic enthusiasm optimistic optimism energized anticipation hope'),
  set('warmth', 'joy', 'gratitude love caring admiration', 'grateful gratitude loving love tender sympathetic sympathy admiring admiration nostalgic nostalgia thankful affection caring supportive touched'),
  set('pride', 'joy', 'pride', 'proud accomplished confident confidence triumphant'),
  set('relief', 'joy', 'relief', 'relieved reassured'),
  set('frustration', 'anger', 'anger annoyance disapproval', 'frustrated angry anger irritated irritation impatient impatience annoyed annoyance fury furious exasperated'),
  set('disgust', 'disgust', 'disgust', 'disgusted revolted'),
  set('anxiety', 'fear', 'fear nervousness', 'anxious nervous nervousness tense tension overwhelmed stressed stress afraid fear fearful scared worried worry concern concerned panicked'),
  set('sadness', 'sadness', 'sadness grief disappointment remorse embarrassment', 'sad disappointed disappointment lonely guilty guilt ashamed shame grief regret melancholy embarrassed'),
  set('surprise', 'surprise', 'surprise realization', 'surprised astonished shocked amazed amazement shock'),
  set('confusion', 'surprise', 'confusion', 'confused puzzled perplexed uncertain uncertainty bewildered'),
  set('curiosity', 'surprise', 'curiosity', 'curious interested intrigued interest fascinated'),
];

const byWord = new Map(emotionTags.flatMap(({ tag, words }) => [[tag, tag] as const, ...words.map((word) => [word, tag] as const)]));

/** The tag that a richer word of a file is compared by; undefined where it names no emotion of the set. */
export function emotionOf(word: string): string | undefined {
  return byWord.get(word.toLowerCase().trim());
}
