/** Similarities as bars: SEARCH and FUZZY rows are compared at a glance, and the number stays readable beside the bar. */
import { el } from './dom.ts';

const names = new Set(['score', 'similarity', 'sim', 'weight']);

export function isScore(column: string, value: unknown): value is number {
  return names.has(column) && typeof value === 'number' && value >= 0 && value <= 1;
}

export function scoreBar(value: number): HTMLElement {
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, el('span', { class: 'fill' }));
  (bar.firstElementChild as HTMLElement).style.width = `${Math.round(value * 100)}%`;
  return el('span', { class: 'score' }, bar, value.toFixed(3));
}
