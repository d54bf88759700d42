import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { exportOnnx } from '../../../models/runtime/export-onnx.ts';
import type { NamedFile } from '../../../models/runtime/tfjs-files.ts';
import type { TensorFunction } from '../../../models/runtime/trace.ts';

/** Side of its chips, and numbers a face. */
export const SIDE = 32;
const ROWS = 16;
const DIMENSION = 24;

/** How its input is made: its answer does not depend on brightness then. */
export const asTiny = { mean: 0, std: 1 } as const;

/**
 * A network small enough to be written here that passes the self-test: what it sees of a face is how bright its rows
 * are, relative to each other, which neither a mirror nor less light changes. It recognises nobody.
 */
function kernel(): number[] {
  const random = (i: number) => Math.sin(i * 12.9898 + 1) * Math.cos(i * 78.233);
  const raw = Array.from({ length: ROWS * 3 * DIMENSION }, (_, i) => random(i));
  // Each column sums to zero: a grey picture of any brightness gives zeros, so its mean is taken off.
  const means = Array.from({ length: DIMENSION }, (_, c) => {
    const column = raw.filter((_, i) => i % DIMENSION === c);
    return column.reduce((sum, x) => sum + x, 0) / column.length;
  });
  return raw.map((x, i) => x - means[i % DIMENSION]!);
}

export function tinyLayersModel(): layers.LayersModel {
  const model = layers.sequential();
  const poolSize = [SIDE / ROWS, SIDE] as [number, number];
  model.add(layers.layers.averagePooling2d({ inputShape: [SIDE, SIDE, 3], poolSize, strides: poolSize }));
  model.add(layers.layers.flatten());
  model.add(layers.layers.dense({ units: DIMENSION, useBias: false }));
  model.layers[2]!.setWeights([tf.tensor2d(kernel(), [ROWS * 3, DIMENSION])]);
  return model;
}

/** The same by plain operations, as an ONNX file. */
export function tinyOnnx(metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const fn: TensorFunction = (x) => {
    const rows = tf.avgPool(x as tf.Tensor4D, [SIDE / ROWS, SIDE], [SIDE / ROWS, SIDE], 'valid');
    return tf.matMul(tf.reshape(rows, [-1, ROWS * 3]), tf.tensor2d(kernel(), [ROWS * 3, DIMENSION]));
  };
  return exportOnnx(fn, [{ dtype: 'float32', shape: [1, SIDE, SIDE, 3], name: 'image' }], { metadata });
}

/** What `model.save` would have written, in two shards. */
export async function savedLayersModel(metadata: Readonly<Record<string, string>> = {}): Promise<NamedFile[]> {
  const model = tinyLayersModel();
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save({
    save: async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  model.dispose();
  const { modelTopology, weightSpecs, weightData } = saved!;
  const bytes = new Uint8Array(weightData as ArrayBuffer);
  const paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
  const weightsManifest = [{ paths, weights: weightSpecs }];
  const json = { format: 'layers-model', modelTopology, weightsManifest, userDefinedMetadata: metadata };
  return [
    { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) },
    { name: paths[0]!, bytes: bytes.slice(0, 1001) },
    { name: paths[1]!, bytes: bytes.slice(1001) },
  ];
}

/** An ONNX file that runs and gives the same answer for everybody: the self-test refuses it. */
export function blindOnnx(): Uint8Array {
  const fn: TensorFunction = (x) => tf.add(tf.mul(tf.mean(x as tf.Tensor4D, [1, 2]), 0), 1);
  return exportOnnx(fn, [{ dtype: 'float32', shape: [1, SIDE, SIDE, 3] }]);
}

/** The same network as the converter writes a graph model; its input's sides are free. */
export function savedGraphModel(): NamedFile[] {
  const node = (name: string, op: string, input: string[] = [], attr: object = {}) => ({ name, op, input, attr });
  const type = (name: string) => ({ type: name });
  const numbers = (...values: number[]) => ({ list: { i: values.map(String) } });
  const dim = [-1, -1, -1, 3].map((size) => ({ size: String(size) }));
  const window = numbers(1, SIDE / ROWS, SIDE, 1);
  const modelTopology = {
    node: [
      node('image', 'Placeholder', [], { dtype: type('DT_FLOAT'), shape: { shape: { dim } } }),
      node('shape', 'Const', [], { dtype: type('DT_INT32'), value: { tensor: { dtype: 'DT_INT32' } } }),
      node('kernel', 'Const', [], { dtype: type('DT_FLOAT'), value: { tensor: { dtype: 'DT_FLOAT' } } }),
      node('rows', 'AvgPool', ['image'], {
        ksize: window,
        strides: window,
        padding: { s: Buffer.from('VALID').toString('base64') },
        data_format: { s: Buffer.from('NHWC').toString('base64') },
        T: type('DT_FLOAT'),
      }),
      node('flat', 'Reshape', ['rows', 'shape'], { T: type('DT_FLOAT'), Tshape: type('DT_INT32') }),
      node('vector', 'MatMul', ['flat', 'kernel'], {
        T: type('DT_FLOAT'),
        transpose_a: { b: false },
        transpose_b: { b: false },
      }),
      node('bright', 'Mean', ['flat', 'axis'], { T: type('DT_FLOAT'), keep_dims: { b: true } }),
      node('axis', 'Const', [], { dtype: type('DT_INT32'), value: { tensor: { dtype: 'DT_INT32' } } }),
    ],
    versions: {},
  };
  const ports = (names: string[]) => Object.fromEntries(names.map((name) => [name, { name, dtype: 'DT_FLOAT' }]));
  const signature = {
    inputs: { image: { name: 'image', dtype: 'DT_FLOAT', tensorShape: { dim } } },
    // Not the embedding first: the longest vector is meant.
    outputs: ports(['bright', 'vector']),
  };
  const weights = [
    { name: 'shape', shape: [2], dtype: 'int32' },
    { name: 'axis', shape: [1], dtype: 'int32' },
    { name: 'kernel', shape: [ROWS * 3, DIMENSION], dtype: 'float32' },
  ];
  const data = Buffer.concat([
    new Uint8Array(Int32Array.of(-1, ROWS * 3, 1).buffer),
    new Uint8Array(Float32Array.from(kernel()).buffer),
  ]);
  const json = {
    format: 'graph-model',
    modelTopology,
    signature,
    weightsManifest: [{ paths: ['w/all.bin'], weights }],
  };
  return [
    { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) },
    { name: 'w/all.bin', bytes: new Uint8Array(data) },
  ];
}
