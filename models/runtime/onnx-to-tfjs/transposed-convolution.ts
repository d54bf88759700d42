import * as tf from '@tensorflow/tfjs-core';
import { filterOf } from './convolution.ts';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';
import { channelsLast, reach, type Window, windowOf } from './window.ts';

/**
 * x [n, c, h, w], filter [c, out / group, kh, kw], bias [out]. What the unpadded operation gives is cut at the edges
 * where pads are asked for, and lengthened by zeros where output_padding is.
 */
defineOp('ConvTranspose', (node) => {
  const filter = filterOf(node, node.input(1));
  const bias = node.optional(2);
  return channelsLast(node, node.input(0), (x) => {
    const window = windowOf(node, filter.shape.slice(2), x.shape.slice(1, 3));
    const y = cropped(node, unpadded(node, x, filter, window), x, window);
    return bias ? tf.add(y, bias) : y;
  });
});

/** Height and width (in − 1) · stride + reach of the kernel. */
function unpadded(node: OpNode, x: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D {
  const group = node.number('group', 1);
  const wide = dilated(filter, window.dilations);
  const [n, h, w] = x.shape;
  const [kh, kw] = wide.shape.slice(2) as [number, number];
  const [sh, sw] = window.strides;
  const parts = tf.split(x, group, 3) as tf.Tensor4D[];
  const outputs = parts.map((part, i) => {
    const own = tf.slice(wide, [i * part.shape[3], 0, 0, 0], [part.shape[3], ...wide.shape.slice(1)] as [
      number,
      number,
      number,
      number,
    ]);
    // [c, out, kh, kw] → [kh, kw, out, c]
    const kernel = tf.transpose(own, [2, 3, 1, 0]) as tf.Tensor4D;
    const shape: [number, number, number, number] = [n, (h - 1) * sh + kh, (w - 1) * sw + kw, kernel.shape[2]];
    return tf.conv2dTranspose(part, kernel, shape, [sh, sw], 'valid');
  });
  return tf.concat(outputs, 3) as tf.Tensor4D;
}

/** A filter [c, out, kh, kw] with zeros between its elements: TensorFlow.js has no dilation here. */
function dilated(filter: tf.Tensor4D, [dh, dw]: readonly [number, number]): tf.Tensor4D {
  if (dh === 1 && dw === 1) return filter;
  const [c, out, kh, kw] = filter.shape;
  const apart = tf.pad(tf.reshape(filter, [c * out, kh, 1, kw, 1]), [
    [0, 0],
    [0, 0],
    [0, dh - 1],
    [0, 0],
    [0, dw - 1],
  ]);
  const all = tf.reshape(apart, [c, out, kh * dh, kw * dw]) as tf.Tensor4D;
  return tf.slice(all, [0, 0, 0, 0], [c, out, reach(kh, dh), reach(kw, dw)]);
}

function cropped(node: OpNode, y: tf.Tensor4D, x: tf.Tensor4D, window: Window): tf.Tensor4D {
  const pair = (name: string): readonly number[] | undefined => {
    const list = node.numbers(name);
    return list?.length === 1 ? [0, ...list] : list;
  };
  const extra = pair('output_padding') ?? [0, 0];
  const auto = node.string('auto_pad', 'NOTSET');
  const asked = pair('output_shape');
  const cuts = [0, 1].map((i) => {
    const full = (y.shape[i + 1] as number) + (extra[i] as number);
    const same = auto.startsWith('SAME') ? (x.shape[i + 1] as number) * (window.strides[i] as number) : undefined;
    const size = asked?.[i] || same;
    if (size === undefined)
      return {
        start: window.before[i] as number,
        size: full - (window.before[i] as number) - (window.after[i] as number),
      };
    const total = Math.max(0, full - size);
    return { start: auto === 'SAME_UPPER' ? Math.floor(total / 2) : Math.ceil(total / 2), size };
  }) as [{ start: number; size: number }, { start: number; size: number }];
  const [rows, columns] = cuts;
  const missing = ({ start, size }: { start: number; size: number }, axis: number): [number, number] => [
    0,
    Math.max(0, start + size - (y.shape[axis] as number)),
  ];
  const longer = tf.pad(y, [[0, 0], missing(rows, 1), missing(columns, 2), [0, 0]]) as tf.Tensor4D;
  return tf.slice(longer, [0, rows.start, columns.start, 0], [y.shape[0], rows.size, columns.size, y.shape[3]]);
}
