/** Inlay hints: defaults in force at a statement's end, what a symbolic date means, what a key resolves to. */
import { language, type Span, type Statement } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import { namesOf } from './names.ts';

export type Hint = { offset: number; text: string; tooltip: string };

/** A symbolic date of a text, with its period [from, to) in ISO 8601. */
export type ResolveDates = (text: string) => readonly (Span & { word: string; from: string; to: string })[];

export function inlayHints(view: View, span: Span, knowledge: Knowledge, resolve: ResolveDates): Hint[] {
  return view.parsed.tree.statements
    .filter((statement) => statement.start <= span.end && span.start <= statement.end)
    .flatMap((statement) => (statement.broken ? [] : [...keyHints(statement, knowledge), ...dateHints(statement, resolve), ...defaultHints(statement)]));
}

function defaultHints(statement: Statement): Hint[] {
  const has = (kind: string): boolean => statement.clauses.some((clause) => clause.kind === kind);
  const { search, fuzzy, traverse } = language.defaults;
  const missing = (entries: readonly [string, string][]): string[] => entries.filter(([kind]) => !has(kind)).map(([, text]) => text);
  const texts = ((): string[] => {
    switch (statement.kind) {
      case 'search': return missing([['in', `IN ${search.table_name}`], ['limit', `LIMIT ${search.limit}`]]);
      case 'fuzzy': return missing([['threshold', `THRESHOLD ${fuzzy.threshold}`], ['limit', `LIMIT ${fuzzy.limit}`]]);
      case 'traverse': return has('plan') || statement.plan ? [] : missing([['depth', `DEPTH ${traverse.max_depth}`], ['limit', `LIMIT ${traverse.limit}`]]);
      default: return [];
    }
  })();
  if (texts.length === 0) return [];
  const end = statement.start + statement.source.replace(/;?\s*$/, '').length;
  return [{ offset: end, text: texts.join(' '), tooltip: 'In force where the statement does not say.' }];
}

function dateHints(statement: Statement, resolve: ResolveDates): Hint[] {
  if (!statement.source.includes('@')) return [];
  return resolve(statement.source).map(({ end, from, to, word }) => ({ offset: statement.start + end, text: period(from, to), tooltip: `@${word.replace(/^@/, '')}: from ${from}, before ${to}` }));
}

/** `2025-11-10 – 2025-11-16` for whole days, one day as itself, anything finer with its times. */
export function period(from: string, to: string): string {
  if (!isDay(from) || !isDay(to)) return `${minutes(from)} – ${minutes(to)}`;
  const first = from.slice(0, 10);
  const last = new Date(Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return first === last ? first : `${first} – ${last}`;
}

/** A date, or its midnight. */
function isDay(iso: string): boolean {
  return iso.length === 10 || /T00:00(?::00)?(?!:)/.test(iso);
}

function minutes(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function keyHints(statement: Statement, { labels }: Knowledge): Hint[] {
  if (labels.size === 0) return [];
  return namesOf(statement).flatMap(({ kind, text }) => {
    if (kind !== 'label' || text.value === '') return [];
    const label = labels.get(text.value);
    return [{ offset: text.end, text: label ? label.kind : 'no such label', tooltip: label ? `${label.label}: ${label.kind} in ${label.table}` : 'No note of this workspace has this label.' }];
  });
}
