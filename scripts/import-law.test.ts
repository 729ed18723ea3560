/**
 * The arrows of docs/architecture.md, kept by reading import lines: a package may import only what stands in its row, another package
 * only through its door, and no file may reach into a neighbour by a relative path.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

/** What each package may import, beside Node's own modules where `node` says so. */
const laws: Record<string, { packages: string[]; libraries: string[]; node: 'none' | 'any' }> = {
  grammar: { packages: [], libraries: ['libpg-query', '@pgsql/types'], node: 'none' },
  model: { packages: ['grammar'], libraries: ['jsonc-parser', 'node-llama-cpp', 'undici', 'vscode-jsonrpc', 'zod'], node: 'any' },
  store: { packages: ['grammar'], libraries: ['@electric-sql/pglite', '@electric-sql/pglite-pgvector', 'pg', 'vscode-jsonrpc', 'yaml', 'zod'], node: 'any' },
  server: {
    packages: ['grammar', 'model', 'store'],
    libraries: ['jsonc-parser', 'vscode-languageserver', 'vscode-languageserver-protocol', 'vscode-languageserver-textdocument', 'vscode-uri', 'yaml', 'zod', 'sql-formatter'],
    node: 'any',
  },
  client: { packages: [], libraries: ['vscode', 'vscode-languageclient', 'zod', 'cytoscape', 'vis-timeline', 'vis-data'], node: 'any' },
  cli: { packages: ['grammar', 'model', 'store', 'server'], libraries: ['zod', 'yaml'], node: 'any' },
};

/** The module names a TypeScript source imports, exports from, or loads by a constant `import()`. */
export function importedModules(source: string): string[] {
  const pattern = /(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...source.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Why `file` of `owner` may not import `name`, or undefined where it may. */
function breach(owner: string, file: string, name: string): string | undefined {
  const law = laws[owner];
  if (!law) return `unknown package ${owner}`;
  if (name.startsWith('.')) {
    const target = path.relative(root, path.resolve(path.dirname(file), name));
    const inside = target.startsWith(`${owner}${path.sep}`) || target === `${owner}/package.json`;
    return inside ? undefined : `leaves ${owner}/ by the relative path ${name}`;
  }
  if (name.startsWith('node:')) return law.node === 'any' ? undefined : `${owner} does no I/O, so it may not import ${name}`;
  if (name === '@rem/server/protocol') return owner === 'client' ? undefined : 'only the client reads the protocol beside the door of the server';
  if (name.startsWith('@rem/')) {
    const [, neighbour, ...rest] = name.split('/');
    if (rest.length > 0) return `imports ${name} beside its door`;
    return law.packages.includes(neighbour ?? '') ? undefined : `there is no arrow from ${owner} to ${neighbour}`;
  }
  const library = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
  return law.libraries.includes(library ?? '') ? undefined : `${library} is not among the libraries of ${owner}`;
}

for (const owner of Object.keys(laws)) {
  test(`${owner} imports only what its arrows allow`, () => {
    const files = globSync(`${owner}/src/**/*.ts`, { cwd: root }).map((file) => path.join(root, file));
    assert.ok(files.length > 0, `${owner}/src holds no TypeScript`);
    const breaches = files.flatMap((file) =>
      importedModules(readFileSync(file, 'utf8')).flatMap((name) => {
        const why = breach(owner, file, name);
        return why ? [`${path.relative(root, file)}: ${why}`] : [];
      }),
    );
    assert.deepEqual(breaches, []);
  });
}

test('the law sees every form of import and refuses a wrong arrow', () => {
  const source = `import a from 'x';\nimport type { B } from '@rem/store';\nexport * from './y.ts';\nimport 'z';\nconst q = await import('node:fs');\nimport {\n  c,\n} from "w";`;
  assert.deepEqual(importedModules(source).sort(), ['./y.ts', '@rem/store', 'node:fs', 'w', 'x', 'z']);
  assert.ok(breach('grammar', path.join(root, 'grammar/src/a.ts'), 'node:fs'));
  assert.ok(breach('store', path.join(root, 'store/src/a.ts'), '@rem/model'));
  assert.ok(breach('server', path.join(root, 'server/src/a.ts'), '../../store/src/x.ts'));
  assert.ok(breach('cli', path.join(root, 'cli/src/a.ts'), '@rem/grammar/src/parse.ts'));
  assert.equal(breach('server', path.join(root, 'server/src/features/a.ts'), '../convert.ts'), undefined);
});
