/**
 * Which known name a misspelt one was probably meant to be.
 */

/** Letters to insert, drop, change or swap to get from `a` to `b`; at most `most + 1` is told. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length]!, most + 1);
}

/** Whether one letter inserted, dropped, changed, or swapped with its neighbour makes `b` of `a`. */
export function isOneAway(a: string, b: string): boolean {
  const longer = a.length > b.length ? a : b;
  const shorter = a.length > b.length ? b : a;
  if (longer.length - shorter.length > 1 || a === b) return false;
  let at = 0;
  while (at < shorter.length && longer.charCodeAt(at) === shorter.charCodeAt(at)) at++;
  if (longer.length > shorter.length) return longer.slice(at + 1) === shorter.slice(at);
  const swapped = longer.charCodeAt(at) === shorter.charCodeAt(at + 1) && longer.charCodeAt(at + 1) === shorter.charCodeAt(at);
  return longer.slice(at + 1) === shorter.slice(at + 1) || (swapped && longer.slice(at + 2) === shorter.slice(at + 2));
}

/** The nearest of `names` (letter case aside), undefined where none is near enough: a third of the letters may differ. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const far = distance(wanted, name.toLowerCase(), bestDistance - 1);
    if (far < bestDistance) [best, bestDistance] = [name, far];
  }
  return best;
}
