import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeWeb } from '../../../../main/engine/backends/onnxruntime-web.ts';
import { eagerOn } from '../../../../main/engine/backends/tfjs-wasm.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { TrainingStep } from '../../../../models/runtime/training/training-step.ts';
import { toHost, toTensor } from '../support.ts';
import { convNet, eagerStep, executor, stepOf, tripletNet, weightsOf } from './nets.ts';

const executors = {
  'onnxruntime-node': async () => executor,
  'onnxruntime-web': createOnnxRuntimeWeb,
  'tfjs cpu, eagerly': () => eagerOn('cpu', 'tfjs-cpu'),
};

/** The bits of a step's state and of five more losses. */
async function fiveSteps(trained: TrainingStep, inputs: (seed: number) => Parameters<TrainingStep['run']>[0]) {
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) losses.push((await trained.run(inputs(i))).loss!.data[0]!);
  const state = await trained.readState();
  return { losses, bits: [...state].map(([name, { data }]) => [name, new Int32Array(data.buffer.slice(0)).join()]) };
}

describe.each(Object.entries(executors))('on %s', (_, open) => {
  test('a restored state goes on with the same bits', async () => {
    const net = convNet();
    const trained = await compileTrainingStep(stepOf(net, tf.train.adam(0.01)), net.inputs(0), {
      executor: await open(),
    });
    await fiveSteps(trained, net.inputs);
    const saved = await trained.readState();
    const first = await fiveSteps(trained, net.inputs);
    await trained.writeState(saved);
    const second = await fiveSteps(trained, net.inputs);
    expect(second).toEqual(first);
    expect(new Set(first.losses).size).toBe(5);
    await trained.release();
    await expect(trained.run(net.inputs(0))).rejects.toThrow('released');
    net.dispose();
  });

  test('the state goes by names that do not depend on the process, and is checked', async () => {
    const net = tripletNet();
    const trained = await compileTrainingStep(stepOf(net, tf.train.adam(0.01)), net.inputs(0), {
      executor: await open(),
    });
    const weights = net.variables.map(({ name }) => name);
    const slots = weights.flatMap((name) => [`Adam/${name}/m`, `Adam/${name}/v`]);
    expect([...trained.stateNames].sort()).toEqual([...weights, ...slots, 'Adam/accBeta1', 'Adam/accBeta2'].sort());
    const state = await trained.readState();
    const [name] = weights as [string];
    state.get(name)!.data.fill(7);
    expect((await trained.readState()).get(name)!.data).not.toContain(7);
    const lacking = new Map(state);
    lacking.delete(name);
    await expect(trained.writeState(lacking)).rejects.toThrow(`lacks ${name}`);
    await expect(trained.writeState(new Map([...state, ['more', state.get(name)!]]))).rejects.toThrow('an entry more');
    const flat = { ...state.get(name)!, shape: [40] };
    await expect(trained.writeState(new Map([...state, [name, flat]]))).rejects.toThrow(
      /is float32\[5,8\] and was given/,
    );
    await trained.release();
    net.dispose();
  });
});

test('a state begins with what the variables and moments hold: eager steps may come first, and after', async () => {
  const [net, twin] = [tripletNet(), tripletNet()];
  const [optimizer, twinOptimizer] = [tf.train.adam(0.02), tf.train.adam(0.02)];
  const twinStep = stepOf(twin, twinOptimizer);
  const step = stepOf(net, optimizer);
  for (let i = 0; i < 3; i++) expect(eagerStep(step, net.inputs(i))).toBe(eagerStep(twinStep, net.inputs(i)));
  const trained = await compileTrainingStep(step, net.inputs(0), { executor });
  for (let i = 3; i < 6; i++) {
    expect((await trained.run(net.inputs(i))).loss!.data[0]).toBeCloseTo(eagerStep(twinStep, net.inputs(i)), 5);
  }
  await trained.updateVariables();
  expect(eagerStep(step, net.inputs(6))).toBeCloseTo(eagerStep(twinStep, net.inputs(6)), 5);
  await trained.release();
  tf.dispose([...net.variables, ...twin.variables]);
});

