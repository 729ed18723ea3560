/**
 * The shapes of edge suggestions: what a document is, what is said of a pair, and what a suggestion holds. Texts of documents are data:
 * they are compared and quoted, never obeyed.
 */

/**
 * The relations that can be suggested. The edge stands in the source: `PREREQUISITE` leads to what comes first and is relied on, `CONTINUATION`
 * to what carries on, later (`TRAVERSE CONTINUATION WITH LOOKUP "X"` answers what continues X).
 */
export const relations = ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION', 'MENTIONS_PERSON', 'MENTIONS_PROJECT', 'MENTIONS_CONCEPT'] as const;
export type Relation = (typeof relations)[number];

/** One note, moment or entity as the scorer sees it. */
export type EdgeDocument = {
  id: string;
  /** What people call it; the word that an edge is written with. */
  label: string;
  aliases?: readonly string[];
  /** `person`, `project/internal`, `meeting`, … as the note says it. */
  kind?: string;
  content: string;
  /** ISO 8601. */
  created?: string;
  people?: readonly string[];
  tags?: readonly string[];
  /** Whatever holds a conversation or a series together; equal texts are one thread. */
  thread?: string;
  /** Unit vector of the content's meaning, 384 numbers. */
  vector?: Float32Array;
};

/** What speaks for an edge, each true of the two texts. */
export type Evidence = {
  /** Cosine of meanings, undefined without vectors. */
  cosine: number | undefined;
  /** Words of the target's label as the source writes them. */
  mention: string | undefined;
  /** The target is a person in the source's list of people. */
  listed: boolean;
  /** Words of the source's label as the target writes them. */
  mentionedBack: string | undefined;
  /** People of both, as the source writes them. */
  people: string[];
  tags: string[];
  sameThread: boolean;
  /** Days from the target's time to the source's; negative: the target is later. */
  days: number | undefined;
};

export type EdgeSuggestion = {
  from: string;
  to: string;
  /** The target's label. */
  label: string;
  relation: Relation;
  /** Calibrated: of pairs with this score that share is related. */
  score: number;
  reason: string;
  /** Specific phrases that stand in both contents, as the source writes them. */
  topics: string[];
  evidence: Evidence;
};

/** What a kind of entity is called in a relation, undefined for documents. */
export function entityOf(kind: string | undefined): 'PERSON' | 'PROJECT' | 'CONCEPT' | undefined {
  const head = kind?.toLowerCase().split('/')[0]?.trim();
  if (head === 'person' || head === 'people' || head === 'contact') return 'PERSON';
  if (head === 'project' || head === 'initiative') return 'PROJECT';
  return head !== undefined && concepts.has(head) ? 'CONCEPT' : undefined;
}

const concepts = new Set(['concept', 'topic', 'term', 'system', 'technology', 'tool', 'entity', 'organization', 'organisation', 'company', 'team', 'product', 'place', 'location', 'customer', 'service', 'component', 'idea', 'method']);
