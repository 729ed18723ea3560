/** Pictures of the editor in a dark and a light theme, for the documentation and to be looked at. */
import type { Page } from 'playwright-core';
import { picture, runCommand } from '../../scripts/vscode/editor.ts';
import { pictureFile } from './sample.ts';

/** Saves `NAME-dark.png` and `NAME-light.png`; the theme is dark before and after. What is drawn with the theme's colours has to follow it. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  await picture(page, pictureFile(`${name}-dark`));
  await toggle(page, 'vs');
  await picture(page, pictureFile(`${name}-light`));
  await toggle(page, 'vs-dark');
}

async function toggle(page: Page, theme: 'vs' | 'vs-dark'): Promise<void> {
  const there = page.locator(`.monaco-workbench.${theme}`);
  // On a busy machine the command is sometimes taken while the editor is still changing, and lost: it is given once more.
  for (const wait of [20_000, 40_000]) {
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    if (await there.waitFor({ timeout: wait }).then(() => true, () => false)) break;
  }
  await there.waitFor({ timeout: 1000 });
  // The page inside gets its colours a moment later, and draws.
  await page.waitForTimeout(800);
}
