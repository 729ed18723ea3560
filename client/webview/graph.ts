/**
 * A traversal as a graph: nodes by depth, edges with their relation, colours by kind. A click or Enter on a node tells what it is; from there
 * its note opens and its neighbours join the graph. The list of nodes beside it is what a keyboard and a screen reader use.
 */
import cytoscape from 'cytoscape';
import { colourOf, plainColour, themeColour } from './colours.ts';
import { button, el } from './dom.ts';
import { graphOf, type Graph, type GraphNode } from './graph-data.ts';
import { send } from './state.ts';
import type { Rows } from './views.ts';

type Drawn = { id: number; cy: cytoscape.Core; graph: Graph; show: (label: string) => void; redraw: () => void };

/** The graph on the page, for neighbours that arrive later. */
let drawn: Drawn | undefined;
/** The graphs of the tabs with all that was added to them, for when a tab comes back to the front. */
const kept = new Map<number, Graph>();

export function graphView(id: number, rows: Rows): HTMLElement {
  const graph = kept.get(id) ?? graphOf(rows);
  kept.set(id, graph);
  const canvas = el('div', { class: 'graph-canvas', 'aria-hidden': 'true' });
  const list = el('ul', { class: 'graph-list', role: 'listbox', tabindex: 0, 'aria-label': 'Nodes of the graph' });
  const detail = el('div', { class: 'graph-detail', role: 'status' });
  const view = el('div', { class: 'graph' }, canvas, el('div', { class: 'graph-side' }, detail, list));
  // The canvas has no size before it is on the page.
  requestAnimationFrame(() => { drawn = draw(id, graph, canvas, list, detail); });
  return view;
}

/** Gives the graph the colours of a theme that changed; what CSS draws has them already. */
export function recolour(): void {
  if (!drawn) return;
  const { cy, graph } = drawn;
  for (const node of graph.nodes.values()) cy.getElementById(node.label).data('colour', plainColour(node.kind));
  cy.style(style());
}

/** Neighbours of `of` that the store answered, for the graph with this `id`: they are one step further away. */
export function addNeighbours(id: number, of: string, rows: Rows): void {
  if (drawn?.id !== id) return;
  const more = graphOf(rows);
  const depth = (drawn.graph.nodes.get(of)?.depth ?? 0) + 1;
  for (const [label, node] of more.nodes) if (!drawn.graph.nodes.has(label)) drawn.graph.nodes.set(label, { ...node, depth });
  drawn.graph.edges.push(...more.edges.filter((edge) => !drawn?.graph.edges.some((known) => known.from === edge.from && known.to === edge.to && known.relation === edge.relation)));
  drawn.redraw();
}

function draw(id: number, graph: Graph, canvas: HTMLElement, list: HTMLElement, detail: HTMLElement): Drawn {
  const cy = cytoscape({ container: canvas, elements: elements(graph), style: style(), minZoom: 0.2, maxZoom: 3, wheelSensitivity: 0.3 });
  const show = (label: string): void => {
    const node = graph.nodes.get(label);
    if (!node) return;
    cy.nodes().unselect();
    cy.edges().removeClass('near out in');
    const shown = cy.getElementById(label).select();
    shown.connectedEdges().addClass('near');
    shown.outgoers('edge').addClass('out');
    shown.incomers('edge').addClass('in');
    detail.replaceChildren(...describe(id, node));
    for (const item of list.children) item.setAttribute('aria-selected', item.getAttribute('data-label') === label ? 'true' : 'false');
  };
  const redraw = (): void => {
    const known = new Set(cy.elements().map((element) => element.id()));
    cy.add(elements(graph).filter((element) => !known.has(element.data.id ?? '')));
    list.replaceChildren(...items(graph, show));
    layout(cy, graph);
  };
  cy.on('tap', 'node', (event) => show(String(event.target.id())));
  list.addEventListener('keydown', (event) => step(event, list, show));
  list.replaceChildren(...items(graph, show));
  layout(cy, graph);
  new ResizeObserver(() => {
    if (canvas.clientHeight === 0) return;
    cy.resize();
    fitIn(cy, graph.start);
  }).observe(canvas);
  show(graph.start ?? graph.nodes.keys().next().value ?? '');
  return { id, cy, graph, show, redraw };
}

/** Room for a node with its label, in pixels: across the levels, and from one level to the next. */
const across = 26;
const between = 190;
/** Below this labels cannot be read: a larger graph is moved, not shrunk. */
const leastZoom = 0.75;

/** Levels from left to right, as a panel is wide and low; what is larger than a tree can show goes where its edges pull it. */
function layout(cy: cytoscape.Core, graph: Graph): void {
  const many = graph.nodes.size > 120;
  const levels = Map.groupBy(graph.nodes.values(), (node) => node.depth ?? 0);
  const widest = Math.max(2, ...[...levels.values()].map((level) => level.length));
  const boundingBox = { x1: 0, y1: 0, w: widest * across, h: Math.max(1, levels.size - 1) * between };
  const roots = graph.start === undefined ? undefined : cy.getElementById(graph.start);
  const turned = (_: cytoscape.NodeSingular, { x, y }: cytoscape.Position): cytoscape.Position => ({ x: y, y: x });
  cy.layout(many ? { name: 'cose', animate: false } : { name: 'breadthfirst', directed: true, animate: false, fit: false, avoidOverlap: false, spacingFactor: 1, boundingBox, transform: turned, ...(roots && { roots }) }).run();
  if (!many) spread(cy);
  fitIn(cy, graph.start);
}

