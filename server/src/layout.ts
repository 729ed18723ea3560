/** The one layout, with the library that knows where the lines of SQL begin. It is loaded when something is first laid out: it costs 18 MB and no start needs it. */
import { format, loadSql, type SqlPrinter } from '@rem/grammar';

let printer: Promise<SqlPrinter> | undefined;

async function load(): Promise<SqlPrinter> {
  const [{ formatDialect, postgresql }] = await Promise.all([import('sql-formatter'), loadSql()]);
  const words = { keywordCase: 'preserve', dataTypeCase: 'preserve', functionCase: 'preserve', identifierCase: 'preserve' } as const;
  return (sql) => formatDialect(sql, { dialect: postgresql, ...words, expressionWidth: 80, tabWidth: 2 });
}

/** `open`: the text is a part of a document, and nothing ends the statement above it. */
export type Layout = (text: string, open?: boolean) => string;

/** What lays a document out; see `format`. Rejects where the library cannot be loaded. */
export async function loadLayout(): Promise<Layout> {
  const sql = await (printer ??= load());
  return (text, open) => format(text, { sql, open });
}
