import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorFunction } from '../../../../models/runtime/trace.ts';

const graph = (name: string): string => `StatefulPartitionedCall/${name}`;

/** What @vladmandic/human asks of the model: scores and boxes of all anchors, before the graph's own non-maximum suppression. */
export const HANDTRACK_OUTPUTS = ['Postprocessor/Slice', 'Postprocessor/ExpandDims_1'].map(graph);

/** Where the graph's loop over the pictures of a batch ends: the pictures as the network sees them, and their sizes. */
const [PICTURES, SIZES] = ['map/TensorArrayV2Stack/TensorListStack', 'map/TensorArrayV2Stack_1/TensorListStack'].map(
  graph,
) as [string, string];

/**
 * Human's hand detector, whose graph begins with a loop (TensorFlow's `map_fn`) that only `executeAsync` runs: it brings each picture
 * from 0..255 to −1..1 and to a side of 320. That is done here, for pictures of that side, and the rest of the graph takes it from there.
 */
export function handtrackFunction(model: Pick<GraphModel, 'execute'>): TensorFunction {
  return (images) => {
    const [batch, height, width] = (images as tf.Tensor).shape as [number, number, number];
    const sizes = tf.tensor2d(
      Array.from({ length: batch }, () => [height, width, 3]),
      [batch, 3],
      'int32',
    );
    const pictures = tf.sub(tf.mul(tf.cast(images as tf.Tensor, 'float32'), 2 / 255), 1);
    return model.execute({ [PICTURES]: pictures, [SIZES]: sizes }, HANDTRACK_OUTPUTS) as tf.Tensor[];
  };
}
