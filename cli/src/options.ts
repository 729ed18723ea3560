/**
 * Reads a command's arguments against its table of options. Everything that is wrong with them is one `Usage` error
 * with the remedy in its message; an unknown option names the nearest one.
 */

export type OptionSpec = {
  /** `flag` takes no value; `text` and `number` take one, as `--name value` or `--name=value`. */
  kind: 'flag' | 'text' | 'number';
  /** How the value is called in the help. */
  value?: string;
  /** The values there are, where the set is closed. */
  choices?: readonly string[];
  /** Smallest number allowed. */
  min?: number;
  summary: string;
};

export type OptionTable = Readonly<Record<string, OptionSpec>>;

export type Arguments = {
  flag(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  positionals: readonly string[];
};

/** A wrong use of the command line: the process says the message and ends with 2. */
export class Usage extends Error {}

export function readArguments(table: OptionTable, argv: readonly string[]): Arguments {
  const values = new Map<string, string | number | true>();
  const positionals: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') {
      positionals.push(...argv.slice(index + 1));
      break;
    }
    if (!word.startsWith('--')) {
      if (word.startsWith('-') && word !== '-' && !/^-\d/.test(word)) throw new Usage(unknownOption(word, Object.keys(table)));
      positionals.push(word);
      continue;
    }
    const [name = '', inline] = splitOption(word);
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!spec) throw new Usage(unknownOption(`--${name}`, Object.keys(table)));
    if (spec.kind === 'flag') {
      if (inline !== undefined) throw new Usage(`--${name} takes no value.`);
      values.set(name, true);
      continue;
    }
    const value = inline ?? argv[++index];
    if (value === undefined) throw new Usage(`--${name} needs a value: --${name} ${spec.value ?? 'VALUE'}.`);
    values.set(name, readValue(name, spec, value));
  }
  return {
    flag: (name) => values.get(name) === true,
    text: (name) => asText(values.get(name)),
    number: (name) => asNumber(values.get(name)),
    positionals,
  };
}

function splitOption(word: string): [string, string | undefined] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word.slice(2), undefined] : [word.slice(2, equals), word.slice(equals + 1)];
}

function readValue(name: string, spec: OptionSpec, value: string): string | number {
  if (spec.choices && !spec.choices.includes(value)) {
    const near = nearest(value, spec.choices);
    throw new Usage(`--${name} is one of ${spec.choices.join(', ')}; found ${JSON.stringify(value)}.${near ? ` Did you mean ${near}?` : ''}`);
  }
  if (spec.kind !== 'number') return value;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) throw new Usage(`--${name} needs a number; found ${JSON.stringify(value)}.`);
  if (spec.min !== undefined && number < spec.min) throw new Usage(`--${name} is at least ${spec.min}; found ${value}.`);
  return number;
}

const asText = (value: string | number | true | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const asNumber = (value: string | number | true | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

function unknownOption(word: string, names: readonly string[]): string {
  const near = nearest(word.replace(/^-+/, ''), names);
  if (near) return `Unknown option ${word}. Did you mean --${near}?`;
  return names.length > 0 ? `Unknown option ${word}. The options are ${names.map((name) => `--${name}`).join(', ')}.` : `Unknown option ${word}; this command takes none.`;
}

/** The name that is closest to `word`, undefined where none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 2));
  const [best] = names
    .map((name) => ({ name, distance: name.startsWith(word) && word.length > 1 ? 0.5 : distance(word, name) }))
    .sort((left, right) => left.distance - right.distance);
  return best && best.distance <= limit ? best.name : undefined;
}

/** Edits (insert, delete, replace, swap of neighbours) between two short words. */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) => Array.from({ length: right.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)));
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= left.length; row++) {
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) cost = Math.min(cost, at(row - 2, column - 2) + 1);
      const line = rows[row];
      if (line) line[column] = cost;
    }
  }
  return at(left.length, right.length);
}
