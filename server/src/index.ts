/**
 * The door of the language server. The server itself is loaded when it is started, so that the command line can use the small parts
 * without it.
 */
export * from './protocol.ts';
export { loadLayout, type Layout } from './layout.ts';
export { sizeLimit, tooLargeMessage } from './limits.ts';
export { findRegions } from './embedded/index.ts';
export type { Region } from './convert.ts';
export { readSchemaText, type SchemaRead } from './schema-file.ts';
export { readyStatement, type Ready, type StatementContext } from './statement.ts';
export { storeDirectory, type Services } from './services.ts';

/** Serves the Language Server Protocol over standard input and output until the client says exit. */
export async function serveStdio(): Promise<void> {
  await import('./main.ts');
}
export { createMemoryKeeper, type MemoryKeeper } from './edges/memory-keeper.ts';
export { fromText } from './edges/note-to-document.ts';
export { suggestFor, type NoteSuggestion } from './edges/suggest.ts';
