import * as tf from '@tensorflow/tfjs-core';
import type { OpNode } from './op-node.ts';
import { defineOp } from './table.ts';
import { channelsLast, everyNth, type Padding, paddingOf, type Window, windowOf } from './window.ts';

/** x [n, c, h, w] (or [n, c, w]), filter [out, c / group, kh, kw], bias [out]. */
defineOp('Conv', (node) => {
  const filter = filterOf(node, node.input(1));
  const bias = node.optional(2);
  return channelsLast(node, node.input(0), (x) => {
    const window = windowOf(node, filter.shape.slice(2), x.shape.slice(1, 3));
    const y = convolve(node, x, filter, window);
    return bias ? tf.add(y, bias) : y;
  });
});

/** A filter over one axis gets a height of 1. */
export function filterOf(node: OpNode, filter: tf.Tensor): tf.Tensor4D {
  if (filter.rank === 4) return filter as tf.Tensor4D;
  const [out, input, width] = filter.shape as [number, number, number];
  if (filter.rank === 3) return tf.reshape(filter, [out, input, 1, width]);
  return node.refuse('works on volumes, which cannot be translated');
}

function convolve(node: OpNode, x: tf.Tensor4D, filter: tf.Tensor4D, window: Window): tf.Tensor4D {
  const group = node.number('group', 1);
  const channels = x.shape[3];
  const [out, perGroup, kh, kw] = filter.shape;
  if (perGroup * group !== channels || out % group !== 0)
    node.refuse(
      `has a filter [${filter.shape}] in ${group} groups that does not fit ${channels} channels: the file is damaged`,
    );
  if (group === 1) return strided(window, (...how) => tf.conv2d(x, hwio(filter), ...how));
  if (group === channels) {
    const depthwise = tf.transpose(tf.reshape(filter, [group, out / group, kh, kw]), [2, 3, 0, 1]) as tf.Tensor4D;
    return strided(window, (...how) => tf.depthwiseConv2d(x, depthwise, ...how));
  }
  const inputs = tf.split(x, group, 3) as tf.Tensor4D[];
  const filters = tf.split(filter, group, 0) as tf.Tensor4D[];
  return tf.concat(
    inputs.map((part, i) => strided(window, (...how) => tf.conv2d(part, hwio(filters[i] as tf.Tensor4D), ...how))),
    3,
  ) as tf.Tensor4D;
}

export const hwio = (filter: tf.Tensor4D): tf.Tensor4D => tf.transpose(filter, [2, 3, 1, 0]) as tf.Tensor4D;

type Compute = (strides: [number, number], pad: Padding, format: 'NHWC', dilations: [number, number]) => tf.Tensor4D;

/** TensorFlow.js does not dilate and stride at once: then all positions are computed and most dropped. */
function strided({ strides, dilations, ...pads }: Window, compute: Compute): tf.Tensor4D {
  const pad = paddingOf(pads);
  const both = Math.max(...dilations) > 1 && Math.max(...strides) > 1;
  if (both) return everyNth(compute([1, 1], pad, 'NHWC', [...dilations]), strides);
  return compute([...strides], pad, 'NHWC', [...dilations]);
}
