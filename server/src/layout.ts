/** The one layout, with the library that knows where the lines of SQL begin. It is loaded once, after the start: it is of no use before the first text is laid out. */
import { format, loadSql, type SqlPrinter } from '@rem/grammar';

let printer: SqlPrinter | undefined;

/** Loads what lays SQL out; until then SQL on several lines stays as it is. */
export async function loadLayout(): Promise<void> {
  const [{ formatDialect, postgresql }] = await Promise.all([import('sql-formatter'), loadSql()]);
  printer = (sql) => formatDialect(sql, { dialect: postgresql, keywordCase: 'preserve', dataTypeCase: 'preserve', functionCase: 'preserve', identifierCase: 'preserve', expressionWidth: 80, tabWidth: 2 });
}

/** The document laid out; see `format`. */
export const layOut = (text: string): string => format(text, { sql: printer });
