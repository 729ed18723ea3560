/**
 * The reference page of the language, written from the table.
 */
import { clauses, defaults, verbs, type ClauseEntry, type VerbEntry } from '../language.ts';
import { checkCodes } from '../checks/codes.ts';
import { problemCodes } from '../problem.ts';
import { defaultSchema } from '../schema.ts';

/** The page as Markdown, without its first line. */
export function reference(): string {
  return [
    '# REM: reference',
    'REM queries find **resources** (documents, notes), **entities** (people, projects, concepts) and **moments** (what happened when). A file holds statements and comments. A statement ends at `;`, at an empty line, at a comment line, and before a line that starts with a verb. A comment above a statement or an empty line is a request, from which a query can be written.',
    verbTable(),
    ...verbs.map(verbSection),
    '## Clauses',
    'In any order behind the text of a statement; every clause may also be written `name=value`.',
    clauseTable(),
    ...clauses.map(clauseSection),
    '## Defaults',
    defaultsTable(),
    '## Tables',
    ...defaultSchema.tables.map((table) => `**${table.name}**: ${table.doc ?? ''} ${table.columns.map((column) => `\`${column.name}\` ${column.type}`).join(', ')}.`),
    '## Problems',
    problemTable(),
    '',
  ].join('\n\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const verbTable = (): string => table(['Verb', 'Finds', 'Clauses'], verbs.map((verb) => [`[${verb.name}](#${verb.name.toLowerCase()})`, verb.summary, clauseNames(verb).join(', ')]));
const clauseNames = (verb: VerbEntry): string[] => verb.clauses.map((kind) => clauses.find((clause) => clause.kind === kind)!.name);

const aliases = (entry: VerbEntry | ClauseEntry): string => (entry.aliases.length === 0 ? '' : ` Also written ${entry.aliases.map((alias) => `\`${alias}\``).join(', ')}.`);
const block = (text: string): string => `\`\`\`rem\n${text}\n\`\`\``;

const verbSection = (verb: VerbEntry): string => [`## ${verb.name}`, `\`${verb.syntax}\``, `${verb.summary} ${verb.detail}${aliases(verb)}`, block(verb.example)].join('\n\n');

const clauseTable = (): string =>
  table(['Clause', 'Says', 'Taken by'], clauses.map((clause) => [`[${clause.name}](#${clause.name.toLowerCase().replace(' ', '-')})`, clause.summary, takers(clause)]));
const takers = (clause: ClauseEntry): string => verbs.filter((verb) => (verb.clauses as readonly string[]).includes(clause.kind)).map((verb) => verb.name).join(', ');

function clauseSection(clause: ClauseEntry): string {
  const names = [...clause.aliases, ...clause.equals].map((name) => `\`${name.toLowerCase()}=\``);
  const others = names.length === 0 ? '' : ` As \`name=value\` also ${names.join(', ')}.`;
  return [`### ${clause.name}`, `\`${clause.syntax}\``, `${clause.summary} ${clause.detail}${aliases(clause)}${others}`, block(clause.example)].join('\n\n');
}

const defaultsTable = (): string =>
  table(['Verb', 'Where nothing is said'], Object.entries(defaults).map(([verb, values]) => [verb.toUpperCase(), Object.entries(values).map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`).join(', ')]));

const problemTable = (): string =>
  table(['Code', 'Severity', 'Means'], Object.entries({ ...problemCodes, ...checkCodes }).map(([code, [severity, meaning]]) => [`\`${code}\``, severity, meaning]));
