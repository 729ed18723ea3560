/** The few icons of the page, drawn with lines in the text's colour. */
const shapes = {
  rerun: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  file: 'M9 2H4v12h8V5L9 2v3h3M6.5 9.5h3M8 8l1.5 1.5L8 11',
  pin: 'M6 2h4l-.5 4.5L12 9H4l2.5-2.5zM8 9v5',
  history: 'M8 3a5 5 0 1 1-5 5M3 4v3h3M8 5.5V8l2 1.5',
} as const;

export function icon(name: keyof typeof shapes): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 16 16', width: 16, height: 16, fill: 'none', stroke: 'currentColor', 'stroke-linejoin': 'round', 'stroke-linecap': 'round', 'aria-hidden': true })) svg.setAttribute(key, String(value));
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}
