// Tensors need a backend to lie on; this one is always there.
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';
import type { GraphFunction } from './model-function.ts';
import { exactBuffer } from './weight-manifest.ts';

/**
 * Opens a graph model of the TensorFlow.js converter from bytes in memory.
 * @param modelJson the contents of model.json
 * @param weights the contents of its weight shards, in the manifest's order, joined
 * @throws when the JSON is not a graph model or the weights are too short
 */
export function loadGraphModelFromMemory(modelJson: Uint8Array, weights: Uint8Array): GraphFunction {
  const json = JSON.parse(new TextDecoder().decode(modelJson)) as io.ModelJSON;
  if (!json.modelTopology || !json.weightsManifest) {
    throw new Error('This JSON is not a TensorFlow.js graph model: it has no modelTopology or no weightsManifest.');
  }
  const artifacts: io.ModelArtifacts = {
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
    weightData: exactBuffer(weights),
    ...(json.signature ? { signature: json.signature } : {}),
    ...(json.userDefinedMetadata ? { userDefinedMetadata: json.userDefinedMetadata } : {}),
    ...(json.modelInitializer ? { modelInitializer: json.modelInitializer } : {}),
  };
  return loadGraphModelSync(artifacts);
}
