/**
 * The syntax tree: what a `.rem` document says, with the place of everything.
 *
 * Places are pairs of UTF-16 offsets into the text that was parsed. A node is plain data: it can be cloned, compared and sent. What a person
 * has not written (yet) is `undefined`, and a problem says so; `broken` marks a statement that has such an error and therefore no plan.
 */

/** A place: UTF-16 offsets, `end` exclusive. */
export type Span = { start: number; end: number };

/** A word, several bare words or a string: `value` is what it means (escapes resolved), the span what was written, quotes included. */
export type Text = Span & { value: string; quoted: boolean };

/** A number as written; `value` is NaN where what stands there is no number. */
export type NumberValue = Span & { value: number };

/** A piece of SQL: `sql` is the SQL text itself; `quoted` where it was written inside a string (`where="…"`). */
export type SqlText = Span & { sql: string; quoted: boolean };

/** A label to look up, with the table it is to be found in where one was named (`entities:"Sarah Chen"`). */
export type Key = Span & { table: Text | undefined; text: Text };

/** Edge types as written; `all` for `*`. */
export type EdgeTypes = Span & { all: boolean; types: Text[] };

export type OrderKey = Span & { expression: Text; direction: 'ASC' | 'DESC' | undefined };

export type Direction = 'OUTBOUND' | 'INBOUND' | 'BOTH';

/** `keyword` is the clause's word as written (`ORDER BY` is one keyword); `equals` where it was written `name=value`. */
type ClauseBase = Span & { keyword: Text; equals: boolean };

export type Clause = ClauseBase &
  (
    | { kind: 'in'; value: Text | undefined }
    | { kind: 'where'; value: SqlText | undefined }
    | { kind: 'threshold'; value: NumberValue | undefined }
    | { kind: 'limit'; value: NumberValue | undefined }
    | { kind: 'field'; value: Text | undefined }
    | { kind: 'category'; value: Text | undefined }
    | { kind: 'depth'; value: NumberValue | undefined }
    | { kind: 'type'; value: EdgeTypes | undefined }
    | { kind: 'direction'; value: (Span & { value: Direction }) | undefined }
    | { kind: 'orderBy'; value: (Span & { keys: OrderKey[]; sql: string }) | undefined }
    | { kind: 'memo'; value: Text | undefined }
    | { kind: 'plan' }
    | { kind: 'load' }
  );

export type ClauseKind = Clause['kind'];
/** The clause of one kind, for example `ClauseOf<'limit'>`. */
export type ClauseOf<K extends ClauseKind> = Extract<Clause, { kind: K }>;

export type Comment = Span & {
  /** The words of the comment without its marks. */
  text: string;
  /** `--`, `#` or `/*`. */
  marker: '--' | '#' | '/*';
  /** It is the first thing on its line. */
  ownLine: boolean;
};

/**
 * What all statements have: their own text (`source`, from `start` to `end`), the verb as written (undefined where it is implied), the
 * comments between their words, and every clause in the order of writing, also those that the verb does not take.
 */
type StatementBase = Span & {
  source: string;
  verb: Text | undefined;
  clauses: Clause[];
  comments: Comment[];
  broken: boolean;
};

export type Lookup = StatementBase & { kind: 'lookup'; keys: Key[] };
export type Search = StatementBase & { kind: 'search'; text: Text | undefined };
export type Fuzzy = StatementBase & { kind: 'fuzzy'; text: Text | undefined };

/**
 * `select`: a SELECT or WITH statement, with or without the word SQL before it. `short`: `SQL table [WHERE …] [ORDER BY …] [LIMIT n]`,
 * `table` is set. `other`: any other SQL statement (`DELETE FROM …`), which no runtime may run. `sql` spans the SQL itself, without the
 * word SQL; it is undefined where nothing follows that word.
 */
export type Sql = StatementBase & { kind: 'sql'; form: 'select' | 'short' | 'other'; sql: SqlText | undefined; table: Text | undefined };

/** `with` is the word WITH, undefined in the short form (`TRAVERSE "key"`), whose start is a lookup without a verb. */
export type Traverse = StatementBase & {
  kind: 'traverse';
  plan: Span | undefined;
  edgeTypes: EdgeTypes | undefined;
  with: Span | undefined;
  from: Start | undefined;
};
export type Start = Lookup | Search | Fuzzy | Sql;

/** A line without a verb: an implicit SEARCH of its words. */
export type Prose = StatementBase & { kind: 'prose'; text: Text };
/** A statement whose first word looks like a verb and is none; `nearest` is the verb probably meant. */
export type Unknown = StatementBase & { kind: 'unknown'; word: Text; nearest: string | undefined };

export type Statement = Lookup | Search | Fuzzy | Sql | Traverse | Prose | Unknown;
export type StatementKind = Statement['kind'];

/** `comments` are all comments, those inside statements too; both lists are in document order. */
export type RemDocument = { readonly statements: readonly Statement[]; readonly comments: readonly Comment[] };
