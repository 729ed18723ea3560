/** The labelling page: source and candidate side by side; affinity by arrows or digits, the relation by its letter, Enter writes and goes on. */
import type { FromLabelling, ToLabelling } from '../../src/edges/messages.ts';
import { button, el } from '../dom.ts';
import './edges.css';

declare function acquireVsCodeApi(): { postMessage(message: FromLabelling): void };
const api = acquireVsCodeApi();
const app = document.getElementById('app') as HTMLElement;

const relations = [
  { key: 's', name: 'SEE_ALSO' }, { key: 'p', name: 'PREREQUISITE' }, { key: 'c', name: 'CONTINUATION' },
  { key: 'm', name: 'MENTIONS_PERSON' }, { key: 'j', name: 'MENTIONS_PROJECT' }, { key: 't', name: 'MENTIONS_CONCEPT' },
] as const;

let state: ToLabelling | undefined;
let affinity = 0.5;
let relation: string = 'SEE_ALSO';
/** Nothing is written before the person said something about the pair. */
let touched = false;

window.addEventListener('message', (event: MessageEvent<ToLabelling>) => {
  state = event.data;
  const before = state.kind === 'pair' ? state.before : undefined;
  affinity = before?.affinity ?? 0.5;
  relation = before?.relation ?? 'SEE_ALSO';
  touched = before !== undefined;
  draw();
});

function draw(): void {
  if (!state) return app.replaceChildren(el('p', { class: 'empty' }, 'Looking for pairs …'));
  if (state.kind === 'end') return app.replaceChildren(el('p', { class: 'empty', role: 'status' }, `${state.message} ${state.done} labels so far.`));
  const { pair, done, labeller } = state;
  app.replaceChildren(
    el('header', {}, el('strong', {}, 'How much do these two belong together?'), el('span', { class: 'count', 'aria-live': 'polite' }, `${done} labelled by ${labeller}`)),
    el('div', { class: 'pair' }, side('Source', pair.source), side('Candidate', pair.target)), answer());
  document.querySelector<HTMLElement>('.side')?.scrollTo(0, 0);
  document.getElementById('affinity')?.focus();
}

function side(title: string, { label, kind, path, created, content }: Extract<ToLabelling, { kind: 'pair' }>['pair']['source']): HTMLElement {
  const meta = [title, kind, created?.slice(0, 10), path].filter((part) => part !== undefined && part !== '').join(' · ');
  return el('section', { class: 'side', 'aria-label': title, tabindex: 0 }, el('h2', {}, label), el('div', { class: 'meta' }, meta), el('div', { class: 'text' }, content));
}

function answer(): HTMLElement {
  const isOffered = affinity >= 0.5;
  return el('div', { class: 'answer' },
    el('div', { class: 'row2' }, el('label', { for: 'affinity' }, 'Affinity'),
      el('input', { id: 'affinity', type: 'range', min: 0, max: 1, step: 0.05, value: affinity, oninput: (event: Event) => change(Number((event.target as HTMLInputElement).value)) }),
      el('span', { class: 'value', 'aria-live': 'polite' }, touched ? affinity.toFixed(2) : '–')),
    el('div', { class: 'row2', role: 'radiogroup', 'aria-label': 'Relation' }, ...relations.map(({ key, name }) =>
      button(`${name} (${key.toUpperCase()})`, () => choose(name), { role: 'radio', 'aria-checked': isOffered && relation === name ? 'true' : 'false', disabled: !isOffered, tabindex: -1 }))),
    el('div', { class: 'row2' }, button('Next', next, { class: 'primary', disabled: !touched }), button('Skip', skip), button('Back', back),
      el('span', { class: 'keys' }, el('kbd', {}, '←'), ' ', el('kbd', {}, '→'), ' or ', el('kbd', {}, '0'), '–', el('kbd', {}, '9'), ' affinity · letter: relation · ', el('kbd', {}, 'Enter'), ' next · ', el('kbd', {}, 'K'), ' skip · ', el('kbd', {}, 'B'), ' back')));
}

function change(value: number): void {
  affinity = Math.round(Math.min(1, Math.max(0, value)) * 20) / 20;
  touched = true;
  redraw();
}

function choose(name: string): void {
  relation = name;
  if (affinity < 0.5) affinity = 0.75;
  touched = true;
  redraw();
}

function redraw(): void {
  document.querySelector('.answer')?.replaceWith(answer());
  document.getElementById('affinity')?.focus();
}

const idNow = (): string | undefined => (state?.kind === 'pair' ? state.pair.id : undefined);

function next(): void {
  const id = idNow();
  if (id !== undefined && touched) api.postMessage({ kind: 'label', id, affinity, relation: affinity >= 0.5 ? relation : null });
}

function skip(): void {
  const id = idNow();
  if (id !== undefined) api.postMessage({ kind: 'skip', id });
}

function back(): void {
  api.postMessage({ kind: 'back' });
}

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || state?.kind !== 'pair') return;
  const letter = relations.find(({ key }) => key === event.key.toLowerCase());
  if (letter) choose(letter.name);
  else if (/^\d$/.test(event.key)) change(event.key === '9' ? 1 : Number(event.key) / 9);
  else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') change(affinity + 0.05);
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') change(affinity - 0.05);
  else if (event.key === 'Enter') next();
  else if (event.key.toLowerCase() === 'k') skip();
  else if (event.key.toLowerCase() === 'b') back();
  else return;
  event.preventDefault();
});

api.postMessage({ kind: 'ready' });
draw();
