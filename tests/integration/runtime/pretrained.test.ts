import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { createTfjsWasm } from '../../../main/engine/backends/tfjs-wasm.ts';
import { HANDTRACK_OUTPUTS, handtrackFunction } from '../../../main/services/bench/inference/handtrack.ts';
import {
  type BenchModel,
  faceApiModels,
  folderOf,
  humanModels,
} from '../../../main/services/bench/inference/models.ts';
import { dlibResnet } from '../../../models/embed/networks/dlib-resnet.ts';
import { networkFiles, readNetwork } from '../../../models/inspect/read-network.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { loadGraphModelFromMemory } from '../../../models/runtime/load-graph-model.ts';
import { loadTfjsModel } from '../../../models/runtime/load-tfjs-model.ts';
import type { GraphFunction } from '../../../models/runtime/model-function.ts';
import type { Example, TensorFunction } from '../../../models/runtime/trace.ts';
import type { Executor, HostTensor } from '../../../models/runtime/types.ts';
import { loadWeightManifest } from '../../../models/runtime/weight-manifest.ts';
import { eager, randomInput, worstError } from '../../models/runtime/support.ts';

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

/** As `bench inference` opens them. */
async function agreesOn({ open }: BenchModel) {
  const { fn, example, high, dispose } = await open();
  await agrees(fn, example, high, [1]);
  dispose();
}
const human = (name: string): BenchModel => named(humanModels(), `human/${name}`);
const faceApi = (name: string): BenchModel => named(faceApiModels(), `face-api/${name}`);
function named(models: readonly BenchModel[], name: string): BenchModel {
  const found = models.find((model) => model.name === name);
  if (found === undefined) throw new Error(`${name} is not installed`);
  return found;
}

describe('the graph models of @vladmandic/human, compiled and eager', () => {
  test.each([
    'antispoof',
    'blazeface',
    'centernet',
    'emotion',
    'facemesh',
    'faceres',
    'handlandmark-lite',
    'handtrack',
    'iris',
    'liveness',
    'movenet-lightning',
  ])('%s', (name) => agreesOn(human(name)));

  test('handtrack without its loop says what the whole graph says', async () => {
    const base = join(folderOf('@vladmandic/human'), 'models', 'handtrack');
    const model = loadGraphModelFromMemory(readFileSync(`${base}.json`), readFileSync(`${base}.bin`)) as GraphModel;
    const images = tf.randomUniform([1, 320, 320, 3], 0, 255, 'int32', 5);
    const whole = (await model.executeAsync(images, HANDTRACK_OUTPUTS)) as tf.Tensor[];
    const ours = handtrackFunction(model)(images) as tf.Tensor[];
    for (const [i, tensor] of whole.entries()) expect(ours[i]?.dataSync()).toEqual(tensor.dataSync());
    tf.dispose([images, whole, ours]);
    model.dispose();
  });
});

describe('the networks of @vladmandic/face-api, compiled and eager', () => {
  test.each(faceApiModels())('$name', agreesOn);

  test('dlib’s network written here agrees with face-api’s, for any batch size from one graph', async () => {
    const base = join(folderOf('@vladmandic/face-api'), 'model', 'face_recognition_model');
    const weights = loadWeightManifest(readFileSync(`${base}-weights_manifest.json`), readFileSync(`${base}.bin`));
    const ours: TensorFunction = (x) => dlibResnet(x as tf.Tensor4D, weights);
    const compiled = await agrees(ours, { dtype: 'float32', shape: [1, 150, 150, 3] }, 255, [1, 2, 5]);
    expect(compiled.freeBatch).toBe(true);
    expect(compiled.outputs.map((port) => port.shape)).toEqual([['N', 128]]);
    const theirs = await faceApi('FaceRecognitionNet').open();
    const chip = randomInput([2, 150, 150, 3], 0, 255, 3);
    expect(worstError(eager(theirs.fn, chip), eager(ours, chip))).toBeLessThan(1e-5);
    theirs.dispose();
    tf.dispose(weights);
  });

  // Their files hold weights alone: how they are connected is said again by the reader.
  test.each([
    ['FaceRecognitionNet', 'face_recognition_model'],
    ['FaceExpressionNet', 'face_expression_model'],
    ['AgeGenderNet', 'age_gender_model'],
    ['FaceLandmark68Net', 'face_landmark_68_model'],
    ['FaceLandmark68TinyNet', 'face_landmark_68_tiny_model'],
    ['TinyFaceDetector', 'tiny_face_detector_model'],
    ['SsdMobilenetv1', 'ssd_mobilenetv1_model'],
  ])('%s opened from its weights says what the package’s code says', async (name, file) => {
    const folder = join(folderOf('@vladmandic/face-api'), 'model');
    const files = [`${file}-weights_manifest.json`, `${file}.bin`].map((each) => ({
      name: each,
      bytes: new Uint8Array(readFileSync(join(folder, each))),
    }));
    const { inputs, outputs } = readNetwork(files);
    const read = networkFiles(files);
    if ('onnx' in read) throw new Error('no model of TensorFlow.js');
    const model = (await loadTfjsModel(read.tfjs)) as GraphFunction;
    const theirs = await faceApi(name).open();
    const picture = randomInput([...theirs.example.shape], 0, theirs.high, 5);
    const ours = eager(
      (x) => model.execute({ [inputs[0]!.name]: x as tf.Tensor }, [...outputs]) as tf.Tensor[],
      picture,
    );
    const all = eager(theirs.fn, picture);
    // The boxes are decoded after the network; their scores are seen as they are.
    const wanted = name === 'SsdMobilenetv1' ? all.slice(1) : all;
    expect(worstError(wanted.map(flat), seen(name, ours).map(flat))).toBeLessThan(1e-5);
    theirs.dispose();
    model.dispose();
  });
});

const flat = (tensor: HostTensor): HostTensor => ({ ...tensor, shape: [tensor.data.length] });

/** What the package's code makes of the network's outputs before it hands them out. */
function seen(name: string, outputs: readonly HostTensor[]): readonly HostTensor[] {
  if (name === 'FaceExpressionNet') return eager((x) => tf.softmax(x!), outputs[0]!);
  // Of [background, face, …] the second.
  if (name === 'SsdMobilenetv1')
    return [{ ...outputs[1]!, data: (outputs[1]!.data as Float32Array).filter((_, i) => i % 3 === 1) }];
  return outputs;
}
