import type * as tf from '@tensorflow/tfjs-core';
import { packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import type { RgbImage } from '../../image.ts';
import { falseNonMatchRate, thresholdForFmr } from '../../metrics/error-rates.ts';
import { sortedScores } from '../../metrics/scores.ts';
import { CELL, CELL_CHANNELS, cellsOf } from '../../restore/cells.ts';
import { compile } from '../../runtime/compile.ts';
import type { CompiledFunction } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import { CELLS, embedding, headLogits, jointWeights, restored, taskWeights } from './networks.ts';
import { SIDE, type Study } from './pictures.ts';

/** The false match rate at which non-matches are counted. */
export const FMR = 1e-2;

/** How both tasks go on pictures of people whom training did not see. */
export interface Answer {
  /** FNMR at FMR 1e-2, probes degraded and gallery clean; the threshold is set on these comparisons. */
  readonly fnmr: number;
  /** Mated comparisons that it is a rate of. */
  readonly mated: number;
  /** Intersection over union of the head's pixels, mean over pictures. */
  readonly iou: number;
}

/** A network, ready to be asked about all pictures of a study at once with whatever it has learnt. */
export class Asked {
  private readonly compiled: CompiledFunction;
  private readonly study: Study;
  /** Numbers of an embedding. */
  private readonly dimension: number;
  private weights = new Float32Array(0);
  private gallery: Float32Array | null = null;

  private constructor(compiled: CompiledFunction, study: Study, dimension: number) {
    this.compiled = compiled;
    this.study = study;
    this.dimension = dimension;
  }

  static async open(study: Study, people: number, withRestorer: boolean, { executor }: EngineTools): Promise<Asked> {
    const packing = packingOf(withRestorer ? jointWeights(people) : taskWeights(people));
    const compiled = await compile(
      (x, vector) => {
        const own = unpacked(vector as tf.Tensor, packing);
        const seen = withRestorer ? restored(x as tf.Tensor4D, own) : (x as tf.Tensor4D);
        return { embedding: embedding(seen, own), head: headLogits(seen, own) };
      },
      [
        { dtype: 'float32', shape: [study.pictures.length, CELLS, CELLS, CELL_CHANNELS] },
        { dtype: 'float32', shape: [packing.length] },
      ],
      { executor, name: 'both tasks', strict: false, freeBatch: false },
    );
    return new Asked(compiled, study, people);
  }

  /** @param weights packed; with a restorer's in front where it was opened with one */
  use(weights: Float32Array): void {
    this.weights = Float32Array.from(weights);
    this.gallery = null;
  }

  private async run(pictures: readonly RgbImage[]): Promise<readonly [Float32Array, Float32Array]> {
    const each = CELLS * CELLS * CELL_CHANNELS;
    const data = new Float32Array(pictures.length * each);
    for (const [i, picture] of pictures.entries()) data.set(cellsOf(picture), i * each);
    const made = await this.compiled.run(
      { dtype: 'float32', shape: [pictures.length, CELLS, CELLS, CELL_CHANNELS], data },
      { dtype: 'float32', shape: [this.weights.length], data: this.weights },
    );
    return [made[0]!.data as Float32Array, made[1]!.data as Float32Array];
  }

  /** @param degraded the study's pictures, in its order */
  async ask(degraded: readonly RgbImage[]): Promise<Answer> {
    this.gallery ??= (await this.run(this.study.pictures))[0];
    const [probes, heads] = await this.run(degraded);
    const { labels, masks } = this.study;
    const { dimension } = this;
    const mated: number[] = [];
    const nonMated: number[] = [];
    for (let i = 0; i < labels.length; i++)
      for (let j = 0; j < labels.length; j++) {
        if (i === j) continue; // the same picture is no comparison
        let score = 0;
        for (let k = 0; k < dimension; k++) score += probes[i * dimension + k]! * this.gallery[j * dimension + k]!;
        (labels[i] === labels[j] ? mated : nonMated).push(score);
      }
    const threshold = thresholdForFmr(sortedScores(nonMated), FMR);
    const { rate, trials } = falseNonMatchRate(sortedScores(mated), threshold ?? Number.POSITIVE_INFINITY);
    const all = masks.map((mask, i) => iouOf(mask, heads.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE)));
    return { fnmr: rate ?? 1, mated: trials, iou: all.reduce((a, b) => a + b, 0) / all.length };
  }

  /** Milliseconds a picture, the median of some runs over all of them. */
  async milliseconds(runs: number): Promise<number> {
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const before = performance.now();
      await this.run(this.study.pictures);
      if (run > 0) times.push(performance.now() - before);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]! / this.study.pictures.length;
  }

  release = (): Promise<void> => this.compiled.release();
}

/** Of a mask row by row and logits cell by cell: pixels in both over pixels in one of them; 1 where both are empty. */
export function iouOf(mask: Uint8Array, logits: Float32Array): number {
  let [both, either] = [0, 0];
  for (let y = 0, i = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, i++) {
      const said = logits[inCells(x, y)]! > 0;
      const is = mask[i] === 1;
      if (said && is) both++;
      if (said || is) either++;
    }
  return either === 0 ? 1 : both / either;
}

/** Where a pixel of one channel lies among cells of 2 × 2. */
export const inCells = (x: number, y: number): number =>
  ((y >> 1) * CELLS + (x >> 1)) * CELL * CELL + (y & 1) * CELL + (x & 1);
