import * as tf from '@tensorflow/tfjs-core';
import { initialVector, unpacked } from '../../embed/networks/packed-weights.ts';
import { compileTrainingStep } from '../../runtime/training/compile-training-step.ts';
import type { HostTensor } from '../../runtime/types.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import { batchOf, byLayer, getter, momentumIn, packingOfDeep } from './deep-learner.ts';
import { classifier, type DeepNetwork, deepNetwork, mapsOf } from './network.ts';

/**
 * Gradients before anything is learnt, as sums over each layer's numbers: of the main loss its squares, and for a branch after each layer but
 * the last its products with the main one and its own squares. From these follows the gradient with any branch and any weight.
 */
export interface FirstGradients {
  readonly main: readonly number[];
  /** The first is that of a branch after layer 1. */
  readonly branches: readonly { readonly product: readonly number[]; readonly own: readonly number[] }[];
}

/** Length of each layer's gradient of the main loss, and where there is a branch of that and `weight` times the branch's: ‖g + αh‖. */
export function normsWith({ main, branches }: FirstGradients, branch: number | null, weight: number): number[] {
  const added = branch === null ? null : branches[branch - 1]!;
  return main.map((square, layer) =>
    Math.sqrt(
      Math.max(
        0,
        added === null ? square : square + 2 * weight * added.product[layer]! + weight ** 2 * added.own[layer]!,
      ),
    ),
  );
}

let probes = 0;

/** Measures {@link FirstGradients} with one compiled step: which loss is differentiated is an input. */
export async function firstGradients(
  { depth, activation }: Pick<DeepNetwork, 'depth' | 'activation'>,
  seed: number,
  faces: LabelledPictures,
  rows: readonly number[],
  { executor }: EngineTools,
): Promise<FirstGradients> {
  if ('eager' in executor) await executor.activate();
  const network: DeepNetwork = { depth, activation, branch: 1, side: faces.side, people: faces.people };
  // Wherever the branch is, its weights are the same ones.
  const packing = packingOfDeep(network, deepNetwork);
  const name = `probe${probes++}:weights`;
  const weights = tf.tidy(() => tf.variable(tf.zeros([packing.length]), true, name));
  const optimiser = tf.train.momentum(0, 0.9);
  const step = (x: tf.Tensor, wanted: tf.Tensor, shares: tf.Tensor) => ({
    loss: optimiser.minimize(
      () => {
        const get = getter(unpacked(weights, packing));
        const maps = mapsOf(network, x as tf.Tensor4D, get);
        const losses = maps.map((map, layer) =>
          tf.losses.softmaxCrossEntropy(
            wanted as tf.Tensor2D,
            classifier(map, layer === depth - 1 ? 'head' : 'auxiliary', faces.people, get),
          ),
        );
        return tf.sum(tf.mul(tf.stack(losses), shares)) as tf.Scalar;
      },
      true,
      [weights],
    ) as tf.Scalar,
  });
  const examples = [
    { dtype: 'float32', shape: [rows.length, faces.side, faces.side, 3] },
    { dtype: 'float32', shape: [rows.length, faces.people] },
    { dtype: 'float32', shape: [depth] },
  ] as const;
  try {
    const compiled = await compileTrainingStep(step as never, examples, {
      executor,
      name: 'first gradients',
      strict: false,
    });
    try {
      const beginning = initialVector(packing, seed);
      const rest = new Map(
        [...(await compiled.readState())].map(([key, value]): [string, HostTensor] => [
          key,
          { ...value, data: key === name ? beginning : new Float32Array(value.data.length) } as HostTensor,
        ]),
      );
      const batch = batchOf(faces, rows);
      const gradients: Float32Array[] = [];
      for (let of = 0; of < depth; of++) {
        await compiled.writeState(rest);
        const shares = Float32Array.from({ length: depth }, (_, k) => (k === of ? 1 : 0));
        await compiled.run([...batch, { dtype: 'float32', shape: [depth], data: shares }]);
        gradients.push(momentumIn(await compiled.readState(), name, packing));
      }
      const main = gradients.at(-1)!;
      return {
        main: byLayer(packing, depth, (k) => main[k]! ** 2),
        branches: gradients.slice(0, -1).map((one) => ({
          product: byLayer(packing, depth, (k) => main[k]! * one[k]!),
          own: byLayer(packing, depth, (k) => one[k]! ** 2),
        })),
      };
    } finally {
      await compiled.release();
    }
  } finally {
    weights.dispose();
    optimiser.dispose();
  }
}
