/**
 * The door of the REM language. Nothing else in this package is imported from outside.
 */
export type * from './tree.ts';
export type * from './plan-types.ts';
export type { Problem, ProblemCode, Severity, Fix, Edit } from './problem.ts';
export type { Check, CheckContext, Target } from './checks/index.ts';
export type { Column, Table, Schema, Label } from './schema.ts';
export { defaultSchema } from './schema.ts';
export { parse, openDocument, updateDocument, statementAt, statementBefore, type Parsed, type OpenDocument, type Change } from './document.ts';
export { requestAt, type Request } from './request.ts';
export { check, type CheckOptions } from './check.ts';
export { loadSql, parsePostgres, type PgParsed } from './checks/sql/postgres.ts';
export { proveReadOnly } from './checks/sql/read-only.ts';
export { isDateWord } from './checks/date-words.ts';
export { rewrite, type Rewritten } from './targets/index.ts';
export { plan } from './plan.ts';
export { keyParts, keyText } from './key.ts';
export { readPlan } from './read-plan.ts';
export { print } from './print.ts';
export { sqlWords } from './sql-view.ts';
export { format } from './format.ts';
export type { SqlPrinter } from './sql-layout.ts';
export { nearest } from './nearest.ts';
export { quote, unquote } from './text.ts';
export { language } from './language.ts';
export type { VerbEntry, ClauseEntry, VerbName } from './language.ts';
export { expectedAt, type Expected, type Expectation } from './expected.ts';
export { describe, keysOf, type Description } from './describe.ts';
export { tokens, tokenKinds, type SemanticToken, type SemanticTokenKind } from './semantic-tokens.ts';
export { gbnf, type GbnfOptions } from './derive/gbnf.ts';
export { textMate } from './derive/textmate.ts';
export { javascriptInjection, javascriptStringInjection, markdownInjection, pythonInjection, pythonStringInjection } from './derive/injections.ts';
export { reference } from './derive/reference.ts';
