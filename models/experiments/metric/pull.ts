import '@tensorflow/tfjs-backend-cpu';
import '../../runtime/gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { composeLoss, type LossChoice } from '../../losses/compose.ts';
import { DISTANCES, unitRows } from '../../losses/distances.ts';
import { initWeights } from '../../losses/init-weights.ts';
import { withDefaults } from '../../losses/options.ts';
import type { Terms } from '../../losses/reducers.ts';
import { REDUCERS } from '../../losses/reducers.ts';
import { LOSSES } from '../../losses/registry.ts';
import { MINERS } from '../../miners/registry.ts';

/** Points of a plane or of space, and for a loss with class vectors these. */
export interface PulledState {
  readonly points: readonly (readonly number[])[];
  /** By name; empty for a loss of pairs. */
  readonly weights: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** Between two points, seen from the loss: above 0 it brings them together, below it drives them apart. */
export interface Force {
  readonly from: number;
  readonly to: number;
  readonly pull: number;
}

export interface Pulled {
  readonly loss: number;
  /** The share of pairs, triplets or images that still teach. */
  readonly active: number;
  /** ∂loss/∂point, a row a point. */
  readonly gradients: readonly (readonly number[])[];
  readonly weightGradients: PulledState['weights'];
  /** −∂loss/∂distance of each pair for which it is not 0; none for a loss with class vectors. */
  readonly forces: readonly Force[];
}

export interface PullChoice extends LossChoice {
  /** Points are brought to length 1 before the loss sees them, as in the app's training. */
  readonly unitLength: boolean;
}

/** What a loss's own vectors begin with. */
export function initialWeights(
  choice: PullChoice,
  classes: number,
  dimension: number,
  seed: number,
): PulledState['weights'] {
  const made = initWeights(LOSSES.get(choice.loss), { classes, dimension }, choice.options, seed);
  return Object.fromEntries(
    Object.entries(made).map(([name, { data, shape }]) => {
      const width = shape.length > 1 ? shape.at(-1)! : 1;
      const rows = Array.from({ length: data.length / width }, (_, i) => [
        ...data.subarray(i * width, (i + 1) * width),
      ]);
      return [name, rows];
    }),
  );
}

/**
 * The production loss and its gradient at each point, by the plain JavaScript backend: some dozen points are a few milliseconds.
 * @param labels int, 0 … classes − 1
 * @throws RangeError as {@link composeLoss} does; on a miner that needs noise
 */
export function pullOf({ points, weights }: PulledState, labels: readonly number[], choice: PullChoice): Pulled {
  const { unitLength, ...lossChoice } = choice;
  const composed = composeLoss(lossChoice);
  if (composed.needsNoise) throw new RangeError(`${choice.miner} draws at random: a gradient would be of one draw`);
  return onCpu(() => {
    const names = Object.keys(weights);
    const classes = tf.tensor1d([...labels], 'int32');
    const shown = (x: tf.Tensor): tf.Tensor2D => (unitLength ? unitRows(x as tf.Tensor2D) : (x as tf.Tensor2D));
    const own = names.map((name) => tensorOf(name, weights[name]!));
    const batch = (x: tf.Tensor, given: readonly tf.Tensor[]) => ({
      embeddings: shown(x),
      labels: classes,
      weights: Object.fromEntries(names.map((name, i) => [name, given[i]!])),
    });
    const at = tf.tensor2d(points.map((point) => [...point]));
    const { value, grads } = tf.valueAndGrads((x: tf.Tensor, ...given: tf.Tensor[]) => composed.value(batch(x, given)))(
      [at, ...own],
    );
    const shares = Object.values(composed.report(batch(at, own)).active).map((share) => share.dataSync()[0]!);
    return {
      loss: value.dataSync()[0]!,
      active: shares.reduce((sum, share) => sum + share, 0) / shares.length,
      gradients: grads[0]!.arraySync() as number[][],
      weightGradients: Object.fromEntries(
        names.map((name, i) => {
          const rows = grads[i + 1]!.arraySync() as number[] | number[][];
          return [name, rows.map((row) => (typeof row === 'number' ? [row] : row))];
        }),
      ),
      forces: LOSSES.get(choice.loss).kind === 'pairs' ? forcesOf(shown(at), classes, choice) : [],
    };
  });
}

/** −∂loss/∂distance a pair, both orders together; of a similarity the other way round. */
function forcesOf(embeddings: tf.Tensor2D, labels: tf.Tensor1D, choice: PullChoice): Force[] {
  const loss = LOSSES.get(choice.loss);
  if (loss.kind !== 'pairs') return [];
  const distance = DISTANCES[choice.distance ?? loss.distances[0]];
  const miner = MINERS.get(choice.miner ?? 'all');
  const options = withDefaults(loss.id, loss.options, choice.options);
  const minerOptions = withDefaults(miner.id, miner.options, choice.minerOptions);
  const reducer = REDUCERS[choice.reducer ?? loss.reducer];
  const between = distance.between(embeddings, embeddings);
  const slope = tf.grad((m: tf.Tensor) => {
    const matrix = m as tf.Tensor2D;
    const selection = miner.select({ embeddings, labels, matrix, distance }, minerOptions);
    const parts = loss.terms({ embeddings, matrix, distance, selection }, options);
    return tf.addN(Object.values(parts).map((part: Terms) => reducer(part)));
  })(between);
  const rows = slope.arraySync() as number[][];
  const sign = distance.isSimilarity ? -1 : 1;
  const forces: Force[] = [];
  for (let from = 0; from < rows.length; from++)
    for (let to = from + 1; to < rows.length; to++) {
      const pull = sign * (rows[from]![to]! + rows[to]![from]!);
      if (Math.abs(pull) > 1e-9) forces.push({ from, to, pull });
    }
  return forces;
}

/** One step of plain gradient descent: each point and class vector moves against its gradient. */
export function descended(state: PulledState, { gradients, weightGradients }: Pulled, rate: number): PulledState {
  const moved = (rows: readonly (readonly number[])[], by: readonly (readonly number[])[]): number[][] =>
    rows.map((row, i) => row.map((value, d) => value - rate * by[i]![d]!));
  return {
    points: moved(state.points, gradients),
    weights: Object.fromEntries(
      Object.entries(state.weights).map(([name, rows]) => [name, moved(rows, weightGradients[name]!)]),
    ),
  };
}

/** A vector of numbers (biases) or one a row. */
function tensorOf(name: string, rows: readonly (readonly number[])[]): tf.Tensor {
  return name === 'biases' ? tf.tensor1d(rows.map(([value]) => value!)) : tf.tensor2d(rows.map((row) => [...row]));
}

/** The plain JavaScript backend is there at once; what was current is so again afterwards. */
function onCpu<T>(body: () => T): T {
  const before = tf.getBackend();
  void tf.setBackend('cpu');
  tf.engine().startScope();
  try {
    return body();
  } finally {
    tf.engine().endScope();
    if (before && before !== 'cpu') void tf.setBackend(before);
  }
}
