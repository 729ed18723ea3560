/**
 * Text -> the pieces that get one vector each. MiniLM reads 256 word pieces, about 1,000 letters; a longer text is cut at
 * paragraphs, else sentences, else words. Each piece carries the row's name, so that it can be found by what it is about.
 */
import { createHash } from 'node:crypto';

export type Chunk = { field: string; chunk: number; text: string; hash: string };

const LONGEST = 900;
const MOST = 24;

export function chunks(fields: readonly { name: string; text: string }[]): Chunk[] {
  const label = fields.find((field) => field.name === 'name')?.text ?? '';
  return fields.flatMap((field) =>
    pieces(field.text).map((piece, chunk) => {
      const text = field.name === 'name' ? piece : `${label}: ${piece}`;
      return { field: field.name, chunk, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = text.trim();
  while (rest.length > LONGEST && found.length < MOST) {
    const cut = cutPoint(rest);
    found.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' || found.length === MOST ? found : [...found, rest];
}

function cutPoint(text: string): number {
  const head = text.slice(0, LONGEST);
  for (const mark of [/\n\s*\n/g, /[.!?…]["')\]]?\s/g, /\n/g, /\s/g]) {
    const last = [...head.matchAll(mark)].at(-1);
    if (last && last.index + last[0].length > LONGEST / 3) return last.index + last[0].length;
  }
  return LONGEST;
}
