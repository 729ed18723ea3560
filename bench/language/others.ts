/**
 * The two other language services, each in a process of its own, since one of them cannot be interrupted. Their whole lint is what an edit costs them: they read
 * nothing incrementally. As a program: `node others.ts cypher|graphql LINES…` writes one line of JSON for each size.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cypher, graphql, graphqlSchema } from './texts.ts';

export type Other = 'cypher' | 'graphql';
/** Milliseconds of processor time for one lint; `atLeast` where it was not done in time. */
export type Lint = { lines: number; ms: number; atLeast: boolean };

/** Lints files of those sizes, the small ones first, for `seconds` at most. */
export async function lints(other: Other, sizes: readonly number[], seconds: number): Promise<Lint[]> {
  const child = spawn(process.execPath, [import.meta.filename, other, ...sizes.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const done: Lint[] = [];
  let since = performance.now();
  const reading = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      done.push({ ...(JSON.parse(line) as { lines: number; ms: number }), atLeast: false });
      since = performance.now();
    }
  })();
  const stop = new AbortController();
  await Promise.race([reading, sleep(seconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined)]);
  stop.abort();
  const missing = sizes[done.length];
  if (missing !== undefined) done.push({ lines: missing, ms: performance.now() - since, atLeast: true });
  child.kill('SIGKILL');
  return done;
}

async function lintOf(other: Other): Promise<(lines: number) => unknown> {
  if (other === 'cypher') {
    const { lintCypherQuery } = await import('@neo4j-cypher/language-support');
    return (lines) => lintCypherQuery(cypher(lines), {});
  }
  const { getDiagnostics } = await import('graphql-language-service');
  const schema = graphqlSchema();
  return (lines) => getDiagnostics(graphql(lines), schema);
}

if (import.meta.main) {
  const [other, ...sizes] = process.argv.slice(2);
  const lint = await lintOf(other as Other);
  for (let warm = 0; warm < 3; warm++) lint(10);
  for (const lines of sizes.map(Number)) {
    const before = process.cpuUsage();
    lint(lines);
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ lines, ms: (user + system) / 1000 }));
  }
}
