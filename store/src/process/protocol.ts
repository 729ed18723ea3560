/**
 * What is said between the store's door and the process that holds the database, and between two windows: JSON-RPC with
 * cancellation. Both ends are ours and of one version.
 */
import type { Plan, Schema } from '@rem/grammar';
import { NotificationType, RequestType, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import type { ExplainResult, Failed, IndexProgress, IndexReport, Label, LabelCard, Mapping, NoteStamp, NoteText, RunResult, StoreInfo, TableCount } from '../types.ts';

export type OpenParameters = {
  /** Folder of PGlite's data; not there with a connection. */
  data?: string;
  connection?: string;
  mapping?: Mapping;
  timeZone: string;
  /** Folder of the packed empty store. */
  templates: string;
  canEmbed: boolean;
};

export type Limits = { limit: number; timeoutMs: number; maxCell: number };

export const OPEN = new RequestType<OpenParameters, StoreInfo | Failed, void>('rem/open');
export const RUN = new RequestType<{ plan: Plan; limits: Limits }, RunResult, void>('rem/run');
export const EXPLAIN = new RequestType<{ plan: Plan; limits: Limits; analyze: boolean }, ExplainResult, void>('rem/explain');
export const INDEX = new RequestType<{ folder: string }, IndexReport | Failed, void>('rem/index');
export const SCHEMA = new RequestType<null, Schema | Failed, void>('rem/schema');
export const LABELS = new RequestType<null, Label[] | Failed, void>('rem/labels');
export const CARD = new RequestType<{ label: string }, LabelCard | null | Failed, void>('rem/card');
export const COUNTS = new RequestType<null, TableCount[] | Failed, void>('rem/counts');
export const NOTE_STAMPS = new RequestType<null, NoteStamp[] | Failed, void>('rem/noteStamps');
export const NOTE_TEXTS = new RequestType<{ ids: readonly string[] }, NoteText[] | Failed, void>('rem/noteTexts');
export const CLOSE = new RequestType<null, null, void>('rem/close');
export const INFO = new RequestType<null, StoreInfo, void>('rem/info');

/** From the process to the door: texts -> vectors, each as base64 of 384 little-endian floats. */
export const EMBED = new RequestType<{ texts: string[] }, string[], void>('rem/embed');
export const PROGRESS = new NotificationType<IndexProgress>('rem/progress');
export const PAUSE = new NotificationType<{ paused: boolean }>('rem/pause');

export function encodeVector(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function decodeVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The library's own overloads cannot be called with a type that is a parameter itself. */
export function call<P, R>(connection: MessageConnection, type: RequestType<P, R, void>, parameters: P, token?: CancellationToken): Promise<R> {
  return token ? connection.sendRequest<R>(type.method, parameters, token) : connection.sendRequest<R>(type.method, parameters);
}
