/** The types of `bootstrap.mjs`, which is plain JavaScript because it runs before TypeScript can. */
export const root: string;
export function stop(message: string, remedy: string): never;
export function ensurePackages(): void;
export function nodeBinary(): string;
export function environment(): NodeJS.ProcessEnv;
export function runNode(args: string[], extra?: Record<string, string>): number;
