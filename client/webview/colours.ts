/** A colour of the theme for each kind of thing, in the order in which kinds appear; the graph and the timeline agree. */

/** Opaque in every theme: the charts' orange is not. */
const palette = ['charts-blue', 'charts-green', 'charts-purple', 'charts-yellow', 'charts-red', 'terminal-ansiCyan', 'terminal-ansiMagenta'];
const kinds: string[] = [];

/** As a value for a style. */
export function colourOf(kind: string): string {
  if (!kinds.includes(kind)) kinds.push(kind);
  return `var(--vscode-${palette[kinds.indexOf(kind) % palette.length]})`;
}

/** The colour itself, for what is not drawn by CSS. */
export function plainColour(kind: string): string {
  return themeColour(colourOf(kind).slice(4, -1), '#4aa3df');
}

/** The value of a theme's variable (`--vscode-…`). */
export function themeColour(name: string, fallback: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;
}
