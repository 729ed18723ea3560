/** What tells relations apart: kinds of entity, order in time, places in a series, cue words. From the source's point of view. */
import type { Pair } from './features.ts';
import type { Profile } from './profile.ts';

export const relationFeatureNames = [
  'person', 'project', 'concept', 'mention', 'mentionBack', 'personMention', 'projectMention', 'conceptMention', 'thread', 'nextPart', 'previousPart', 'targetEarlier', 'targetLater', 'daysApart', 'closeAfter',
  'continues', 'continuesEarlier', 'requires', 'requiresMention', 'requiredBack', 'introducesTarget', 'introducesSource', 'announcedByTarget', 'people', 'peopleEarlier', 'sameKind', 'label', 'cosine', 'tfidf', 'phrases',
  'continuesMention', 'targetReference', 'sourceReference', 'sourceLonger',
  'targetContinuesLater', 'sourceAnnouncesLater', 'mentionBackLater', 'mentionEarlier', 'requiresEarlier', 'planFirst', 'threadLater', 'threadEarlier', 'topicalLater', 'topicalEarlier', 'sourceEntity', 'entityApart',
] as const;

const many = (count: number): number => count / (count + 1.5);
const plan = /\b(?:plan|proposal|agenda|draft|kick-?off|design|spec|brief)\b/i;
const reference = /\b(?:reference|guide|doc|docs|documentation|technical|tutorial|manual|spec|specification|howto|runbook|how-to|handbook|standard)\b/i;

const isPlan = ({ document }: Profile): number => (plan.test(`${document.kind ?? ''} ${document.label}`) ? 1 : 0);

export function relationValues({ source, target, shared, cosine, mention, mentionBack, days }: Pair): number[] {
  const named = mention ? mention.strength : 0;
  const back = mentionBack ? mentionBack.strength : 0;
  const is = (entity: string): number => (target.entity === entity ? 1 : 0);
  const thread = source.thread !== undefined && source.thread === target.thread ? 1 : 0;
  const step = thread && source.part !== undefined && target.part !== undefined ? source.part - target.part : 0;
  const earlier = days !== undefined && days > 0 ? 1 : 0;
  const later = days !== undefined && days < 0 ? 1 : 0;
  const topical = Math.max(shared.tfidf, cosine ?? 0);
  const apart = days === undefined ? 0 : Math.abs(days);
  const [continues, requires] = [many(source.cues.continues), many(source.cues.requires)];
  return [
    is('PERSON'), is('PROJECT'), is('CONCEPT'), named, back, is('PERSON') * named, is('PROJECT') * named, is('CONCEPT') * named, thread, step > 0 ? 1 / step : 0, step < 0 ? -1 / step : 0,
    earlier, later, apart / (apart + 14), earlier * Math.exp(-apart / 10),
    continues, continues * earlier, requires, requires * named, many(target.cues.requires) * back, many(target.cues.introduces), many(source.cues.introduces), many(target.cues.announces) * earlier,
    shared.people, shared.people * earlier, source.document.kind === target.document.kind ? 1 : 0, shared.label, Math.max(0, cosine ?? shared.tfidf), shared.tfidf, shared.phrases,
    continues * named, reference.test(target.document.kind ?? '') ? 1 : 0, reference.test(source.document.kind ?? '') ? 1 : 0, source.length / (source.length + target.length + 1),
    many(target.cues.continues) * later, many(source.cues.announces) * later, back * later, named * earlier, requires * earlier,
    isPlan(target) * earlier - isPlan(source) * later, thread * later, thread * earlier, topical * later, topical * earlier, source.entity === undefined ? 0 : 1, target.entity !== undefined && !mention ? 1 : 0,
  ];
}