/** Pulls nodes and levels out to where no label covers another: the library places nodes by their circles alone, and what leads to an expanded node is a level more. */
function spread(cy: cytoscape.Core): void {
  const positions = cy.nodes().toArray().map((node) => node.position());
  const levels = Map.groupBy(positions, ({ x }) => Math.round(x));
  const down = stretch([...levels.values()].flatMap((level) => gapsOf(level.map(({ y }) => y))), across);
  const along = stretch(gapsOf([...levels.keys()]), between);
  cy.nodes().positions((node) => ({ x: node.position().x * along, y: node.position().y * down }));
}

function gapsOf(places: readonly number[]): number[] {
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.slice(1).map((place, at) => place - sorted[at]!);
}

/** How much wider things have to lie for the least gap to be `wanted`; 1 where they do already. */
function stretch(gaps: readonly number[], wanted: number): number {
  const least = Math.min(...gaps.filter((gap) => gap > 0.5));
  return Number.isFinite(least) && least < wanted ? wanted / least : 1;
}

/** All of it where its labels can be read, else the start with what is around it. */
function fitIn(cy: cytoscape.Core, start: string | undefined): void {
  cy.fit(undefined, 20);
  if (cy.zoom() > 1.1) cy.zoom(1.1);
  if (cy.zoom() >= leastZoom || start === undefined) return void cy.center();
  cy.zoom(leastZoom);
  const { x, y } = cy.getElementById(start).renderedPosition();
  cy.panBy({ x: 60 - x, y: cy.height() / 2 - y });
}

function elements(graph: Graph): cytoscape.ElementDefinition[] {
  const nodes = [...graph.nodes.values()].map((node) => ({ data: { id: node.label, label: node.label, colour: plainColour(node.kind), start: node.label === graph.start ? 1 : 0 } }));
  const edges = graph.edges.map((edge) => ({ data: { id: `${edge.from}\u0000${edge.relation}\u0000${edge.to}`, source: edge.from, target: edge.to, label: edge.relation } }));
  return [...nodes, ...edges];
}

function items(graph: Graph, show: (label: string) => void): HTMLElement[] {
  return [...graph.nodes.values()].map((node) => el('li', { role: 'option', 'data-label': node.label, 'aria-selected': 'false', onclick: () => show(node.label) },
    el('span', { class: 'dot', style: `background:${colourOf(node.kind)}` }), node.label, el('span', { class: 'kind' }, node.kind)));
}

function step(event: KeyboardEvent, list: HTMLElement, show: (label: string) => void): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move === undefined) return;
  event.preventDefault();
  const all = [...list.children];
  const at = all.findIndex((item) => item.getAttribute('aria-selected') === 'true');
  const next = all[Math.max(0, Math.min(all.length - 1, at + move))];
  next?.scrollIntoView({ block: 'nearest' });
  show(next?.getAttribute('data-label') ?? '');
}

function describe(id: number, node: GraphNode): HTMLElement[] {
  const { label, kind, uri } = node;
  return [
    el('p', {}, el('strong', {}, label), ` ${[kind, node.depth === undefined ? '' : `depth ${node.depth}`].filter((part) => part !== '').join(', ')}`),
    el('div', { class: 'actions' },
      button('Expand', () => send({ kind: 'expand', id, label }), { title: `Neighbours of ${label}` }),
      button('Open Note', () => send(uri === undefined ? { kind: 'note', id, label } : { kind: 'open', target: uri }))),
  ];
}

function style(): cytoscape.StylesheetJson {
  const text = themeColour('--vscode-foreground', '#888');
  const line = themeColour('--vscode-descriptionForeground', '#888');
  const back = themeColour('--vscode-panel-background', themeColour('--vscode-editor-background', '#fff'));
  const font = themeColour('--vscode-font-family', 'sans-serif');
  return [
    { selector: 'node', style: { 'background-color': 'data(colour)', label: 'data(label)', color: text, 'font-size': 12, 'font-family': font, 'text-valign': 'center', 'text-halign': 'right', 'text-margin-x': 5, 'text-background-color': back, 'text-background-opacity': 1, 'text-background-padding': '1px', width: 14, height: 14 } },
    { selector: 'node[start = 1]', style: { width: 20, height: 20, 'font-weight': 'bold' } },
    // Its edges leave to the right: there its name would stand on theirs.
    { selector: 'node[start = 1], node:selected[[outdegree > 0]]', style: { 'text-valign': 'bottom', 'text-halign': 'center', 'text-margin-x': 0, 'text-margin-y': 4 } },
    { selector: 'node:selected', style: { 'border-width': 3, 'border-color': themeColour('--vscode-focusBorder', '#07c') } },
    { selector: 'edge', style: { 'line-color': line, 'target-arrow-color': line, 'target-arrow-shape': 'triangle', 'curve-style': 'bezier', width: 1, opacity: 0.55, 'arrow-scale': 0.8 } },
    { selector: 'edge.near', style: { 'font-size': 10, 'font-family': font, color: text, opacity: 1, width: 1.6, 'text-background-color': back, 'text-background-opacity': 0.9, 'text-background-padding': '2px' } },
    // At the far end, where edges that come from one node lie apart.
    { selector: 'edge.out', style: { 'target-label': 'data(label)', 'target-text-offset': 48 } },
    { selector: 'edge.in', style: { 'source-label': 'data(label)', 'source-text-offset': 48 } },
  ];
}
