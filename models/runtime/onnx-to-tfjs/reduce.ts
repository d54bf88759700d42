import * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './table.ts';

type Reduction = (x: tf.Tensor, axes: number[] | undefined, keep: boolean) => tf.Tensor;

const REDUCTIONS: Readonly<Record<string, Reduction>> = {
  ReduceMean: tf.mean,
  ReduceSum: tf.sum,
  ReduceMax: tf.max,
  ReduceMin: tf.min,
  ReduceProd: tf.prod,
  ReduceL1: (x, axes, keep) => tf.sum(tf.abs(x), axes, keep),
  ReduceL2: (x, axes, keep) => tf.sqrt(tf.sum(tf.square(x), axes, keep)),
  ReduceSumSquare: (x, axes, keep) => tf.sum(tf.square(x), axes, keep),
  ReduceLogSumExp: (x, axes, keep) => tf.logSumExp(x, axes, keep),
};

/** No axes at all: over everything, or (`noop_with_empty_axes`) number by number, as ONNX Runtime has it: |x| for a norm. */
for (const [op, reduce] of Object.entries(REDUCTIONS)) {
  defineOp(
    op,
    (node) => {
      const x = node.input(0);
      const axes = node.setting(1, 'axes') ?? [];
      if (axes.length === 0 && node.number('noop_with_empty_axes', 0) !== 0)
        return reduce(tf.expandDims(x, -1), [x.rank], false);
      return reduce(x, axes.length === 0 ? undefined : [...axes], node.number('keepdims', 1) !== 0);
    },
    { settings: [1] },
  );
}
