/** Sentence vectors from MiniLM: 384 numbers a text, unit length; a text beyond the model's window is cut to it. */
import type { Llama, LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp';

export type Embedder = { embed(text: string): Promise<Float32Array> };

/** Tokens that the model reads at once, less its two marks and the two that the library keeps free. */
const WINDOW = 508;

export async function openEmbedder(llama: Llama, modelPath: string, threads: number): Promise<Embedder> {
  const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
  const context = await model.createEmbeddingContext({ contextSize: 512, batchSize: 512, threads });
  return { embed: (text) => vectorOf(model, context, text) };
}

async function vectorOf(model: LlamaModel, context: LlamaEmbeddingContext, text: string): Promise<Float32Array> {
  const tokens = model.tokenize(text, false).slice(0, WINDOW);
  if (tokens.length === 0) return new Float32Array(model.embeddingVectorSize);
  const { vector } = await context.getEmbeddingFor(tokens);
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
