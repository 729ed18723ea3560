/**
 * Failures of the world outside (weights, process, server, network) are values with a remedy; they never cross a
 * door as exceptions. `code` is stable and never renamed, `message` says what happened, `remedy` what to do.
 */
export type Failed = { kind: 'failed'; code: FailureCode; message: string; remedy: string };

export type FailureCode =
  | 'weights-missing' | 'weights-damaged' | 'weights-wrong' | 'adapter-missing' | 'adapter-damaged'
  | 'python-missing' | 'pip-failed' | 'network' | 'disk-space' | 'disk'
  | 'native-missing' | 'out-of-memory' | 'process-died' | 'process-not-started' | 'model-failed'
  | 'timeout' | 'cancelled' | 'too-long' | 'disposed' | 'bad-answer'
  | 'server-unreachable' | 'server-refused' | 'server-unconstrained'
  | 'server-unauthorised' | 'server-model' | 'server-busy' | 'server-loading' | 'server-failed' | 'server-forbidden' | 'task-missing' | 'edge-choices';

export function failed(code: FailureCode, message: string, remedy: string): Failed {
  return { kind: 'failed', code, message, remedy };
}

export function isFailed(value: unknown): value is Failed {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'failed';
}

export const cancelled: Failed = failed('cancelled', 'The request was cancelled.', 'Ask again.');
