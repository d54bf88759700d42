import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../metrics/seeded-random.ts';
import { compile } from '../../runtime/compile.ts';
import type { HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import type { NormLayers } from '../small/network.ts';

const shape = [4, 5, 5, 8] as const;
const [n, h, w, c] = shape;
const GROUPS = 4;

/** Which norms the notes define by their axes, and to which set of those sharing a mean a value belongs. */
const SETS = {
  batch: (_picture: number, channel: number) => channel,
  layer: (picture: number) => picture,
  instance: (picture: number, channel: number) => picture * c + channel,
  group: (picture: number, channel: number) => picture * GROUPS + Math.floor(channel / (c / GROUPS)),
} as const;
export type DefinedNorm = keyof typeof SETS;

export interface Statistics {
  /** The largest of |mean| and |variance − 1| over the sets that the notes say each takes. */
  readonly off: Readonly<Record<DefinedNorm, number>>;
  /** How far the first picture's output moves when all others of its batch are replaced. */
  readonly moves: Readonly<Record<DefinedNorm, number>>;
}

/** What each of the four does to random maps, in training. */
export async function statisticsOf(random: Random, { executor }: EngineTools, layers: NormLayers): Promise<Statistics> {
  const draw = (): Float32Array => Float32Array.from({ length: n * h * w * c }, (_, i) => 4 * random() - 2 + (i % c));
  const one = draw();
  const other = draw();
  other.set(one.subarray(0, h * w * c));
  const ones = tf.ones([c]);
  const zeros = tf.zeros([c]);
  const functions: Readonly<Record<DefinedNorm, (x: tf.Tensor) => tf.Tensor>> = {
    batch: (x) => layers.batchNorm(x, ones, zeros, { mean: zeros, variance: ones }, () => {}),
    layer: (x) => layers.layerNorm(x, ones, zeros),
    instance: (x) => layers.instanceNorm(x, ones, zeros),
    group: (x) => layers.groupNorm(x, ones, zeros, GROUPS),
  };
  const found = { off: {} as Record<DefinedNorm, number>, moves: {} as Record<DefinedNorm, number> };
  try {
    for (const id of Object.keys(SETS) as DefinedNorm[]) {
      const compiled = await compile(functions[id], [{ dtype: 'float32', shape: [...shape] }], {
        executor,
        freeBatch: false,
      });
      const run = async (data: Float32Array): Promise<Float32Array> =>
        (await compiled.run({ dtype: 'float32', shape: [...shape], data }))[0]!.data as Float32Array;
      const [mine, moved] = [await run(one), await run(other)];
      found.off[id] = farthestFromUnit(mine, SETS[id]);
      found.moves[id] = Math.max(...mine.subarray(0, h * w * c).map((value, i) => Math.abs(value - moved[i]!)));
      await compiled.release();
    }
  } finally {
    tf.dispose([ones, zeros]);
  }
  return found;
}

function farthestFromUnit(values: Float32Array, setOf: (picture: number, channel: number) => number): number {
  const sets = new Map<number, number[]>();
  for (const [i, value] of values.entries()) {
    const set = setOf(Math.floor(i / (h * w * c)), i % c);
    const known = sets.get(set);
    if (known) known.push(value);
    else sets.set(set, [value]);
  }
  let worst = 0;
  for (const members of sets.values()) {
    const mean = members.reduce((a, b) => a + b) / members.length;
    const variance = members.reduce((sum, value) => sum + (value - mean) ** 2, 0) / members.length;
    worst = Math.max(worst, Math.abs(mean), Math.abs(variance - 1));
  }
  return worst;
}

export interface Widening {
  /** Variance of channel means and deviations among the pictures of one person, before and after the swap. */
  readonly before: number;
  readonly after: number;
  /** The lowest correlation of a channel's pattern with itself before: 1, the content is untouched. */
  readonly content: number;
}

/** What CrossNorm does to the styles in which a person is seen. */
export async function wideningOf(
  faces: LabelledPictures,
  partners: readonly number[],
  { executor }: EngineTools,
  layers: NormLayers,
): Promise<Widening> {
  const { side, labels, data } = faces;
  const count = labels.length;
  const x: HostTensor = { dtype: 'float32', shape: [count, side, side, 3], data };
  const rows: HostTensor = { dtype: 'int32', shape: [count], data: Int32Array.from(partners) };
  const compiled = await compile((a: tf.Tensor, b: tf.Tensor) => layers.crossNorm(a, b), [x, rows], {
    ...{ executor, freeBatch: false },
  });
  const after = (await compiled.run(x, rows))[0]!.data as Float32Array;
  await compiled.release();
  const size = side * side * 3;
  const styles = (values: Float32Array): number[][] =>
    Array.from({ length: count }, (_, i) => styleOf(values.subarray(i * size, (i + 1) * size)));
  let content = 1;
  for (let i = 0; i < count; i++)
    for (let channel = 0; channel < 3; channel++) {
      const of = (values: Float32Array) =>
        values.subarray(i * size, (i + 1) * size).filter((_, k) => k % 3 === channel);
      content = Math.min(content, correlation(of(data), of(after)));
    }
  return { before: withinPeople(styles(data), labels), after: withinPeople(styles(after), labels), content };
}

/** Mean and standard deviation of each channel, of values with three channels last. */
export function styleOf(picture: ArrayLike<number>): number[] {
  const style: number[] = [];
  for (let channel = 0; channel < 3; channel++) {
    const values = Array.from(picture).filter((_, k) => k % 3 === channel);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    style.push(mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length));
  }
  return style;
}

function withinPeople(styles: readonly (readonly number[])[], labels: Int32Array): number {
  let sum = 0;
  for (const person of new Set(labels)) {
    const own = styles.filter((_, i) => labels[i] === person);
    for (let k = 0; k < 6; k++) {
      const mean = own.reduce((total, style) => total + style[k]!, 0) / own.length;
      sum += own.reduce((total, style) => total + (style[k]! - mean) ** 2, 0);
    }
  }
  return sum / styles.length;
}

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array): number => values.reduce((x, y) => x + y, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  // A map of one colour has no pattern to lose.
  return aa < 1e-9 || bb < 1e-9 ? 1 : ab / Math.sqrt(aa * bb);
}
