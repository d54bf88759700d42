import * as tf from '@tensorflow/tfjs-core';
import { type DegradationId, degrade } from '../../degrade/degrade.ts';
import type { RgbImage } from '../../image.ts';
import { type Random, seededRandom } from '../../metrics/seeded-random.ts';
import { CELL, CELL_CHANNELS, cellsOf } from '../../restore/cells.ts';
import { restorer } from '../../restore/network.ts';
import { RESTORER_WEIGHTS } from '../../restore/restorer-weights.ts';
import type { EngineTools } from '../in-engine.ts';
import { Fit } from '../small/fit.ts';
import { beginning } from './beginning.ts';
import { EYE_PACKING, featureDistance } from './eye.ts';

/** Side of a patch in pixels, and how many are learnt from at a step. */
const PATCH = 20;
const BATCH = 12;
const CELLS = PATCH / CELL;
const SHAPE = [BATCH, CELLS, CELLS, CELL_CHANNELS] as const;
const RATE = 0.003;
/** Beside the features, so that colours stay. */
const PIXELS_BESIDE = 2;

export type LossId = 'pixels' | 'features';

/** A clean picture and what was made of it. */
export interface Pair {
  readonly clean: RgbImage;
  readonly degraded: RgbImage;
}

export const pairsOf = (faces: readonly RgbImage[], id: DegradationId, strength: number, seed: number): Pair[] =>
  faces.map((clean, i) => ({ clean, degraded: degrade(clean, id, strength, seed * 1000 + i) }));

/** A compiled step of the restorer on patches; each training begins anew. One loss each: the features' has an eye as a third input. */
export class RestorerTraining {
  private readonly fit: Fit;
  private readonly eye: Float32Array | null;

  private constructor(fit: Fit, eye: Float32Array | null) {
    this.fit = fit;
    this.eye = eye;
  }

  /** @param eye of a restorer that learns by features; null: by pixels */
  static async open(eye: Float32Array | null, tools: EngineTools): Promise<RestorerTraining> {
    const fit = await Fit.open(
      {
        requests: RESTORER_WEIGHTS,
        inputs: [
          { dtype: 'float32', shape: SHAPE },
          { dtype: 'float32', shape: SHAPE },
          ...(eye === null ? [] : [{ dtype: 'float32' as const, shape: [EYE_PACKING.length] }]),
        ],
        loss: (weights, [x, wanted, looking]) => {
          const restored = restorer(x as tf.Tensor4D, weights);
          const pixels = tf.mean(tf.squaredDifference(restored, wanted!)) as tf.Scalar;
          if (looking === undefined) return pixels;
          return tf.add(featureDistance(restored, wanted as tf.Tensor4D, looking), tf.mul(pixels, PIXELS_BESIDE));
        },
      },
      tools,
    );
    return new RestorerTraining(fit, eye);
  }

  /** Trains from the best last layer on the seed's other ones, or from weights in hand; yields step and loss. The rate falls to a tenth. */
  async *train(
    pairs: readonly Pair[],
    seed: number,
    steps: number,
    from?: Float32Array,
  ): AsyncGenerator<{ readonly step: number; readonly loss: number }, Float32Array> {
    const cells = pairs.map(({ clean, degraded }) => ({
      ...{ columns: clean.width / CELL, rows: clean.height / CELL },
      ...{ clean: cellsOf(clean), degraded: cellsOf(degraded) },
    }));
    const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x7f4a7c15);
    await this.fit.begin(from ?? beginning(cells, this.fit.initial(seed), seed));
    for (let step = 0; step < steps; step++) {
      const [x, wanted] = patches(cells, random);
      const inputs = [x, wanted].map((data) => ({ dtype: 'float32' as const, shape: [...SHAPE], data }));
      const looking =
        this.eye === null ? [] : [{ dtype: 'float32' as const, shape: [this.eye.length], data: this.eye }];
      const loss = await this.fit.learn([...inputs, ...looking], RATE * 0.1 ** (step / steps));
      yield { step: step + 1, loss };
    }
    return this.fit.learnt();
  }

  release = (): Promise<void> => this.fit.release();
}

export interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly clean: Float32Array;
  readonly degraded: Float32Array;
}

/** The same places of degraded and clean pictures. */
function patches(all: readonly Cells[], random: Random): readonly [Float32Array, Float32Array] {
  const line = CELLS * CELL_CHANNELS;
  const [x, wanted] = [new Float32Array(BATCH * CELLS * line), new Float32Array(BATCH * CELLS * line)];
  for (let k = 0, to = 0; k < BATCH; k++) {
    const { columns, rows, clean, degraded } = all[Math.floor(random() * all.length)]!;
    const [left, top] = [columns, rows].map((side) => Math.floor(random() * (side - CELLS + 1))) as [number, number];
    for (let y = 0; y < CELLS; y++, to += line) {
      const start = ((top + y) * columns + left) * CELL_CHANNELS;
      x.set(degraded.subarray(start, start + line), to);
      wanted.set(clean.subarray(start, start + line), to);
    }
  }
  return [x, wanted];
}
