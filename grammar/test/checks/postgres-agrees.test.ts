/**
 * A real PostgreSQL agrees: over the built-in schema it plans the SQL of every valid statement, and refuses the wrong ones in which a name or the syntax is
 * marked, and no others.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { loadSql } from '../../src/checks/sql/postgres.ts';
import { sqlRegions, type SqlRegion } from '../../src/checks/sql/region.ts';
import { parse } from '../../src/document.ts';
import { defaultSchema } from '../../src/schema.ts';
import { schemaFor } from '../../src/targets/schema.ts';
import { targets, validFiles, wrongCases } from './corpus.ts';
import { readMarked } from './marked.ts';

const database = new PGlite({ extensions: { vector, pg_trgm } });
before(async () => {
  await loadSql();
  await database.exec('CREATE EXTENSION vector; CREATE EXTENSION pg_trgm;');
});
after(() => database.close());

const regionsOf = (text: string): SqlRegion[] =>
  parse(text).tree.statements.flatMap(({ source }) => {
    const own = parse(source).tree.statements[0];
    return own === undefined ? [] : sqlRegions(own, source);
  });

/** Why PostgreSQL cannot plan a piece of SQL; nothing where it can. */
async function refusal({ text }: SqlRegion): Promise<string | undefined> {
  try {
    await database.query(`EXPLAIN ${text.replace(/;\s*$/, '').replace(/(?<=[<>=] |BETWEEN |AND )'@[\w-]+'/g, "'2025-01-01'")}`);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

for (const target of targets) {
  test(`PostgreSQL reads the corpus of ${target} as the checks do`, async () => {
    await createTables(target);
    for (const { name, text } of validFiles(target)) for (const region of regionsOf(text)) assert.equal(await refusal(region), undefined, `${name}: ${region.text}`);
    for (const { file, line, target: aim, marked } of wrongCases()) {
      const { text, marks } = readMarked(marked);
      const codes = marks.map(({ code }) => code);
      if (aim !== target || codes.some((code) => unplanned.test(code))) continue;
      const refused = (await Promise.all(regionsOf(text).map(refusal))).filter((why) => why !== undefined);
      const expected = marks.some((mark) => /^unknown-(table|column)$|^sql-syntax$/.test(mark.code)) && regionsOf(text).some((region) => region.form === 'whole');
      if (expected) assert.notDeepEqual(refused, [], `${file}:${line} ${marked}`);
      if (!codes.some((code) => /^unknown-(table|column)$|^sql-syntax$/.test(code))) assert.deepEqual(refused, [], `${file}:${line} ${marked}`);
    }
  });
}

/** What EXPLAIN says nothing useful about: writing, functions that are not there, dates that are not filled in, text that is no whole SQL. */
const unplanned = /^sql-(writes|several|denied|unproven)|date-word|^unclosed|^wrong-value/;

async function createTables(target: (typeof targets)[number]): Promise<void> {
  const tables = schemaFor(target, defaultSchema)?.tables ?? [];
  const created = tables.map(({ name, columns }) => `DROP TABLE IF EXISTS "${name}"; CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${column.type}`).join(', ')});`);
  await database.exec(created.join('\n'));
}
