/**
 * `lookup-id`: entities are looked up by the labels that people use. A UUID, or a slug with a number that only a program would make, is
 * what the store keeps inside.
 */
import type { Check } from './index.ts';
import { keysOf } from './parts.ts';
import { report } from './report.ts';

const uuid = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;
/** A kind and a key that only a program makes: `user_8f14e45f`, `res_01hzx3qk7w9v5t2r8y6n4m1c0b`. */
const slug = /^(res|resource|ent|entity|mom|moment|file|usr|user|tenant|node|edge|row|id)[_-](?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])([0-9a-f]{8,}|[0-9a-hjkmnp-tv-z]{26})$/i;
/** ULIDs, object ids, digests. */
const rawId = /^(?:(?=.*\d)[0-9A-HJKMNP-TV-Z]{26}|(?=.*[a-f])(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}))$/;

export const lookupId: Check = (statement) =>
  keysOf(statement)
    .filter(({ text }) => uuid.test(text.value) || slug.test(text.value) || rawId.test(text.value))
    .map(({ text }) => report('lookup-id', text, `\`${text.value}\` looks like an id; LOOKUP takes the label that people use, for example "Sarah Chen"`));
