/**
 * The lock file leaves out node-llama-cpp's builds for graphics cards: 600 MB that a CPU-only project downloads otherwise. npm keeps an
 * optional package out as long as the lock does not name it; this test says so where a new lock names it again.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

test('no build for graphics cards is installed', () => {
  const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> };
  const named = Object.keys(lock.packages).filter((name) => /^node_modules\/@node-llama-cpp\//.test(name));
  assert.ok(named.length > 0, 'the lock names no build of node-llama-cpp at all');
  assert.deepEqual(named.filter((name) => /cuda|vulkan/.test(name)), [], 'remove these entries from package-lock.json');
});
