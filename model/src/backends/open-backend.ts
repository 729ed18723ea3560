/** The backend of a server by its kind: one file each, one interface. */
import type { Backend } from './backend.ts';
import { llamaCppBackend } from './llama-cpp.ts';
import { ollamaBackend } from './ollama.ts';
import { openAiBackend } from './openai.ts';
import { remServiceBackend } from './rem-service.ts';
import type { ServerBackendOptions } from './server-backend.ts';

export function openBackend(options: ServerBackendOptions): Backend {
  switch (options.settings.kind) {
    case 'openai': case 'openai-chat': return openAiBackend(options);
    case 'llama.cpp': return llamaCppBackend(options);
    case 'ollama': return ollamaBackend(options);
    case 'rem': return remServiceBackend(options);
  }
}
