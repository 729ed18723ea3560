/** What is known about a label, put together for a hover: the store's card, and the latest moments at which it was present. */
import { parse, plan } from '@rem/grammar';
import type { LabelCard, Store } from '@rem/store';
import type { Knowledge } from './knowledge.ts';

export type CardMoment = { name: string; type: string; date: string };
export type FullCard = { card: LabelCard; moments: CardMoment[] };

const momentsShown = 3;

export async function labelCard(store: Store, label: string, { schema }: Knowledge): Promise<FullCard | undefined> {
  const card = await store.card(label);
  if (!card || 'remedy' in card) return undefined;
  const moments = schema.tables.find((table) => table.name === 'moments');
  const known = ['present_persons', 'moment_type', 'resource_timestamp'].every((name) => moments?.columns.some((column) => column.name === name));
  return { card, moments: known ? await momentsOf(store, card.label) : [] };
}

async function momentsOf(store: Store, label: string): Promise<CardMoment[]> {
  const constant = JSON.stringify([{ name: label }]).replaceAll("'", "''");
  const text = `SELECT name, moment_type, resource_timestamp FROM moments WHERE present_persons @> '${constant}' ORDER BY resource_timestamp DESC LIMIT ${momentsShown}`;
  const [statement] = parse(text).tree.statements;
  const planned = statement && plan(statement);
  const result = planned && (await store.run(planned, { limit: momentsShown }));
  if (result?.kind !== 'rows') return [];
  return result.rows.map(([name, type, date]) => ({ name: textOf(name), type: textOf(type), date: textOf(date).slice(0, 10) }));
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : '';
}
