/** REM inside other languages: what is found, what it means, and where its places lie in the file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRegions } from '../src/embedded/index.ts';

/** The REM texts that are found. */
const texts = (language: string, host: string): string[] => findRegions(language, host).map((region) => region.text);

test('a fence of REM in Markdown is one stretch, its indentation and quote marks left out', () => {
  const host = 'Text\n\n- item\n\n  ```rem\n  LOOKUP "a"\n\n  SEARCH "b"\n  ```\n\n> ~~~REM title\n> FUZZY c\n> ~~~\n\n```js\n```rem\nLOOKUP x\n```\n';
  assert.deepEqual(texts('markdown', host), ['LOOKUP "a"\n\nSEARCH "b"\n', 'FUZZY c\n']);
});

test('a fence that is not closed goes to the end of the file', () => {
  assert.deepEqual(texts('markdown', '```rem\nLOOKUP a'), ['LOOKUP a']);
  assert.deepEqual(texts('markdown', '```rem'), ['']);
});

test('a rem template is REM with its expressions as values', () => {
  assert.deepEqual(texts('typescript', 'const q = rem`LOOKUP "${name}"`; const r = db.rem<Row>`FUZZY ${a + `${b}`} LIMIT 5`;'), ['LOOKUP "1"', 'FUZZY 1 LIMIT 5']);
  assert.deepEqual(texts('typescript', 'const q = sql`LOOKUP x`; // rem`no`\nconst s = "rem`no`"; const e = /rem`/;'), []);
});

test('a string argument counts where it begins with a verb and the call runs REM', () => {
  assert.deepEqual(texts('javascript', 'rem("LOOKUP a"); rem("hello"); client.query(`SEARCH "x"`); executeRem("fuzzy b", 3); run_rem_query(\'SQL files\')'), ['LOOKUP a', 'SEARCH "x"', 'fuzzy b', 'SQL files']);
});

test('the SQL of another database is left alone', () => {
  assert.deepEqual(texts('typescript', 'pg.query("SELECT * FROM users"); pg.query("WITH a AS (SELECT 1) SELECT * FROM a"); api.query("GET /users"); jq.query("search box")'), []);
  assert.deepEqual(texts('typescript', 'store.query("SELECT name FROM resources LIMIT $1")'), ['SELECT name FROM resources LIMIT 1']);
  assert.deepEqual(texts('typescript', 'remClient.query("SELECT name FROM users")'), ['SELECT name FROM users']);
});

test('Python strings: prefixes, triple quotes, parameters, formats, strings side by side', () => {
  const host = [
    'execute_rem(f"LOOKUP {name!r} {{x}}")',
    'execute_rem("LOOKUP %s" % name)',
    'execute_rem("LOOKUP {who}".format(who=1))',
    'execute_rem("""\nSEARCH "x"\n""")',
    'execute_rem(r"LOOKUP \\d")',
    'execute_rem(query=("SEARCH \'x\' "  # why\n  "LIMIT 5"), tz=1)',
    'execute_rem("LOOKUP " + name + ", b")',
  ].join('\n');
  assert.deepEqual(texts('python', host), ['LOOKUP 1 {x}', 'LOOKUP 1', 'LOOKUP 1', '\nSEARCH "x"\n', 'LOOKUP \\d', "SEARCH 'x' LIMIT 5", 'LOOKUP 1, b']);
});

test('a marker makes the next string REM', () => {
  assert.deepEqual(texts('python', '# rem\nQUERY = """\nLOOKUP a\n"""\nother = "LOOKUP b"'), ['\nLOOKUP a\n']);
  assert.deepEqual(texts('typescript', 'const q = /* rem */ "LOOKUP a"; const r = "LOOKUP b"'), ['LOOKUP a']);
  assert.deepEqual(texts('python', '# remember\nq = "LOOKUP a"'), []);
});

test('escapes are read, and written back', () => {
  const host = 'rem("LOOKUP \\"a\\u00e9\\n\\x41\\"")';
  const [region] = findRegions('javascript', host);
  assert.equal(region?.text, 'LOOKUP "aé\nA"');
  assert.equal(region.encode('SEARCH "x\\y"\n'), 'SEARCH \\"x\\\\y\\"\\n');
  const [python] = findRegions('python', 'rem(f"LOOKUP {x}")');
  assert.equal(python?.encode("LOOKUP '{a}'"), "LOOKUP '{{a}}'");
  const [raw] = findRegions('python', 'rem(r"LOOKUP x")');
  assert.equal(raw?.encode('LOOKUP "x"'), undefined);
  const [fence] = findRegions('markdown', '> ```rem\n> LOOKUP x\n> ```');
  assert.equal(fence?.encode('a\nb'), 'a\n> b');
});

test('every offset of a stretch leads to the host and back', () => {
  const hosts: [string, string][] = [
    ['javascript', 'rem("LOOKUP \\"a\\u00e9\\" LIMIT 5")'],
    ['javascript', 'rem(`LOOKUP "x"\n LIMIT 5`)'],
    ['python', 'execute_rem("SEARCH \'x\' "\n   "LIMIT 5")'],
    ['markdown', '> - ```rem\n>   LOOKUP a\n>   LOOKUP b\n'],
  ];
  for (const [language, host] of hosts) {
    const [region] = findRegions(language, host);
    assert.ok(region);
    for (let offset = 0; offset < region.text.length; offset++) {
      const there = region.toHost(offset, 'start');
      assert.equal(region.toRegion(there), offset, `${language}: ${offset} of ${JSON.stringify(region.text)}`);
      const char: string = region.text[offset] ?? '';
      if (host[there] !== '\\') assert.equal(host[there], char);
    }
  }
});

test('an edit that would overwrite a value or code is refused, one beside it is not', () => {
  const [template] = findRegions('typescript', 'rem`limit ${n} LOOKUP`');
  assert.equal(template?.editable({ start: 0, end: 5 }), true);
  assert.equal(template?.editable({ start: 3, end: 9 }), false);
  assert.equal(template?.touchesHole({ start: 6, end: 7 }), true);
  assert.equal(template?.touchesHole({ start: 0, end: 5 }), false);
  const [chain] = findRegions('python', 'rem("SEARCH a " "LIMIT 5")');
  assert.equal(chain?.editable({ start: 0, end: 6 }), true);
  assert.equal(chain?.editable({ start: 7, end: 12 }), false);
});

test('a file without REM costs less than a millisecond', () => {
  const line = 'export function getRemote(user: string) { return fetch(`/search?q=${user}`).query; } // select some text with care\n';
  const host = line.repeat(300);
  findRegions('typescript', host);
  const times = Array.from({ length: 20 }, () => {
    const start = processor();
    assert.deepEqual(findRegions('typescript', host), []);
    assert.deepEqual(findRegions('python', host), []);
    return (processor() - start) / 2;
  }).sort((left, right) => left - right);
  assert.ok((times[10] ?? 9) < 1, `${times[10]} ms for ${host.length} characters`);
});

test('broken programs are read to their end', () => {
  for (const host of ['rem`LOOKUP ${', 'rem("LOOKUP \\', 'rem(f"LOOKUP {', "rem('''LOOKUP", 'rem(', '/* rem', '# rem\n', 'rem`', 'rem<', 'x.query<(']) {
    for (const language of ['python', 'typescript', 'markdown']) assert.doesNotThrow(() => findRegions(language, host), `${language} ${host}`);
  }
});

/** Milliseconds that this process has computed: the clock on the wall tells more about the machine's other work. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
