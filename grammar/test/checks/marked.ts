/**
 * Marked text: `«code|text»` marks a problem and what it stands under, `⏎` is a line break. Marks may lie in each other.
 */
export type Mark = { code: string; start: number; end: number };

export function readMarked(marked: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const open: Mark[] = [];
  let text = '';
  const source = marked.replaceAll('⏎', '\n');
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '«') {
      const bar = source.indexOf('|', at);
      const mark = { code: source.slice(at + 1, bar), start: text.length, end: 0 };
      marks.push(mark);
      open.push(mark);
      at = bar;
    } else if (character === '»') open.pop()!.end = text.length;
    else text += character;
  }
  return { text, marks };
}

/** The same text with other marks, for comparing by eye. */
export function writeMarked(text: string, marks: readonly Mark[]): string {
  let written = '';
  for (let at = 0; at <= text.length; at++) {
    written += '»'.repeat(marks.filter((mark) => mark.end === at && mark.start < at).length);
    for (const mark of marks) if (mark.start === at) written += `«${mark.code}|${mark.end === at ? '»' : ''}`;
    written += text.charAt(at);
  }
  return written.replaceAll('\n', '⏎');
}
