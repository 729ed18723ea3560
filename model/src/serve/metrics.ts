/** Counts for Prometheus, in its text form. Nothing of what anybody asked is in them. */
export type Metrics = {
  request(route: string, task: string, status: number, seconds: number): void;
  tokens(count: number): void;
  /** The page; `gauges` are values of this moment. */
  text(gauges: Readonly<Record<string, { help: string; value: number }>>): string;
};

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const times = { counts: buckets.map(() => 0), sum: 0, count: 0 };
  let written = 0;
  return {
    request(route, task, status, seconds) {
      const labels = `{route="${route}",task="${task}",status="${status}"}`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      if (status !== 200) return;
      buckets.forEach((limit, at) => { if (seconds <= limit) times.counts[at]!++; });
      times.sum += seconds;
      times.count++;
    },
    tokens(count) { written += count; },
    text(gauges) {
      return [
        ...family('rem_requests_total', 'counter', 'Requests by route, task and status.', [...requests].map(([labels, value]) => [labels, value])),
        ...family('rem_tokens_written_total', 'counter', 'Tokens that models wrote.', [['', written]]),
        ...family('rem_request_seconds', 'histogram', 'Seconds of answered requests, waiting included.', [
          ...buckets.map((limit, at): [string, number] => [`_bucket{le="${limit}"}`, times.counts[at]!]), ['_bucket{le="+Inf"}', times.count], ['_sum', times.sum], ['_count', times.count],
        ]),
        ...Object.entries(gauges).flatMap(([name, { help, value }]) => family(name, 'gauge', help, [['', value]])),
        '',
      ].join('\n');
    },
  };
}

function family(name: string, type: string, help: string, samples: readonly (readonly [string, number])[]): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`)];
}
