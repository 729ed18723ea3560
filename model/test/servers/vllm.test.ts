/** The contract against a real vLLM, where REM_VLLM_URL names one: `npm run test:vllm -- URL` sets it, and starts one on a machine with a GPU. */
import { after, describe } from 'node:test';
import { openBackend } from '../../src/backends/open-backend.ts';
import { contract } from './contract.ts';

const url = process.env['REM_VLLM_URL'];
const adapter = process.env['REM_VLLM_ADAPTER'];
const key = process.env['REM_VLLM_KEY'];

describe('vLLM', { skip: url ? false : 'no vLLM: npm run test:vllm -- URL' }, () => {
  const backend = openBackend({
    settings: { name: 'vllm', kind: 'openai', url: url ?? '', allowHttp: true, ...(adapter ? { adapters: { rem_query: adapter } } : {}) },
    access: { ...(key ? { key } : {}), agreed: { requests: true, contents: true } }, task: 'rem_query',
  });
  after(() => backend.dispose());
  contract('completions', { backend: () => backend, grammar: true, adapter: adapter !== undefined });
});
