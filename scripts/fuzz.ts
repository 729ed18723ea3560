/**
 * Looks for input that the language cannot take: `node scripts/fuzz.ts --minutes N [--seed S]`. Prints how many inputs were tried, every crash
 * with its input, and the slowest input. Exits 1 on a crash.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { check, defaultSchema, describe, expectedAt, format, language, loadSql, openDocument, parse, plan, print, requestAt, tokens, updateDocument } from '../grammar/src/index.ts';

const { values: options } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const minutes = Number(options.minutes);
if (!(minutes > 0)) {
  console.error('--minutes takes a number above 0');
  process.exit(2);
}
let state = Number(options.seed ?? Date.now() % 2 ** 31);
console.log(`seed ${state}`);

const random = (): number => ((state = (state * 1664525 + 1013904223) >>> 0) >>> 8) / 2 ** 24;
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;

const fixtures = join(import.meta.dirname, '../test-fixtures/parse');
const seeds = ['ok', 'bad'].flatMap((folder) => readdirSync(join(fixtures, folder)).filter((file) => file.endsWith('.rem')).map((file) => readFileSync(join(fixtures, folder, file), 'utf8')));
const pieces = [
  ...[...language.verbs, ...language.clauses].flatMap((entry): string[] => [entry.name, entry.example]),
  ...['"', "'", '`', '"""', '(', ')', '[', ']', ',', ';', '=', '\\', '--', '/*', '*/', '#', '\n', '\n\n', '\r', ' ', '$$', 'WITH', 'SELECT', '\u2028', '\ud800', '\0', '5'],
];

/** A fixture or two, with pieces put in, cut out, doubled and swapped. */
function input(): string {
  let text = random() < 0.3 ? '' : pick(seeds) + (random() < 0.3 ? pick(seeds) : '');
  for (let changes = Math.floor(random() * 12); changes >= 0; changes--) {
    const [from, to] = [Math.floor(random() * text.length), Math.floor(random() * text.length)].sort((a, b) => a - b) as [number, number];
    const kind = random();
    if (kind < 0.5) text = text.slice(0, from) + pick(pieces) + text.slice(from);
    else if (kind < 0.7) text = text.slice(0, from) + text.slice(Math.min(to, from + 12));
    else if (kind < 0.8) text = text.slice(0, to) + text.slice(from);
    else if (kind < 0.9) text = text.slice(0, from) + String.fromCharCode(Math.floor(random() * 65536)) + text.slice(from + 1);
    else text = text.slice(0, from) + pick(pieces).repeat(Math.floor(random() * 50)) + text.slice(from);
  }
  return text.slice(0, 20_000);
}

/** Everything that can be asked of a text, and the laws that must hold for it. */
function tryOut(text: string): void {
  const parsed = parse(text);
  const offset = Math.floor(random() * (text.length + 1));
  check(parsed, { schema: defaultSchema });
  tokens(parsed);
  expectedAt(parsed, offset);
  describe(parsed, offset);
  requestAt(parsed, text, offset);
  for (const statement of parsed.tree.statements) {
    const found = plan(statement);
    print(statement);
    if (found !== undefined) print(found);
  }
  const once = format(text);
  if (format(once) !== once) throw new Error('the layout is no fixed point');
  const change = { start: offset, end: Math.min(text.length, offset + Math.floor(random() * 9)), text: pick(pieces) };
  const edited = updateDocument(openDocument(text), change);
  const whole = parse(edited.text);
  if (!isDeepStrictEqual(edited.problems, whole.problems) || !isDeepStrictEqual(edited.tree, whole.tree)) throw new Error(`an edit is not a parse: ${JSON.stringify(change)}`);
}

await loadSql();
const end = Date.now() + minutes * 60_000;
let tried = 0;
let crashes = 0;
let slowest = { ms: 0, text: '' };
while (Date.now() < end) {
  const text = input();
  const before = process.threadCpuUsage();
  try {
    tryOut(text);
  } catch (error) {
    crashes++;
    console.log(`${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join('\n') : String(error)}\n  input ${JSON.stringify(text)}`);
  }
  const { user, system } = process.threadCpuUsage(before);
  if ((user + system) / 1000 > slowest.ms) slowest = { ms: (user + system) / 1000, text };
  tried++;
}
console.log(`${tried} inputs tried, ${crashes} crashes, slowest ${slowest.ms.toFixed(1)} ms (${slowest.text.length} characters): ${JSON.stringify(slowest.text.slice(0, 120))}`);
process.exitCode = crashes > 0 ? 1 : 0;
