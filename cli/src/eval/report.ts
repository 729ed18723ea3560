/**
 * How every result is told: one table of metrics with intervals, targets and verdicts, as text for a terminal, JSON for programs and one
 * HTML file with plots for people. A verdict is PASS only where the worse end of the interval clears the target.
 */
import type { Estimate } from './statistics.ts';

/** One row: a share, a correlation or a number, and the target it must clear in its `better` direction. */
export type Metric = {
  name: string;
  estimate: Estimate;
  unit: 'share' | 'number' | 'ms';
  better: 'higher' | 'lower';
  target?: number;
};

export type Verdict = 'PASS' | 'on the point estimate only' | 'MISSED' | '';

export type Plot =
  | { kind: 'bars'; title: string; bars: { label: string; value: number }[] }
  | { kind: 'matrix'; title: string; rows: string[]; columns: string[]; cells: number[][] }
  | { kind: 'list'; title: string; lines: string[] }
  /** Points between 0 and 1. */
  | { kind: 'lines'; title: string; x: string; y: string; series: { label: string; points: [number, number][] }[] };

/** A run of one evaluation: what was measured, on what, by which files. `facts` are printed as they are. */
export type Report = { title: string; facts: Record<string, string>; metrics: Metric[]; baselines: { name: string; metrics: Metric[] }[]; plots: Plot[]; cases: unknown[] };

/** What the interval says about the target. */
export function verdict({ estimate, target, better }: Metric): Verdict {
  if (target === undefined) return '';
  const clears = (value: number): boolean => (better === 'higher' ? value >= target : value <= target);
  if (clears(better === 'higher' ? estimate.low : estimate.high)) return 'PASS';
  return clears(estimate.value) ? 'on the point estimate only' : 'MISSED';
}

/** True where every metric with a target passes: the gate behind the exit code. */
export const gatesPass = (report: Report): boolean => report.metrics.every((metric) => ['PASS', ''].includes(verdict(metric)));

/** The table for a terminal and, fenced by nothing, valid Markdown. */
export function markdown(report: Report): string {
  const facts = Object.entries(report.facts).map(([name, value]) => `- ${name}: ${value}`);
  const line = (name: string, metric: Metric): string =>
    `| ${name} | ${shown(metric.estimate.value, metric.unit)} | ${shown(metric.estimate.low, metric.unit)} – ${shown(metric.estimate.high, metric.unit)} | ${metric.estimate.n} | ${metric.target === undefined ? '' : shown(metric.target, metric.unit)} | ${verdict(metric)} |`;
  const rows = [
    ...report.metrics.map((metric) => line(metric.name, metric)),
    ...report.baselines.flatMap((baseline) => baseline.metrics.map((metric) => line(`${baseline.name}: ${metric.name}`, metric))),
  ];
  return [`# ${report.title}`, '', ...facts, '', '| metric | value | 95 % interval | n | target | verdict |', '|---|---|---|---|---|---|', ...rows, ''].join('\n');
}

/** The plots as tables and lists, for a page that is read as text. */
export function plotsMarkdown(report: Report): string {
  return report.plots.map((plot) => `### ${plot.title}\n\n${plotMarkdown(plot)}\n`).join('\n');
}

function plotMarkdown(plot: Plot): string {
  const row = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
  switch (plot.kind) {
    case 'bars': return table(['', ''], plot.bars.map(({ label, value }) => [label, value]));
    case 'matrix': return table(['', ...plot.columns], plot.cells.map((cells, at) => [plot.rows[at] ?? '', ...cells]));
    case 'list': return plot.lines.map((line) => `- ${line.replaceAll('\n', '<br>')}`).join('\n');
    case 'lines': return plot.series.map(({ label, points }) => `${label} (${plot.x}, ${plot.y}): ${thinned(points).map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join(', ')}`).join('\n\n');
  }
}

/** Ten points at most. */
function thinned<T>(points: readonly T[]): T[] {
  const step = Math.max(1, Math.ceil(points.length / 10));
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
}

