/** `rem serve`: a REM service over HTTP in front of the embedded model or a server. */
import { isFailed, routedModel, serve as start } from '@rem/model';
import type { Command } from '../command.ts';
import { localModel } from '../local-model.ts';
import { Usage } from '../options.ts';
import { serverOptions, useServer } from '../server-options.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Serves requests over HTTP: POST /generate, OpenAI\'s completions, /health and /metrics.',
  usage: ['serve [OPTIONS]', 'serve --server URL --server-kind openai'],
  options: {
    host: { kind: 'text', value: 'ADDRESS', summary: 'where to listen (127.0.0.1); another address wants a key' },
    port: { kind: 'number', value: 'N', min: 0, summary: 'the port (7717; 0: any free one)' },
    'key-env': { kind: 'text', value: 'VARIABLE', summary: 'the environment variable that holds the key which clients must send (REM_SERVE_KEY)' },
    'at-once': { kind: 'number', value: 'N', min: 1, summary: 'requests answered at a time (1; 8 in front of a server)' },
    waiting: { kind: 'number', value: 'N', min: 0, summary: 'requests that may wait; the next one gets 429 (16)' },
    'max-bytes': { kind: 'number', value: 'N', min: 1024, summary: 'bytes of a request at most (262144)' },
    tz: { kind: 'text', value: 'ZONE', summary: 'IANA time zone of words such as today (this machine\'s)' },
    ...serverOptions,
  },
  details: ['Ctrl+C stops it: what runs may finish within ten seconds, what is new is refused.'],
  async run(args, io) {
    if (args.positionals.length > 0) throw new Usage('It takes no arguments.');
    const local = localModel(io);
    const model = routedModel(await local.client());
    try {
      await useServer(model, args, io);
      const atOnce = args.number('at-once') ?? (args.text('server') === undefined ? 1 : 8);
      const [host, port, waiting, mostBytes] = [args.text('host'), args.number('port'), args.number('waiting'), args.number('max-bytes')];
      const service = await start({
        model, atOnce, key: io.env[args.text('key-env') ?? 'REM_SERVE_KEY'] || undefined, timeZone: args.text('tz') ?? Intl.DateTimeFormat().resolvedOptions().timeZone, log: (line) => io.err(`${line}\n`),
        ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }), ...(waiting === undefined ? {} : { waiting }), ...(mostBytes === undefined ? {} : { mostBytes }),
      });
      if (isFailed(service)) {
        io.err(`${service.message} ${service.remedy}\n`);
        return 1;
      }
      await io.out(`${service.url}\n`);
      await new Promise<void>((resolve) => (io.signal.aborted ? resolve() : io.signal.addEventListener('abort', () => resolve(), { once: true })));
      await service.close();
      return 0;
    } finally {
      await model.dispose();
    }
  },
};
