/**
 * Milliseconds of a training step in one session with one thread, with two, and split over two threads: the reference
 * network of `bench training` without its batch normalisation and mining, which cannot be split (4 convolutional blocks
 * 16-32-64-128, 3×3 stride 2, ReLU, pooling, dense 128, softmax cross-entropy, Adam; 64×64×3, batch 48). In turns.
 * Run: node tests/bench/workers.ts [seconds]
 */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { createOnnxRuntimeNode } from '../../main/engine/backends/onnxruntime-node.ts';
import { compileTrainingStep, type TrainingOptions } from '../../models/runtime/training/compile-training-step.ts';
import type { HostTensor } from '../../models/runtime/types.ts';

const BATCH = 48;
const SIDE = 64;
const CHANNELS = [16, 32, 64, 128];
const CLASSES = 128;
const STEPS_PER_TURN = 4;
const seconds = Number(process.argv[2] ?? 40);

const normal = (shape: number[], deviation: number, seed: number) =>
  tf.tidy(() => tf.variable(tf.randomNormal(shape, 0, deviation, 'float32', seed)));

function step() {
  const filters = CHANNELS.map((out, i) => {
    const inputs = CHANNELS[i - 1] ?? 3;
    return normal([3, 3, inputs, out], Math.sqrt(2 / (9 * inputs)), i + 1) as tf.Variable<tf.Rank.R4>;
  });
  const dense = normal([128, CLASSES], 0.1, 9) as tf.Variable<tf.Rank.R2>;
  const optimizer = tf.train.adam(1e-3);
  return (images?: tf.Tensor, labels?: tf.Tensor) => ({
    loss: optimizer.minimize(
      () => {
        let x = images as tf.Tensor4D;
        for (const filter of filters) x = tf.relu(tf.conv2d(x, filter, 2, 1));
        const logits = tf.matMul(tf.mean(x, [1, 2]) as tf.Tensor2D, dense);
        return tf.losses.softmaxCrossEntropy(tf.oneHot(labels as tf.Tensor1D, CLASSES), logits) as tf.Scalar;
      },
      true,
      [...filters, dense],
    ) as tf.Scalar,
  });
}

const images = tf.tidy(() => tf.randomUniform([BATCH, SIDE, SIDE, 3], -1, 1, 'float32', 5).dataSync().slice());
const inputs: HostTensor[] = [
  { dtype: 'float32', shape: [BATCH, SIDE, SIDE, 3], data: images as Float32Array },
  { dtype: 'int32', shape: [BATCH], data: Int32Array.from({ length: BATCH }, (_, i) => i % CLASSES) },
];
const executor = await createOnnxRuntimeNode();
const options: Readonly<Record<string, Partial<TrainingOptions>>> = {
  'one session, 1 thread': {},
  'one session, 2 threads': { threads: 2 },
  'split over 2 threads': { workers: 2, parallel: 'always' },
};
const contenders = [];
for (const [name, more] of Object.entries(options)) {
  const trained = await compileTrainingStep(step(), inputs, { executor, ...more });
  for (let i = 0; i < 3; i++) await trained.run(inputs);
  contenders.push({ name, trained, ms: [] as number[], loss: Number.NaN });
}
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
  for (const contender of contenders) {
    for (let i = 0; i < STEPS_PER_TURN; i++) {
      const begin = performance.now();
      contender.loss = (await contender.trained.run(inputs)).loss?.data[0] as number;
      contender.ms.push(performance.now() - begin);
    }
  }
}
const median = (ms: readonly number[]) => ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] as number;
const alone = median(contenders[0]?.ms ?? []);
for (const { name, trained, ms, loss } of contenders) {
  const line = {
    name,
    medianMs: median(ms),
    leastMs: Math.min(...ms),
    ratio: median(ms) / alone,
    steps: ms.length,
    loss,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  await trained.release();
}
const choice = await compileTrainingStep(step(), inputs, { executor, workers: 2 });
process.stdout.write(`${JSON.stringify({ 'when faster': choice.workers })}\n`);
await choice.release();
