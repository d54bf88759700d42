import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { eagerStep, executor, OPTIMIZERS, stepOf, tripletNet } from './nets.ts';

describe('learning rate', () => {
  test.each(['sgd', 'momentum', 'adam', 'adamax', 'rmsprop', 'adadelta', 'adagrad'])(
    '%s: a schedule has the effect that it has eagerly',
    async (name) => {
      const [net, twin] = [tripletNet(), tripletNet()];
      const make = OPTIMIZERS[name]!;
      const [optimizer, twinOptimizer] = [make(0.01), make(0.01)];
      const trained = await compileTrainingStep(stepOf(net, optimizer), net.inputs(0), { executor });
      for (const [i, learningRate] of [0.01, 0.2, 0, 0.003].entries()) {
        const before = await trained.readState();
        const { loss } = await trained.run(net.inputs(i), { learningRate });
        const eager = twinOptimizer as unknown as { learningRate: number; setLearningRate?(rate: number): void };
        if (eager.setLearningRate) eager.setLearningRate(learningRate);
        else eager.learningRate = learningRate;
        expect(loss!.data[0]).toBeCloseTo(eagerStep(stepOf(twin, twinOptimizer), net.inputs(i)), 4);
        const after = await trained.readState();
        const weight = net.variables[0]!.name;
        expect(after.get(weight)!.data.every((x, k) => x === before.get(weight)!.data[k])).toBe(learningRate === 0);
      }
      await trained.release();
      tf.dispose([...net.variables, ...twin.variables]);
    },
  );

  test("without one, a step takes the optimiser's own at that moment", async () => {
    const net = tripletNet();
    const optimizer = tf.train.sgd(0.1);
    const trained = await compileTrainingStep(stepOf(net, optimizer), net.inputs(0), { executor });
    const initial = await trained.readState();
    optimizer.setLearningRate(0);
    await trained.run(net.inputs(0));
    expect(await trained.readState()).toEqual(initial);
    await trained.release();
    net.dispose();
  });

  test('two optimisers have one each', async () => {
    const [a, b] = [tf.variable(tf.scalar(1), true, 'rateA'), tf.variable(tf.scalar(1), true, 'rateB')];
    const [first, second] = [tf.train.sgd(0.1), tf.train.sgd(0.1)];
    const step = (x?: tf.Tensor) => {
      first.minimize(() => tf.mul(a, x!) as tf.Scalar, false, [a]);
      second.minimize(() => tf.mul(b, x!) as tf.Scalar, false, [b]);
      return null;
    };
    const one = [{ dtype: 'float32', shape: [], data: Float32Array.of(1) }] as const;
    const trained = await compileTrainingStep(step, one, { executor });
    await trained.run(one, { learningRate: [0.25, 0.5] });
    const state = await trained.readState();
    expect([state.get('rateA')!.data[0], state.get('rateB')!.data[0]]).toEqual([0.75, 0.5]);
    await expect(trained.run(one, { learningRate: [1] })).rejects.toThrow('2 optimisers');
    await trained.release();
    tf.dispose([a, b]);
  });
});
