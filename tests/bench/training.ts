/**
 * Milliseconds of a training step, compiled and eager: four convolutional blocks on 112×112×3, batch 32, dense layer,
 * softmax cross-entropy, Adam. Rounds of the contenders take turns, so that a busy machine slows all alike.
 * Run: node tests/bench/training.ts [--cpu] (with the plain JavaScript backend too: ten minutes)
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createOnnxRuntimeNode } from '../../main/engine/backends/onnxruntime-node.ts';
import { createTfjsWasm, eagerOn } from '../../main/engine/backends/tfjs-wasm.ts';
import { compileTrainingStep } from '../../models/runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../../models/runtime/training/training-step.ts';
import type { EagerExecutor, Executor, HostTensor, SessionOptions } from '../../models/runtime/types.ts';

const BATCH = 32;
const SIDE = 112;
const CLASSES = 10;
const CHANNELS = [16, 32, 64, 128];

const ROUNDS = 5;
const STEPS_PER_ROUND = 4;

const normal = (shape: number[], deviation: number, seed: number) =>
  tf.tidy(() => tf.variable(tf.randomNormal(shape, 0, deviation, 'float32', seed)));

/** Variables and a step that uses them; made anew for each contender, with the same numbers. */
function network() {
  const filters = CHANNELS.map((out, i) => {
    const shape = [3, 3, CHANNELS[i - 1] ?? 3, out];
    return normal(shape, Math.sqrt(2 / (9 * (shape[2] as number))), i + 1) as tf.Variable<tf.Rank.R4>;
  });
  const shifts = CHANNELS.map((out) => tf.variable(tf.zeros([out])));
  const dense = normal([CHANNELS.at(-1) as number, CLASSES], 0.1, 9) as tf.Variable<tf.Rank.R2>;
  const weights = [...filters, ...shifts, dense];
  const optimizer = tf.train.adam(1e-3);
  const logits = (images: tf.Tensor) => {
    let x = images as tf.Tensor4D;
    for (const [i, filter] of filters.entries()) {
      x = tf.relu(tf.add(tf.conv2d(x, filter, 1, 'same'), shifts[i] as tf.Variable));
      x = tf.maxPool(x, 2, 2, 'same');
    }
    return tf.matMul(tf.mean(x, [1, 2]) as tf.Tensor2D, dense);
  };
  return (images?: tf.Tensor, labels?: tf.Tensor) => ({
    loss: optimizer.minimize(
      () => {
        const wanted = tf.oneHot(labels as tf.Tensor1D, CLASSES);
        return tf.losses.softmaxCrossEntropy(wanted, logits(images as tf.Tensor)) as tf.Scalar;
      },
      true,
      weights,
    ) as tf.Scalar,
  });
}

const inputs: HostTensor[] = tf.tidy(() => [
  {
    dtype: 'float32',
    shape: [BATCH, SIDE, SIDE, 3],
    data: tf.randomUniform([BATCH, SIDE, SIDE, 3], 0, 1, 'float32', 5).dataSync().slice() as Float32Array,
  },
  { dtype: 'int32', shape: [BATCH], data: Int32Array.from({ length: BATCH }, (_, i) => i % CLASSES) },
]);

interface Contender {
  readonly name: string;
  readonly trained: TrainingStep;
  readonly ms: number[];
  loss: number;
}

async function contender(name: string, executor: Executor | EagerExecutor, options: SessionOptions = {}) {
  const trained = await compileTrainingStep(network(), inputs, { executor, ...options });
  const entrant: Contender = { name, trained, ms: [], loss: Number.NaN };
  await step(entrant);
  entrant.ms.length = 0;
  return entrant;
}

async function step(entrant: Contender): Promise<void> {
  const start = performance.now();
  const { loss } = await entrant.trained.run(inputs);
  entrant.ms.push(performance.now() - start);
  entrant.loss = loss?.data[0] as number;
}

const native = await createOnnxRuntimeNode();
const contenders = [
  await contender('compiled, 1 thread', native),
  await contender('compiled, 2 threads', native, { threads: 2 }),
  await contender('tfjs wasm, eager', await createTfjsWasm()),
];
for (let round = 0; round < ROUNDS; round++) {
  for (const entrant of contenders) for (let i = 0; i < STEPS_PER_ROUND; i++) await step(entrant);
}
// Four minutes a step, and one before it to learn the state: one is enough.
if (process.argv.includes('--cpu')) {
  const cpu: Contender = {
    name: 'tfjs cpu, eager',
    trained: await compileTrainingStep(network(), inputs, { executor: await eagerOn('cpu', 'tfjs-cpu') }),
    ms: [],
    loss: Number.NaN,
  };
  await step(cpu);
  contenders.push(cpu);
}
for (const { name, ms, loss } of contenders) {
  const sorted = ms.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(`${JSON.stringify({ name, medianMs: median, leastMs: sorted[0], steps: ms.length, loss })}\n`);
}
