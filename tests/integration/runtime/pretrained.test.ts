import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { createTfjsWasm } from '../../../main/engine/backends/tfjs-wasm.ts';
import { dlibResnet } from '../../../models/embed/networks/dlib-resnet.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { loadGraphModelFromMemory } from '../../../models/runtime/load-graph-model.ts';
import { functionOf } from '../../../models/runtime/model-function.ts';
import type { Example, TensorFunction } from '../../../models/runtime/trace.ts';
import type { Executor } from '../../../models/runtime/types.ts';
import { loadWeightManifest } from '../../../models/runtime/weight-manifest.ts';
import { eager, randomInput, worstError } from '../../models/runtime/support.ts';

/** Some packages hide their files behind `exports`; they are read as files of the project's own node_modules. */
const folderOf = (module: string) => join(import.meta.dirname, '../../../node_modules', module);

let executor: Executor;
beforeAll(async () => {
  await (await createTfjsWasm()).activate();
  executor = await createOnnxRuntimeNode();
});

async function agrees(fn: TensorFunction, example: Example, high: number, batches: number[], tolerance = 1e-4) {
  const before = tf.memory().numTensors;
  const compiled = await compile(fn, [example], { executor });
  for (const n of batches) {
    const float = randomInput([n, ...example.shape.slice(1)], 0, high, 7 + n);
    const input =
      example.dtype === 'int32' ? { ...float, dtype: example.dtype, data: Int32Array.from(float.data) } : float;
    expect(worstError(eager(fn, input), await compiled.run(input))).toBeLessThan(tolerance);
  }
  await compiled.release();
  expect(tf.memory().numTensors).toBe(before);
  return compiled;
}

describe('the graph models of @vladmandic/human, compiled and eager', () => {
  const load = (name: string) => {
    const base = join(folderOf('@vladmandic/human'), 'models', name);
    return loadGraphModelFromMemory(readFileSync(`${base}.json`), readFileSync(`${base}.bin`));
  };

  test.each([
    'antispoof',
    'blazeface',
    'centernet',
    'emotion',
    'facemesh',
    'faceres',
    'handlandmark-lite',
    'iris',
    'liveness',
    'movenet-lightning',
  ])('%s', async (name) => {
    const model = load(name);
    const { dtype, shape } = model.inputs[0] as { dtype: string; shape: number[] };
    const example: Example = {
      dtype: dtype === 'int32' ? 'int32' : 'float32',
      shape: shape.map((length) => (length < 0 ? 1 : length)),
    };
    await agrees(functionOf(model), example, dtype === 'int32' ? 255 : 1, [1]);
    model.dispose();
  });

  test('handtrack, whose loops need asynchronous execution, is refused in words', async () => {
    const model = load('handtrack');
    const example: Example = { dtype: 'int32', shape: [1, 320, 320, 3] };
    await expect(compile(model, [example], { executor })).rejects.toThrow(/executeAsync|dynamic|control flow/i);
    model.dispose();
  });
});

/** What is used of a face-api network. */
interface FaceApiNet {
  loadFromDisk(folder: string): Promise<void>;
  forwardInput(input: object, size?: number): tf.Tensor | Record<string, tf.Tensor>;
  runNet?(input: object): tf.Tensor | Record<string, tf.Tensor>;
  dispose(): void;
}
type FaceApi = Record<string, { new (): FaceApiNet; prototype: object }>;

/** face-api asks for the union package and its chained methods (x.div(y)); it is given the core that is installed. */
function loadFaceApi(): FaceApi {
  registerHooks({
    resolve: (name, context, next) => next(name === '@tensorflow/tfjs' ? '@tensorflow/tfjs-core' : name, context),
  });
  const ops = tf as unknown as Record<string, (...operands: unknown[]) => unknown>;
  for (const op of ['add', 'sub', 'mul', 'div', 'mean', 'slice', 'expandDims']) {
    Object.assign(tf.Tensor.prototype, {
      [op](this: tf.Tensor, ...operands: unknown[]) {
        return ops[op]?.(this, ...operands);
      },
    });
  }
  for (const rank of [1, 2, 3]) {
    Object.assign(tf.Tensor.prototype, {
      [`as${rank}D`](this: tf.Tensor, ...shape: number[]) {
        return tf.reshape(this, rank === 1 ? [-1] : shape);
      },
    });
  }
  const require = createRequire(import.meta.url);
  return require(join(folderOf('@vladmandic/face-api'), 'dist/face-api.node-wasm.js'));
}

describe('the networks of @vladmandic/face-api, compiled and eager', () => {
  let faceApi: FaceApi;
  beforeAll(() => {
    faceApi = loadFaceApi();
  });

  test.each([
    ['FaceRecognitionNet', 150],
    ['FaceExpressionNet', 112],
    ['AgeGenderNet', 112],
    ['FaceLandmark68Net', 112],
    ['FaceLandmark68TinyNet', 112],
    ['TinyFaceDetector', 416],
    ['SsdMobilenetv1', 512],
  ] as const)('%s, %i²', async (name, size) => {
    const net = new (faceApi[name] as FaceApi[string])();
    await net.loadFromDisk(join(folderOf('@vladmandic/face-api'), 'model'));
    const square = { width: size, height: size };
    const fn: TensorFunction = (x) => {
      const input = {
        toBatchTensor: () => x,
        inputSize: size,
        batchSize: x?.shape[0],
        getInputWidth: () => size,
        getInputHeight: () => size,
        getReshapedInputDimensions: () => square,
      };
      Object.setPrototypeOf(input, (faceApi.NetInput as FaceApi[string]).prototype);
      const run = name === 'AgeGenderNet' || name.startsWith('FaceLandmark') ? 'runNet' : 'forwardInput';
      const result = (net[run] as FaceApiNet['forwardInput']).call(net, input, size);
      return result instanceof tf.Tensor ? result : Object.values(result).flat();
    };
    await agrees(fn, { dtype: 'float32', shape: [1, size, size, 3] }, 255, [1]);
    net.dispose();
  });

  test('dlib’s network written here agrees with face-api’s, for any batch size from one graph', async () => {
    const base = join(folderOf('@vladmandic/face-api'), 'model', 'face_recognition_model');
    const weights = loadWeightManifest(readFileSync(`${base}-weights_manifest.json`), readFileSync(`${base}.bin`));
    const ours: TensorFunction = (x) => dlibResnet(x as tf.Tensor4D, weights);
    const compiled = await agrees(ours, { dtype: 'float32', shape: [1, 150, 150, 3] }, 255, [1, 2, 5]);
    expect(compiled.freeBatch).toBe(true);
    expect(compiled.outputs.map((port) => port.shape)).toEqual([['N', 128]]);
    const net = new (faceApi.FaceRecognitionNet as FaceApi[string])();
    await net.loadFromDisk(join(folderOf('@vladmandic/face-api'), 'model'));
    const theirs: TensorFunction = (x) => {
      const input = Object.setPrototypeOf({ toBatchTensor: () => x }, (faceApi.NetInput as FaceApi[string]).prototype);
      return net.forwardInput(input) as tf.Tensor;
    };
    const chip = randomInput([2, 150, 150, 3], 0, 255, 3);
    expect(worstError(eager(theirs, chip), eager(ours, chip))).toBeLessThan(1e-5);
    tf.dispose(weights);
  });
});
