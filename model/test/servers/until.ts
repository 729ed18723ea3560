/** Waits for a condition, long enough for a busy machine. */
export async function until<T>(find: () => T | undefined | false, what: string, ms = 20_000): Promise<T> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    const found = find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Waited ${ms} ms for ${what}.`);
}
