/** The option that names a runtime, and what it says. */
import type { Target } from '@rem/grammar';
import type { Arguments, OptionSpec } from './options.ts';

export const targets = ['canonical', 'p8fs', 'remstack', 'p8'] as const satisfies readonly Target[];

export const targetOption = (summary: string): OptionSpec => ({ kind: 'text', choices: targets, summary });

/** The runtime that the arguments name, undefined where they name none. */
export const targetOf = (args: Arguments): Target | undefined => targets.find((name) => name === args.text('target'));
