/**
 * How many cores other programs leave free. llama.cpp's threads wait for each other spinning: on a machine whose cores
 * are all taken, two threads are not twice as fast but fifty times slower, so the decoder takes only what is free.
 */
import { cpus } from 'node:os';

export type IdleCores = { /** Free cores since the last look, this process's own use counted as free; at least 1. */ count(): number };

type Sample = { time: number; idle: number; total: number; own: number };

/** Milliseconds below which a look answers what the last one did. */
const SHORTEST = 150;

export function watchIdleCores(): IdleCores {
  let last = sample();
  let answer = cpus().length;
  return {
    count() {
      const now = sample();
      if (now.time - last.time < SHORTEST || now.total === last.total) return answer;
      const cores = cpus().length;
      const idle = (now.idle - last.idle) / (now.total - last.total) * cores;
      const own = (now.own - last.own) / (now.time - last.time);
      last = now;
      return answer = Math.max(1, Math.min(cores, Math.round(idle + own)));
    },
  };
}

function sample(): Sample {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.idle + times.user + times.sys + times.nice + times.irq;
  }
  const { user, system } = process.cpuUsage();
  return { time: performance.now(), idle, total, own: (user + system) / 1000 };
}
