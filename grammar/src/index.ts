/**
 * The door of the REM language. Nothing else in this package is imported from outside.
 */
export type * from './tree.ts';
export type * from './plan-types.ts';
export type { Problem, ProblemCode, Severity, Fix, Edit } from './problem.ts';
export type { Check, CheckContext, Target } from './checks/index.ts';
export type { Column, Table, Schema, Label } from './schema.ts';
export { defaultSchema } from './schema.ts';
export { parse, openDocument, updateDocument, statementAt, type Parsed, type OpenDocument, type Change } from './document.ts';
export { requestAt, type Request } from './request.ts';
export { check, type CheckOptions } from './check.ts';
export { loadSql } from './checks/sql/postgres.ts';
export { plan } from './plan.ts';
export { keyParts, keyText } from './key.ts';
export { readPlan } from './read-plan.ts';
export { print } from './print.ts';
export { format } from './format.ts';
export { nearest } from './nearest.ts';
export { quote, unquote } from './text.ts';
export { language } from './language.ts';
export type { VerbEntry, ClauseEntry, VerbName } from './language.ts';
import type { Span } from './tree.ts';

export type Expected =
  | { kind: 'verb' | 'clause'; name: string; summary: string; insert: string }
  | { kind: 'table' | 'column' | 'label' | 'edgeType' | 'number' | 'text' | 'momentType' | 'sql'; insert?: string }
  | { kind: 'value'; name: string; summary?: string; insert: string };
export declare function expectedAt(text: string, offset: number): { span: Span; prefix: string; items: Expected[] };
export type Description = Span & { title: string; syntax: string; summary: string; detail: string; example: string } & (
    | { kind: 'verb' | 'clause' }
    | { kind: 'table' | 'column' | 'label' | 'edgeType'; name: string }
  );
export declare function describe(text: string, offset: number): Description | undefined;
export type SemanticTokenKind = 'keyword' | 'string' | 'number' | 'comment' | 'operator' | 'table' | 'column' | 'label' | 'edgeType' | 'function' | 'text';
export type SemanticToken = Span & { kind: SemanticTokenKind };
export declare function tokens(text: string): SemanticToken[];
export declare function gbnf(options?: { tables?: string[]; columns?: Record<string, string[]>; edgeTypes?: string[]; none?: boolean }): string;
