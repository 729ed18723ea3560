/**
 * Which end of a relation a request asks for, read from the order of its words. A relation is a verb between two things: "who does X manage" has the
 * thing before the verb (it does the managing, its edges lead out), "who manages X" after it (its edges lead in), and a passive turns that round.
 * Nouns say it by themselves: "X's boss" is one who manages X.
 */

/** The verb of a relation (folded stem), and nouns for the one at its far end when its edges lead out, or in. */
type Relation = { verb: RegExp; out?: RegExp; in?: RegExp; /** The edge leads from what is done to who did it ("authored_by"). */ turned?: true };

const relations: Record<string, Relation> = {
  manages: { verb: /manag|supervis|lead|led|charge/, out: /\b(?:team|reports|subordinates|staff|under|people)\b/, in: /\b(?:boss|manager|supervisor|bosses|managers)\b/ },
  'reports-to': { verb: /report/, out: /\breporting line\b/ },
  owns: { verb: /\bown(?:s|ed|ing)?\b/, in: /\b(?:owners?|whose|belongs? to)\b/ },
  mentors: { verb: /\bmentor(?:s|ed|ing)?\b|coach/, out: /\bmentees?\b/ },
  depends_on: { verb: /depend(?:s|ed|ing)?\b|rel(?:y|ies|ying)|need|requir/, out: /\b(?:dependenc(?:y|ies)|deps)\b/, in: /\b(?:dependents?|dependants?|break\w*|fails?|stops?|affected|impact\w*|without(?! wh))\b/ },
  references: { verb: /referenc|cit(?:e|es|ed|ing)\b|refer(?:s|red|ring)?\b|quot/, out: /\b(?:sources|references (?:of|in|from))\b/, in: /\bcitations\b/ },
  'builds-on': { verb: /buil(?:d|ds|t|ding)/, out: /\b(?:foundation|basis)\b/ },
  uses: { verb: /\bus(?:e|es|ed|ing)\b/, in: /\busers\b/ },
  supersedes: { verb: /supersed|replac/, in: /\b(?:successor|replacement)\b/, out: /\bpredecessor\b/ },
  blocks: { verb: /\bblock(?:s|ed|ing)?\b/, in: /\bblockers?\b/ },
  member_of: { verb: /\bmember of\b/, in: /\b(?:members|whos? in|who is in|people in)\b/, out: /\b(?:teams|which team|memberships?)\b/ },
  works_on: { verb: /\bwork(?:s|ed|ing)?\b/, out: /\bprojects\b/, in: /\b(?:contributors|people on)\b/ },
  implements: { verb: /implement(?:s|ed|ing)?\b/, in: /\bimplement(?:ations|ers)\b/ },
  part_of: { verb: /\bpart of\b/, in: /\b(?:parts|components|pieces|consists?)\b/ },
  mentions: { verb: /mention(?:s|ed|ing)?\b/, in: /\bmentions of\b/ },
  discusses: { verb: /discuss(?:es|ed|ing)?\b/ },
  authored_by: { verb: /wr(?:ite|ites|ote|itten|iting)|authored/, out: /(?<!\bas (?:an? |the )?)\bauthors?\b|\bwhose\b/, in: /\b(?:docs|documents|notes|things|papers|pages|articles) (?:by|from)\b|\bwritings of\b|\bas (?:an? |the )?author\b/, turned: true },
  reviewed_by: { verb: /review(?:s|ed|ing)?\b/, out: /\breviewers?\b/, turned: true },
  attended_by: { verb: /attend(?:s|ed|ing)?\b/, out: /\b(?:attendees|participants|who was at|whos at)\b/, turned: true },
};
/** Relations that are asked for by nouns only. */
const nouns = new Set(['PREREQUISITE', 'CONTINUATION', 'SEE_ALSO', 'assigned_to']);
const THING = '§';

/** `rest` is the request with the thing's name replaced by `§`. Undefined where its words do not tell. */
export function sideAsked(edge: string, rest: string): 'out' | 'in' | undefined {
  const relation = Object.hasOwn(relations, edge) ? relations[edge]! : { verb: stem(edge) };
  const at = rest.indexOf(THING);
  if (nouns.has(edge) || /\bfrom §|\b(?:edges?|follow|traverse|walk|trace|it|its|they|them|she|he|him|her|his|their)\b/.test(rest)) return undefined;
  if (at < 0 || rest.indexOf(THING, at + 1) >= 0) return undefined;
  const [isOut, isIn] = [relation.out?.test(rest) ?? false, relation.in?.test(rest) ?? false];
  if (isOut !== isIn) return isOut ? 'out' : 'in';
  const found = [...rest.matchAll(new RegExp(relation.verb, 'g'))];
  if (found.length !== 1) return undefined;
  const verb = found[0]!;
  const after = rest.slice(verb.index);
  const isNamedFirst = /^§[^a-z§]*\b(?:who|what|which)\b/.test(rest.slice(at));
  const isAskedAfter = /\bwhos?(?: (?:is|has|have|been|was|are|were|all|else|actually))*\s*$/.test(rest.slice(at, verb.index));
  const isBefore = verb.index > at && !isNamedFirst && !isAskedAfter;
  const isPassive = isBefore ? /\b(?:is|was|are|were)\s+§\s+\S*(?:ed|en|ten)\b/.test(rest) || /\b(?:is|was|are|were|been|being)\b[^.?!]*$/.test(rest.slice(at, verb.index)) && /^\S+\s+by\b/.test(after) || /^\S*ed by\b/.test(after) : /^\S+(?:\s+on|\s+to)?\s+by\s/.test(after);
  const isDoer = isBefore !== isPassive;
  return isDoer !== (relation.turned === true) ? 'out' : 'in';
}

function stem(edge: string): RegExp {
  const first = edge.toLowerCase().split(/[-_ ]/)[0]!.replace(/(?:ies|es|s|ed|e)$/, '');
  return new RegExp(`\\b${first.replace(/[^a-z]/g, '') || '$'}\\w*\\b`);
}
