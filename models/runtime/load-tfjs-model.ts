// Tensors need a backend to lie on; this one is always there.
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { GraphFunction } from './model-function.ts';
import { sentence } from './sentence.ts';
import { type TfjsFiles, TfjsModelError } from './tfjs-files.ts';

/**
 * Opens what `readTfjs` read, for `compile` or `exportOnnx`. The caller disposes of it.
 * @throws TfjsModelError where TensorFlow.js cannot build the model: a layer of somebody's own, a malformed topology
 */
export async function loadTfjsModel({ format, artifacts }: TfjsFiles): Promise<GraphFunction | LayersModel> {
  try {
    return format === 'graph-model' ? loadGraphModelSync(artifacts) : await loadLayersModel(io.fromMemory(artifacts));
  } catch (error) {
    throw new TfjsModelError(`TensorFlow.js cannot open this ${format.replace('-', ' ')}: ${sentence(error)}.`);
  }
}
