import * as tf from '@tensorflow/tfjs-core';
import { toByte } from '../../degrade/srgb.ts';
import { resample } from '../../detect/resample.ts';
import type { WeightRequest } from '../../embed/networks/layers.ts';
import { packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import type { RgbImage } from '../../image.ts';
import { type Random, seededRandom } from '../../metrics/seeded-random.ts';
import { CELL, CELL_CHANNELS, cellsOf } from '../../restore/cells.ts';
import type { EngineTools } from '../in-engine.ts';
import { Fit, type Weights } from '../small/fit.ts';

/** Faces that it learns to tell apart are half as large as those that are restored: edges look alike at both sizes. */
const SIDE = 56;
const PEOPLE = 12;
const BATCH = 16;
/** Of each face. */
const CUTS = 6;
const CHANNELS = [16, 24] as const;
const POOL = 7;

const features = [
  { name: 'eye0', from: CELL_CHANNELS, to: CHANNELS[0] },
  { name: 'eye1', from: CHANNELS[0], to: CHANNELS[1] },
] as const;
const pooled = (SIDE / 4 / POOL) ** 2 * CHANNELS[1];

export const EYE_WEIGHTS: readonly WeightRequest[] = [
  ...features.flatMap(({ name, from, to }): WeightRequest[] => [
    { name: `${name}/filter`, shape: [3, 3, from, to], init: 'he', fanIn: 9 * from, kind: 'trained' },
    { name: `${name}/bias`, shape: [to], init: 'zeros', fanIn: 1, kind: 'trained' },
  ]),
  { name: 'head/matrix', shape: [pooled, PEOPLE], init: 'lecun', fanIn: pooled, kind: 'trained' },
  { name: 'head/bias', shape: [PEOPLE], init: 'zeros', fanIn: 1, kind: 'trained' },
];
export const EYE_PACKING = packingOf(EYE_WEIGHTS);

/** Feature maps of both layers, of cells [n, h, w, 12]. */
function mapsOf(x: tf.Tensor4D, weights: Weights): readonly [tf.Tensor4D, tf.Tensor4D] {
  const layer = (input: tf.Tensor4D, name: string, stride: number): tf.Tensor4D =>
    tf.relu(
      tf.add(tf.conv2d(input, weights[`${name}/filter`] as tf.Tensor4D, stride, 'same'), weights[`${name}/bias`]!),
    );
  const first = layer(x, 'eye0', 1);
  return [first, layer(first, 'eye1', 2)];
}

/**
 * How far two pictures are apart for a network that tells people apart: squared differences of its feature maps, each place's vector at length 1, mean over
 * places, summed over layers (R. Zhang et al., "The Unreasonable Effectiveness of Deep Features as a Perceptual Metric", CVPR 2018, without its learned
 * weights of channels).
 */
export function featureDistance(a: tf.Tensor4D, b: tf.Tensor4D, eye: tf.Tensor): tf.Scalar {
  const weights = unpacked(eye, EYE_PACKING);
  const of = (x: tf.Tensor4D) => mapsOf(x, weights).map(unitLength);
  const [ofA, ofB] = [of(a), of(b)];
  return ofA
    .map((maps, i) => tf.mean(tf.sum(tf.squaredDifference(maps, ofB[i]!), 3)) as tf.Scalar)
    .reduce((sum, one) => tf.add(sum, one));
}

const unitLength = (maps: tf.Tensor4D): tf.Tensor4D =>
  tf.div(maps, tf.sqrt(tf.add(tf.sum(tf.square(maps), 3, true), 1e-3)));

function logitsOf(x: tf.Tensor4D, weights: Weights): tf.Tensor2D {
  const [, maps] = mapsOf(x, weights);
  const seen = tf.reshape(tf.avgPool(maps, POOL, POOL, 'valid'), [x.shape[0], pooled]);
  return tf.add(tf.matMul(seen, weights['head/matrix'] as tf.Tensor2D), weights['head/bias']!);
}

/**
 * Trains an eye: whose face is it, of these few, each cut out of its picture in several ways. Yields after each step; returns its weights, packed.
 * @param faces square, one a person; of more than {@link PEOPLE} the first ones
 */
export async function* trainEye(
  faces: readonly RgbImage[],
  seed: number,
  steps: number,
  tools: EngineTools,
): AsyncGenerator<number, Float32Array> {
  const size = SIDE / CELL;
  const each = size * size * CELL_CHANNELS;
  const people = faces.slice(0, PEOPLE);
  const fit = await Fit.open(
    {
      requests: EYE_WEIGHTS,
      inputs: [
        { dtype: 'float32', shape: [BATCH, size, size, CELL_CHANNELS] },
        { dtype: 'float32', shape: [BATCH, PEOPLE] },
      ],
      loss: (weights, [x, wanted]) =>
        tf.losses.softmaxCrossEntropy(wanted as tf.Tensor2D, logitsOf(x as tf.Tensor4D, weights)) as tf.Scalar,
    },
    tools,
  );
  try {
    await fit.begin(fit.initial(seed));
    const random = seededRandom(seed ^ 0x5bd1e995);
    const cuts = people.map((face) => Array.from({ length: CUTS }, () => cellsOf(cutOut(face, random))));
    for (let step = 0; step < steps; step++) {
      const data = new Float32Array(BATCH * each);
      const wanted = new Float32Array(BATCH * PEOPLE);
      for (let k = 0; k < BATCH; k++) {
        const person = Math.floor(random() * people.length);
        data.set(cuts[person]![Math.floor(random() * CUTS)]!, k * each);
        wanted[k * PEOPLE + person] = 1;
      }
      await fit.learn(
        [
          { dtype: 'float32', shape: [BATCH, size, size, CELL_CHANNELS], data },
          { dtype: 'float32', shape: [BATCH, PEOPLE], data: wanted },
        ],
        0.01,
      );
      yield step + 1;
    }
    return await fit.learnt();
  } finally {
    await fit.release();
  }
}

/** A square of four fifths or more of the picture, somewhere in it, as bright as chance has it. */
function cutOut(face: RgbImage, random: Random): RgbImage {
  const side = face.width * (0.8 + 0.2 * random());
  const place = (): number => random() * (face.width - side);
  const values = resample(
    face,
    { x: place(), y: place(), width: side, height: side },
    SIDE,
    SIDE,
    0.8 + 0.4 * random(),
    0,
  );
  return { width: SIDE, height: SIDE, data: Uint8Array.from(values, toByte) };
}
