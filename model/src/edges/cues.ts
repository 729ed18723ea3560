/** Words that tell how a text stands to another one: that it goes on, that something has to come first, that it teaches from the start. */

export type Cues = {
  /** Times each kind of cue occurs, per text. */
  continues: number;
  requires: number;
  introduces: number;
  announces: number;
};

const patterns = {
  /** This text goes on with an earlier one. */
  continues: /\b(?:follow(?:s|ed|ing)?[- ]?up|continu(?:es|ed|ing|ation)|pick(?:s|ed|ing)? (?:it |this |things )?up (?:where|from)|as (?:decided|agreed|discussed|promised|planned)|last (?:time|session|meeting|week|call|entry)|previous(?:ly)?|earlier (?:session|meeting|entry|part)|since (?:then|the|our|last)|after (?:the|our|last|yesterday)|next (?:step|day) after|part (?:two|three|four|ii|iii|iv|[2-9])|second part|update (?:on|to)|resum(?:e|es|ed|ing)|still (?:open|waiting|working)|carried over|action items? from|yesterday)\b/gi,
  /** Something else has to be known or done before this one. */
  requires: /\b(?:requir(?:es|ed|ing|ement)|prerequisites?|pre-?requisites?|assum(?:es|ing) (?:you|that|familiarity|knowledge|the)|before (?:you|reading|starting|this|we|following|running|beginning)|builds? (?:up)?on|built on|depends? on|depending on|first (?:read|work through|complete|finish|set up|understand)|read .{1,60} first|see .{1,60} first|have (?:already )?(?:read|installed|set up|completed|finished)|already (?:know|have|familiar)|familiar(?:ity)? with|needs? .{1,60} (?:first|in place|done)|blocked (?:by|until|on)|as (?:described|explained|defined|set out) in|relies on|once .{1,60} is (?:done|in place|ready|finished))\b/gi,
  /** This text lays ground that others stand on. */
  introduces: /\b(?:introduction|introduc(?:es|ing)|basics|fundamentals|getting started|primer|overview|set-?up|install(?:ation|ing)?|glossary|terminology|foundations?|beginners?|explained|definition|first principles|what is|how to|tutorial|onboarding)\b/gi,
  /** This text points to one that comes later. */
  announces: /\b(?:next (?:time|session|meeting|week|part|step|steps)|to be continued|will (?:continue|follow up|pick|meet)|in part|follow-up (?:meeting|session|on)|agenda for|tomorrow|later we|open questions?|action items?|to do|revisit)\b/gi,
} as const;

/** Only so much of a text is looked at: cues that matter stand early or late, and a book is full of them. */
const longest = 40_000;

export function cuesIn(content: string): Cues {
  const text = content.length > longest ? `${content.slice(0, longest / 2)}\n${content.slice(-longest / 2)}` : content;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return { continues: count(patterns.continues), requires: count(patterns.requires), introduces: count(patterns.introduces), announces: count(patterns.announces) };
}
