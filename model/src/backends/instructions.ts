/**
 * What a model that was not trained for this language is told before a request: the verbs with their syntax and examples, from the
 * language's own table, and the form of the answer. A model with the project's adapter gets the bare prompt and none of this.
 */
import { defaultSchema, gbnf, language } from '@rem/grammar';
import { planSchema } from './plan-json.ts';

export type AnswerForm = 'rem' | 'plan';

const made = new Map<AnswerForm, string>();

export function instructions(form: AnswerForm): string {
  const found = made.get(form) ?? make(form);
  made.set(form, found);
  return found;
}

function verbLines(): string[] {
  return Object.values(language.verbs).map((verb) => `- ${verb.syntax}\n  ${verb.summary} Example: ${verb.example}`);
}

function make(form: AnswerForm): string {
  const tables = defaultSchema.tables.map((table) => `${table.name}(${table.columns.map((column) => column.name).join(', ')})`);
  return [
    'You turn one request into one query of the REM language. The verbs:', ...verbLines(),
    `Tables, unless a Schema line says otherwise: ${tables.join('; ')}.`,
    'Labels given with the request are names that exist; copy names and values exactly as they are written.',
    'Dates in conditions on a timestamp column are symbolic constants: \'@today\', \'@last_week\', \'@7d\', \'@2025-03\'. Never compute a date.',
    ...(form === 'rem'
      ? ['Answer with the query alone, on one line, upper-case keywords, double-quoted strings. Answer NONE where no query fits.']
      : ['Answer with one JSON object alone: {"query_type": …, "parameters": {…}}, or {"query_type": "NONE"} where no query fits. SQL is for conditions, counting and sorting: put the whole SELECT in raw_query.']),
  ].join('\n');
}

/** The language in a page, for assistants that are to write it. */
export const languageInstructions: string = [
  'REM is a query language over resources, entities and moments. The verbs:', ...verbLines(),
  'Dates in conditions on a timestamp column may be symbolic constants: \'@today\', \'@last_week\', \'@7d\', \'@2025-03\'. Strings are double-quoted, SQL constants single-quoted. Statements only read.',
].join('\n');

/** Tokens, roughly, that the longest question of a task takes with these instructions: what a window must hold. */
export function leastWindow(form: AnswerForm | undefined): number {
  const told = form === undefined ? 0 : instructions(form).length + (form === 'plan' ? JSON.stringify(planSchema).length / 8 : 0);
  return Math.ceil((told + 1200) / 3) + 160;
}

/** The grammar as it goes to servers: answers begin with the space that follows the prompt. Not for grammars of other people. */
export function withLeadingSpace(grammar: string): string {
  return grammar.replace(/^root ::= /m, 'root ::= " " rem-answer\nrem-answer ::= ');
}

/** The way back: the grammar of the answer itself, or undefined where it was not made by `withLeadingSpace`. */
export function withoutLeadingSpace(grammar: string): string | undefined {
  const mark = 'root ::= " " rem-answer\nrem-answer ::= ';
  return grammar.includes(mark) ? grammar.replace(mark, 'root ::= ') : undefined;
}

/** The canary: one word that nothing suggests. Whoever writes it was held to it. */
export const canary = { word: 'quoxalith', grammar: 'root ::= " "? "quoxalith"\n', prompt: 'Request: say hello\nREM:', schema: { type: 'object', properties: { answer: { const: 'quoxalith' } }, required: ['answer'], additionalProperties: false } } as const;

/** A canary's grammar is small; the real one is tried once too, since engines refuse what they cannot read only then. */
export const trialGrammar = (): string => withLeadingSpace(gbnf({ none: true }));
