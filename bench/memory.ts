/**
 * Resident memory over many requests, of a process and of its children apart: a leak of the program's and one of the native model's are different
 * leaks. Numbers only; whether they are flat is for the reader.
 */
import { readFileSync } from 'node:fs';

/** Megabytes, before the first request and after every `every` of them. */
export type Memory = { target: string; every: number; own: number[]; children: number[] };

export type MemoryRun = { target: string; /** Of the process that answers. */ pid: number; requests: number; ask(): Promise<unknown>; tell(line: string): void };

const READINGS = 10;

/** The first requests load what is loaded once: the first reading is taken behind them. */
const WARM = 20;

export async function memoryOver({ target, pid, requests, ask, tell }: MemoryRun): Promise<Memory> {
  const memory: Memory = { target, every: Math.max(1, Math.floor(requests / READINGS)), own: [], children: [] };
  const read = (done: number): void => {
    memory.own.push(residentOf(pid));
    memory.children.push(childrenOf(pid).reduce((sum, child) => sum + residentOf(child), 0));
    tell(`${target}: ${done} requests, ${memory.own.at(-1)} MB, its children ${memory.children.at(-1)} MB`);
  };
  for (let done = 0; done < WARM; done++) await ask();
  read(0);
  for (let done = 1; done <= requests; done++) {
    await ask();
    if (done % memory.every === 0) read(done);
  }
  return memory;
}

/** Linux tells by /proc. Elsewhere there is only this process's own, and 0 for others. */
function residentOf(pid: number): number {
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1] ?? (pid === process.pid ? process.memoryUsage.rss() / 1024 : 0));
  return Math.round(kilobytes / 1024);
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
