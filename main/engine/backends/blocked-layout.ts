import type { InferenceSession } from 'onnxruntime-node';
import { Graph } from '../../../models/runtime/graph.ts';
import { encodeOnnxModel } from '../../../models/runtime/onnx-model.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import { type OnnxRuntime, openSession } from './onnxruntime-session.ts';

const DOMAIN = 'com.microsoft.nchwc';
/** ONNX Runtime's on x64: 16 where the processor has AVX-512, else 8. */
const SIZES = [16, 8];

/**
 * How many channels ONNX Runtime's blocked convolutions take together on this processor; undefined where there are none. It does not tell, so a small
 * convolution is tried whose result shows the block: with another block than the runtime's, channels get into each other's places.
 */
export async function findBlock(
  ort: OnnxRuntime,
  options: InferenceSession.SessionOptions,
  architecture: string = process.arch,
): Promise<number | undefined> {
  // Its builds for other processors lack these operators, some without saying so.
  if (architecture !== 'x64') return undefined;
  for (const block of SIZES) if (await fits(ort, options, block)) return block;
  return undefined;
}

async function fits(ort: OnnxRuntime, options: InferenceSession.SessionOptions, block: number): Promise<boolean> {
  const channels = 2 * Math.max(...SIZES);
  const graph = new Graph();
  const shape = [1, channels, 1, 1];
  graph.inputs.push(
    { name: 'x', dtype: 'float32', shape },
    { name: 'w', dtype: 'float32', shape: [channels, channels] },
  );
  const tiles = graph.node('Reshape', ['w', graph.ints([channels / block, block, channels / block, block])]);
  const blocks = graph.node('Transpose', [tiles], { perm: [2, 0, 1, 3] });
  const filter = graph.node('Reshape', [blocks, graph.ints([channels, channels, 1, 1])]);
  const images = graph.node('ReorderInput', ['x'], {}, DOMAIN);
  const convolved = graph.node('Conv', [images, filter], { kernel_shape: [1, 1], group: 1 }, DOMAIN);
  const value = graph.node('ReorderOutput', [convolved], { channels }, DOMAIN);
  graph.outputs.push({ name: 'y', dtype: 'float32', shape, value });
  const input: HostTensor = { dtype: 'float32', shape, data: Float32Array.from({ length: channels }, (_, i) => i + 1) };
  // From input channel i to output channel (5 i + 3) mod the number of channels.
  const weights = new Float32Array(channels * channels);
  const target = (i: number) => (5 * i + 3) % channels;
  for (let i = 0; i < channels; i++) weights[i * channels + target(i)] = 1;
  const session = await openSession(ort, encodeOnnxModel(graph), options).catch(() => undefined);
  try {
    const w: HostTensor = { dtype: 'float32', shape: [channels, channels], data: weights };
    const result = (await session?.run({ x: input, w }))?.y?.data;
    return input.data.every((number, i) => result?.[target(i)] === number);
  } catch {
    return false;
  } finally {
    await session?.release();
  }
}
