import type { io } from '@tensorflow/tfjs-core';
import { concatenated, type NamedFile, type TfjsFiles, TfjsModelError } from '../../runtime/tfjs-files.ts';
import { byteLength } from '../../runtime/weight-bytes.ts';
import { TopologyWriter } from './topology-writer.ts';

/** What a network of face-api is, said to a writer of its graph. */
type Architecture = (w: TopologyWriter) => readonly string[];

/**
 * The networks of @vladmandic/face-api (MIT; V. Mühler, V. Mandic). Their files hold weights alone: how they are connected stands in that
 * package's code. It is said here again, by the weights' names, as a graph that TensorFlow.js can load. What its code computes after the
 * network (boxes from offsets, points from outputs) is left out.
 */
const ARCHITECTURES: readonly {
  readonly name: string;
  readonly sign: string;
  readonly lacks?: string;
  readonly build: Architecture;
}[] = [
  { name: 'face_recognition_model', sign: 'conv256_down_out/conv2/conv/filters', build: dlib },
  { name: 'ssd_mobilenetv1_model', sign: 'MobilenetV1/Conv2d_13_pointwise/weights', build: ssd },
  { name: 'tiny_face_detector_model', sign: 'conv8/filters', build: tinyYolo },
  { name: 'age_gender_model', sign: 'exit_flow/separable_conv/pointwise_filter', build: xception },
  { name: 'face_landmark_68_or_expression_model', sign: 'dense3/conv3/pointwise_filter', build: (w) => dense(w, 4) },
  {
    name: 'face_landmark_68_tiny_model',
    sign: 'dense2/conv2/pointwise_filter',
    lacks: 'dense3/conv0/depthwise_filter',
    build: (w) => dense(w, 3),
  },
];

/**
 * A face-api manifest with its weights as a graph model; null where it is none of that package's.
 * @throws TfjsModelError where it is one and the weights are not all there
 */
export function faceApiModel(files: readonly NamedFile[]): TfjsFiles | null {
  const manifest =
    files.find(({ name }) => name.endsWith('weights_manifest.json')) ??
    files.find(({ name }) => name.endsWith('.json'));
  const groups = manifest === undefined ? null : groupsOf(manifest.bytes);
  if (groups === null) return null;
  const specs = groups.flatMap(({ weights }) => weights);
  const names = new Set(specs.map(({ name }) => name));
  const found = ARCHITECTURES.find(({ sign, lacks }) => names.has(sign) && (lacks === undefined || !names.has(lacks)));
  if (found === undefined) return null;
  const parts = groups.flatMap(({ paths }) =>
    paths.map((path) => {
      // The package's bundled copies end in .bin, older ones in -shard1.
      const file = files.find(({ name }) => name === path || name.split('/').at(-1) === path);
      if (file === undefined)
        throw new TfjsModelError(
          `The weight file "${String(path).slice(0, 200)}" is missing: choose it together with its manifest.`,
        );
      return file.bytes;
    }),
  );
  const expected = specs.reduce((total, spec) => total + byteLength(spec), 0);
  const given = parts.reduce((total, part) => total + part.byteLength, 0);
  if (given !== expected)
    throw new TfjsModelError(
      `The weight files hold ${given} bytes and the manifest lists ${expected}: copy or download them again.`,
    );
  const writer = new TopologyWriter(specs);
  const outputs = found.build(writer);
  return writer.model(concatenated([...parts, writer.constantBytes()]), outputs);
}

function groupsOf(bytes: Uint8Array): io.WeightsManifestConfig | null {
  try {
    const groups: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const sound = (group: unknown): boolean => {
      const { paths, weights } = (group ?? {}) as { paths?: unknown; weights?: unknown };
      return (
        Array.isArray(paths) &&
        paths.every((path) => typeof path === 'string') &&
        Array.isArray(weights) &&
        weights.every(isSpec)
      );
    };
    return Array.isArray(groups) && groups.length > 0 && groups.every(sound)
      ? (groups as io.WeightsManifestConfig)
      : null;
  } catch {
    return null;
  }
}

function isSpec(spec: unknown): boolean {
  const { name, shape, dtype } = (spec ?? {}) as { name?: unknown; shape?: unknown; dtype?: unknown };
  const isShape = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  return typeof name === 'string' && typeof dtype === 'string' && isShape;
}

/** Mean colours of the pictures that these networks were trained on. */
const MEAN = [122.782, 117.001, 104.298];
const YOLO_MEAN = [117.001, 114.697, 97.404];

