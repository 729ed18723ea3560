/**
 * Draws a kept result under its notebook cell: the same grid and score bars as the results view, its height by its rows. The data was
 * checked when the file was read, and goes into the page as text only.
 */
import type { RunAnswer } from '@rem/server/protocol';
import { el } from '../dom.ts';
import { table } from '../table.ts';
import styles from '../style.css';

type Output = { json(): unknown };
type Renderer = { renderOutputItem(output: Output, element: HTMLElement): void };

const mostRowsShown = 14;

export function activate(): Renderer {
  return {
    renderOutputItem: (output, element) => {
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      root.replaceChildren(el('style', {}, styles), answer(output.json() as RunAnswer));
    },
  };
}

function answer(result: RunAnswer): HTMLElement {
  if (result.kind === 'failed') return el('div', { class: 'failure', role: 'alert' }, el('p', { class: 'what' }, result.message), el('p', { class: 'remedy' }, result.remedy));
  const { rows, truncated, timings } = result;
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}${truncated ? ', and there are more' : ''}, ${timings.total.toFixed(1)} ms`;
  if (rows.length === 0) return el('p', { class: 'none' }, 'No rows answer this statement.');
  const grid = table(result, { open: (_, value) => void navigator.clipboard?.writeText(String(value)) });
  const shell = el('div', { class: 'result' }, grid);
  shell.style.height = `${(Math.min(rows.length, mostRowsShown) + 1) * 24 + 18}px`;
  return el('section', { 'aria-label': 'Result' }, el('p', { class: 'timing' }, count), shell);
}
