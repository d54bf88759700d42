import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadGraphModelFromMemory } from '../../../../models/runtime/load-graph-model.ts';
import { functionOf } from '../../../../models/runtime/model-function.ts';
import type { Example, TensorFunction } from '../../../../models/runtime/trace.ts';
import { handtrackFunction } from './handtrack.ts';

/** A pretrained network to run here and on TensorFlow.js. */
export interface BenchModel {
  readonly name: string;
  /** Opened when its turn comes. @throws when the model cannot be read */
  open(): Promise<OpenModel>;
}

export interface OpenModel {
  readonly fn: TensorFunction;
  /** With a batch of one. */
  readonly example: Example;
  /** Inputs lie between 0 and this. */
  readonly high: number;
  dispose(): void;
}

const require = createRequire(import.meta.url);

/** The folder of an installed development dependency, whose `exports` hide its files. @throws where it is absent */
export const folderOf = (name: string): string => {
  const entry = require.resolve(name);
  return entry.slice(0, entry.lastIndexOf(name) + name.length);
};

/** Every graph model that comes with @vladmandic/human. */
export function humanModels(): BenchModel[] {
  const folder = join(folderOf('@vladmandic/human'), 'models');
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.bin') ? [file.slice(0, -4)] : []));
  return names.sort().map((name) => ({
    name: `human/${name}`,
    async open() {
      const base = join(folder, name);
      const model = loadGraphModelFromMemory(readFileSync(`${base}.json`), readFileSync(`${base}.bin`));
      const { dtype, shape } = model.inputs[0] as { dtype: string; shape: number[] | undefined };
      const isInteger = dtype === 'int32';
      return {
        fn: name === 'handtrack' ? handtrackFunction(model) : functionOf(model),
        example: { dtype: isInteger ? 'int32' : 'float32', shape: knownShape(name, shape) },
        high: isInteger ? 255 : 1,
        dispose: () => model.dispose(),
      };
    },
  }));
}

/** Sides of the input where the model leaves them open. */
const OPEN_SIDES: Readonly<Record<string, number>> = { handtrack: 320, centernet: 512 };

const knownShape = (name: string, shape: readonly number[] | undefined): number[] =>
  (shape ?? [1, -1, -1, 3]).map((length, axis) => (length > 0 ? length : axis === 0 ? 1 : (OPEN_SIDES[name] ?? 256)));

/** What is used of a network of face-api's. */
interface FaceApiNet {
  loadFromDisk(folder: string): Promise<void>;
  forwardInput(input: object, size?: number): tf.Tensor | Record<string, tf.Tensor>;
  runNet?(input: object): tf.Tensor | Record<string, tf.Tensor>;
  dispose(): void;
}
type FaceApi = Record<string, { new (): FaceApiNet; prototype: object }>;

/** The networks of face-api, the method that runs each, and the side of its input. */
const FACE_API = [
  ['FaceRecognitionNet', 'forwardInput', 150],
  ['FaceExpressionNet', 'forwardInput', 112],
  ['AgeGenderNet', 'runNet', 112],
  ['FaceLandmark68Net', 'runNet', 112],
  ['FaceLandmark68TinyNet', 'runNet', 112],
  ['TinyFaceDetector', 'forwardInput', 416],
  ['SsdMobilenetv1', 'forwardInput', 512],
] as const;

/** Every network that comes with @vladmandic/face-api: plain TensorFlow.js functions. */
export function faceApiModels(): BenchModel[] {
  const folder = folderOf('@vladmandic/face-api');
  let loaded: FaceApi | undefined;
  return FACE_API.map(([name, method, side]) => ({
    name: `face-api/${name}`,
    async open() {
      loaded ??= loadFaceApi(folder);
      const api = loaded;
      const net = new (api[name] as FaceApi[string])();
      await net.loadFromDisk(join(folder, 'model'));
      const fn: TensorFunction = (x) => {
        const input = {
          toBatchTensor: () => x,
          inputSize: side,
          batchSize: x?.shape[0],
          getInputWidth: () => side,
          getInputHeight: () => side,
          getReshapedInputDimensions: () => ({ width: side, height: side }),
        };
        Object.setPrototypeOf(input, (api.NetInput as FaceApi[string]).prototype);
        const result = (net[method] as FaceApiNet['forwardInput']).call(net, input, side);
        return result instanceof tf.Tensor ? result : Object.values(result).flat();
      };
      const example: Example = { dtype: 'float32', shape: [1, side, side, 3] };
      return { fn, example, high: 255, dispose: () => net.dispose() };
    },
  }));
}

/** face-api asks for the union package and its chained methods (x.div(y)); it is given the core that is installed. */
function loadFaceApi(folder: string): FaceApi {
  registerHooks({
    resolve: (name, context, next) => next(name === '@tensorflow/tfjs' ? '@tensorflow/tfjs-core' : name, context),
  });
  const ops = tf as unknown as Record<string, (...operands: unknown[]) => unknown>;
  const methods: Record<string, (this: tf.Tensor, ...operands: never[]) => unknown> = {};
  for (const op of ['add', 'sub', 'mul', 'div', 'mean', 'slice', 'expandDims']) {
    methods[op] = function (...operands) {
      return ops[op]?.(this, ...operands);
    };
  }
  for (const rank of [1, 2, 3]) {
    methods[`as${rank}D`] = function (...shape: number[]) {
      return tf.reshape(this, rank === 1 ? [-1] : shape);
    };
  }
  Object.assign(tf.Tensor.prototype, methods);
  return require(join(folder, 'dist', 'face-api.node-wasm.js'));
}
