import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { worstError } from '../support.ts';
import { convNet, eagerStep, executor, OPTIMIZERS, stepOf, tripletNet, weightsOf } from './nets.ts';

const STEPS = 10;

describe.each(Object.entries(OPTIMIZERS))('%s', (_, make) => {
  test.each([
    ['convolutional classifier', convNet],
    ['triplet embedding', tripletNet],
  ])('ten compiled steps of a %s are ten eager ones', async (_name, build) => {
    const [net, twin] = [build(), build()];
    const [optimizer, twinOptimizer] = [make(0.01), make(0.01)];
    const before = weightsOf(net);
    const trained = await compileTrainingStep(stepOf(net, optimizer), net.inputs(0), { executor });
    expect(weightsOf(net)).toEqual(before);
    const losses: number[][] = [];
    for (let i = 0; i < STEPS; i++) {
      const inputs = net.inputs(100 + i);
      const { loss } = await trained.run(inputs);
      losses.push([loss!.data[0]!, eagerStep(stepOf(twin, twinOptimizer), inputs)]);
    }
    for (const [compiled, eager] of losses) expect(compiled).toBeCloseTo(eager!, 4);
    await trained.updateVariables();
    expect(worstError(weightsOf(twin), weightsOf(net))).toBeLessThan(2e-5);
    expect(worstError(before, weightsOf(net))).toBeGreaterThan(1e-3);
    await trained.release();
    tf.dispose([...net.variables, ...twin.variables]);
  });
});