const centred = (w: TopologyWriter, x: string, mean: readonly number[]): string =>
  w.op('RealDiv', 'normalised', [w.op('Sub', 'centred', [x, w.numbers('mean', mean)]), w.numbers('range', [255])]);

/** Depthwise, then 1 × 1, then bias. */
const separable = (
  w: TopologyWriter,
  x: string,
  name: string,
  stride: number,
  padding: 'SAME' | 'VALID' = 'SAME',
): string =>
  w.bias(
    w.conv(w.depthwise(x, `${name}/depthwise_filter`, stride, padding), `${name}/pointwise_filter`, 1, 'VALID'),
    `${name}/bias`,
  );

const convolved = (
  w: TopologyWriter,
  x: string,
  name: string,
  stride: number,
  padding: 'SAME' | 'VALID' = 'SAME',
): string => w.bias(w.conv(x, `${name}/filters`, stride, padding), `${name}/bias`);

/** Each convolution reads the sum of all before it in its block. */
function dense(w: TopologyWriter, blocks: number): string[] {
  let x = centred(w, w.input(112), MEAN);
  for (let block = 0; block < blocks; block++) {
    const name = `dense${block}`;
    const first = block === 0 ? convolved(w, x, `${name}/conv0`, 2) : separable(w, x, `${name}/conv0`, 2);
    x = w.op('Relu', `${name}/relu0`, [first]);
    let sum = x;
    for (let i = 1; i < blocks; i++) {
      const out = separable(w, x, `${name}/conv${i}`, 1);
      sum = w.op('AddV2', `${name}/add${i}`, [sum, out]);
      x = w.op('Relu', `${name}/relu${i}`, [sum]);
    }
  }
  const side = blocks === 4 ? 7 : 14;
  return [w.fully(w.flat(w.pool('AvgPool', 'pool', x, side, 2, 'VALID'), 'flat'), 'fc/weights', 'fc/bias')];
}

function xception(w: TopologyWriter): string[] {
  const reduction = (x: string, name: string, activate: boolean): string => {
    const begun = activate ? w.op('Relu', `${name}/relu0`, [x]) : x;
    const first = w.op('Relu', `${name}/relu1`, [separable(w, begun, `${name}/separable_conv0`, 1)]);
    const pooled = w.pool('MaxPool', `${name}/pool`, separable(w, first, `${name}/separable_conv1`, 1), 3, 2, 'SAME');
    return w.op('AddV2', `${name}/add`, [pooled, convolved(w, x, `${name}/expansion_conv`, 2)]);
  };
  let x = w.op('Relu', 'entry_flow/relu', [convolved(w, centred(w, w.input(112), MEAN), 'entry_flow/conv_in', 2)]);
  x = reduction(x, 'entry_flow/reduction_block_0', false);
  x = reduction(x, 'entry_flow/reduction_block_1', true);
  for (let block = 0; w.has(`middle_flow/main_block_${block}/separable_conv0/bias`); block++) {
    const name = `middle_flow/main_block_${block}`;
    let out = x;
    for (let i = 0; i < 3; i++)
      out = separable(w, w.op('Relu', `${name}/relu${i}`, [out]), `${name}/separable_conv${i}`, 1);
    x = w.op('AddV2', `${name}/add`, [out, x]);
  }
  x = reduction(x, 'exit_flow/reduction_block', true);
  x = w.op('Relu', 'exit_flow/relu', [separable(w, x, 'exit_flow/separable_conv', 1)]);
  const vector = w.flat(w.pool('AvgPool', 'pool', x, 7, 2, 'VALID'), 'flat');
  return [w.fully(vector, 'fc/age/weights', 'fc/age/bias'), w.fully(vector, 'fc/gender/weights', 'fc/gender/bias')];
}

function tinyYolo(w: TopologyWriter): string[] {
  const leaky = (x: string, name: string): string => w.op('LeakyRelu', `${name}/leaky`, [x], { alpha: { f: 0.1 } });
  let x = centred(w, w.input(416), YOLO_MEAN);
  for (let i = 0; i <= 5; i++) {
    const name = `conv${i}`;
    x = leaky(i === 0 ? convolved(w, x, name, 1, 'VALID') : separable(w, x, name, 1), name);
    x = w.pool('MaxPool', `pool${i}`, x, 2, i < 5 ? 2 : 1, 'SAME');
  }
  return [convolved(w, x, 'conv8', 1, 'VALID')];
}

