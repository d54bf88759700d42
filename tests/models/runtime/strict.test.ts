import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import { loadGraphModelFromMemory } from '../../../models/runtime/load-graph-model.ts';
import type { TensorFunction } from '../../../models/runtime/trace.ts';
import { randomInput } from './support.ts';

const executor = await createOnnxRuntimeNode();
const example = { dtype: 'float32', shape: [2, 5] } as const;
let calls = 0;

const FROZEN: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, RegExp]>> = {
  'tf.dropout': [(x) => tf.dropout(x, 0.5), /tf\.dropout draws .* the same at every call/],
  'a seeded tf.randomNormal': [(x) => tf.add(x, tf.randomNormal([5], 0, 1, 'float32', 7)), /tf\.randomNormal draws/],
  'Math.random as a number': [(x) => tf.mul(x, Math.random()), /float32\[\] made from JavaScript data differs/],
  'Math.random in an attribute': [(x) => tf.clipByValue(x, 0, Math.random()), /attribute of ClipByValue differs/],
  'a counter': [(x) => tf.mul(x, calls++), /differs when the function is traced again/],
  'a branch on a counter': [(x) => (calls++ % 2 ? tf.sin(x) : tf.abs(tf.cos(x))), /The function takes another way/],
};

test.each(Object.entries(FROZEN))('%s is refused, with its place', async (_, [fn, message]) => {
  for (const freeBatch of [true, false]) {
    const compiling = compile(fn as TensorFunction, [example], { executor, freeBatch });
    await expect(compiling).rejects.toThrow(message);
    await expect(compiling).rejects.toThrow(/Called at .*strict\.test\.ts:\d+:\d+\./);
  }
  expect(() => exportOnnx(fn as TensorFunction, [example])).toThrow(message);
});

test('strict: false freezes one draw; noise that is an input does not', async () => {
  const x = randomInput([2, 5], 1, 2, 1);
  const options = { executor, freeBatch: false };
  const frozen = await compile(FROZEN['tf.dropout']![0] as TensorFunction, [example], { ...options, strict: false });
  expect((await frozen.run(x))[0]).toEqual((await frozen.run(x))[0]);
  await frozen.release();
  const free: TensorFunction = (values, noise) => tf.where(tf.less(noise!, 0.5), 0, tf.div(values!, 0.5));
  const compiled = await compile(free, [example, example], options);
  const draws = [1, 2, 1].map((seed) => randomInput([2, 5], 0, 1, seed));
  const [a, b, again] = await Promise.all(draws.map(async (noise) => (await compiled.run(x, noise))[0]));
  expect(a).not.toEqual(b);
  expect(a).toEqual(again);
  await compiled.release();
});

test('a graph model that draws random numbers is refused by the name of the operation', async () => {
  const node = (name: string, op: string, input: string[], attr: object) => ({ name, op, input, attr });
  const float = { type: 'DT_FLOAT' };
  const shape = { shape: { dim: [{ size: '2' }, { size: '5' }] } };
  const model = {
    format: 'graph-model',
    modelTopology: {
      node: [
        node('x', 'Placeholder', [], { dtype: float, shape }),
        node('size', 'Const', [], { dtype: { type: 'DT_INT32' }, value: { tensor: { dtype: 'DT_INT32' } } }),
        node('noise', 'RandomUniform', ['size'], { dtype: float, T: { type: 'DT_INT32' }, seed: { i: '3' } }),
        node('y', 'AddV2', ['x', 'noise'], { T: float }),
      ],
      versions: {},
    },
    weightsManifest: [{ paths: ['w'], weights: [{ name: 'size', shape: [2], dtype: 'int32' }] }],
  };
  const json = new TextEncoder().encode(JSON.stringify(model));
  const loaded = loadGraphModelFromMemory(json, new Uint8Array(Int32Array.of(2, 5).buffer));
  await expect(compile(loaded, [example], { executor })).rejects.toThrow(/tf\.randomUniform draws random numbers/);
  loaded.dispose();
});
