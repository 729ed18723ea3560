/** How big answers are, and what is cut of those that no panel can show and no message between processes can carry. */

/** Letters that one answer holds at most: as JSON it has to stay below the longest text there is, which is half a billion letters. */
export const MOST_LETTERS = 200_000_000;

/** About how long a cell is as text. */
export function lettersOf(cell: unknown): number {
  if (typeof cell === 'string') return cell.length;
  if (typeof cell !== 'object' || cell === null) return 8;
  return Object.entries(cell).reduce((sum, [key, value]) => sum + key.length + lettersOf(value), 0);
}

export function lettersIn(rows: readonly unknown[][]): number {
  return rows.reduce((sum, row) => sum + row.reduce<number>((all, cell) => all + lettersOf(cell), 0), 0);
}

/** `cells`: how many were cut to `longest` letters. `rows` are those that fit; the first one always does. */
export function cutToSize(rows: readonly unknown[][], longest: number): { rows: unknown[][]; cells: number } {
  let cells = 0;
  let letters = 0;
  const cut = (cell: unknown): unknown => {
    const length = lettersOf(cell);
    letters += Math.min(length, longest);
    if (length <= longest) return cell;
    const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
    cells++;
    return `${text.slice(0, longest).toWellFormed()}…`;
  };
  const kept: unknown[][] = [];
  for (const row of rows) {
    const fitting = row.map(cut);
    if (letters > MOST_LETTERS && kept.length > 0) break;
    kept.push(fitting);
  }
  return { rows: kept, cells };
}
