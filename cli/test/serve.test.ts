/**
 * `rem serve`, the real process with the real model: the contract of servers through both of its doors, its borders (key, bodies, queue), the
 * clients in TypeScript and Python, and a stop that lets what runs finish.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isFailed, LocalModelService, openBackend, type Backend } from '@rem/model';
import { contract, untilIdle } from '../../model/test/servers/contract.ts';
import { weightsHere } from '../../model/test/weights-here.ts';

const program = fileURLToPath(new URL('../bin/rem.mjs', import.meta.url));
const skip = await weightsHere() ? false : 'no weights';
const key = 'k-serve-test';

type Serving = { url: string; child: ChildProcess; err: () => string };

async function start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Serving> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--tz', 'UTC', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, REM_SERVE_KEY: key, ...env } });
  let err = '';
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => { throw new Error(`rem serve ended: ${err}`); })]) as [Buffer];
  const url = line.toString().trim();
  for (let round = 0; round < 600; round++) {
    if ((await fetch(`${url}/health`)).ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, child, err: () => err };
}

describe('rem serve', { skip }, () => {
  let serving: Serving;
  let [rem, openai]: Backend[] = [];
  before(async () => {
    serving = await start(['--waiting', '2']);
    const settings = { name: 'serve', url: serving.url } as const;
    rem = openBackend({ settings: { ...settings, kind: 'rem' }, access: { key }, task: 'rem_query' });
    openai = openBackend({ settings: { ...settings, kind: 'openai' }, access: { key }, task: 'rem_query' });
  });
  after(async () => {
    await Promise.all([rem?.dispose(), openai?.dispose()]);
    serving?.child.kill('SIGKILL');
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${serving.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const running = async (): Promise<number> => {
    const page = await (await fetch(`${serving.url}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text();
    return Number(/^rem_requests_running (\d+)$/m.exec(page)?.[1]);
  };
  const idleAfterCancel = (): Promise<number> => untilIdle(async () => await running() === 0);

  contract('its own door', { backend: () => rem!, grammar: true, streams: false, adapter: true, idleAfterCancel });
  contract('OpenAI\'s door', { backend: () => openai!, grammar: true, adapter: true, idleAfterCancel });

  test('a request in words, as the service’s page says', async () => {
    const response = await post('/generate', { task: 'rem_query', input: 'who does Sarah Chen manage?', max_tokens: 64 });
    assert.equal(response.status, 200);
    const { task, output, tokens } = await response.json() as { task: string; output: string; tokens: number };
    assert.deepEqual([task, output], ['rem_query', 'TRAVERSE manages WITH LOOKUP "Sarah Chen"']);
    assert.ok(tokens > 3);
  });

  test('what is wrong is refused in its own words', async () => {
    const cases: [string, unknown, number, RegExp, Record<string, string>?][] = [
      ['/generate', { task: 'rem_query', input: 'x' }, 401, /key/, { authorization: 'Bearer wrong' }],
      ['/generate', { task: 'dream', input: 'x' }, 400, /task/],
      ['/generate', { task: 'rem_query' }, 400, /input/],
      ['/generate', '{"task": "rem_', 400, /not JSON/],
      ['/generate', 'task=rem_query', 415, /application\/json/, { 'content-type': 'text/plain' }],
      ['/generate', { task: 'rem_query', input: 'x'.repeat(300_000) }, 413, /longer/],
      ['/v1/completions', { prompt: 'x', model: 'gpt-9' }, 404, /does not exist/],
      ['/v1/completions', { prompt: 'x', grammar: 'root ::= root "a" | "b"\n' }, 400, /begins with itself/],
      ['/v1/completions', { prompt: 'x', grammar: 'root ::= nowhere\n' }, 400, /not defined/],
      ['/v1/completions', { prompt: 'x', grammar: 'root ::= [a]{1,100000}\n' }, 400, /repeats/],
      ['/nowhere', {}, 404, /no \/nowhere/],
      ['/health', {}, 405, /GET/],
    ];
    for (const [path, body, status, words, headers] of cases) {
      const response = await post(path, body, headers);
      const text = await response.text();
      assert.equal(response.status, status, `${path} ${text}`);
      assert.match(text, words, path);
    }
  });

  test('more than may wait: 429 with the seconds to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => post('/generate', { task: 'rem_query', input: `documents about subject ${at}` })));
    const statuses = answers.map((response) => response.status);
    assert.ok(statuses.includes(200) && statuses.includes(429), statuses.join());
    assert.ok(answers.filter((response) => response.status === 429).every((response) => Number(response.headers.get('retry-after')) >= 1));
  });

  test('a grammar of one’s own, streamed', async () => {
    const response = await post('/v1/completions', { prompt: 'Say yes or no:', grammar: 'root ::= "yes" | "no"\n', max_tokens: 8, stream: true });
    const text = (await response.text()).split('\n').filter((line) => line.startsWith('data: {')).map((line) => (JSON.parse(line.slice(6)) as { choices: { text: string }[] }).choices[0]!.text).join('');
    assert.match(text, /^(?:yes|no)$/);
  });

  test('metrics count and tell nothing of what was asked', async () => {
    const page = await (await fetch(`${serving.url}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text();
    assert.match(page, /^rem_requests_total\{route="\/generate",task="rem_query",status="200"\} [1-9]/m);
    assert.match(page, /^rem_request_seconds_bucket\{le="\+Inf"\} [1-9]/m);
    assert.match(page, /^rem_tokens_written_total [1-9]/m);
    assert.ok(!page.includes('Sarah'));
  });

  test('the client class', async () => {
    const service = new LocalModelService({ url: serving.url, key });
    const query = await service.generateRemQuery('who does Sarah Chen manage?');
    assert.ok(query.kind === 'query' && query.plan?.query_type === 'TRAVERSE', JSON.stringify(query));
    const source = { label: 'rate-limits', content: 'We limit requests to the billing API with a token bucket per customer.' };
    const near = await service.scoreEdgeAffinity(source, { label: 'billing-api', content: 'The billing API uses a token bucket limiter for customers.' });
    const far = await service.scoreEdgeAffinity(source, { label: 'picnic', content: 'Bring salad and lemonade to the lake on Sunday.' });
    assert.ok(near.kind === 'affinity' && far.kind === 'affinity' && near.score > far.score, JSON.stringify([near, far]));
    const moments = await service.classifyMoments('[00:00] Ana: Let us plan the release.\n[00:10] Ben: The tests are green.\n');
    assert.ok(moments.kind === 'moments' && moments.moments.length >= 1, JSON.stringify(moments));
    const refused = await new LocalModelService({ url: serving.url, key: 'wrong' }).generateRemQuery('x');
    assert.ok(isFailed(refused) && refused.code === 'server-unauthorised');
    await service.close();
  });

  test('the same from Python', async (context) => {
    const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
    if (!python) return context.skip('no Python on this machine');
    const cwd = fileURLToPath(new URL('../../model/python', import.meta.url));
    const child = spawn(python, ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.'], { cwd, env: { ...process.env, REM_SERVICE_URL: serving.url, REM_SERVICE_KEY: key, PYTHONDONTWRITEBYTECODE: '1' } });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const [code] = await once(child, 'exit') as [number];
    assert.equal(code, 0, said);
    assert.doesNotMatch(said, /skipped=[1-9]/);
  });

  test('a stop lets what runs finish and refuses what is new', { skip: path.sep === '\\' ? 'no signals on Windows' : false }, async () => {
    const running = post('/generate', { task: 'rem_query', input: 'meetings of last week about hiring' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const ended = once(serving.child, 'exit');
    serving.child.kill('SIGTERM');
    assert.equal((await running).status, 200);
    const [code] = await ended as [number];
    assert.equal(code, 0, serving.err());
    await assert.rejects(fetch(`${serving.url}/health`));
  });
});

test('an address that others reach wants a key', { skip }, async () => {
  await assert.rejects(start(['--host', '0.0.0.0'], { REM_SERVE_KEY: '' }), /no key/);
});
