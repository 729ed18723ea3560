/** Hover: the reference of the verb or clause under the cursor, or what is known about a name. */
import { describe, statementAt, type Schema, type Span } from '@rem/grammar';
import type { LabelCard } from '@rem/store';
import type { FullCard } from '../label-card.ts';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import { period, type ResolveDates } from './inlay-hints.ts';
import { code, escaped, fenced, shortened } from '../markdown.ts';

export type Hover = Span & {
  markdown: string;
  /** The label under the cursor, whose card the store can tell more about. */
  label?: string;
};

export function hover(view: View, offset: number, knowledge: Knowledge, resolve: ResolveDates): Hover | undefined {
  const date = dateHover(view, offset, resolve);
  if (date) return date;
  const found = describe(view.parsed, offset);
  if (!found) return undefined;
  const place = { start: found.start, end: found.end };
  switch (found.kind) {
    case 'verb':
    case 'clause':
      return { ...place, markdown: entryMarkdown(found) };
    case 'table': return { ...place, markdown: tableText(found.name, knowledge.schema) };
    case 'column': return { ...place, markdown: columnText(found.name, knowledge.schema) };
    case 'edgeType': return { ...place, markdown: `**${escaped(found.name)}** edge type` };
    case 'function': return { ...place, markdown: `**${escaped(found.name)}** function of PostgreSQL` };
    case 'label': return { ...place, label: found.name, markdown: labelText(found.name, knowledge) };
  }
}

/** The reference of a verb or a clause; its texts are the program's own. */
export function entryMarkdown(entry: { title: string; syntax: string; summary: string; detail: string; example: string }): string {
  return [`**${entry.title}** ${code(entry.syntax)}`, entry.summary, entry.detail, fenced(entry.example)].join('\n\n');
}

function dateHover(view: View, offset: number, resolve: ResolveDates): Hover | undefined {
  const statement = statementAt(view.parsed, offset);
  if (!statement?.source.includes('@')) return undefined;
  const local = offset - statement.start;
  const date = resolve(statement.source).find(({ start, end }) => start <= local && local <= end);
  if (!date) return undefined;
  const { from, to, word } = date;
  return { start: statement.start + date.start, end: statement.start + date.end, markdown: `**@${escaped(word.replace(/^@/, ''))}** now means ${period(from, to)}\n\nfrom ${code(from)}, before ${code(to)}` };
}

export function tableText(name: string, schema: Schema): string {
  const table = schema.tables.find((candidate) => candidate.name === name);
  if (!table) return `**${escaped(name)}** table`;
  const columns = table.columns.map((column) => `${code(column.name)} ${escaped(column.type)}`).join(', ');
  return [`**${escaped(table.name)}** table`, table.doc && escaped(table.doc), columns].filter(Boolean).join('\n\n');
}

export function columnText(name: string, schema: Schema): string {
  const owners = schema.tables.flatMap((table) => table.columns.filter((column) => column.name === name).map((column) => ({ table: table.name, ...column })));
  const [first] = owners;
  if (!first) return `**${escaped(name)}** column`;
  return [`**${escaped(name)}** ${code(first.type)}`, first.doc && escaped(first.doc), `in ${owners.map((owner) => code(owner.table)).join(', ')}`].filter(Boolean).join('\n\n');
}

function labelText(name: string, { labels }: Knowledge): string {
  const label = labels.get(name);
  if (label) return `**${escaped(label.label)}** ${escaped(label.kind)} in ${code(label.table)}`;
  return labels.size > 0 ? `**${escaped(name)}** no label of this workspace` : `**${escaped(name)}** label`;
}

/** Edges that a card shows a side. */
const edgesShown = 6;

/** What the store knows about a label. Texts from notes are shown escaped. */
export function cardMarkdown({ card, moments }: FullCard): string {
  return [
    `**${escaped(card.label)}** ${escaped(card.kind)} in ${code(card.table)}`,
    card.summary && escaped(shortened(card.summary, 400)),
    card.tags.length > 0 && card.tags.slice(0, 12).map((tag) => code(tag)).join(' '),
    card.aliases.length > 0 && `also: ${card.aliases.slice(0, 6).map(escaped).join(', ')}`,
    edgeLines('→', card.edges.out, card.edges.outTotal),
    edgeLines('←', card.edges.in, card.edges.inTotal),
    moments.map((moment) => `- ${escaped(moment.name)}${moment.type ? ` (${escaped(moment.type)})` : ''}${moment.date ? `, ${moment.date}` : ''}`).join('\n'),
  ].filter(Boolean).join('\n\n');
}

function edgeLines(arrow: string, edges: LabelCard['edges']['out'], total: number): string {
  const lines = edges.slice(0, edgesShown).map((edge) => `- ${arrow} ${code(edge.relation)} ${escaped(edge.label)}`);
  if (total > lines.length && lines.length > 0) lines.push(`- … ${total - lines.length} more`);
  return lines.join('\n');
}
