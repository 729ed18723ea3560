/**
 * The server's process: Node IPC where VS Code starts it, standard input and output with `--stdio`, a socket or pipe where another editor
 * asks for one. The library reads the transport from the arguments.
 */
import './lean.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createServer } from './server.ts';

createServer(createConnection(ProposedFeatures.all));
