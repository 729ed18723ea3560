/** Why a model did not load, in words, from what the native library threw. */
import { basename } from 'node:path';
import { failed, type Failed } from '../failed.ts';

export function loadFailure(error: unknown, modelPath: string, adapterPath: string | undefined): Failed {
  const message = error instanceof Error ? error.message : String(error);
  if (/NoBinaryFound|prebuilt|ERR_MODULE_NOT_FOUND|Cannot find (?:module|package)|dlopen|\.node/i.test(message)) {
    return failed('native-missing', `The model runtime does not start on this machine: ${message}`, 'Reinstall the extension for this platform, or run npm install in the checkout.');
  }
  if (/lora|adapter/i.test(message) && adapterPath) {
    return failed('adapter-damaged', `The adapter ${basename(adapterPath)} cannot be loaded: ${message}`, 'Restore the adapter file, or point the setting at one made for this base model.');
  }
  if (/memory|alloc|insufficient/i.test(message)) {
    return failed('out-of-memory', `There is not enough memory for the model: ${message}`, 'Close other programs and restart the model.');
  }
  return failed('weights-damaged', `The model file ${basename(modelPath)} cannot be loaded: ${message}`, 'Run "rem model fetch" (or the command "REM: Fetch Model") to bring it again.');
}
