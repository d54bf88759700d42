import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { chooseBackend } from '../../../main/engine/backends/choose.ts';
import { createNativeTensorflow, repairNodeUtil } from '../../../main/engine/backends/native-tensorflow.ts';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { createOnnxRuntimeWeb } from '../../../main/engine/backends/onnxruntime-web.ts';
import { createTfjsWasm } from '../../../main/engine/backends/tfjs-wasm.ts';
import { compile } from '../../../models/runtime/compile.ts';
import type { EagerExecutor, Executor } from '../../../models/runtime/types.ts';

const fails = (message: string) => () => Promise.reject(new Error(message));

describe('every backend computes the same', () => {
  const dense = (x: tf.Tensor) => tf.relu(tf.matMul(x as tf.Tensor2D, tf.tensor2d([1, -2, 3, 4], [2, 2])));
  const factories: Array<[string, () => Promise<Executor | EagerExecutor>]> = [
    ['onnxruntime-node', createOnnxRuntimeNode],
    ['onnxruntime-web', createOnnxRuntimeWeb],
    ['tfjs-wasm', createTfjsWasm],
  ];
  test.each(factories)('%s', async (id, create) => {
    const executor = await create();
    expect(executor.id).toBe(id);
    const compiled = await compile(dense, [{ dtype: 'float32', shape: [1, 2] }], { executor });
    const [y] = await compiled.run({ dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, -3, 1) });
    expect(y).toEqual({ dtype: 'float32', shape: [2, 2], data: Float32Array.of(7, 6, 0, 10) });
    await compiled.release();
    await expect(compiled.run()).rejects.toThrow('released');
  });
});

describe('choosing a backend', () => {
  test('native TensorFlow wins where it loads; ONNX files still have their runtime', async () => {
    const native: EagerExecutor = { id: 'tfjs-node-gpu', eager: true, activate: async () => undefined };
    const choice = await chooseBackend({ native: async () => native });
    expect(choice.executor).toBe(native);
    expect(choice.onnx?.id).toBe('onnxruntime-node');
    expect(choice.reason).toBe('Networks run on native TensorFlow.');
  });

  test('without it, ONNX Runtime, and the reason is told', async () => {
    const choice = await chooseBackend({ native: fails('not installed') });
    expect(choice.executor.id).toBe('onnxruntime-node');
    expect(choice.reason).toBe(
      'Networks run on ONNX Runtime (native). native TensorFlow is not available (not installed).',
    );
  });

  test('with no ONNX runtime at all, tfjs wasm', async () => {
    const choice = await chooseBackend({ native: fails('a'), onnxNode: fails('b'), onnxWeb: fails('c') });
    expect(choice.executor.id).toBe('tfjs-wasm');
    expect(choice.onnx).toBeUndefined();
    expect(choice.attempts.map((a) => a.problem)).toEqual(['a', 'b', 'c', undefined]);
  });

  test('with nothing, an error that says why', async () => {
    const none = { native: fails('a'), onnxNode: fails('b'), onnxWeb: fails('c'), wasm: fails('d') };
    await expect(chooseBackend(none)).rejects.toThrow('TensorFlow.js (WebAssembly) is not available (d).');
  });
});

describe('the adapter of native TensorFlow', () => {
  const executor = async (id: string): Promise<EagerExecutor> => ({ id, eager: true, activate: async () => undefined });

  test('puts back what newer Node versions lack before the package is required', async () => {
    const util: Record<string, unknown> = {};
    const seen: unknown[] = [];
    const require = (name: string) => seen.push(name, typeof util.isNullOrUndefined, typeof util.isArray);
    const native = await createNativeTensorflow({ require, util, executor });
    expect(native.id).toBe('tfjs-node-gpu');
    expect(seen).toEqual(['@tensorflow/tfjs-node-gpu', 'function', 'function']);
  });

  test('leaves functions alone that are there', () => {
    const isArray = () => true;
    const util: Record<string, unknown> = { isArray };
    repairNodeUtil(util);
    expect(util.isArray).toBe(isArray);
    expect((util.isNullOrUndefined as (x: unknown) => boolean)(undefined)).toBe(true);
    expect((util.isNullOrUndefined as (x: unknown) => boolean)(0)).toBe(false);
  });

  test('falls back to the package without GPU, then says why neither loads', async () => {
    const onlyCpu = (name: string) => {
      if (name.endsWith('gpu')) throw new Error('no libcudart\nRequire stack: …');
    };
    expect((await createNativeTensorflow({ require: onlyCpu, util: {}, executor })).id).toBe('tfjs-node');
    const none = (name: string) => {
      throw new Error(`Cannot find module '${name}'\nRequire stack: …`);
    };
    await expect(createNativeTensorflow({ require: none, util: {}, executor })).rejects.toThrow(
      "@tensorflow/tfjs-node-gpu: Cannot find module '@tensorflow/tfjs-node-gpu'; @tensorflow/tfjs-node: Cannot find module '@tensorflow/tfjs-node'",
    );
  });

  test('is exercised for real where it loads', async ({ skip }) => {
    const native = await createNativeTensorflow().catch(() => undefined);
    if (!native) return skip('native TensorFlow is not installed');
    await native.activate();
    expect(tf.sum(tf.ones([3])).dataSync()[0]).toBe(3);
  });
});
