// The wall screen in the office: three numbers and a list, each from one REM query. A tagged template marks the queries,
// so that an editor can see them.

type Rows = Record<string, unknown>[];
type Ask = (query: string) => Promise<Rows>;

const rem = (parts: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: parts }, ...values.map((value) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')));

const incidents = rem`SELECT count(*) AS incidents FROM resources WHERE category = 'incident'`;
const openWork = 'SEARCH "tasks that are still open after the outage" CATEGORY "tasks" LIMIT 3';
const lastJoy = `SELECT name FROM moments WHERE emotion_tags @> ARRAY['joyful'] ORDER BY resource_timestamp DESC LIMIT 1`;

const neighbours = (label: string): string => rem`TRAVERSE WITH LOOKUP "${label}" DIRECTION BOTH LIMIT 12`;

export async function dashboard(ask: Ask, label: string): Promise<Record<string, Rows>> {
  const [count, open, joy, near] = await Promise.all([ask(incidents), ask(openWork), ask(lastJoy), ask(neighbours(label))]);
  return { count, open, joy, near };
}
