import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { encodeOnnxModel } from '../../../../models/runtime/onnx-model.ts';
import { liveNodes } from '../../../../models/runtime/passes/dead-nodes.ts';
import { mergeVectorUpdates } from '../../../../models/runtime/passes/merge-vector-updates.ts';
import { traceStep } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toHost } from '../support.ts';
import { executor, OPTIMIZERS } from './nets.ts';

/** Three vectors of two lengths, a matrix, a number and an integer, each of which every step changes. */
function problem(optimizer: tf.Optimizer) {
  const make = (shape: number[], seed: number) =>
    tf.tidy(() => tf.variable(tf.tensor(randomInput(shape, 0.1, 1, seed).data, shape)));
  const trained = [make([5], 1), make([5], 2), make([3], 3), make([2, 3], 4), make([], 5)];
  const counter = tf.variable(tf.tensor1d([1, 2], 'int32'), false);
  const step = (x: tf.Tensor) => {
    counter.assign(tf.add(counter, tf.scalar(1, 'int32')));
    const loss = () => tf.addN(trained.map((v) => tf.sum(tf.square(tf.sub(v, x))))) as tf.Scalar;
    return { loss: optimizer.minimize(loss, true, trained) as tf.Scalar };
  };
  return { step, dispose: () => tf.dispose([...trained, counter]) };
}

const X: HostTensor = { dtype: 'float32', shape: [], data: Float32Array.of(0.3) };

describe('vectors are updated together', () => {
  test.each(Object.keys(OPTIMIZERS))('%s: three steps end with the same bits', async (name) => {
    const results: Array<Map<string, HostTensor>> = [];
    const counts: number[] = [];
    for (const merge of [false, true]) {
      const { step, dispose } = problem(OPTIMIZERS[name]!(0.05));
      const { graph, state } = traceStep(step, [X], true);
      if (merge) mergeVectorUpdates(graph);
      counts.push(liveNodes(graph).length);
      const initial = new Map(Array.from(state, ([key, variable]) => [key, toHost(variable)]));
      const session = await executor.openTraining(encodeOnnxModel(graph), initial);
      for (let i = 0; i < 3; i++) await session.run({ x0: X, 'rate:0': { ...X, data: Float32Array.of(0.05) } });
      results.push(await session.readState());
      await session.release();
      dispose();
    }
    const [plain, merged] = results.map((state) => [...state.values()].map(({ data }) => data));
    expect(merged).toEqual(plain);
    expect(counts[1]).toBeLessThan(counts[0]!);
  });
});
