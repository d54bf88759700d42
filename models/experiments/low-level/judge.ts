import type * as tf from '@tensorflow/tfjs-core';
import { cutChip } from '../../align/chip.ts';
import { CHIPS } from '../../embed/chips.ts';
import { createEmbedder, type Embedder } from '../../embed/embedder.ts';
import { packingOf, unpacked } from '../../embed/networks/packed-weights.ts';
import type { RgbImage } from '../../image.ts';
import { fromSession } from '../../network.ts';
import { CELL_CHANNELS, cellsOf, pictureOfCells } from '../../restore/cells.ts';
import { restorer } from '../../restore/network.ts';
import { RESTORER_WEIGHTS } from '../../restore/restorer-weights.ts';
import { compile } from '../../runtime/compile.ts';
import { splitPrelu } from '../../runtime/split-prelu.ts';
import type { CompiledFunction, HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import { EYE_PACKING, featureDistance } from './eye.ts';

const PACKING = packingOf(RESTORER_WEIGHTS);

/** Templates of 112 × 112 crops by the app's own network; whoever is done with it releases it. */
export interface Judge {
  readonly modelId: string;
  readonly embed: Embedder;
  readonly release: () => Promise<void>;
}

/** @throws RangeError where no network is in use, or no ONNX runtime runs here */
export async function openJudge({ network, executor }: EngineTools): Promise<Judge> {
  if (network === undefined) throw new RangeError('low-level: there is no network in use');
  if ('eager' in executor)
    throw new RangeError('low-level: no ONNX runtime loads on this machine, and the network in use needs one');
  const { record, onnx } = await network();
  const session = await executor.open(splitPrelu(onnx));
  const embed = createEmbedder(record, fromSession(session));
  // Another network sees another crop of the face.
  const cropped = (chip: RgbImage): RgbImage => cutChip(chip, CHIPS['arcface-5pt'].points, record);
  return {
    modelId: record.id,
    embed: (chips) => embed(record.inputSize === 112 ? chips : chips.map(cropped)),
    release: () => session.release(),
  };
}

/** 1 − cosine of two templates: 0 for the same face, about 1 for two strangers. */
export const templateDistance = (a: Float32Array, b: Float32Array): number =>
  1 - a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Trained restorers, natively: one at a time, so many pictures of one size. */
export class RestorerRunner {
  private readonly compiled: CompiledFunction;
  private readonly shape: readonly [number, number, number, number];

  private constructor(compiled: CompiledFunction, shape: readonly [number, number, number, number]) {
    this.compiled = compiled;
    this.shape = shape;
  }

  static async open(
    pictures: number,
    width: number,
    height: number,
    { executor }: EngineTools,
  ): Promise<RestorerRunner> {
    const shape = [pictures, height / 2, width / 2, CELL_CHANNELS] as const;
    const compiled = await compile(
      (x, weights) => restorer(x as tf.Tensor4D, unpacked(weights as tf.Tensor, PACKING)),
      [
        { dtype: 'float32', shape },
        { dtype: 'float32', shape: [PACKING.length] },
      ],
      { executor, name: 'restorer', strict: false, freeBatch: false },
    );
    return new RestorerRunner(compiled, shape);
  }

  async restore(pictures: readonly RgbImage[], weights: Float32Array): Promise<RgbImage[]> {
    const [, rows, columns] = this.shape;
    const each = rows * columns * CELL_CHANNELS;
    const data = new Float32Array(this.shape[0] * each);
    for (const [i, picture] of pictures.entries()) data.set(cellsOf(picture), i * each);
    const [cells] = await this.compiled.run({ dtype: 'float32', shape: [...this.shape], data }, packed(weights));
    return pictures.map(({ width, height }, i) =>
      pictureOfCells((cells!.data as Float32Array).subarray(i * each, (i + 1) * each), width, height),
    );
  }

  /** Milliseconds of one run, the median of `runs` after one to warm up. */
  async milliseconds(weights: Float32Array, runs: number): Promise<number> {
    const data = new Float32Array(this.shape.reduce((a, b) => a * b, 1));
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const before = performance.now();
      await this.compiled.run({ dtype: 'float32', shape: [...this.shape], data }, packed(weights));
      if (run > 0) times.push(performance.now() - before);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  }

  release = (): Promise<void> => this.compiled.release();
}

const packed = (data: Float32Array): HostTensor => ({ dtype: 'float32', shape: [data.length], data });

/** The perceptual distance of pictures of one size, by an eye in hand. */
export async function openEye(width: number, height: number, eye: Float32Array, { executor }: EngineTools) {
  const shape = [1, height / 2, width / 2, CELL_CHANNELS];
  const compiled = await compile(
    (a, b, weights) => featureDistance(a as tf.Tensor4D, b as tf.Tensor4D, weights as tf.Tensor),
    [
      { dtype: 'float32', shape },
      { dtype: 'float32', shape },
      { dtype: 'float32', shape: [EYE_PACKING.length] },
    ],
    { executor, name: 'eye', strict: false, freeBatch: false },
  );
  return {
    async distance(a: RgbImage, b: RgbImage): Promise<number> {
      const tensor = (image: RgbImage): HostTensor => ({ dtype: 'float32', shape, data: cellsOf(image) });
      const [far] = await compiled.run(tensor(a), tensor(b), packed(eye));
      return far!.data[0] as number;
    },
    release: (): Promise<void> => compiled.release(),
  };
}
