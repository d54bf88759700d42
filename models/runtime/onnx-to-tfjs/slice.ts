import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';

/** Ends are clamped to the axis; a negative step goes backwards. Steps other than 1 are gathers, which have a gradient. */
defineOp(
  'Slice',
  (node) => {
    const x = node.input(0);
    const starts = node.setting(1, 'starts') ?? node.refuse('has no starts: the file is damaged');
    const ends = node.setting(2, 'ends') ?? node.refuse('has no ends: the file is damaged');
    const axes = node.setting(3, 'axes') ?? starts.map((_, i) => i);
    const steps = node.known(4) ?? starts.map(() => 1);
    return axes.reduce<tf.Tensor>((so, axis, i) => {
      const range = { start: starts[i] as number, end: ends[i] as number, step: steps[i] as number };
      return sliceAlong(so, axis < 0 ? axis + x.rank : axis, range);
    }, x);
  },
  { settings: [1, 2, 3, 4] },
);

function sliceAlong(
  x: tf.Tensor,
  axis: number,
  { start, end, step }: { start: number; end: number; step: number },
): tf.Tensor {
  const length = x.shape[axis] as number;
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(high, Math.max(low, at < 0 ? at + length : at));
  const from = step > 0 ? clamp(start, 0, length) : clamp(start, 0, length - 1);
  const to = step > 0 ? clamp(end, 0, length) : clamp(end, -1, length - 1);
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (step === 1) {
    const begin = x.shape.map((_, i) => (i === axis ? from : 0));
    return tf.slice(
      x,
      begin,
      x.shape.map((whole, i) => (i === axis ? count : whole)),
    );
  }
  return take(
    x,
    axis,
    Array.from({ length: count }, (_, i) => from + i * step),
  );
}

/** The given places along an axis. */
export const take = (x: tf.Tensor, axis: number, places: readonly number[]): tf.Tensor =>
  tf.gather(x, tf.tensor1d([...places], 'int32'), axis);

/** Lengths as an input or attribute; else equal parts, the last one shorter where they do not divide. */
defineOp(
  'Split',
  (node) => {
    const x = node.input(0);
    const asked = node.number('axis', 0);
    const axis = asked < 0 ? asked + x.rank : asked;
    const length = x.shape[axis] as number;
    const parts = node.number('num_outputs', node.outputs);
    const each = Math.ceil(length / parts);
    const sizes =
      node.setting(1, 'split') ?? Array.from({ length: parts }, (_, i) => Math.min(each, length - i * each));
    return tf.split(x, [...sizes], axis);
  },
  { settings: [1] },
);

defineOp('Gather', (node) => {
  const [x, indices] = [node.input(0), node.input(1)];
  const asked = node.number('axis', 0);
  const axis = asked < 0 ? asked + x.rank : asked;
  const length = tf.scalar(x.shape[axis] as number, 'int32');
  const places = tf.where(tf.less(indices, tf.scalar(0, 'int32')), tf.add(indices, length), indices);
  return tf.gather(x, tf.cast(places, 'int32'), axis);
});

/** `pads` holds all beginnings, then all ends; negative ones cut. */
defineOp(
  'Pad',
  (node) => {
    const x = node.input(0);
    const pads = node.setting(1, 'pads') ?? node.numbers('paddings') ?? node.refuse('has no pads: the file is damaged');
    const axes = (node.known(3) ?? x.shape.map((_, i) => i)).map((axis) => (axis < 0 ? axis + x.rank : axis));
    const around = x.shape.map((_, axis): [number, number] => {
      const i = axes.indexOf(axis);
      return i < 0 ? [0, 0] : [pads[i] as number, pads[i + axes.length] as number];
    });
    const mode = node.string('mode', 'constant');
    return mode === 'constant' ? padConstant(node, x, around) : padFromInput(node, x, around, mode);
  },
  { settings: [1, 2, 3] },
);

function padConstant(node: OpNode, x: tf.Tensor, around: readonly [number, number][]): tf.Tensor {
  const value = node.known(2)?.[0] ?? node.number('value', 0);
  const begin = around.map(([before]) => Math.max(0, -before));
  const size = around.map(([before, after], i) => (x.shape[i] as number) + Math.min(0, before) + Math.min(0, after));
  const grown = around.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  return tf.pad(tf.slice(x, begin, size), grown, value);
}

/** Padding by the image's own content: where each place of the result comes from. */
function padFromInput(node: OpNode, x: tf.Tensor, around: readonly [number, number][], mode: string): tf.Tensor {
  return around.reduce<tf.Tensor>((so, [before, after], axis) => {
    if (before === 0 && after === 0) return so;
    const length = x.shape[axis] as number;
    const source = (at: number): number => {
      if (mode === 'edge') return Math.min(length - 1, Math.max(0, at));
      if (mode === 'wrap') return ((at % length) + length) % length;
      if (mode !== 'reflect') return node.refuse(`pads by "${mode}", which cannot be translated`);
      const period = Math.max(1, 2 * (length - 1));
      const within = ((at % period) + period) % period;
      return within < length ? within : period - within;
    };
    return take(
      so,
      axis,
      Array.from({ length: length + before + after }, (_, i) => source(i - before)),
    );
  }, x);
}
