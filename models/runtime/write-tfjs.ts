import type { io } from '@tensorflow/tfjs-core';
import type { NamedFile, TfjsFormat } from './tfjs-files.ts';

/** Bytes of a weight file, as TensorFlow.js's converter cuts them: what browsers keep in their caches. */
const SHARD = 4 * 1024 * 1024;

/**
 * A model as TensorFlow.js saves it: model.json and `group1-shardIofN.bin` (https://www.tensorflow.org/js/guide/save_load).
 * The inverse of `readTfjs`.
 * @param metadata goes to `userDefinedMetadata`
 */
export function writeTfjs(
  format: TfjsFormat,
  artifacts: Pick<io.ModelArtifacts, 'modelTopology' | 'weightSpecs' | 'signature'> & {
    readonly weightData: ArrayBuffer;
  },
  metadata: Readonly<Record<string, unknown>> = {},
): NamedFile[] {
  const { modelTopology, weightSpecs = [], weightData, signature } = artifacts;
  const bytes = new Uint8Array(weightData);
  const count = Math.ceil(bytes.length / SHARD);
  const shards = Array.from({ length: count }, (_, i) => ({
    ...{ name: `group1-shard${i + 1}of${count}.bin`, bytes: bytes.slice(i * SHARD, (i + 1) * SHARD) },
  }));
  const json = {
    ...{ format, generatedBy: 'Threshold', convertedBy: null },
    ...(signature && { signature }),
    modelTopology,
    weightsManifest: [{ paths: shards.map(({ name }) => name), weights: weightSpecs }],
    userDefinedMetadata: metadata,
  };
  return [{ name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...shards];
}
