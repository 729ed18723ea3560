/** The contract against the OpenAI server of `llama_cpp_python`, over the libraries of the same build, with the adapter loaded for all. */
import { after, before, describe } from 'node:test';
import { openBackend } from '../../src/backends/open-backend.ts';
import type { Backend } from '../../src/backends/backend.ts';
import { contract } from './contract.ts';
import { skipWithout, startPythonServer, type RealServer } from './real-server.ts';

const skip = await skipWithout('python');

describe('llama_cpp.server', { skip }, () => {
  let server: RealServer;
  let backend: Backend;
  before(async () => {
    server = await startPythonServer();
    backend = openBackend({ settings: { name: 'python', kind: 'openai', url: server.url, model: 'rem-query' }, access: {}, task: 'rem_query' });
  });
  after(async () => {
    await backend?.dispose();
    await server?.stop();
  });
  contract('completions', { backend: () => backend, grammar: true, adapter: true });
});
