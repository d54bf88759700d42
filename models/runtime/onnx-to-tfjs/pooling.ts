import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';
import { channelsLast, everyNth, paddingOf, reach, type Window, windowOf } from './window.ts';

defineOp('MaxPool', (node) => {
  if (node.outputs > 1) node.refuse('gives the places of the maxima too, which cannot be translated');
  return channelsLast(node, node.input(0), (x) => {
    const window = poolWindow(node, x);
    if (Math.max(...window.dilations) > 1) return dilatedMax(x, window);
    // Padding counts for nothing, as in ONNX.
    return tf.maxPool(x, [...window.kernel], [...window.strides], paddingOf(window));
  });
});

defineOp('AveragePool', (node) =>
  channelsLast(node, node.input(0), (x) => {
    const window = poolWindow(node, x);
    if (Math.max(...window.dilations) > 1) return node.refuse('averages with gaps, which cannot be translated');
    if (node.number('count_include_pad', 0) === 0)
      return tf.avgPool(x, [...window.kernel], [...window.strides], paddingOf(window));
    // The padding asked for counts as zeros; what rounding up adds behind it does not count.
    const asked = windowOf(node, window.kernel, x.shape.slice(1, 3));
    const padded = tf.pad(x, [
      [0, 0],
      [asked.before[0], asked.after[0]],
      [asked.before[1], asked.after[1]],
      [0, 0],
    ]);
    const rest = paddingOf({
      before: [0, 0],
      after: [window.after[0] - asked.after[0], window.after[1] - asked.after[1]],
    });
    return tf.avgPool(padded, [...window.kernel], [...window.strides], rest);
  }),
);

/** The window with its trailing padding made longer where the number of its positions is rounded up (`ceil_mode`). */
function poolWindow(node: OpNode, x: tf.Tensor4D): Window {
  const kernel = node.numbers('kernel_shape') ?? node.refuse('has no kernel_shape: the file is damaged');
  const window = windowOf(node, kernel, x.shape.slice(1, 3));
  if (node.number('ceil_mode', 0) === 0 || node.string('auto_pad', 'NOTSET') !== 'NOTSET') return window;
  const after = window.kernel.map((length, i) => {
    const [before, stride, size] = [window.before[i] as number, window.strides[i] as number, x.shape[i + 1] as number];
    const wide = reach(length, window.dilations[i] as number);
    const steps = Math.ceil((size + before + (window.after[i] as number) - wide) / stride);
    // A last position that would begin in the trailing padding is dropped.
    const last = steps * stride >= size + before ? steps - 1 : steps;
    return Math.max(window.after[i] as number, last * stride + wide - size - before);
  }) as [number, number];
  return { ...window, after };
}

/** The greatest of shifted copies, one a place in the kernel. */
function dilatedMax(x: tf.Tensor4D, { kernel, strides, dilations, before, after }: Window): tf.Tensor {
  const lowest = -3.4e38;
  const padded = tf.pad(
    x,
    [
      [0, 0],
      [before[0], after[0]],
      [before[1], after[1]],
      [0, 0],
    ],
    lowest,
  ) as tf.Tensor4D;
  const [n, h, w, c] = padded.shape;
  const [rows, columns] = [h - reach(kernel[0], dilations[0]) + 1, w - reach(kernel[1], dilations[1]) + 1];
  const places = Array.from(
    { length: kernel[0] * kernel[1] },
    (_, k) => [Math.floor(k / kernel[1]), k % kernel[1]] as const,
  );
  const copies = places.map(([i, j]) =>
    everyNth(tf.slice(padded, [0, i * dilations[0], j * dilations[1], 0], [n, rows, columns, c]), strides),
  );
  return copies.reduce((so, next) => tf.maximum(so, next));
}

const spatial = (x: tf.Tensor): number[] => x.shape.flatMap((_, axis) => (axis < 2 ? [] : [axis]));
defineOp('GlobalAveragePool', (node) => tf.mean(node.input(0), spatial(node.input(0)), true));
defineOp('GlobalMaxPool', (node) => tf.max(node.input(0), spatial(node.input(0)), true));
