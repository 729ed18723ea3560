/**
 * `npm test`: installs what is missing, then hands over to scripts/test.ts under the project's own Node. Arguments are test files or
 * globs; without any, all of them. Plain Node 18, because it runs before `npm ci`.
 */
import { ensurePackages, runNode } from './bootstrap.mjs';

ensurePackages();
process.exit(runNode(['scripts/test.ts', ...process.argv.slice(2)]));
