import * as tf from '@tensorflow/tfjs-core';
import { composeLoss } from '../losses/compose.ts';
import { compileTrainingStep } from '../runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../runtime/training/training-step.ts';
import type { EagerExecutor, Executor, HostTensor } from '../runtime/types.ts';
import { optimiserOf } from '../train/optimisers.ts';
import type { OptimiserChoice } from '../train/recipe.ts';
import type { Head } from './head.ts';

/** TensorFlow.js wants every variable's name to be its own. */
let programs = 0;

/**
 * One compiled step of a softmax head on features that do not change: cross-entropy, gradients, optimiser. It is what is
 * trained where the backbone is frozen, and the last layer alone where it is not.
 */
export class HeadProgram {
  private readonly step: TrainingStep;
  private readonly owned: readonly tf.Variable[];
  private readonly optimiser: tf.Optimizer;
  private readonly prefix: string;
  private readonly shape: Pick<Head, 'classes' | 'dimension'>;

  private constructor(
    step: TrainingStep,
    owned: readonly tf.Variable[],
    optimiser: tf.Optimizer,
    prefix: string,
    shape: Pick<Head, 'classes' | 'dimension'>,
  ) {
    this.step = step;
    this.owned = owned;
    this.optimiser = optimiser;
    this.prefix = prefix;
    this.shape = shape;
  }

  /** @param batch examples a step */
  static async open(
    initial: Head,
    batch: number,
    choice: OptimiserChoice,
    options: Readonly<{ executor: Executor | EagerExecutor; threads: number }>,
  ): Promise<HeadProgram> {
    const { executor } = options;
    if ('eager' in executor) await executor.activate();
    const { classes, dimension } = initial;
    const prefix = `head${programs++}:`;
    const variable = (name: string, data: Float32Array, shape: number[]) =>
      tf.tidy(() => tf.variable(tf.tensor(data.slice(), shape, 'float32'), true, prefix + name));
    const owned = [
      variable('classes', initial.rows, [classes, dimension]),
      variable('biases', initial.biases, [classes]),
    ];
    const optimiser = optimiserOf(choice);
    const loss = composeLoss({ loss: 'softmax' });
    const step = (features: tf.Tensor, labels: tf.Tensor) => ({
      loss: optimiser.minimize(
        () =>
          loss.value({
            embeddings: features as tf.Tensor2D,
            labels: labels as tf.Tensor1D,
            weights: { classes: owned[0]!, biases: owned[1]! },
          }),
        true,
        [...owned],
      ) as tf.Scalar,
    });
    try {
      const examples = [
        { name: 'features', dtype: 'float32', shape: [batch, dimension] },
        { name: 'labels', dtype: 'int32', shape: [batch] },
      ] as const;
      const compiled = await compileTrainingStep(step as never, examples, { ...options, name: 'head' });
      return new HeadProgram(compiled, owned, optimiser, prefix, { classes, dimension });
    } catch (error) {
      tf.dispose([...owned]);
      optimiser.dispose();
      throw error;
    }
  }

  /**
   * @param features [batch, dimension]
   * @param labels rows of the head
   * @returns the loss before the step, in nats
   */
  async run(features: Float32Array, labels: Int32Array, rate: number): Promise<number> {
    const given: HostTensor[] = [
      { dtype: 'float32', shape: [labels.length, this.shape.dimension], data: features },
      { dtype: 'int32', shape: [labels.length], data: labels },
    ];
    const { loss } = await this.step.run(given, { learningRate: rate });
    return loss!.data[0]!;
  }

  async head(): Promise<Head> {
    const state = await this.step.readState();
    const data = (name: string) => state.get(this.prefix + name)!.data as Float32Array;
    return { ...this.shape, rows: data('classes'), biases: data('biases') };
  }

  async release(): Promise<void> {
    await this.step.release();
    tf.dispose([...this.owned]);
    this.optimiser.dispose();
  }
}
