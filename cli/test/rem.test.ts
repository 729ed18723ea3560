/** The command line as a person or a script meets it: real processes, exit codes, standard output and standard error. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { call, rem } from './rem.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'rem-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const good = write('good.rem', '-- a request\nLOOKUP "Sarah Chen";\n\nSEARCH "x" LIMIT 3;\n');
const wrong = write('wrong.rem', '\nSERCH "x";\n\nSEARCH "x" LIMIT many;\n');

test('help: the whole, each command, on standard output with 0', async () => {
  const overview = await call(['--help']);
  assert.equal(overview.code, 0);
  const names = [...overview.out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map((match) => match[1] ?? '');
  for (const name of ['check', 'format', 'plan', 'print', 'generate', 'run', 'index', 'model', 'lsp']) assert.ok(names.includes(name), name);
  const pages = await Promise.all(names.map((name) => call([name, '--help'])));
  for (const [index, page] of pages.entries()) assert.ok(page.code === 0 && page.out.includes(`rem ${names[index]}`), `${names[index]}: ${page.err}`);
});

test('wrong use ends with 2 and names the nearest', async () => {
  const cases: [string[], RegExp][] = [
    [[], /Usage/], [['chekc'], /Did you mean check\?/], [['check'], /Name the files/], [['check', '--formt', 'json', good], /Did you mean --format\?/],
    [['check', '--format', 'jsno', good], /Did you mean json\?/], [['check', '--format'], /needs a value/], [['format', '--check', '--write', good], /exclude each other/],
    [['run', '--json', '--csv', good], /exclude each other/], [['run', '--limit', '0', good], /at least 1/], [['generate', '--n', 'x', 'q'], /needs a number/],
    [['generate', 'two', 'words'], /in quotes/], [['generate', '--now', 'noon', 'q'], /ISO 8601/], [['generate', '--tz', 'Mars/Base', 'q'], /IANA/],
    [['model', 'stats'], /Did you mean status\?/], [['index', path.join(folder, 'nowhere')], /is no folder/],
  ];
  const results = await Promise.all(cases.map(([args]) => rem(args)));
  for (const [index, result] of results.entries()) {
    assert.equal(result.code, 2, `${cases[index]?.[0].join(' ')}: ${result.out}${result.err}`);
    assert.match(result.err, cases[index]?.[1] ?? /never/);
    assert.equal(result.out, '');
  }
});

test('check: places from 1, codes, exit 1; a sound file is silent', async () => {
  const sound = await rem(['check', good]);
  assert.deepEqual(sound, { code: 0, out: '', err: '' });
  const { code, out } = await rem(['check', wrong]);
  assert.equal(code, 1);
  assert.deepEqual(out.trimEnd().split('\n').map((line) => line.replace(`${wrong}:`, '')), [
    '2:1: error: SERCH is no verb; did you mean SEARCH? [unknown-verb]', '4:18: error: Expected a number after LIMIT [wrong-value]',
  ]);
});

test('check reads standard input, and several files of which one is missing', async () => {
  const input = await call(['check', '-'], { input: 'LOOKUP' });
  assert.equal(input.code, 1);
  assert.match(input.out, /^<stdin>:1:\d+: error: /);
  const both = await call(['check', path.join(folder, 'none.rem'), wrong]);
  assert.equal(both.code, 2);
  assert.match(both.err, /There is no such file/);
  assert.match(both.out, /unknown-verb/);
});

test('check as JSON, for GitHub, as SARIF', async () => {
  const json: unknown = JSON.parse((await call(['check', '--format', 'json', wrong])).out);
  assert.ok(Array.isArray(json));
  const [first] = json as [Record<string, unknown>];
  assert.deepEqual([first.line, first.column, first.start, first.end, first.code, first.severity], [2, 1, 1, 6, 'unknown-verb', 'error']);
  assert.deepEqual(JSON.parse((await call(['check', '--format', 'json', good])).out), []);
  const github = await call(['check', '--format=github', wrong]);
  assert.match(github.out, /^::error file=.*wrong\.rem,line=2,endLine=2,col=1,endColumn=6,title=unknown-verb::SERCH/);
  const sarif = JSON.parse((await call(['check', '--format', 'sarif', wrong])).out) as { version: string; runs: { results: { ruleId: string; locations: { physicalLocation: { region: { startLine: number } } }[] }[] }[] };
  assert.equal(sarif.version, '2.1.0');
  assert.deepEqual(sarif.runs[0]?.results.map((result) => [result.ruleId, result.locations[0]?.physicalLocation.region.startLine]), [['unknown-verb', 2], ['wrong-value', 4]]);
});

test('check in Markdown, Python and TypeScript, with places of the file', async () => {
  const markdown = write('a.md', '# T\n\n- x\n  ```rem\n  SERCH "x"\n  ```\n');
  const python = write('a.py', 'import x\nrem.query(f"SERCH {a}")\nexecute_rem("SEARCH \\"x\\" LIMIT many")\nexecute_rem(f"LOOKUP {who} LIMIT {n}")\n');
  const typescript = write('a.ts', 'const q = rem`SEARCH "x" LIMIT ${n} DEPTH 2`;\n');
  const { code, out } = await call(['check', markdown, python, typescript]);
  assert.equal(code, 1);
  const places = out.trimEnd().split('\n').map((line) => /([^/]+):(\d+):(\d+): .*\[(.*)\]/.exec(line)?.slice(1).join(' '));
  assert.deepEqual(places, ['a.md 5 3 unknown-verb', 'a.py 3 33 wrong-value', 'a.ts 1 37 clause-not-taken']);
});

test('check against a schema of one\'s own, and one that cannot be read', async () => {
  const schema = write('rem.schema.json', JSON.stringify({ tables: [{ name: 'tickets', columns: [{ name: 'title', type: 'text' }] }], edgeTypes: ['blocks'], momentTypes: [] }));
  const file = write('schema.rem', 'SELECT title FROM tickets;\nSELECT nope FROM tickets;\n');
  const { code, out } = await call(['check', '--schema', schema, file]);
  assert.equal(code, 1);
  assert.deepEqual([...out.matchAll(/:(\d+):(\d+): \w+: .*\[(.*)\]/g)].map((match) => match.slice(1).join(' ')), ['2 8 unknown-column']);
  const bad = await call(['check', '--schema', write('bad.json', '{"tables": []}'), file]);
  assert.equal(bad.code, 2);
  assert.match(bad.err, /tables/);
});

test('files that cannot be used: binary, not UTF-8, too large, a folder, not readable', async () => {
  const cases: [string, number, RegExp][] = [
    [write('binary.rem', Buffer.from([0x4c, 0, 0xff, 1])), 1, /binary/],
    [write('latin.rem', Buffer.from('LOOKUP "Jos\xe9"', 'latin1')), 1, /UTF-8/],
    [write('large.rem', 'LOOKUP "a";\n'.repeat(420_000)), 1, /5\.0 MB/],
    [folder, 2, /folder/],
  ];
  for (const command of ['check', 'format', 'plan', 'run']) {
    for (const [file, code, message] of cases) {
      const result = await call([command, file]);
      assert.equal(result.code, code, `${command} ${file}: ${result.err}`);
      assert.match(result.err, message);
    }
  }
  if (process.getuid?.() !== 0) {
    const secret = write('secret.rem', 'LOOKUP a');
    chmodSync(secret, 0);
    assert.match((await call(['check', secret])).err, /permissions/);
  }
});

test('format: to standard output, --check names files, --write writes them and again changes nothing', async () => {
  const messy = write('messy.rem', '-- keep me\nlookup   "a"  ,b ;\nsearch \'x\'  limit 3\n');
  const printed = await call(['format', messy]);
  assert.equal(printed.code, 0);
  assert.match(printed.out, /^-- keep me\nLOOKUP "a", "b";?\n/);
  assert.match(readFileSync(messy, 'utf8'), /^-- keep me\nlookup {3}/);
  const checked = await call(['format', '--check', messy, good]);
  assert.deepEqual([checked.code, checked.out], [1, `${messy}\n`]);
  const written = await call(['format', '--write', messy]);
  assert.equal(written.code, 0);
  assert.equal(readFileSync(messy, 'utf8'), printed.out);
  assert.deepEqual(await call(['format', '--check', messy]), { code: 0, out: '', err: '' });
  assert.equal((await call(['format', '-'], { input: 'lookup a' })).out.trim(), 'LOOKUP "a"');
});

test('plan and print lead back to the same statement; what has errors has no plan', async () => {
  const plans = await call(['plan', good]);
  assert.equal(plans.code, 0);
  const lines = plans.out.trimEnd().split('\n');
  assert.deepEqual(lines.map((line) => (JSON.parse(line) as { query_type: string }).query_type), ['LOOKUP', 'SEARCH']);
  const printed = await call(['print'], { input: plans.out });
  assert.deepEqual([printed.code, printed.out], [0, 'LOOKUP "Sarah Chen"\nSEARCH "x" LIMIT 3\n']);
  assert.equal((await call(['plan', '-'], { input: printed.out.replaceAll('\n', ';\n') })).out, plans.out);
  const broken = await call(['plan', wrong]);
  assert.deepEqual([broken.code, broken.out], [1, '']);
  assert.match(broken.err, /2:1: SERCH/);
  const bad = await call(['print'], { input: '{"intent": 3}\nnot json\n' });
  assert.equal(bad.code, 1);
  assert.match(bad.err, /^<stdin>:1: .*\n<stdin>:2: /);
});

test('rewrite keeps comments, and says what the runtime cannot', async () => {
  const file = write('rewrite.rem', '-- hi\nLOOKUP ["a","b"];\nSEARCH "x" LIMIT 3;\n');
  const p8 = await call(['rewrite', '--target', 'p8', file]);
  assert.deepEqual([p8.code, p8.out, p8.err], [0, '-- hi\nLOOKUP "a", "b";\nSEARCH "x" FROM resources LIMIT 3;\n', '']);
  const p8fs = await call(['rewrite', '--target', 'p8fs', file]);
  assert.equal(p8fs.code, 1);
  assert.equal(p8fs.out, '-- hi\nLOOKUP "a", "b";\nSEARCH "x" LIMIT 3;\n');
  assert.match(p8fs.err, /rewrite\.rem:3:12: .*\[target-clause\]/);
  assert.equal((await call(['rewrite', file])).code, 2);
});

test('a reader that goes away ends the command quietly', async () => {
  const many = write('many.rem', 'LOOKUP "a";\n'.repeat(30_000));
  const { spawn } = await import('node:child_process');
  const program = new URL('../bin/rem.mjs', import.meta.url).pathname;
  const child = spawn('sh', ['-c', `"${process.execPath}" "${program}" plan "${many}" | head -n 1`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.deepEqual([code, err], [0, '']);
});

test('index and run: notes into a store, rows out of it, failures in their place', async () => {
  const notes = path.join(folder, 'notes');
  mkdirSync(notes);
  writeFileSync(path.join(notes, 'ada.yaml'), 'kind: entity\nname: Ada Quill\nentity_type: person\nsummary: "=cmd, \\"quoted\\" | piped"\ngraph_edges:\n  - {dst: Bo Reed, rel_type: manages, weight: 1.0}\n');
  writeFileSync(path.join(notes, 'bo.yaml'), 'kind: entity\nname: Bo Reed\nentity_type: person\n');
  const env = { REM_STORES: path.join(folder, 'stores') };
  const none = await call(['run', '-'], { input: 'LOOKUP a', cwd: notes, env });
  assert.equal(none.code, 2);
  assert.match(none.err, /rem index DIR/);
  const indexed = await rem(['index', notes], { env });
  assert.equal(indexed.code, 0, indexed.err);
  assert.equal((JSON.parse(indexed.out) as { notes: number }).notes, 2);
  const file = path.join(notes, 'q.rem');
  writeFileSync(file, 'TRAVERSE manages WITH LOOKUP "Ada Quill";\nSELECT name, summary FROM entities ORDER BY name;\n');
  const jsonl = await rem(['run', '--jsonl', file], { env });
  assert.equal(jsonl.code, 0, jsonl.err);
  const answers = jsonl.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { line: number; result: { kind: string; rows: unknown[][] } });
  assert.deepEqual(answers.map((answer) => [answer.line, answer.result.kind, answer.result.rows.length]), [[1, 'rows', 1], [2, 'rows', 2]]);
  const failing = await call(['run', '--jsonl', '-'], { input: 'SELECT nope FROM entities;\nLOOKUP "Bo Reed";\nDELETE FROM entities;\n', cwd: notes, env });
  assert.equal(failing.code, 1);
  assert.deepEqual(failing.out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { result: { kind: string } }).result.kind), ['failed', 'rows', 'failed']);
  assert.match(failing.err, /<stdin>:1:1: /);
});

test('an older Node hands over to the one of the clone', async (context) => {
  const { execFileSync } = await import('node:child_process');
  const others = ['/usr/local/bin/node', '/usr/bin/node'].filter((candidate) => {
    try {
      return Number(/^v(\d+)/.exec(execFileSync(candidate, ['--version'], { encoding: 'utf8' }))?.[1]) < 22;
    } catch {
      return false;
    }
  });
  const [old] = others;
  if (!old) return context.skip('no Node below 22 on this machine');
  const result = await rem(['check', good], { node: old });
  assert.deepEqual(result, { code: 0, out: '', err: '' });
});
