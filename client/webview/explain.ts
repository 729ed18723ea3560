/**
 * How the database answers a statement, as a tree: each step with what it reads, the rows it expects, and, once measured, the rows that came
 * and the time. Arrow keys walk it, left and right fold it. An estimate that is far from what came is marked: that is where plans go wrong.
 */
import type { ExplainAnswer, ExplainNode } from '@rem/server/protocol';
import type { Tab } from '../src/results/messages.ts';
import { button, el } from './dom.ts';
import { send } from './state.ts';

type Explained = Extract<ExplainAnswer, { kind: 'explained' }>;
type Step = { node: ExplainNode; level: number; parent: Step | undefined; open: boolean; row: HTMLElement };

/** A factor from which an estimate counts as wrong. */
const farOff = 10;

export function explainView(tab: Tab, answer: Explained): HTMLElement {
  const measured = answer.root.actualRows !== undefined;
  return el('div', { class: 'explain', role: 'region', 'aria-label': 'Explained' },
    el('div', { class: 'explain-head' },
      el('p', { class: 'explanation', title: answer.plan.explanation }, answer.plan.explanation),
      measured ? el('p', { class: 'timing' }, el('strong', {}, ms(answer.milliseconds ?? answer.root.milliseconds ?? 0)), ' in the database')
        : button('Run and Measure', () => send({ kind: 'measure', id: tab.id }), { title: 'Runs the statement, read-only, and shows real rows and times' })),
    tree(answer.root, measured),
    el('details', { class: 'explain-sql' }, el('summary', {}, 'SQL'), el('pre', { class: 'code wrap' }, answer.sql)));
}

function tree(root: ExplainNode, measured: boolean): HTMLElement {
  const steps: Step[] = [];
  const grid = el('div', { class: `explain-tree${measured ? ' measured' : ''}`, role: 'treegrid', tabindex: 0, 'aria-label': 'Steps of the database' }, head(measured));
  const add = (node: ExplainNode, level: number, parent: Step | undefined): void => {
    const step: Step = { node, level, parent, open: true, row: el('div', {}) };
    step.row = drawn(step, root, measured, () => fold(step, !step.open), () => choose(step));
    steps.push(step);
    grid.append(step.row);
    for (const child of node.children) add(child, level + 1, step);
  };
  let chosen: Step | undefined;
  const shown = (step: Step): boolean => !step.parent || (step.parent.open && shown(step.parent));
  const choose = (step: Step | undefined): void => {
    if (!step) return;
    chosen?.row.setAttribute('aria-selected', 'false');
    chosen = step;
    step.row.setAttribute('aria-selected', 'true');
    step.row.scrollIntoView({ block: 'nearest' });
  };
  const fold = (step: Step, open: boolean): void => {
    if (step.node.children.length === 0) return;
    step.open = open;
    step.row.setAttribute('aria-expanded', String(open));
    for (const other of steps) other.row.hidden = !shown(other);
  };
  const walk = (by: number): void => {
    const visible = steps.filter(shown);
    choose(visible[Math.max(0, Math.min(visible.length - 1, (chosen ? visible.indexOf(chosen) : -1) + by))]);
  };
  add(root, 0, undefined);
  grid.addEventListener('keydown', (event) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => walk(1), ArrowUp: () => walk(-1),
      ArrowLeft: () => { if (chosen?.open && chosen.node.children.length > 0) fold(chosen, false); else choose(chosen?.parent); },
      ArrowRight: () => { if (chosen && !chosen.open) fold(chosen, true); else walk(1); },
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });
  return grid;
}

function head(measured: boolean): HTMLElement {
  const titles = ['Step', 'Rows expected', ...(measured ? ['Rows', 'Time'] : [])];
  return el('div', { class: 'explain-row head', role: 'row' }, ...titles.map((title, at) => el('span', { role: 'columnheader', class: at > 0 ? 'amount' : undefined }, title)));
}

function drawn(step: Step, root: ExplainNode, measured: boolean, toggle: () => void, choose: () => void): HTMLElement {
  const { node, level } = step;
  const folds = node.children.length > 0;
  const name = el('span', { class: 'step', role: 'gridcell', style: `padding-left:${level * 18}px` },
    el('span', { class: `twist${folds ? ' folds' : ''}`, 'aria-hidden': 'true', onclick: folds ? toggle : undefined }),
    el('span', { class: 'what' }, el('strong', {}, node.name), ...details(node.detail)));
  return el('div', { class: 'explain-row', role: 'row', 'aria-level': level + 1, 'aria-expanded': folds ? 'true' : undefined, 'aria-selected': 'false', onclick: choose },
    name, amount(count(node.estimatedRows)), ...(measured ? [actual(node), time(node, root)] : []));
}

/** `Relation Name: moments; Filter: …`: the name of what is read beside the step, conditions below it. */
function details(text: string): HTMLElement[] {
  return text.split('; ').filter((part) => part !== '').map((part) => {
    const [, key = '', value = part] = /^([A-Z][\w ]*): (.*)$/s.exec(part) ?? [];
    const named = key.endsWith(' Name');
    return named ? el('span', { class: 'on', title: key }, value) : el('span', { class: 'condition' }, el('em', {}, `${key}: `), value);
  });
}

function amount(text: string): HTMLElement {
  return el('span', { class: 'amount', role: 'gridcell' }, text);
}

function actual(node: ExplainNode): HTMLElement {
  const rows = node.actualRows ?? 0;
  const [low, high] = [Math.min(rows, node.estimatedRows), Math.max(rows, node.estimatedRows)];
  const off = high / Math.max(1, low) >= farOff;
  return el('span', { class: `amount${off ? ' off' : ''}`, role: 'gridcell', title: off ? `Expected ${count(node.estimatedRows)}, came ${count(rows)}` : undefined }, count(rows), off && ' ⚠');
}

function time(node: ExplainNode, root: ExplainNode): HTMLElement {
  const spent = node.milliseconds ?? 0;
  const share = Math.min(100, (spent / Math.max(root.milliseconds ?? spent, 0.001)) * 100);
  return el('span', { class: 'amount time', role: 'gridcell' }, el('span', { class: 'bar', 'aria-hidden': 'true' }, el('span', { class: 'fill', style: `width:${share}%` })), ms(spent));
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function ms(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
}
