/**
 * Memory of the process: V8's optimizing compiler takes some 200 MB to make the one huge function of PostgreSQL's parser a fifth faster (30 µs a statement
 * become 25), and does not give them back. Without it the parser is compiled once, by the baseline compiler. Imported before anything loads the parser.
 */
import { setFlagsFromString } from 'node:v8';

for (const flag of ['--liftoff', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
