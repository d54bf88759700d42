import * as tf from '@tensorflow/tfjs-core';
import type { NetworkChoice } from '../embed/networks/choice.ts';
import { DLIB_PREFIX } from '../embed/networks/dlib-layers.ts';
import { inputFormat } from '../embed/networks/input-format.ts';
import { PRETRAINED_DIMENSION, pretrainedFeatures, storeOf } from '../embed/networks/network.ts';
import type { LoadWeights } from '../embed/open-network.ts';
import { DLIB_RESNET_128 } from '../embed/records/dlib-resnet.ts';
import { compile } from '../runtime/compile.ts';
import type { EagerExecutor, Executor, HostTensor } from '../runtime/types.ts';
import { loadWeightManifest } from '../runtime/weight-manifest.ts';
import { pictureFeeder } from './feeder.ts';
import type { PictureSource } from './picture-source.ts';
import { NO_AUGMENTATION } from './recipe.ts';

/** The pretrained network's weights by their names beside a head. @throws when they cannot be loaded */
export async function pretrainedWeights(load: LoadWeights): Promise<Map<string, HostTensor>> {
  const { weights } = DLIB_RESNET_128;
  const manifest = weights.replace(/\.bin$/, '-weights_manifest.json');
  const tensors = loadWeightManifest(await load(manifest), await load(weights));
  const read = Object.entries(tensors).map(([name, tensor]) => {
    const data = tensor.dataSync().slice() as Float32Array;
    return [`${DLIB_PREFIX}${name}`, { dtype: 'float32', shape: tensor.shape, data }] as const;
  });
  tf.dispose(tensors);
  return new Map(read);
}

/** Pictures a call. */
const BATCH = 8;

/**
 * What the frozen network makes of every picture and its mirror image: [pictures, 2, 128], rows of length 1. Once a run; some
 * 10 ms each. Yields how many are done.
 */
export async function* frozenFeatures(
  source: PictureSource,
  network: NetworkChoice,
  weights: ReadonlyMap<string, HostTensor>,
  options: Readonly<{ executor: Executor | EagerExecutor; threads: number }>,
): AsyncGenerator<number, Float32Array, void> {
  if ('eager' in options.executor) await options.executor.activate();
  const tensors = Object.fromEntries(
    [...weights].map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape], 'float32')]),
  );
  const shape = [BATCH, network.inputSize, network.inputSize, 3];
  const fn = (images: tf.Tensor) => pretrainedFeatures(images, storeOf(tensors));
  const compiled = await compile(fn, [{ dtype: 'float32', shape }], {
    ...options,
    name: 'pretrained',
    freeBatch: false,
  });
  const { std } = inputFormat(network);
  if (std !== 1) throw new Error('train: the pretrained network takes pictures as they are');
  const feeder = pictureFeeder(source, network, NO_AUGMENTATION);
  const count = source.labels.length;
  const features = new Float32Array(count * 2 * PRETRAINED_DIMENSION);
  try {
    for (let start = 0; start < count; start += BATCH) {
      const some = Int32Array.from({ length: Math.min(BATCH, count - start) }, (_, k) => start + k);
      for (const view of [0, 1]) {
        const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
        data.set(await feeder.plain(some, view));
        const [rows] = await compiled.run({ dtype: 'float32', shape, data });
        for (let k = 0; k < some.length; k++) {
          const row = rows!.data.subarray(k * PRETRAINED_DIMENSION, (k + 1) * PRETRAINED_DIMENSION) as Float32Array;
          features.set(row, (2 * (start + k) + view) * PRETRAINED_DIMENSION);
        }
      }
      yield start + some.length;
    }
  } finally {
    await compiled.release();
    tf.dispose(tensors);
  }
  return features;
}
