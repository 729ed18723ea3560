/**
 * The plan: one JSON value per statement (dialect §5), with every default filled in, so that two spellings of the same query have equal plans.
 */

/**
 * Comparisons of a timestamp column with constants. `column` is left out for `created_at`. `after` is `>` (`>=` with `after_inclusive`),
 * `before` is `<` (`<=` with `before_inclusive`); the values are the constants as written, symbolic dates (`@last_week`) included.
 */
export type TimeFilter = { column?: string; after?: string; after_inclusive?: true; before?: string; before_inclusive?: true };

/** One label, or several; a label may name its table: `entities:Sarah Chen`. */
export type LookupParameters = { key: string | string[] };
export type FuzzyParameters = { query_text: string; table_name?: string; threshold: number; limit: number };
/** `threshold` is left out where the runtime's own holds. */
export type SearchParameters = {
  query_text: string;
  table_name: string;
  where_clause?: string;
  time_filter?: TimeFilter;
  threshold?: number;
  limit: number;
  field?: string;
  category?: string;
};
/** `raw_query` is the whole SELECT; the rest is there where the statement is that simple (one table, no grouping, no join). */
export type SqlParameters = {
  raw_query: string;
  table_name?: string;
  select_fields?: string[];
  where_clause?: string;
  time_filter?: TimeFilter;
  order_by?: string;
  limit?: number;
};
export type Initial =
  | { initial_query_type: 'LOOKUP'; initial_query: LookupParameters }
  | { initial_query_type: 'SEARCH'; initial_query: SearchParameters }
  | { initial_query_type: 'FUZZY'; initial_query: FuzzyParameters }
  | { initial_query_type: 'SQL'; initial_query: SqlParameters };
/** No `edge_types` means all of them; `plan_mode` asks for edge statistics only (then `max_depth` is 0); `load` adds whole rows. */
export type TraverseParameters = Initial & {
  edge_types: string[];
  max_depth: number;
  table_name?: string;
  direction: 'outbound' | 'inbound' | 'both';
  order_by: string;
  limit: number;
  plan_mode: boolean;
  plan_memo?: string;
  load?: true;
};

export type Plan =
  | { intent: 'entity_lookup'; query_type: 'LOOKUP'; parameters: LookupParameters; explanation: string }
  | { intent: 'fuzzy_match'; query_type: 'FUZZY'; parameters: FuzzyParameters; explanation: string }
  | { intent: 'semantic_search'; query_type: 'SEARCH'; parameters: SearchParameters; explanation: string }
  | { intent: 'structured_query'; query_type: 'SQL'; parameters: SqlParameters; explanation: string }
  | { intent: 'graph_traversal'; query_type: 'TRAVERSE'; parameters: TraverseParameters; explanation: string };
