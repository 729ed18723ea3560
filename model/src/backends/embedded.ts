/** The embedded model as a backend. It brings all that the loop can use. */
import type { CompletionResult } from '../completion.ts';
import { failed, type Failed } from '../failed.ts';
import type { ModelClient, ModelState } from '../model-client.ts';
import type { Backend, Piece } from './backend.ts';

export function embeddedBackend(client: ModelClient): Backend {
  return {
    name: 'embedded',
    async probe() {
      const begun = performance.now();
      const state = await client.ready();
      const identity = client.identity();
      if (state.kind !== 'ready' || !identity) return stateFailure(state);
      return { kind: 'ready', identity, capabilities: { grammar: true, logprobs: true, several: true, exclude: true }, latency: performance.now() - begun };
    },
    async *complete(prompt, options, signal) {
      const texts: string[] = [];
      let wake = (): void => {};
      let result: CompletionResult | undefined;
      const onText = (text: string): void => { texts.push(text); wake(); };
      void client.complete(prompt, { ...options, onText }, signal).then((answer) => { result = answer; wake(); });
      while (!result) {
        if (texts.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
        for (const text of texts.splice(0)) yield { kind: 'text', text } satisfies Piece;
      }
      yield result;
    },
    dispose: () => client.dispose(),
  };
}

function stateFailure(state: ModelState): Failed {
  if (state.kind === 'absent') return failed('weights-missing', state.message, state.remedy);
  if (state.kind === 'failed') return failed(state.code, state.message, state.remedy);
  return failed('process-not-started', `The model is ${state.kind}.`, 'Try again in a moment.');
}
