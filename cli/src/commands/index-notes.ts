/** `rem index`: brings a folder of notes into the store. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { storeDirectory } from '@rem/server';
import type { Command } from '../command.ts';
import { indexFolder } from '../indexing.ts';
import { localModel } from '../local-model.ts';
import { openAt, placeOfStore } from '../local-store.ts';
import { Usage } from '../options.ts';

export const indexNotes: Command = {
  name: 'index',
  summary: 'Brings a folder of notes (Markdown, engram YAML and JSON) into the store. Again, it reads only what changed.',
  usage: ['index DIR', 'index DIR --store URL|DIR'],
  options: { store: { kind: 'text', value: 'URL|DIR', summary: 'where to: a PostgreSQL, or a folder for the store (one in the cache folder)' } },
  async run(args, io) {
    const [name, ...more] = args.positionals;
    if (name === undefined || more.length > 0) throw new Usage('Name one folder of notes.');
    const folder = path.resolve(io.cwd, name);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Usage(`${name} is no folder.`);
    const option = args.text('store');
    const place = option === undefined ? { kind: 'directory' as const, directory: storeDirectory(io.env.REM_STORES, folder) } : placeOfStore(io, option, undefined);
    if (place.kind === 'failed') throw new Usage(`${place.message} ${place.remedy}`);
    const model = localModel(io);
    const store = await openAt(place, model, 'rem index');
    if ('kind' in store) {
      io.err(`${store.message} ${store.remedy}\n`);
      await model.close();
      return 1;
    }
    try {
      return await indexFolder(store, folder, io);
    } finally {
      await Promise.allSettled([store.close(), model.close()]);
    }
  },
};
