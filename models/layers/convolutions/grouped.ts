import * as tf from '@tensorflow/tfjs-core';

/**
 * Convolution of x [n, h, w, c] by filter [k, k, c / groups, out], 'same' padding: output group g sees the channels of input group g alone.
 * TensorFlow.js has none; as many groups as channels is its depthwise convolution.
 * @throws RangeError where channels do not divide into the groups
 */
export function groupedConv2d(x: tf.Tensor4D, filter: tf.Tensor4D, groups: number, stride = 1): tf.Tensor4D {
  const [channels, outputs] = [x.shape[3], filter.shape[3]];
  if (channels % groups !== 0 || outputs % groups !== 0 || filter.shape[2] * groups !== channels)
    throw new RangeError(`${channels} and ${outputs} channels do not divide into ${groups} groups of this filter`);
  if (groups === 1) return tf.conv2d(x, filter, stride, 'same');
  if (groups === channels && groups === outputs) {
    // [k, k, 1, c] as [k, k, c, 1]
    const each = tf.reshape(filter, [filter.shape[0], filter.shape[1], channels, 1]) as tf.Tensor4D;
    return tf.depthwiseConv2d(x, each, stride, 'same');
  }
  const parts = tf.split<tf.Tensor4D>(x, groups, 3);
  const filters = tf.split<tf.Tensor4D>(filter, groups, 3);
  return tf.concat(
    parts.map((part, g) => tf.conv2d(part, filters[g]!, stride, 'same')),
    3,
  ) as tf.Tensor4D;
}

/**
 * Channel g · n + i of x [n, h, w, c] to i · groups + g, with c / groups = n channels a group (Zhang et al., "ShuffleNet", CVPR 2018, §3.1).
 * @throws RangeError where channels do not divide into the groups
 */
export function channelShuffle(x: tf.Tensor4D, groups: number): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  if (channels % groups !== 0) throw new RangeError(`${channels} channels do not divide into ${groups} groups`);
  const apart = tf.reshape(x, [batch * height * width, groups, channels / groups]);
  return tf.reshape(tf.transpose(apart, [0, 2, 1]), [batch, height, width, channels]);
}
