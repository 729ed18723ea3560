/** Contract: what goes over the wire to each kind of server, and how its answers are read. Fakes answer in the shapes of the wire page. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { lastOf, type Backend } from '../../src/backends/backend.ts';
import { openBackend } from '../../src/backends/open-backend.ts';
import type { CompletionOptions } from '../../src/completion.ts';
import { isFailed } from '../../src/failed.ts';
import type { ServerSettings, TaskName } from '../../src/servers/settings.ts';
import { completion, fake, goodAnswer, json, says, sse, type Behaviour, type Fake, type FakeOptions } from './fake.ts';

const prompt = 'Labels: Sarah Chen\nRequest: show Sarah Chen\nREM:';
const options: CompletionOptions = { constraint: { kind: 'grammar', gbnf: 'root ::= "LOOKUP " [a-z]+ | "NONE"\n', hash: 'test' }, maxTokens: 50 };

async function opened(settings: Partial<ServerSettings> & Pick<ServerSettings, 'kind'>, behave: Behaviour, fakeOptions: FakeOptions & { task?: TaskName; key?: string } = {}): Promise<{ server: Fake; backend: Backend }> {
  const server = await fake(behave, fakeOptions);
  const backend = openBackend({ settings: { name: 'test', url: server.url, ...settings }, access: fakeOptions.key ? { key: fakeOptions.key } : {}, task: fakeOptions.task ?? 'rem_query' });
  after(async () => { await backend.dispose(); await server.stop(); });
  return { server, backend };
}

test('vLLM: structured_outputs, the adapter as model, temperature and max_tokens always, the key as bearer', async () => {
  const { server, backend } = await opened({ kind: 'openai', adapters: { rem_query: 'rem-query' } }, says(goodAnswer), { key: 'k-1' });
  const probe = await backend.probe();
  assert.ok(probe.kind === 'ready', JSON.stringify(probe));
  assert.deepEqual(probe.capabilities, { grammar: true, logprobs: true, several: false, exclude: false, contextTokens: 4096 });
  assert.deepEqual([probe.identity.base, probe.identity.adapter], ['base', 'rem-query']);
  const texts: string[] = [];
  const answer = await lastOf(backend.complete(prompt, options), (text) => void texts.push(text));
  assert.ok(answer.kind === 'completion', JSON.stringify(answer));
  assert.equal(answer.answers[0].text, goodAnswer);
  assert.deepEqual([answer.timings.promptTokens, answer.timings.cachedTokens], [30, 16]);
  assert.ok(texts.length > 2 && texts.every((text) => goodAnswer.startsWith(text)), texts.join(' | '));
  const { body, headers, path } = server.asked[0]!;
  assert.equal(path, '/v1/completions');
  assert.equal(headers.authorization, 'Bearer k-1');
  assert.equal(body['prompt'], prompt);
  assert.deepEqual([body['model'], body['temperature'], body['max_tokens'], body['stream']], ['rem-query', 0, 50, true]);
  assert.deepEqual(body['structured_outputs'], { grammar: 'root ::= " " rem-answer\nrem-answer ::= "LOOKUP " [a-z]+ | "NONE"\n' });
  assert.ok(!('guided_grammar' in body) && !('repeat_penalty' in body));
});

test('a server before 0.12 is held by guided_grammar, one that ignores both is told so', async () => {
  const old = await opened({ kind: 'openai' }, says(goodAnswer, { model: 'base' }));
  old.server.canary = (response, { body }) => json(response, 200, completion(body['guided_grammar'] ? ' quoxalith' : ' hello'));
  const probe = await old.backend.probe();
  assert.ok(probe.kind === 'ready' && probe.capabilities.grammar);
  await lastOf(old.backend.complete(prompt, options));
  assert.ok('guided_grammar' in old.server.asked[0]!.body);
  const deaf = await opened({ kind: 'openai' }, says(goodAnswer, { model: 'base' }));
  deaf.server.canary = (response) => json(response, 200, completion(' hello'));
  const told = await deaf.backend.probe();
  assert.ok(told.kind === 'ready' && !told.capabilities.grammar);
});

test('an answer that was refused once is asked for in another way', async () => {
  const { server, backend } = await opened({ kind: 'openai' }, says(goodAnswer, { model: 'base' }));
  await lastOf(backend.complete(prompt, { ...options, exclude: ['LOOKUP x'] }));
  assert.deepEqual([server.asked[0]!.body['temperature'], server.asked[0]!.body['seed']], [0.7, 2]);
});

test('chat: the language is explained, a plan by JSON schema becomes text', async () => {
  const plan = JSON.stringify({ query_type: 'LOOKUP', parameters: { key: 'Sarah Chen' } });
  const { server, backend } = await opened({ kind: 'openai-chat' }, (response) => {
    const send = sse(response);
    for (const piece of plan.match(/.{1,9}/g)!) send({ model: 'base', choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] });
    send({ model: 'base', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    response.end('data: [DONE]\n\n');
  });
  server.models = { data: [{ id: 'base', owned_by: 'organization_owner' }] };
  server.canary = (response, { body }) => json(response, 200, { choices: [{ message: { content: body['response_format'] ? '{"answer":"quoxalith"}' : 'hi' } }] });
  const answer = await lastOf(backend.complete(prompt, options));
  assert.ok(answer.kind === 'completion' && answer.answers[0].text === 'LOOKUP "Sarah Chen"', JSON.stringify(answer));
  const { body, path } = server.asked[0]!;
  assert.equal(path, '/v1/chat/completions');
  const [system, user] = body['messages'] as { role: string; content: string }[];
  assert.match(system!.content, /TRAVERSE/);
  assert.equal(user!.content, prompt);
  assert.equal((body['response_format'] as { type: string }).type, 'json_schema');
});

test('llama.cpp: every adapter named, a slot a task, the prompt kept', async () => {
  const behave: Behaviour = (response) => {
    const send = sse(response);
    send({ content: ' LOOKUP', stop: false, completion_probabilities: [{ id: 1, token: ' LOOKUP', logprob: -0.25 }] });
    send({ content: ' x', stop: false, completion_probabilities: [{ id: 2, token: ' x', logprob: -0.75 }] });
    send({ content: '', stop: true, stop_type: 'eos', tokens_predicted: 2, tokens_evaluated: 12, timings: { cache_n: 9, prompt_ms: 4, predicted_ms: 8 } });
    response.end();
  };
  const { server, backend } = await opened({ kind: 'llama.cpp', adapters: { edge: 'rem-edge' } }, behave, { speak: 'llama.cpp', task: 'edge' });
  const answer = await lastOf(backend.complete(prompt, options));
  assert.ok(answer.kind === 'completion', JSON.stringify(answer));
  assert.deepEqual([answer.answers[0].text, answer.answers[0].meanLogprob, answer.answers[0].minLogprob], ['LOOKUP x', -0.5, -0.75]);
  assert.deepEqual([answer.timings.cachedTokens, answer.timings.prompt, answer.timings.generate], [9, 4, 8]);
  const { body } = server.asked[0]!;
  assert.deepEqual(body['lora'], [{ id: 0, scale: 0 }, { id: 1, scale: 1 }]);
  assert.deepEqual([body['id_slot'], body['cache_prompt'], body['n_predict'], body['temperature']], [1, true, 50, 0]);
  await backend.prime?.('Request: sho');
  assert.equal(server.asked[1]!.body['n_predict'], 0);
  const missing = await opened({ kind: 'llama.cpp', adapters: { rem_query: 'nowhere' } }, behave, { speak: 'llama.cpp' });
  const probe = await missing.backend.probe();
  assert.ok(isFailed(probe) && probe.code === 'server-model' && /--lora nowhere/.test(probe.remedy));
});

test('Ollama: raw prompt, the plan by its schema, printed as text; an error line under 200 is a failure', async () => {
  const plan = JSON.stringify({ query_type: 'SEARCH', parameters: { query_text: 'rate limiting', table_name: 'resources' } });
  const { server, backend } = await opened({ kind: 'ollama', model: 'qwen' }, (response, { body }) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const piece of plan.match(/.{1,8}/g)!) response.write(`${JSON.stringify({ model: body['model'], created_at: 'x', response: piece, done: false })}\n`);
    response.end(`${JSON.stringify({ model: body['model'], response: '', done: true, done_reason: 'stop', prompt_eval_count: 300, eval_count: 21, load_duration: 2e6, prompt_eval_duration: 5e6, eval_duration: 9e6 })}\n`);
  }, { speak: 'ollama' });
  server.models = { models: [{ name: 'llama3:latest', digest: 'a' }, { name: 'qwen:latest', digest: 'b' }] };
  const probe = await backend.probe();
  assert.ok(probe.kind === 'ready' && probe.capabilities.grammar && probe.identity.base === 'qwen:latest b', JSON.stringify(probe));
  const answer = await lastOf(backend.complete(prompt, options));
  assert.ok(answer.kind === 'completion' && answer.answers[0].text === 'SEARCH "rate limiting"', JSON.stringify(answer));
  assert.deepEqual([answer.timings.queue, answer.timings.prompt, answer.timings.generate], [2, 5, 9]);
  const { body } = server.asked[0]!;
  assert.ok(body['raw'] === true && body['stream'] === true && typeof body['format'] === 'object' && !('grammar' in body) && String(body['prompt']).endsWith(prompt));
  assert.ok((body['options'] as Record<string, unknown>)['temperature'] === 0 && 'num_predict' in (body['options'] as object) && 'num_ctx' in (body['options'] as object));
  server.behave = (response) => void response.writeHead(200).end(`${JSON.stringify({ error: 'model runner has unexpectedly stopped' })}\n`);
  const lost = await lastOf(backend.complete(prompt, options));
  assert.ok(isFailed(lost) && lost.code === 'server-failed' && /unexpectedly stopped/.test(lost.message), JSON.stringify(lost));
});

test('a foreign REM service is given the words, not the prompt', async () => {
  const { server, backend } = await opened({ kind: 'rem' }, (response, { body }) => json(response, 200, { task: body['task'], output: 'LOOKUP "Sarah Chen"', tokens: 6 }));
  const probe = await backend.probe();
  assert.ok(probe.kind === 'ready' && !probe.capabilities.grammar, JSON.stringify(probe));
  const answer = await lastOf(backend.complete(prompt, options));
  assert.ok(answer.kind === 'completion' && answer.answers[0].text === 'LOOKUP "Sarah Chen"');
  assert.deepEqual(server.asked.at(-1)!.body, { task: 'rem_query', input: 'show Sarah Chen', max_tokens: 50 });
});