/** One self-contained page: the table and the plots as inline SVG; no script, no outside resource. */
export function html(report: Report): string {
  const table = markdown(report).split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
  const [head = [], ...body] = table;
  const cells = (tag: string, row: string[]): string => `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  const facts = Object.entries(report.facts).map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(report.title)}</title><style>${style}</style>
<h1>${escape(report.title)}</h1><dl>${facts}</dl><table>${cells('th', head)}${body.map((row) => cells('td', row)).join('')}</table>
${report.plots.map(plotHtml).join('\n')}</html>\n`;
}

function plotHtml(plot: Plot): string {
  const title = `<h2>${escape(plot.title)}</h2>`;
  if (plot.kind === 'list') return `${title}<ol>${plot.lines.map((line) => `<li><pre>${escape(line)}</pre></li>`).join('')}</ol>`;
  if (plot.kind === 'matrix') {
    const rows = plot.cells.map((row, index) => `<tr><th>${escape(plot.rows[index] ?? '')}</th>${row.map((cell) => `<td>${cell || ''}</td>`).join('')}</tr>`);
    return `${title}<table><tr><th></th>${plot.columns.map((name) => `<th>${escape(name)}</th>`).join('')}</tr>${rows.join('')}</table>`;
  }
  if (plot.kind === 'lines') return title + linesHtml(plot);
  const most = Math.max(1, ...plot.bars.map((bar) => bar.value));
  const bars = plot.bars.map(
    (bar, index) =>
      `<text x="170" y="${index * 26 + 18}" text-anchor="end">${escape(bar.label)}</text><rect x="180" y="${index * 26 + 4}" width="${((bar.value / most) * 380).toFixed(1)}" height="18"/><text x="${(190 + (bar.value / most) * 380).toFixed(1)}" y="${index * 26 + 18}">${bar.value}</text>`,
  );
  return `${title}<svg role="img" aria-label="${escape(plot.title)}" viewBox="0 0 640 ${plot.bars.length * 26 + 8}" width="640">${bars.join('')}</svg>`;
}

const colours = ['#3b82c4', '#c4713b', '#5b9a4b', '#8a63b5'];

/** Curves in the unit square, told apart by colour, dash and name. */
function linesHtml({ title, x, y, series }: Extract<Plot, { kind: 'lines' }>): string {
  const [left, top, size] = [50, 10, 360];
  const place = ([px, py]: [number, number]): string => `${(left + px * size).toFixed(1)},${(top + (1 - py) * size).toFixed(1)}`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((tick) => `<text x="${left + tick * size}" y="${top + size + 18}" text-anchor="middle">${tick}</text><text x="${left - 8}" y="${top + (1 - tick) * size + 4}" text-anchor="end">${tick}</text>`);
  const curves = series.map(({ label, points }, index) => `<polyline fill="none" stroke="${colours[index % colours.length]}" stroke-width="2" stroke-dasharray="${index === 0 ? 'none' : index * 3}" points="${points.map(place).join(' ')}"/><text x="${left + size + 20}" y="${top + 20 + index * 22}" style="fill:${colours[index % colours.length]}">${escape(label)}</text>`);
  return `<svg role="img" aria-label="${escape(title)}" viewBox="0 0 560 420" width="560"><path d="M${left} ${top}V${top + size}H${left + size}" fill="none" stroke="#888"/>${ticks.join('')}<text x="${left + size / 2}" y="${top + size + 40}" text-anchor="middle">${escape(x)}</text><text x="14" y="${top + size / 2}" transform="rotate(-90 14 ${top + size / 2})" text-anchor="middle">${escape(y)}</text>${curves.join('')}</svg>`;
}

/** A number in the words of its unit. */
export function shown(value: number, unit: Metric['unit']): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'share') return `${(100 * value).toFixed(1)} %`;
  return unit === 'ms' ? `${value.toFixed(0)} ms` : value.toFixed(3);
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = 'body{font:15px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}th,td{padding:.2rem .7rem;border-bottom:1px solid #ccc;text-align:left}dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dt{font-weight:600}dd{margin:0}rect{fill:#3b82c4}pre{white-space:pre-wrap;margin:0}svg text{font:13px system-ui}';
