/**
 * What an answer of the model is worth: its values are put right or refused, its dates resolved, its text parsed and
 * checked, sure fixes applied. What comes out is a checked statement, an honest "none", or the place where it went
 * wrong, so that another answer can be asked for that does not begin the same way.
 */
import { check, parse, plan, print, type Plan, type Problem, type Schema, type Statement } from '@rem/grammar';
import { resolveDates, type DateOptions } from './dates.ts';
import { foldedWords, saysWhole } from './fold.ts';
import { hasEvidence, isKnownConstant } from './known-constants.ts';
import { canonical, kindsOrCategories, typesOrEndings } from './mending/canonical.ts';
import { mendAnswer } from './mend.ts';
import type { Sketch } from './sketch.ts';
import { sameName, snapConstant, snapKey, snapText, type Snap, type Sources } from './snap.ts';
import { valuesOf, written, type Value } from './values.ts';

export type Judged =
  | { kind: 'query'; query: string; plan: Plan; problems: Problem[]; snapped: number; fixed: number; /** Symbolic dates and all: what agreement is judged by. */ symbolic: string; changes: number; disagreements: number; /** Constants that nothing in the request speaks for. */ ungrounded: number }
  | { kind: 'none' }
  /** `wrongUpTo`: the answer's beginning, as the model wrote it, that must not come again. */
  | { kind: 'wrong'; reason: string; problems: Problem[]; wrongUpTo: string };

export type JudgeContext = {
  sources: Sources; schema: Schema; dates: DateOptions; mayFix: boolean;
  /** Laid beside the request and mended where both readers say so; only what is written for the built-in tables can be. */
  against?: { sketch: Sketch | undefined } | undefined;
  /** Of the answer, by the model that wrote it: 0…1. */
  likelihood?: number | undefined;
};

export function judge(written: string, context: JudgeContext): Judged {
  if (written.trim() === 'NONE') return { kind: 'none' };
  const text = context.against ? typesOrEndings(kindsOrCategories(written, context.schema), context.sources.request) : written;
  const parsed = onlyStatement(text);
  if ('kind' in parsed) return parsed;
  const mended = mendValues(text, parsed.statement, context);
  if ('kind' in mended) return mended;
  const whole = context.against ? mendAnswer(context.sources.request, canonical(mended.text, context.sources), context.against.sketch, saidWhole(context.sources), context.likelihood) : { text: mended.text, changes: 0, disagreements: 0 };
  if (context.against) whole.text = canonical(whole.text, context.sources);
  const dated = resolveDates(whole.text, context.dates);
  const unknown = dated.unknown[0];
  if (unknown) return wrong(`"${unknown.word}" is no date that can be resolved.`, text, text.indexOf(`@${unknown.word}`) + unknown.word.length + 1);
  return judgeChecked(text, dated.text, { ...mended, symbolic: whole.text, changes: whole.changes, disagreements: whole.disagreements }, context);
}

/** Labels that stand in the request word for word. */
function saidWhole({ request, named }: Sources): string[] {
  return (named ?? []).filter((label) => saysWhole(request, label));
}

type Counted = Omit<Mended, 'text'> & { symbolic: string; changes: number; disagreements: number };

function judgeChecked(raw: string, query: string, counted: Counted, context: JudgeContext): Judged {
  const { snapped, ungrounded, symbolic, changes, disagreements } = counted;
  let current = query;
  for (let fixed = 0; ; fixed++) {
    const parsed = onlyStatement(current);
    if ('kind' in parsed) return { ...parsed, wrongUpTo: raw };
    const problems = problemsOf(current, context.schema);
    const error = problems.find((problem) => problem.severity === 'error');
    const thePlan = error ? undefined : plan(parsed.statement);
    if (thePlan) return { kind: 'query', query: print(parsed.statement), plan: thePlan, problems, snapped, fixed, ungrounded, symbolic, changes, disagreements };
    if (!error) return wrong('The query has no plan.', raw, raw.length);
    if (!error.fix || !context.mayFix || fixed >= 2) return { kind: 'wrong', reason: error.message, problems, wrongUpTo: beginning(raw, current, error.end) };
    current = applied(current, error.fix.edits);
  }
}

