/**
 * Enter → grey text seen, measured inside a real VS Code with the packaged extension: p50, p95, p99; the cold start; the memory of each
 * process. Prints numbers and judges none. `node bench/ghost.ts [--rounds N] [--json]`
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { file, hasModel, openSample, type Sample } from '../client/test/sample.ts';
import { openFile, press, startNewLine, typeText, until, untilStatus } from '../scripts/vscode/editor.ts';

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '30' }, json: { type: 'boolean', default: false } } });

/** Each request is new to the cache: people, verbs and topics are combined. */
const people = ['Sarah Chen', 'Tomás Herrera', 'Priya Raghunathan', 'Kwame Mensah', 'Zhang Wei', 'Lena D\'Souza', 'Chidi Okonkwo', 'Yuki Tanaka'];
const shapes = [
  (name: string) => `who does ${name} manage?`,
  (name: string) => `find notes about what ${name} said in the planning`,
  (name: string) => `who reports to ${name}, two steps`,
  (name: string) => `open ${name}`,
  (name: string) => `what did ${name} write last month`,
  (name: string) => `the five latest meetings ${name} was at`,
];

type Report = {
  rounds: number; shown: number; milliseconds: { p50: number; p95: number; p99: number; most: number };
  cold: { pageToReady: number }; memory: Record<string, number>;
};

async function main(): Promise<void> {
  if (!hasModel()) {
    console.error('The package with the weights is not there. Run npm start or npm run package first.');
    process.exit(2);
  }
  const begun = performance.now();
  const sample = await openSample({ kind: 'full' });
  try {
    const { page } = sample;
    await openFile(page, file);
    await untilStatus(page, /Model: ready/);
    const pageToReady = performance.now() - begun;
    await untilStatus(page, /Store: ready/);
    // Warm: the vectors of the notes are made once, after the first start, and take the processor for a minute.
    await until('the vectors of the notes', async () => (await page.locator('.statusbar-item', { hasText: /reading notes/ }).count()) === 0, 300_000);
    await page.evaluate(watch);
    const times = await rounds(page, Number(options.rounds));
    print({ rounds: Number(options.rounds), shown: times.length, milliseconds: summary(times), cold: { pageToReady }, memory: memoryOf(sample) });
  } finally {
    await sample.close();
  }
}

/** Runs in the page: notes when Enter goes down and when grey text appears after it. */
const watch = `(() => {
  const state = globalThis.remBench = { pressed: 0, shown: 0 };
  const grey = '.monaco-editor .ghost-text-decoration, .monaco-editor .suggest-preview-text .ghost-text';
  addEventListener('keydown', (event) => { if (event.key === 'Enter') { state.pressed = performance.now(); state.shown = 0; } }, true);
  new MutationObserver(() => { if (state.pressed && !state.shown && document.querySelector(grey)) state.shown = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
})()`;

async function rounds(page: Page, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const shape = shapes[round % shapes.length];
    const name = people[Math.floor(round / shapes.length) % people.length];
    if (!shape || !name) continue;
    await startNewLine(page);
    await typeText(page, `-- ${shape(name)}`);
    await page.waitForTimeout(200);
    await page.keyboard.press('Enter');
    await page.waitForFunction('globalThis.remBench.shown > 0', undefined, { timeout: 5000, polling: 50 }).catch(() => undefined);
    const { pressed, shown } = await page.evaluate('globalThis.remBench') as { pressed: number; shown: number };
    if (shown > 0) times.push(shown - pressed);
    await page.keyboard.press('Escape');
    await press(page, 'mod+a');
    await page.keyboard.press('Delete');
  }
  return times;
}

function summary(times: number[]): Report['milliseconds'] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) ?? Number.NaN };
}

/** Resident megabytes of the extension's own processes, by part. */
function memoryOf(sample: Sample): Report['memory'] {
  const parts = { 'language server': /server\.mjs/, 'model process': /model-host\.mjs/, 'store process': /store-host\.mjs/, 'extension host': /--type=extensionHost/ };
  const lines = execFileSync('ps', ['-eo', 'rss=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 }).split('\n').filter((line) => line.includes(sample.home) || /extensionHost/.test(line));
  return Object.fromEntries(Object.entries(parts).map(([part, pattern]) => [part, Math.round(lines.filter((line) => pattern.test(line)).reduce((sum, line) => sum + Number.parseInt(line.trim(), 10), 0) / 1024)]));
}

function print(report: Report): void {
  if (options.json) return console.log(JSON.stringify(report, null, 2));
  const { p50, p95, p99, most } = report.milliseconds;
  console.log(`Enter → grey text seen, ${report.shown} of ${report.rounds} rounds: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, most ${most.toFixed(0)} ms`);
  console.log(`Cold: from nothing to a VS Code whose model is ready ${(report.cold.pageToReady / 1000).toFixed(1)} s (VS Code's own start included)`);
  for (const [part, megabytes] of Object.entries(report.memory)) console.log(`  ${part}: ${megabytes} MB`);
}

await main();
