import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { dlibResnet } from '../../../models/embed/networks/dlib-resnet.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { loadGraphModelFromMemory } from '../../../models/runtime/load-graph-model.ts';
import { functionOf } from '../../../models/runtime/model-function.ts';
import type { TensorFunction } from '../../../models/runtime/trace.ts';
import type { Executor } from '../../../models/runtime/types.ts';
import { loadWeightManifest } from '../../../models/runtime/weight-manifest.ts';
import { eager, randomInput, worstError } from '../../models/runtime/support.ts';

/** Some packages hide their files behind `exports`; they are read as files of the project's own node_modules. */
const folderOf = (module: string) => join(import.meta.dirname, '../../../node_modules', module);

let executor: Executor;
beforeAll(async () => {
  setWasmPaths(join(folderOf('@tensorflow/tfjs-backend-wasm'), 'dist/'));
  await tf.setBackend('wasm');
  await tf.ready();
  executor = await createOnnxRuntimeNode();
});

async function agrees(fn: TensorFunction, size: number, low: number, high: number, batches: number[]) {
  const before = tf.memory().numTensors;
  const compiled = await compile(fn, [{ dtype: 'float32', shape: [1, size, size, 3] }], { executor });
  for (const n of batches) {
    const input = randomInput([n, size, size, 3], low, high, 7 + n);
    expect(worstError(eager(fn, input), await compiled.run(input))).toBeLessThan(1e-4);
  }
  await compiled.release();
  expect(tf.memory().numTensors).toBe(before);
  return compiled;
}

function human(name: string) {
  const base = join(folderOf('@vladmandic/human'), 'models', name);
  return functionOf(loadGraphModelFromMemory(readFileSync(`${base}.json`), readFileSync(`${base}.bin`)));
}

describe('networks that the pipeline uses, compiled and eager', () => {
  test('BlazeFace, one face detector input of 256²', async () => {
    await agrees(human('blazeface'), 256, -1, 1, [1]);
  });

  test('face mesh, 192²', async () => {
    await agrees(human('facemesh'), 192, 0, 1, [1]);
  });

  test('dlib face recognition, 150², any batch size from one graph', async () => {
    const base = join(folderOf('@vladmandic/face-api'), 'model', 'face_recognition_model');
    const weights = loadWeightManifest(readFileSync(`${base}-weights_manifest.json`), readFileSync(`${base}.bin`));
    const compiled = await agrees((x) => dlibResnet(x as tf.Tensor4D, weights), 150, 0, 255, [1, 2, 5]);
    expect(compiled.freeBatch).toBe(true);
    expect(compiled.outputs.map((port) => port.shape)).toEqual([['N', 128]]);
    tf.dispose(weights);
  });
});