function ssd(w: TopologyWriter): string[] {
  const pointwise = (x: string, name: string, stride: number): string =>
    w.op('Relu6', `${name}/relu6`, [
      w.bias(w.conv(x, `${name}/weights`, stride, 'SAME'), `${name}/convolution_bn_offset`),
    ]);
  const scaled = w.op('RealDiv', 'scaled', [w.input(512), w.numbers('half', [127.5])]);
  let x = pointwise(w.op('Sub', 'centred', [scaled, w.numbers('one', [1])]), 'MobilenetV1/Conv2d_0_pointwise', 2);
  let eleventh = x;
  for (let i = 1; i <= 13; i++) {
    const name = `MobilenetV1/Conv2d_${i}_depthwise`;
    const wide = w.depthwise(x, `${name}/depthwise_weights`, [2, 4, 6, 12].includes(i) ? 2 : 1, 'SAME');
    x = pointwise(
      w.op('Relu6', `${name}/relu6`, [w.norm(wide, `${name}/BatchNorm`)]),
      `MobilenetV1/Conv2d_${i}_pointwise`,
      1,
    );
    if (i === 11) eleventh = x;
  }
  const seen = [eleventh, x];
  for (let i = 0; i <= 7; i++) {
    x = pointwise(x, `Prediction/Conv2d_${i}_pointwise`, i % 2 === 0 ? 1 : 2);
    if (i % 2 === 1) seen.push(x);
  }
  const predicted = (part: string, last: readonly number[]): string =>
    w.concat(
      part,
      seen.map((maps, i) => {
        const name = `Prediction/BoxPredictor_${i}/${part}`;
        return w.reshape(w.bias(w.conv(maps, `${name}/weights`, 1, 'SAME'), `${name}/biases`), `${name}/rows`, [
          1,
          -1,
          ...last,
        ]);
      }),
      1,
    );
  return [predicted('BoxEncodingPredictor', [4]), w.op('Sigmoid', 'scores', [predicted('ClassPredictor', [3])])];
}

function dlib(w: TopologyWriter): string[] {
  const scaled = (x: string, name: string, stride: number, padding: 'SAME' | 'VALID'): string => {
    const convolution = w.bias(w.conv(x, `${name}/conv/filters`, stride, padding), `${name}/conv/bias`);
    return w.op('AddV2', `${name}/shifted`, [
      w.op('Mul', `${name}/scaled`, [convolution, `${name}/scale/weights`]),
      `${name}/scale/biases`,
    ]);
  };
  let x = w.pool(
    'MaxPool',
    'pool',
    w.op('Relu', 'relu', [scaled(centred(w, w.input(150), MEAN), 'conv32_down', 2, 'VALID')]),
    3,
    2,
    'VALID',
  );
  let [side, channels] = [35, 32];
  for (const [name, down] of DLIB) {
    const wide = Number(/\d+/.exec(name)![0]);
    const first = w.op('Relu', `${name}/relu1`, [scaled(x, `${name}/conv1`, down ? 2 : 1, down ? 'VALID' : 'SAME')]);
    let branch = scaled(first, `${name}/conv2`, 1, 'SAME');
    if (down) {
      // The shortcut is pooled; whichever map is smaller gets zeros at its end, and the shortcut zero channels.
      const [inside, pooled] = [Math.floor((side - 3) / 2) + 1, Math.floor(side / 2)];
      let shortcut = w.pool('AvgPool', `${name}/pool`, x, 2, 2, 'VALID');
      const larger = Math.max(inside, pooled);
      if (larger > pooled || wide > channels)
        shortcut = w.pad(shortcut, `${name}/shortcut`, larger - pooled, wide - channels);
      if (larger > inside) branch = w.pad(branch, `${name}/branch`, larger - inside, 0);
      [side, x] = [larger, shortcut];
    }
    channels = wide;
    x = w.op('Relu', `${name}/relu2`, [w.op('AddV2', `${name}/add`, [branch, x])]);
  }
  return [w.fully(w.mean(x, 'mean'), 'fc')];
}

const DLIB: readonly (readonly [string, boolean])[] = [
  ...[1, 2, 3].map((i) => [`conv32_${i}`, false] as const),
  ['conv64_down', true],
  ...[1, 2, 3].map((i) => [`conv64_${i}`, false] as const),
  ['conv128_down', true],
  ...[1, 2].map((i) => [`conv128_${i}`, false] as const),
  ['conv256_down', true],
  ...[1, 2].map((i) => [`conv256_${i}`, false] as const),
  ['conv256_down_out', true],
];
