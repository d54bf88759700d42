import type * as tf from '@tensorflow/tfjs-core';
import { add, mean, mul, squaredDifference } from '@tensorflow/tfjs-core';
import { type DegradationId, degrade } from '../../degrade/degrade.ts';
import { toByte } from '../../degrade/srgb.ts';
import type { RgbImage } from '../../image.ts';
import { type Random, seededRandom } from '../../metrics/seeded-random.ts';
import { CELL, CELL_CHANNELS, cellsOf } from '../../restore/cells.ts';
import { augmentPicture } from '../../train/augment.ts';
import type { EngineTools } from '../in-engine.ts';
import { RestorerTraining } from '../low-level/train-restorer.ts';
import { Fit } from '../small/fit.ts';
import { inCells } from './ask.ts';
import { beginning } from './beginning.ts';
import { CELLS, jointWeights, restored, taskLoss, taskWeights } from './networks.ts';
import { SIDE, type Study } from './pictures.ts';

/** The recogniser as it is, and the notes' three cures. */
export const ways = ['baseline', 'finetune', 'enhance', 'joint'] as const;
export type WayId = (typeof ways)[number];
/** Whether a restorer runs before the networks. */
export const restores = (way: WayId): boolean => way === 'enhance' || way === 'joint';

const BATCH = 16;
const RATE = 0.01;
/** Beside the tasks, of the joint cure: the restorer keeps restoring. */
const PIXELS_BESIDE = 4;
/** Heavy, but for what would move a mask. */
const HEAVY = { flip: false, crop: 0, colour: 0.3, blur: 1.5, cutOut: 0.3 } as const;

export interface CureSettings {
  readonly seed: number;
  readonly degradation: DegradationId;
  /** The largest that a cure learns from. */
  readonly strength: number;
  readonly steps: number;
}

export interface CureProgress {
  readonly way: WayId;
  /** Steps made since it was last told. */
  readonly made: number;
}
const A_SIGN = 10;

/**
 * Trains the recogniser with heavy augmentation, then goes on from two thirds of the way in four ways, with as many steps each: as before; fine-tuning on degraded
 * pictures; a restorer by itself before the baseline; and the two joined and trained on the tasks. Told as they end,
 * the baseline also as it begins.
 */
