/**
 * What the server announces. Layout and colours are announced for REM documents alone where the client lets a server choose documents:
 * in a Python file REM's formatter must not compete with Python's. A client without that choice gets them for every document, and
 * answers are empty where there is no REM.
 */
import {
  CodeActionKind, DocumentFormattingRequest, DocumentOnTypeFormattingRequest, DocumentRangeFormattingRequest, SemanticTokensRegistrationType, TextDocumentSyncKind,
  type ClientCapabilities, type Connection, type SemanticTokensOptions, type ServerCapabilities,
} from 'vscode-languageserver';
import { tokenLegend } from './convert.ts';
import { commands, type InitializationOptions } from './protocol.ts';

const semanticTokens: SemanticTokensOptions = { legend: tokenLegend, full: { delta: true }, range: true };
const onTypeOptions = { firstTriggerCharacter: ';' };
const remDocuments = [{ language: 'rem' }];

export function capabilitiesFor(client: ClientCapabilities, options: InitializationOptions): ServerCapabilities {
  const { formatting, rangeFormatting, onType, semanticTokens: tokens } = choosable(client);
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { identifier: 'rem', interFileDependencies: false, workspaceDiagnostics: false },
    completionProvider: { triggerCharacters: [' ', '"', "'", ':', ',', '=', '.'], resolveProvider: true },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
    codeLensProvider: {},
    signatureHelpProvider: { triggerCharacters: [' ', ','] },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: {},
    inlayHintProvider: true,
    callHierarchyProvider: true,
    inlineCompletionProvider: true,
    ...(formatting ? {} : { documentFormattingProvider: true }),
    ...(rangeFormatting ? {} : { documentRangeFormattingProvider: true }),
    ...(onType ? {} : { documentOnTypeFormattingProvider: onTypeOptions }),
    ...(tokens ? {} : { semanticTokensProvider: semanticTokens }),
    ...(options.clientCommands ? {} : { executeCommandProvider: { commands: Object.values(commands) } }),
    workspace: { workspaceFolders: { supported: true } },
  };
}

/** Registers for REM documents what `capabilitiesFor` left out. */
export async function registerForRem(connection: Connection, client: ClientCapabilities): Promise<void> {
  const { formatting, rangeFormatting, onType, semanticTokens: tokens } = choosable(client);
  const documentSelector = remDocuments;
  await Promise.all([
    formatting ? connection.client.register(DocumentFormattingRequest.type, { documentSelector }) : undefined,
    rangeFormatting ? connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector }) : undefined,
    onType ? connection.client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...onTypeOptions }) : undefined,
    tokens ? connection.client.register(SemanticTokensRegistrationType.type, { documentSelector, ...semanticTokens }) : undefined,
  ]);
}

function choosable(client: ClientCapabilities): { formatting: boolean; rangeFormatting: boolean; onType: boolean; semanticTokens: boolean } {
  const { textDocument } = client;
  return {
    formatting: textDocument?.formatting?.dynamicRegistration === true,
    rangeFormatting: textDocument?.rangeFormatting?.dynamicRegistration === true,
    onType: textDocument?.onTypeFormatting?.dynamicRegistration === true,
    semanticTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
  };
}
