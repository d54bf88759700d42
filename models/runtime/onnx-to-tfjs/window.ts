import * as tf from '@tensorflow/tfjs-core';
import { NCHW_TO_NHWC, NHWC_TO_NCHW } from '../shapes.ts';
import type { OpNode } from './op-node.ts';

/** A sliding window over two axes; every pair is (height, width). */
export interface Window {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/** How far a dilated kernel reaches. */
export const reach = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;

/**
 * A node's window over an image of `size`.
 * @throws UnsupportedOnnxOp where it pads by a negative number
 */
export function windowOf(node: OpNode, kernel: readonly number[], size: readonly number[]): Window {
  const pair = (name: string): [number, number] => {
    const [h = 1, w = 1] = spread(node.numbers(name) ?? [1, 1], 1);
    return [h, w];
  };
  const [strides, dilations] = [pair('strides'), pair('dilations')];
  const [kh = 1, kw = 1] = spread(kernel, 1);
  const auto = node.string('auto_pad', 'NOTSET');
  const pads = node.numbers('pads') ?? [];
  const [beforeList, afterList] = [spread(pads.slice(0, pads.length / 2), 0), spread(pads.slice(pads.length / 2), 0)];
  const padding = ([kh, kw] as const).map((length, i): [number, number] => {
    if (auto === 'VALID') return [0, 0];
    if (auto === 'NOTSET') return [beforeList[i] ?? 0, afterList[i] ?? 0];
    const [stride, all] = [strides[i] as number, size[i] as number];
    const total = Math.max(0, (Math.ceil(all / stride) - 1) * stride + reach(length, dilations[i] as number) - all);
    const less = Math.floor(total / 2);
    return auto === 'SAME_UPPER' ? [less, total - less] : [total - less, less];
  }) as [[number, number], [number, number]];
  const [[top, bottom], [left, right]] = padding;
  if (Math.min(top, bottom, left, right) < 0) node.refuse('pads by a negative number, which cannot be translated');
  return { kernel: [kh, kw], strides, dilations, before: [top, left], after: [bottom, right] };
}

/** Lists of one axis, of one-dimensional windows, get the height in front. */
const spread = (list: readonly number[], height: number): readonly number[] =>
  list.length === 1 ? [height, ...list] : list;

export type Padding = 'valid' | [[number, number], [number, number], [number, number], [number, number]];

export const paddingOf = ({ before, after }: Pick<Window, 'before' | 'after'>): Padding =>
  [...before, ...after].every((n) => n === 0)
    ? 'valid'
    : [
        [0, 0],
        [before[0], after[0]],
        [before[1], after[1]],
        [0, 0],
      ];

/**
 * Runs `compute`, which has channels last, on an image whose channels come first ([n, c, h, w]; [n, c, w] is taken as
 * height 1). The tracer removes pairs of such transposes.
 */
export function channelsLast(node: OpNode, x: tf.Tensor, compute: (x: tf.Tensor4D) => tf.Tensor): tf.Tensor {
  if (x.rank === 3) {
    const [n, c, w] = x.shape as [number, number, number];
    return tf.squeeze(channelsLast(node, tf.reshape(x, [n, c, 1, w]), compute), [2]);
  }
  if (x.rank !== 4) return node.refuse(`works on a tensor of ${x.rank} axes, where only images can be translated`);
  return tf.transpose(compute(tf.transpose(x, [...NCHW_TO_NHWC]) as tf.Tensor4D), [...NHWC_TO_NCHW]);
}

/** Every `steps[i]`-th row and column of an image, channels last. Made of gathers, which have a gradient. */
export function everyNth(x: tf.Tensor4D, steps: readonly [number, number]): tf.Tensor4D {
  return steps.reduce<tf.Tensor>((so, step, i) => {
    if (step === 1) return so;
    const length = Math.ceil((so.shape[i + 1] as number) / step);
    return tf.gather(
      so,
      tf.tensor1d(
        Array.from({ length }, (_, k) => k * step),
        'int32',
      ),
      i + 1,
    );
  }, x) as tf.Tensor4D;
}