export async function* cures(
  study: Study,
  settings: CureSettings,
  tools: EngineTools,
  onEnd: (way: WayId, weights: Float32Array) => AsyncGenerator<CureProgress, void> | Promise<void>,
): AsyncGenerator<CureProgress, void> {
  const { seed, degradation, strength, steps } = settings;
  const ended = async function* (way: WayId, weights: Float32Array): AsyncGenerator<CureProgress, void> {
    const after = onEnd(way, weights);
    if (after instanceof Promise) await after;
    else yield* after;
  };
  const size = [BATCH, CELLS, CELLS];
  const inputs = [
    { dtype: 'float32', shape: [...size, CELL_CHANNELS] },
    { dtype: 'float32', shape: [BATCH, study.people] },
    { dtype: 'float32', shape: [...size, CELL * CELL] },
  ] as const;
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x3c6ef372);
  // Two degraded versions of each picture, weakly to strongly.
  const degraded = [0, 1].map((k) =>
    study.pictures.map((picture, i) =>
      degrade(picture, degradation, strength * Math.sqrt(random()), seed * 777 + 2 * i + k),
    ),
  );
  // All that a step is given is made once: a step then costs the network alone.
  const heavyCells = [0, 1].map(() => study.pictures.map((picture) => cellsOf(heavily(picture, random))));
  const degradedCells = degraded.map((all) => all.map(cellsOf));
  const cleanCells = study.pictures.map(cellsOf);
  const masks = study.masks.map(maskCells);
  const heavy = (i: number): Float32Array => heavyCells[Math.floor(random() * heavyCells.length)]![i]!;
  /** Two of three degraded, the third as the baseline's. */
  const mixed = (i: number): Float32Array =>
    random() < 1 / 3 ? heavy(i) : degradedCells[Math.floor(random() * degradedCells.length)]![i]!;
  const alone = await Fit.open(
    {
      ...{ requests: taskWeights(study.people), inputs },
      loss: (weights, [x, who, head]) => taskLoss(x as tf.Tensor4D, who as tf.Tensor2D, head as tf.Tensor4D, weights),
    },
    tools,
  );
  let baseline: Float32Array;
  let further: Float32Array;
  try {
    const known = { cells: [...cleanCells, ...heavyCells[0]!], labels: [...study.labels, ...study.labels] };
    const first = await beginning(known, study.people, alone.initial(seed), tools);
    // A first picture, before any step is made.
    yield* ended('baseline', first);
    baseline = yield* fitted('baseline', alone, first, 2 * steps, heavy);
    // It goes on as it was, too: no cure has the longer training.
    further = yield* fitted('baseline', alone, baseline, steps, heavy);
    yield* ended('baseline', further);
    yield* ended('finetune', yield* fitted('finetune', alone, baseline, steps, mixed));
  } finally {
    await alone.release();
  }
  const training = await RestorerTraining.open(null, tools);
  let restorer: Float32Array;
  try {
    const pairs = study.pictures.flatMap((clean, i) => degraded.map((all) => ({ clean, degraded: all[i]! })));
    const going = training.train(pairs, seed, steps);
    for (;;) {
      const next = await going.next();
      if (next.done === true) {
        restorer = next.value;
        break;
      }
      if (next.value.step % A_SIGN === 0) yield { way: 'enhance', made: A_SIGN };
    }
  } finally {
    await training.release();
  }
  // Apart: the recogniser is the baseline, which never saw a restored picture.
  yield* ended('enhance', joined(restorer, further));
  const both = joined(restorer, baseline);
  const joint = await Fit.open(
    {
      requests: jointWeights(study.people),
      inputs: [...inputs, inputs[0]],
      loss: (weights, [x, who, head, clean]) => {
        const seen = restored(x as tf.Tensor4D, weights);
        const pixels = mean(squaredDifference(seen, clean!)) as tf.Scalar;
        return add(taskLoss(seen, who as tf.Tensor2D, head as tf.Tensor4D, weights), mul(pixels, PIXELS_BESIDE));
      },
    },
    tools,
  );
  try {
    yield* ended('joint', yield* fitted('joint', joint, both, steps, mixed, true));
  } finally {
    await joint.release();
  }

  async function* fitted(
    way: WayId,
    fit: Fit,
    from: Float32Array,
    count: number,
    cellsFor: (i: number) => Float32Array,
    withClean = false,
  ): AsyncGenerator<CureProgress, Float32Array> {
    await fit.begin(from);
    for (let step = 0; step < count; step++) {
      const rows = Array.from({ length: BATCH }, () => Math.floor(random() * study.pictures.length));
      const tensor = (channels: number, of: (row: number) => ArrayLike<number>) => {
        const data = new Float32Array(BATCH * CELLS * CELLS * channels);
        for (const [k, row] of rows.entries()) data.set(of(row), k * CELLS * CELLS * channels);
        return { dtype: 'float32' as const, shape: [...size, channels], data };
      };
      const who = new Float32Array(BATCH * study.people);
      for (const [k, row] of rows.entries()) who[k * study.people + study.labels[row]!] = 1;
      await fit.learn(
        [
          tensor(CELL_CHANNELS, cellsFor),
          { dtype: 'float32', shape: [BATCH, study.people], data: who },
          tensor(CELL * CELL, (row) => masks[row]!),
          ...(withClean ? [tensor(CELL_CHANNELS, (row) => cleanCells[row]!)] : []),
        ],
        RATE * 0.1 ** (step / count),
      );
      if ((step + 1) % A_SIGN === 0) yield { way, made: A_SIGN };
    }
    return fit.learnt();
  }
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const floats = new Float32Array(SIDE * SIDE * 3);
function heavily({ data }: RgbImage, random: Random): RgbImage {
  augmentPicture(data, SIDE, HEAVY, random, floats);
  return { width: SIDE, height: SIDE, data: Uint8Array.from(floats, toByte) };
}

/** A mask cell by cell, as the segmenter gives it. */
export function maskCells(mask: Uint8Array): Float32Array {
  const cells = new Float32Array(mask.length);
  for (let y = 0, i = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++, i++) cells[inCells(x, y)] = mask[i]!;
  return cells;
}
