/**
 * What the results view and its page say to each other. The page shows data of files, servers and models: whatever comes back from it is
 * checked like any other text from outside.
 */
import { z } from 'zod';
import type { ExplainAnswer, PlanAnswer, RunAnswer } from '@rem/server/protocol';

export type TabContent = { kind: 'running' } | { kind: 'run'; answer: RunAnswer } | { kind: 'plan'; answer: PlanAnswer } | { kind: 'explain'; answer: ExplainAnswer };

/** One statement with what came of it. `connection` names the store that it ran on. */
export type Tab = { id: number; title: string; text: string; connection: string; at: string; pinned: boolean; content: TabContent };

export type ToPage =
  | { kind: 'all'; tabs: Tab[]; active: number | undefined }
  | { kind: 'tab'; tab: Tab }
  | { kind: 'expanded'; id: number; label: string; answer: RunAnswer };

export const exportFormats = ['csv', 'json', 'markdown', 'note'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const id = z.number().int();
export const fromPageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('select'), id }),
  z.object({ kind: z.literal('close'), id }),
  z.object({ kind: z.literal('pin'), id }),
  z.object({ kind: z.literal('rerun'), id }),
  z.object({ kind: z.literal('cancel'), id }),
  z.object({ kind: z.literal('measure'), id }),
  z.object({ kind: z.literal('source'), id }),
  z.object({ kind: z.literal('history') }),
  z.object({ kind: z.literal('copy'), text: z.string() }),
  z.object({ kind: z.literal('open'), target: z.string() }),
  z.object({ kind: z.literal('expand'), id, label: z.string() }),
  z.object({ kind: z.literal('note'), id, label: z.string() }),
  z.object({ kind: z.literal('export'), id, format: z.enum(exportFormats) }),
]);
export type FromPage = z.infer<typeof fromPageSchema>;
