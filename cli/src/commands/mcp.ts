/** `rem mcp`: the tools of REM for other assistants, over the Model Context Protocol on standard input and output. */
import { languageInstructions, labelIndex, type LabelIndex } from '@rem/model';
import type { Store } from '@rem/store';
import { z } from 'zod';
import type { Command, Console } from '../command.ts';
import { localModel } from '../local-model.ts';
import { openAt, placeOfStore } from '../local-store.ts';
import { serveLines, WrongParams, type Handler, type Peer } from '../mcp/connection.ts';
import { tools, type ToolContext } from '../mcp/tools.ts';
import { Usage, type Arguments } from '../options.ts';

const versions = ['2025-06-18', '2025-03-26', '2024-11-05'] as const;

export const mcp: Command = {
  name: 'mcp',
  summary: 'Offers REM to other assistants over the Model Context Protocol: check, generate, run (read-only, after asking).',
  usage: ['mcp [OPTIONS]'],
  options: {
    store: { kind: 'text', value: 'URL|DIR', summary: 'what statements run on (the store of the nearest indexed folder)' },
    'allow-run': { kind: 'flag', summary: 'statements run without asking; they can only read' },
  },
  details: ['An assistant is told: command "rem", arguments ["mcp"]. Without --allow-run the person is asked before each run, where the assistant can ask.'],
  async run(args, io) {
    if (args.positionals.length > 0) throw new Usage('It takes no arguments.');
    const model = localModel(io);
    const store = lazyStore(args, io, model);
    try {
      await serveLines(io, handlersFor(args, { model: model.client, ...store }));
      return 0;
    } finally {
      await Promise.allSettled([store.close(), model.close()]);
    }
  },
};

type Parts = Pick<ToolContext, 'model' | 'store' | 'labels'>;

function lazyStore(args: Arguments, io: Console, model: ReturnType<typeof localModel>): Pick<ToolContext, 'store' | 'labels'> & { close(): Promise<void> } {
  let opened: ReturnType<ToolContext['store']> | undefined;
  let labels: Promise<LabelIndex | undefined> | undefined;
  const open = async (): Promise<Awaited<ReturnType<ToolContext['store']>>> => {
    const place = placeOfStore(io, args.text('store'), undefined);
    return place.kind === 'failed' ? place : openAt(place, model, 'rem mcp');
  };
  const store: ToolContext['store'] = async () => {
    const found = await (opened ??= open());
    // The next call tries again: the notes may have been indexed meanwhile.
    if ('kind' in found) opened = undefined;
    return found;
  };
  const read = async (): Promise<LabelIndex | undefined> => {
    const found = await store();
    const all = 'kind' in found ? found : await found.labels();
    return 'kind' in all ? undefined : labelIndex(all);
  };
  return { store, labels: () => (labels ??= read().catch(() => undefined)), close: async () => { const found: Store | object | undefined = await opened; if (found && 'close' in found) await found.close(); } };
}

const callSchema = z.object({ name: z.string(), arguments: z.looseObject({}).default({}) });
const initializeSchema = z.looseObject({ protocolVersion: z.string().optional(), capabilities: z.looseObject({ elicitation: z.unknown().optional() }).default({}) });

function handlersFor(args: Arguments, parts: Parts): Readonly<Record<string, Handler>> {
  let mayAsk = false;
  const agree = async (peer: Peer, statement: string): ReturnType<ToolContext['agree']> => {
    if (args.flag('allow-run')) return 'yes';
    if (!mayAsk) return 'cannot ask';
    const answer = agreement.safeParse(await peer.request('elicitation/create', {
      message: `Run this REM statement over your notes? It only reads.\n\n${statement}`,
      requestedSchema: { type: 'object', properties: { run: { type: 'boolean', title: 'Run it' } }, required: ['run'] },
    }));
    return answer.success && answer.data.action === 'accept' && answer.data.content?.run !== false ? 'yes' : 'no';
  };
  return {
    initialize: async (params) => {
      const { protocolVersion, capabilities } = initializeSchema.parse(params);
      mayAsk = capabilities.elicitation !== undefined;
      return {
        protocolVersion: versions.find((version) => version === protocolVersion) ?? versions[0], capabilities: { tools: {} }, serverInfo: { name: 'rem', title: 'REM', version: '0.1.0' },
        instructions: `${languageInstructions}\nCheck every statement with rem_check before showing it.`,
      };
    },
    ping: async () => ({}),
    'tools/list': async () => ({ tools: tools.map(({ call: _, ...tool }) => tool) }),
    'tools/call': async (params, signal, peer) => {
      const read = callSchema.safeParse(params);
      const tool = read.success ? tools.find(({ name }) => name === read.data.name) : undefined;
      if (!read.success || !tool) throw new WrongParams(`The tools are ${tools.map(({ name }) => name).join(', ')}.`);
      try {
        return await tool.call(read.data.arguments, { ...parts, agree: (statement) => agree(peer, statement), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, signal });
      } catch (error) {
        if (error instanceof z.ZodError) throw new WrongParams(error.issues.map((issue) => `${issue.path.join('.') || 'arguments'}: ${issue.message}`).join('; '));
        throw error;
      }
    },
  };
}

const agreement = z.looseObject({ action: z.string(), content: z.looseObject({ run: z.boolean().optional() }).optional() });
