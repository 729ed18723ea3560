/** A copy of the sample workspace with a file to type into, and a VS Code on it with the packaged extension. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/bootstrap.mjs';
import { vsixPath } from '../../scripts/package.ts';
import { openEditor, type Editor } from '../../scripts/vscode/editor.ts';

export type SampleOptions = { kind: 'full' | 'small'; theme?: 'dark' | 'light'; text?: string; files?: Record<string, string>; settings?: Record<string, unknown>; trust?: 'ask' | 'given'; /** No notes and no file to type into: only `files`. */ bare?: boolean };
export type Sample = Editor & { folder: string };

/** What the model makes of its weights once is kept from test to test, as on a person's machine from start to start. */
const modelCache = path.join(root, '.cache', 'test-models');

/** The file that tests type into. */
export const file = 'try.rem';

/** Whether the package with the weights was made; without the weights there is none. */
export function hasModel(): boolean {
  return existsSync(vsixPath('full'));
}

export async function openSample({ kind, theme = 'dark', text = '', files = {}, settings = {}, trust = 'given', bare = false }: SampleOptions): Promise<Sample> {
  const place = mkdtempSync(path.join(tmpdir(), 'rem-sample-'));
  const folder = path.join(place, 'kestrel-harbour');
  if (bare) mkdirSync(folder);
  else cpSync(path.join(root, 'test-fixtures', 'workspace'), folder, { recursive: true });
  for (const [name, content] of Object.entries(bare ? files : { [file]: text, ...files })) writeFileSync(path.join(folder, name), content);
  const remove = (): void => rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  try {
    const colours = { 'workbench.colorTheme': theme === 'dark' ? 'Default Dark Modern' : 'Default Light Modern' };
    const editor = await openEditor({ folder, env: { REM_MODEL_DIR: kind === 'full' ? modelCache : path.join(place, 'no-models') }, vsix: vsixPath(kind), trust, settings: { ...colours, ...settings } });
    return { ...editor, folder, close: async () => { await editor.close(); remove(); } };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Where pictures for the documentation are kept. */
export function pictureFile(name: string): string {
  return path.join(root, 'docs', 'pictures', `${name}.png`);
}
