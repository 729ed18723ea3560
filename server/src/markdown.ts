/** Markdown that is shown in hovers and completion: what comes from notes, schemas and models is escaped. */

/** The text as it reads, none of it taken for markup. Line ends become spaces. */
export function escaped(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_{}[\]()#!|<>~$&]/g, '\\$&').replace(/^(\s*)([-+]|\d+[.)])/, '$1\\$2');
}

/** A REM example, in a fence that its text cannot close. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}rem\n${text}\n${fence}`;
}

/** Inline code; back quotes inside are kept by a longer mark. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const mark = '`'.repeat(longest + 1);
  const padded = text.startsWith('`') || text.endsWith('`') ? ` ${text} ` : text;
  return `${mark}${padded.replace(/\s*\n\s*/g, ' ')}${mark}`;
}

/** Cut at a word's end, with an ellipsis. */
export function shortened(text: string, length: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= length) return flat;
  return `${flat.slice(0, length).replace(/\s+\S*$/, '')}…`;
}
