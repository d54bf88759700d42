import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { type StepFunction, traceStep } from '../../../../models/runtime/training/trace-step.ts';
import { randomInput } from '../support.ts';
import { executor, tripletNet } from './nets.ts';

const net = tripletNet();
const optimizer = tf.train.adam(0.01);

/** A step whose loss adds what `more` gives. */
const stepWith =
  (more: (x: tf.Tensor) => tf.Tensor): StepFunction =>
  (...inputs) =>
    optimizer.minimize(() => tf.add(net.loss(...inputs), tf.mean(more(inputs[0] as tf.Tensor))) as tf.Scalar, true, [
      ...net.variables,
    ]);

let calls = 0;
const HERE = /Called at .*strict\.test\.ts:\d+:\d+\./;

const FROZEN: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, RegExp]>> = {
  'tf.dropout': [(x) => tf.dropout(x, 0.5), /tf\.dropout draws random numbers/],
  'a seeded tf.randomNormal': [
    (x) => tf.add(x, tf.randomNormal([12, 5], 0, 1, 'float32', 7)),
    /tf\.randomNormal draws random numbers/,
  ],
  'tf.randomUniformInt': [(x) => tf.mul(x, tf.randomUniformInt([], 1, 5)), /tf\.randomUniform/],
  'tf.multinomial of constants': [
    () => tf.cast(tf.multinomial(tf.tensor1d([0.5, 0.5]), 3), 'float32'),
    /tf\.multinomial draws random/,
  ],
  'Math.random in a tensor': [(x) => tf.mul(x, tf.scalar(Math.random())), /tensor float32\[\] made from JavaScript/],
  'Math.random as a number': [(x) => tf.mul(x, Math.random()), /tensor float32\[\] made from JavaScript data differs/],
  'Math.random in an attribute': [(x) => tf.clipByValue(x, 0, Math.random()), /attribute of ClipByValue differs/],
  'a counter': [(x) => tf.mul(x, calls++), /differs when the step is traced again/],
  'a branch on a counter': [(x) => (calls++ % 2 ? tf.sin(x) : tf.abs(tf.cos(x))), /takes another way .*(Sin|Cos)/],
  'a schedule by the count of iterations': [(x) => tf.mul(x, 0.9 ** optimizer.iterations), /differs when the step/],
  'a number computed from the learning rate': [
    (x) => tf.mul(x, (optimizer as tf.AdamOptimizer)['learningRate' as never] * 2),
    /computed from the learning rate/,
  ],
};

test.each(Object.entries(FROZEN))('%s is refused, with its place', async (_, [more, message]) => {
  const compiling = compileTrainingStep(stepWith(more), net.inputs(0), { executor });
  await expect(compiling).rejects.toThrow(message);
  await expect(compiling).rejects.toThrow(HERE);
});

test('what is fixed is not refused, and nothing is with strict: false', async () => {
  expect(() =>
    traceStep(
      stepWith((x) => tf.mul(x, tf.tensor1d([1, 2, 3, 4, 5]))),
      net.inputs(0),
      true,
    ),
  ).not.toThrow();
  for (const [more] of Object.values(FROZEN)) {
    expect(() => traceStep(stepWith(more), net.inputs(0), false)).not.toThrow();
  }
});

test('dropout by noise that is an input differs with the noise and repeats with it', async () => {
  const step = (x?: tf.Tensor, noise?: tf.Tensor) =>
    optimizer.minimize(() => net.loss(tf.where(tf.less(noise!, 0.5), 0, tf.div(x!, 0.5))), true, [...net.variables]);
  const [x] = net.inputs(1);
  const noises = [1, 2, 1].map((seed) => randomInput([12, 5], 0, 1, seed));
  const trained = await compileTrainingStep(step, [x!, noises[0]!], { executor });
  const losses = [];
  for (const noise of noises) losses.push((await trained.run([x!, noise], { learningRate: 0 })).y0!.data[0]);
  expect(losses[0]).not.toBe(losses[1]);
  expect(losses[2]).toBe(losses[0]);
  await trained.release();
});

test('the place is the very line', async () => {
  const line = Number(/strict\.test\.ts:(\d+)/.exec(new Error().stack ?? '')?.[1]);
  const step = stepWith((x) => tf.add(x, Math.random()));
  expect(() => traceStep(step, net.inputs(0), true)).toThrow(new RegExp(`strict\\.test\\.ts:${line + 1}:`));
});

test('a kernel without a rule, misfitting shapes and a read name the operation and the place', () => {
  const trace = (more: (x: tf.Tensor) => tf.Tensor) => () => traceStep(stepWith(more), net.inputs(0), true);
  const unknown = trace((x) => tf.real(tf.fft(tf.complex(x, x))));
  expect(unknown).toThrow(/Complex/);
  expect(unknown).toThrow(HERE);
  const misfit = trace((x) => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D));
  expect(misfit).toThrow(/matMul: inner lengths 5 of \[12,5\] and 12/);
  expect(misfit).toThrow(HERE);
  const read = trace((x) => tf.scalar(x.dataSync()[0]!));
  expect(read).toThrow(/reads a tensor's numbers/);
  expect(read).toThrow(HERE);
});

test('a step that creates a variable at every call is refused', () => {
  const created: tf.Variable[] = [];
  const more = (x: tf.Tensor) => {
    created.push(tf.variable(tf.scalar(2)));
    return tf.mul(x, created.at(-1)!);
  };
  expect(() => traceStep(stepWith(more), net.inputs(0), true)).toThrow(/creates variables at every call/);
  tf.dispose(created);
  const fromInput: tf.Variable[] = [];
  const traced = (x: tf.Tensor) => {
    fromInput.push(tf.variable(tf.mean(x) as tf.Scalar));
    return x;
  };
  expect(() => traceStep(stepWith(traced), net.inputs(0), true)).toThrow(/from traced values/);
  expect(fromInput[0]!.isDisposed).toBe(true);
});

test('an asynchronous step is refused', () => {
  expect(() => traceStep((async () => tf.scalar(1)) as never, net.inputs(0), true)).toThrow(/asynchronous/);
});