describe('variables', () => {
  test('one that is only read stays as it is and is no state', async () => {
    const frozen = tf.variable(tf.tensor1d([2, 3]), true, 'frozen');
    const scale = tf.variable(tf.tensor1d([1, 1]), true, 'scale');
    const optimizer = tf.train.sgd(0.1);
    const step = (x?: tf.Tensor) =>
      optimizer.minimize(() => tf.sum(tf.mul(tf.mul(frozen, scale), x!)) as tf.Scalar, true, [scale]);
    const ones = [toHost(toTensor({ dtype: 'float32', shape: [2], data: Float32Array.of(1, 1) }))];
    const trained = await compileTrainingStep(step, ones, { executor });
    expect(trained.stateNames).toEqual(['scale']);
    expect((await trained.run(ones)).y0!.data[0]).toBeCloseTo(5, 5);
    await trained.updateVariables();
    expect([...scale.dataSync()]).toEqual([Math.fround(0.8), Math.fround(0.7)]);
    expect([...frozen.dataSync()]).toEqual([2, 3]);
    await trained.release();
    tf.dispose([frozen, scale]);
  });

  test('a counter and a moving average that the step assigns are state', async () => {
    const average = tf.variable(tf.scalar(0), false, 'average');
    const steps = tf.variable(tf.scalar(0, 'int32'), false, 'steps');
    const step = (x?: tf.Tensor) => {
      average.assign(tf.add(tf.mul(average, 0.5), tf.mul(tf.mean(x!), 0.5)));
      steps.assign(tf.add(steps, tf.scalar(1, 'int32')));
      return undefined;
    };
    const four = [{ dtype: 'float32', shape: [2], data: Float32Array.of(3, 5) }] as const;
    const trained = await compileTrainingStep(step, four, { executor });
    for (let i = 0; i < 3; i++) expect(await trained.run(four)).toEqual({});
    const state = await trained.readState();
    expect([state.get('average')!.data[0], state.get('steps')!.data[0]]).toEqual([3.5, 3]);
    await trained.release();
    tf.dispose([average, steps]);
  });

  test('are as before a compilation, also after one that fails; so are tensors and backend', async () => {
    const net = convNet();
    const optimizer = tf.train.adam(0.01);
    const before = weightsOf(net);
    const failing = (...inputs: tf.Tensor[]) => {
      stepOf(net, optimizer)(...inputs);
      throw new Error('mine');
    };
    const references = tf.memory().numDataBuffers;
    await expect(compileTrainingStep(failing, net.inputs(0), { executor })).rejects.toThrow(/^mine$/);
    // Adam's two moments of four variables are its own and stay.
    expect(tf.memory().numDataBuffers).toBe(references + 8);
    const tensors = tf.memory();
    const trained = await compileTrainingStep(stepOf(net, optimizer), net.inputs(0), { executor });
    for (let i = 0; i < 3; i++) await trained.run(net.inputs(i));
    await trained.release();
    expect(tf.memory().numTensors).toBe(tensors.numTensors);
    expect(tf.memory().numDataBuffers).toBe(tensors.numDataBuffers);
    expect(weightsOf(net)).toEqual(before);
    expect(optimizer.iterations).toBe(0);
    expect(tf.getBackend()).toBe('cpu');
    net.dispose();
  });
});

test('steps that overlap run in turn; a refused input leaves the state as it was', async () => {
  const net = tripletNet();
  const trained = await compileTrainingStep(stepOf(net, tf.train.sgd(0.1)), net.inputs(0), { executor });
  const initial = await trained.readState();
  const apart = [];
  for (let i = 0; i < 4; i++) apart.push((await trained.run(net.inputs(i))).loss!.data[0]);
  await trained.writeState(initial);
  const together = await Promise.all([0, 1, 2, 3].map((i) => trained.run(net.inputs(i))));
  expect(together.map(({ loss }) => loss!.data[0])).toEqual(apart);
  const state = await trained.readState();
  await expect(trained.run([])).rejects.toThrow('takes 1 inputs');
  await expect(trained.run([{ ...net.inputs(0)[0]!, shape: [5, 12] }])).rejects.toThrow(/x0 is float32\[12,5\]/);
  expect(await trained.readState()).toEqual(state);
  await trained.release();
  net.dispose();
});