function problemsOf(text: string, schema: Schema): Problem[] {
  const parsed = parse(text);
  return [...parsed.problems, ...check(parsed, { schema }).filter((problem) => !parsed.problems.includes(problem))];
}

function onlyStatement(text: string): { statement: Statement } | Extract<Judged, { kind: 'wrong' }> {
  const { tree, problems } = parse(text);
  const [statement, ...more] = tree.statements;
  if (statement && more.length === 0 && statement.kind !== 'prose' && statement.kind !== 'unknown') return { statement };
  return { kind: 'wrong', reason: 'The model wrote something that is not one statement.', problems, wrongUpTo: text };
}

type Mended = { text: string; snapped: number; ungrounded: number };

function mendValues(text: string, statement: Statement, context: JudgeContext): Mended | Extract<Judged, { kind: 'wrong' }> {
  let result = '';
  let done = 0;
  let snapped = 0;
  let ungrounded = 0;
  const words = foldedWords(context.sources.request);
  for (const value of valuesOf(statement, text)) {
    const snap = snapOf(value, context);
    const closed = closedColumn(text, value, context.schema);
    if (closed !== undefined) return wrong(`"${value.value}" is no kind of \`${closed.column}\`.`, text, closed.start);
    if (snap.kind === 'refused') return wrong(`"${value.value}" is neither in the request nor a known label.`, text, value.end);
    if (value.kind === 'constant' && !hasEvidence(value.value, words)) ungrounded++;
    if (snap.kind === 'kept') continue;
    snapped++;
    result += text.slice(done, value.start) + written(value.kind, snap.value);
    done = value.end;
  }
  return { text: result + text.slice(done), snapped, ungrounded };
}

/** A constant that a column of a closed vocabulary cannot hold: the column itself was the mistake, so its first letter (the word would be a dead end) is what may not come again. */
function closedColumn(text: string, { kind, value, start }: Value, schema: Schema): { column: string; start: number } | undefined {
  if (kind !== 'constant') return undefined;
  const before = /(moment_type|processing_status) (?:=|<>|IN \([^()]*) ?$/.exec(text.slice(0, start).replace(/IN \($/, 'IN ( '));
  const column = before?.[1];
  if (column === undefined) return undefined;
  const known = column === 'moment_type' ? schema.momentTypes.includes(value) : ['pending', 'processing', 'completed', 'failed'].includes(value);
  return known ? undefined : { column, start: text.lastIndexOf(column, start) + 1 };
}

function snapOf(value: Value, { sources, schema }: JudgeContext): Snap {
  switch (value.kind) {
    case 'key': return snapKey(value.value, sources);
    case 'text': return snapText(value.value, sources);
    case 'category': return snapConstant(value.value, sources);
    case 'constant': return garbledEnding(value.value, sources.request) ?? (isKnownConstant(value.value, schema) ? { kind: 'kept', value: value.value } : snapConstant(value.value, sources));
    case 'edgeType': {
      if (schema.edgeTypes.includes(value.value)) return { kind: 'kept', value: value.value };
      const own = schema.edgeTypes.find((type) => sameName(type, value.value));
      return own === undefined ? { kind: 'kept', value: value.value } : { kind: 'snapped', value: own };
    }
  }
}

/** An ending of files is known without the request's letters; where the request has the only one itself, that is meant. */
function garbledEnding(value: string, request: string): Snap | undefined {
  const written = /^%?(\.\w{2,5})$/.exec(value)?.[1];
  const said = [...new Set(request.match(/(?<![\w.])\.[a-z][a-z0-9]{1,7}\b/gi))];
  if (written === undefined || said.length !== 1 || request.toLowerCase().includes(written.toLowerCase())) return undefined;
  return { kind: 'snapped', value: value.replace(written, said[0]!) };
}

function applied(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

function wrong(reason: string, text: string, end: number): Extract<Judged, { kind: 'wrong' }> {
  return { kind: 'wrong', reason, problems: [], wrongUpTo: text.slice(0, end) };
}

/** The raw answer up to a place of the mended one: as far as both read the same, the place itself, else all of it. */
function beginning(raw: string, mended: string, end: number): string {
  return raw.slice(0, end) === mended.slice(0, end) ? raw.slice(0, end) : raw;
}
