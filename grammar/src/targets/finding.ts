/**
 * What the rules of targets pass to each other: a part that the target reads otherwise, and a statement said in the target's way.
 */
import type { CheckCode } from '../checks/codes.ts';
import type { Schema } from '../schema.ts';
import type { Span } from '../tree.ts';
import type { TargetTable } from './table.ts';

/** `message` says what the runtime does with what stands at `place`. */
export type Finding = { code: CheckCode; place: Span; message: string };
/** Text that the target reads as the statement's own meaning, or what keeps it from being said there. */
export type Said = { kind: 'said'; text: string } | { kind: 'cannot'; why: Finding };
export type Aim = { target: TargetTable; source: string; schema: Schema | undefined };

export const finding = (code: CheckCode, place: Span, message: string): Finding => ({ code, place: { start: place.start, end: place.end }, message });
export const said = (text: string): Said => ({ kind: 'said', text });
export const cannot = (code: CheckCode, place: Span, message: string): Said => ({ kind: 'cannot', why: finding(code, place, message) });
export const isCannot = (result: Said): result is Said & { kind: 'cannot' } => result.kind === 'cannot';
