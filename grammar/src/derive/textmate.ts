/**
 * The TextMate grammar: colours for where no language server runs. It sees lines, not statements, so a clause's word is only a keyword where it is
 * written in capitals, or where its value follows.
 */
import { clauses, directions, joiningWords, verbs } from '../language.ts';

type Pattern = { name?: string; match?: string; begin?: string; end?: string; captures?: Captures; beginCaptures?: Captures; endCaptures?: Captures; patterns?: Pattern[]; include?: string };
type Captures = Readonly<Record<string, { name: string }>>;

const escapes: Pattern[] = [{ name: 'constant.character.escape.rem', match: '\\\\["\'\\\\]|""|\'\'' }];

/** A string between quotes; it ends at its line's end where it is not closed, unless it has three quotes. */
const string = (quote: string, kind: string): Pattern => ({
  name: `string.quoted.${kind}.rem`,
  begin: quote,
  end: quote.length === 3 ? quote : `${quote}(?!${quote})|$`,
  beginCaptures: { '0': { name: 'punctuation.definition.string.begin.rem' } },
  endCaptures: { '0': { name: 'punctuation.definition.string.end.rem' } },
  patterns: quote.length === 3 ? escapes.slice(0, 1) : escapes,
});

const words = (names: readonly string[]): string => names.map((name) => name.replace(' ', '\\s+')).join('|');
const sqlWords =
  'SELECT|FROM|WHERE|AND|OR|NOT|IN|IS|NULL|LIKE|ILIKE|BETWEEN|CASE|WHEN|THEN|ELSE|END|GROUP|BY|ORDER|HAVING|LIMIT|OFFSET|ASC|DESC|DISTINCT|AS|ON|JOIN|LEFT|RIGHT|FULL|INNER|OUTER|CROSS|LATERAL|UNION|INTERSECT|EXCEPT|ALL|ANY|SOME|ARRAY|INTERVAL|WITH|RECURSIVE|EXISTS|TRUE|FALSE|OVER|PARTITION|FILTER|CAST|USING|VALUES|NULLS|FIRST|LAST';

/** What follows a clause's word in small letters so that it is taken for one. */
const valueAhead: Readonly<Record<string, string>> = {
  integer: '(?=\\s*=?\\s*[-+]?\\d)',
  number: '(?=\\s*=?\\s*[-+]?[.\\d])',
  direction: `(?=[\\s=]+(?:${directions.join('|')})\\b)`,
  string: '(?=[\\s=]*["\'`])',
  orderKeys: '(?=\\s+\\w)',
};

/** The grammar as a value, to be written as JSON. */
export function textMate() {
  const verbWords = words(verbs.flatMap((verb) => [verb.name, ...verb.aliases]));
  const clauseWords = words(clauses.flatMap((clause) => [clause.name, ...clause.aliases]));
  const numeric = clauses.map((clause) => ({ names: words([clause.name, ...clause.aliases]), ahead: valueAhead[clause.value] })).filter((clause) => clause.ahead !== undefined);
  const equals = clauses.flatMap((clause) => [clause.name, ...clause.aliases, ...clause.equals].map((name) => name.replace(' ', '_')));
  return {
    name: 'REM',
    scopeName: 'source.rem',
    fileTypes: ['rem'],
    patterns: ['#comments', '#strings', '#verbs', '#clauses', '#sql', '#table-prefix', '#numbers', '#punctuation'].map((include) => ({ include })),
    repository: {
      comments: {
        patterns: [
          { name: 'comment.line.double-dash.rem', begin: '--', end: '$', beginCaptures: { '0': { name: 'punctuation.definition.comment.rem' } } },
          { name: 'comment.line.number-sign.rem', begin: '(?:^|(?<=\\s))#(?![>-])', end: '$', beginCaptures: { '0': { name: 'punctuation.definition.comment.rem' } } },
          { name: 'comment.block.rem', begin: '/\\*', end: '\\*/', captures: { '0': { name: 'punctuation.definition.comment.rem' } } },
        ],
      },
      strings: {
        patterns: [string('"""', 'triple'), string("'''", 'triple'), string('```', 'triple'), string('"', 'double'), string("(?<![\\p{L}\\p{N}])'", 'single'), string('`', 'other')].map(closed),
      },
      verbs: {
        patterns: [
          { name: 'keyword.control.verb.rem', match: `(?i)(?:^|\\G)\\s*(?:${verbWords}|SELECT|WITH)(?=\\s|$|["'\`\\[(*;])` },
          { name: 'keyword.control.verb.rem', match: `(?<=;)\\s*(?i:${verbWords}|SELECT)(?=\\s|$|["'\`\\[(*;])` },
          { match: `(?i)\\b(${joiningWords[0]})(?:\\s+(${verbWords}|SELECT))?\\b`, captures: { '1': { name: 'keyword.operator.with.rem' }, '2': { name: 'keyword.control.verb.rem' } } },
        ],
      },
      clauses: {
        patterns: [
          { match: `(?i)\\b(${words(equals)})(=)`, captures: { '1': { name: 'keyword.other.clause.rem' }, '2': { name: 'keyword.operator.assignment.rem' } } },
          { name: 'keyword.other.clause.rem', match: `\\b(?:${clauseWords})\\b` },
          ...numeric.map(({ names, ahead }) => ({ name: 'keyword.other.clause.rem', match: `(?i)\\b(?:${names})\\b${ahead}` })),
          { name: 'constant.language.direction.rem', match: `\\b(?:${directions.join('|')})\\b` },
        ],
      },
      sql: {
        patterns: [
          { name: 'keyword.other.sql.rem', match: `\\b(?:${sqlWords})\\b` },
          { name: 'support.function.sql.rem', match: '\\b[a-z_]\\w*(?=\\()' },
        ],
      },
      'table-prefix': { patterns: [{ match: '\\b([\\p{L}_]\\w*)(:)(?=["\'`\\w])', captures: { '1': { name: 'entity.name.type.table.rem' }, '2': { name: 'punctuation.separator.rem' } } }] },
      numbers: { patterns: [{ name: 'constant.numeric.rem', match: '(?<![\\w.-])[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?![\\w-])' }] },
      punctuation: {
        patterns: [
          { name: 'punctuation.separator.comma.rem', match: ',' },
          { name: 'punctuation.terminator.statement.rem', match: ';' },
          { name: 'keyword.operator.sql.rem', match: '->>|->|@>|<@|&&|\\|\\||<=|>=|<>|!=|::|[=<>*]' },
        ],
      },
    },
  };
}

/** An apostrophe inside a word opens no string; the closing quote is the plain one. */
function closed(pattern: Pattern): Pattern {
  return pattern.begin?.startsWith('(?<!') ? { ...pattern, end: "'(?!')|$" } : pattern;
}
