import type * as tf from '@tensorflow/tfjs-core';
import { dispose } from '@tensorflow/tfjs-core';
import { chipTensor } from '../../../models/embed/chip-tensor.ts';
import type { NetworkChoice } from '../../../models/embed/networks/choice.ts';
import { inputFormat } from '../../../models/embed/networks/input-format.ts';
import { tensorsOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import { compile } from '../../../models/runtime/compile.ts';
import type { EagerExecutor, Executor, HostState } from '../../../models/runtime/types.ts';

const batch = 32;

/** A trained network, ready to embed chips of its input size: RGB, size² · 3 bytes. */
export interface TrainedEmbedder {
  /** [n, dimension], rows of length 1. */
  embed(pictures: readonly Uint8Array[]): Promise<Float32Array>;
  release(): Promise<void>;
}

export async function openTrained(
  choice: NetworkChoice,
  state: HostState,
  executor: Executor | EagerExecutor,
): Promise<TrainedEmbedder> {
  const format = inputFormat(choice);
  const side = choice.inputSize;
  const tensors = tensorsOf(state);
  const network = trainedFunction(choice, tensors);
  const compiled = await compile(
    (images) => network(images as tf.Tensor),
    [{ dtype: 'float32', shape: [batch, side, side, 3] }],
    { executor, name: 'trained' },
  );
  return {
    async embed(pictures) {
      const vectors = new Float32Array(pictures.length * choice.dimension);
      for (let from = 0; from < pictures.length; from += batch) {
        const some = pictures.slice(from, from + batch);
        // A graph of one batch size gets the last picture again, as often as it takes.
        const fill = compiled.freeBatch ? 0 : batch - some.length;
        const chips = [...some, ...new Array<Uint8Array>(fill).fill(some.at(-1)!)].map((data) => ({
          ...{ width: side, height: side },
          data,
        }));
        const [output] = await compiled.run(chipTensor(chips, format));
        const wanted = (output!.data as Float32Array).subarray(0, some.length * choice.dimension);
        vectors.set(wanted, from * choice.dimension);
      }
      return vectors;
    },
    async release() {
      await compiled.release();
      dispose(tensors);
    },
  };
}
