/**
 * `lookup-id`: entities are looked up by the labels that people use. A UUID, or a slug with a number that only a program would make, is
 * what the store keeps inside.
 */
import type { Check } from './index.ts';
import { keysOf } from './parts.ts';
import { report } from './report.ts';

const uuid = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;
/** `res_01HZX3…`, `entity-5f2c9a0b7d`: a kind and a long run that mixes letters and digits; `usr_0193`: a kind and a counter. */
const slug = /^(res|resource|ent|entity|mom|moment|file|usr|user|tenant|node|edge|row|id)[_-](?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])[0-9a-z]{8,}$/i;
const rawId = /^(?:[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40})$/;

export const lookupId: Check = (statement) =>
  keysOf(statement)
    .filter(({ text }) => uuid.test(text.value) || slug.test(text.value) || rawId.test(text.value))
    .map(({ text }) => report('lookup-id', text, `\`${text.value}\` looks like an id; LOOKUP takes the label that people use, for example "Sarah Chen"`));
