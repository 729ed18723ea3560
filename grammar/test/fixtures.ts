/**
 * The fixtures under test-fixtures/parse, found by listing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const fixtureRoot = join(import.meta.dirname, '../../test-fixtures/parse');

/** Every fixture's name: `ok/lookup`. */
export const fixtureNames = (ending: string): string[] =>
  ['ok', 'bad'].flatMap((folder) => readdirSync(join(fixtureRoot, folder)).filter((file) => file.endsWith(ending)).map((file) => `${folder}/${file.slice(0, -ending.length)}`));

export const fixtureText = (name: string): string => readFileSync(join(fixtureRoot, `${name}.rem`), 'utf8');
