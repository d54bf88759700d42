import * as tf from '@tensorflow/tfjs-core';

/** The network's side length in pixels. */
export const DLIB_INPUT_SIZE = 150;

/** Mean colour of the training images, red, green, blue in 0..255. */
const MEAN_RGB = [122.782, 117.001, 104.298];

/**
 * Residual blocks in order. A "down" block halves the map and mostly doubles its channels: the shortcut is an
 * average pool, filled up with zero channels.
 */
export const DLIB_BLOCKS = [
  { name: 'conv32_1', down: false },
  { name: 'conv32_2', down: false },
  { name: 'conv32_3', down: false },
  { name: 'conv64_down', down: true },
  { name: 'conv64_1', down: false },
  { name: 'conv64_2', down: false },
  { name: 'conv64_3', down: false },
  { name: 'conv128_down', down: true },
  { name: 'conv128_1', down: false },
  { name: 'conv128_2', down: false },
  { name: 'conv256_down', down: true },
  { name: 'conv256_1', down: false },
  { name: 'conv256_2', down: false },
  { name: 'conv256_down_out', down: true },
] as const;

export type DlibWeights = Readonly<Record<string, tf.Tensor>>;

/**
 * dlib's face recognition network, a 29-layer ResNet trained with a metric loss (D. King, dlib_face_recognition_resnet_
 * model_v1, public domain), as ported by face-api with weights named `conv32_down/conv/filters`, ….
 * @param images [n, 150, 150, 3], RGB in 0..255, float32
 * @param weights face-api's `face_recognition_model` weights by name
 * @returns [n, 128], not normalised
 * @throws when a weight is missing
 */
export function dlibResnet(images: tf.Tensor, weights: DlibWeights): tf.Tensor2D {
  return tf.tidy(() => {
    const normalised = tf.div(tf.sub(images, tf.tensor1d(MEAN_RGB)), 255) as tf.Tensor4D;
    const stem = tf.relu(scaledConv(normalised, weights, 'conv32_down', 2, 'valid'));
    let features = tf.maxPool(stem, 3, 2, 'valid');
    for (const { name, down } of DLIB_BLOCKS) features = residual(features, weights, name, down);
    return tf.matMul(tf.mean(features, [1, 2]) as tf.Tensor2D, weight(weights, 'fc') as tf.Tensor2D);
  });
}

/** Convolution, bias, then the affine layer that stands for dlib's batch normalisation with fixed statistics. */
function scaledConv(x: tf.Tensor4D, weights: DlibWeights, name: string, stride: number, pad: 'same' | 'valid') {
  const filters = weight(weights, `${name}/conv/filters`) as tf.Tensor4D;
  const convolved = tf.add(tf.conv2d(x, filters, stride, pad), weight(weights, `${name}/conv/bias`));
  const scaled = tf.mul(convolved, weight(weights, `${name}/scale/weights`));
  return tf.add(scaled, weight(weights, `${name}/scale/biases`)) as tf.Tensor4D;
}

function residual(x: tf.Tensor4D, weights: DlibWeights, name: string, down: boolean): tf.Tensor4D {
  const first = tf.relu(scaledConv(x, weights, `${name}/conv1`, down ? 2 : 1, down ? 'valid' : 'same'));
  const branch = scaledConv(first, weights, `${name}/conv2`, 1, 'same');
  if (!down) return tf.relu(tf.add(branch, x));
  const shortcut = tf.avgPool(x, 2, 2, 'valid');
  return tf.relu(tf.add(grownTo(shortcut, branch), grownTo(branch, shortcut)));
}

/** Zeros at the bottom, the right and in further channels, as far as the other map is larger (dlib adds unequal maps so). */
function grownTo(x: tf.Tensor4D, other: tf.Tensor4D): tf.Tensor4D {
  const missing = x.shape.map((length, axis) => Math.max(0, (other.shape[axis] as number) - length));
  const [, bottom, right, channels] = missing as [number, number, number, number];
  if (bottom + right + channels === 0) return x;
  return tf.pad(x, [
    [0, 0],
    [0, bottom],
    [0, right],
    [0, channels],
  ]) as tf.Tensor4D;
}

function weight(weights: DlibWeights, name: string): tf.Tensor {
  const tensor = weights[name];
  if (!tensor) throw new Error(`The dlib network's weight ${name} is missing.`);
  return tensor;
}
