/**
 * Finds a Chrome or Chromium that Playwright can drive, and installs Debian's where there is none and apt-get may be used. `CHROME_PATH`
 * names one by hand.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a browser. Throws with what to install where none can be had. */
export function chromium(): string {
  const found = findChromium();
  if (found) return found;
  if (process.platform === 'linux') installDebian();
  const installed = findChromium();
  if (installed) return installed;
  throw new Error('The editor tests need Chrome or Chromium, and none was found. Install one (Debian: apt-get install chromium), or set CHROME_PATH to its binary.');
}

function findChromium(): string | undefined {
  const asked = process.env['CHROME_PATH'];
  if (asked) return asked;
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...places].find((file) => existsSync(file));
}

/** Root installs straight; others through sudo where it asks no password. A failure is told by the caller, who finds no browser after it. */
function installDebian(): void {
  console.error('Installing Chromium for the editor tests (once) …');
  const before = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['apt-get', 'update'], ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command = '', ...rest] = [...before, ...args];
    const { status, stderr } = spawnSync(command, rest, { env, encoding: 'utf8', timeout: 600_000 });
    if (status !== 0) console.error((stderr ?? '').trim().slice(-400));
  }
}
