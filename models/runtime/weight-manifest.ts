// Tensors need a backend to lie on; this one is always there.
import '@tensorflow/tfjs-backend-cpu';
import { io, type Tensor } from '@tensorflow/tfjs-core';
import { byteLength } from './weight-bytes.ts';

/**
 * Decodes weights saved beside a "weights_manifest.json" (the layout of face-api and of older tfjs savers), including
 * those quantised to uint8, uint16 or float16.
 * @param manifest the JSON's contents
 * @param weights the weight shards, joined
 * @returns tensors on the current backend, by name, in float32; the caller disposes of them
 * @throws when the bytes do not add up to what the manifest lists
 */
export function loadWeightManifest(manifest: Uint8Array, weights: Uint8Array): Record<string, Tensor> {
  const groups = JSON.parse(new TextDecoder().decode(manifest)) as io.WeightsManifestConfig;
  const specs = groups.flatMap((group) => group.weights);
  const expected = specs.reduce((total, spec) => total + byteLength(spec), 0);
  if (expected !== weights.byteLength) {
    throw new Error(`The manifest lists ${expected} bytes of weights and ${weights.byteLength} were given.`);
  }
  return io.decodeWeights(exactBuffer(weights), specs);
}

/** A buffer of exactly these bytes: a view into a larger buffer (as Node's Buffer often is) is copied. */
export function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteOffset === 0 && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) return buffer;
  return bytes.slice().buffer;
}
