import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { ACTIVATIONS, BACKBONES, type NetworkChoice, NORMS } from '../../../models/embed/networks/choice.ts';
import { DLIB_PREFIX } from '../../../models/embed/networks/dlib-layers.ts';
import type { WeightRequest } from '../../../models/embed/networks/layers.ts';
import { describeNetwork, trainedFunction } from '../../../models/embed/networks/network.ts';
import {
  initialVector,
  packedHost,
  packingOf,
  unpacked,
  unpackedHost,
} from '../../../models/embed/networks/packed-weights.ts';
import { batchNorm } from '../../../models/layers/norms/batch-norm.ts';
import { groupNorm } from '../../../models/layers/norms/group-norm.ts';
import '../../../models/runtime/gradients.ts';

const CHOICE: NetworkChoice = {
  ...{ backbone: 'cnn', dimension: 8, width: 4, norm: 'batch', activation: 'relu', inputSize: 16, fineTune: false },
};

/** Multiply-accumulates and weights of every convolution and matrix product that really runs. */
function counted(run: () => tf.Tensor): { macs: number; values: number } {
  const engine = tf.engine() as unknown as Record<string, (...rest: never[]) => unknown>;
  const original = engine.runKernel!;
  const count = { macs: 0, values: 0 };
  engine.runKernel = function (this: unknown, ...args: never[]) {
    const [name, inputs] = args as unknown as [string, Record<string, tf.Tensor>];
    const result = original.apply(this, args) as tf.Tensor;
    const filter = inputs.filter ?? inputs.b;
    if (name === 'Conv2D') count.macs += (result.size / filter!.shape[3]!) * filter!.size;
    else if (name === 'DepthwiseConv2dNative') count.macs += result.size * filter!.shape[0]! * filter!.shape[1]!;
    else if (name === 'BatchMatMul') count.macs += inputs.a!.shape.at(-1)! * result.size;
    if (['Conv2D', 'DepthwiseConv2dNative', 'BatchMatMul'].includes(name)) count.values += filter!.size;
    return result;
  } as never;
  try {
    tf.dispose(run());
  } finally {
    Reflect.deleteProperty(engine, 'runKernel');
  }
  return count;
}

const tensorsFor = (weights: readonly WeightRequest[], seed = 1): Record<string, tf.Tensor> => {
  const packing = packingOf(weights);
  const vector = initialVector(packing, seed);
  return Object.fromEntries(
    [...unpackedHost(vector, packing)].map(([name, { data, shape }]) => [name, tf.tensor(data, [...shape])]),
  );
};

describe.each(BACKBONES)('%s', (backbone) => {
  const pretrained = backbone === 'pretrained-projection';
  const choice: NetworkChoice = { ...CHOICE, backbone, inputSize: pretrained ? 150 : 16 };

  test('is described with just the multiply-accumulates and matrices that run', { timeout: 120_000 }, () => {
    const before = tf.memory().numTensors;
    const { macs, weights } = describeNetwork(choice);
    const tensors = tensorsFor(weights);
    const images = tf.zeros([1, choice.inputSize, choice.inputSize, 3]);
    const really = counted(() => trainedFunction(choice, tensors)(images));
    expect(macs).toBe(really.macs);
    const matrices = weights.filter(({ shape }) => shape.length > 1);
    expect(matrices.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)).toBe(really.values);
    tf.dispose([tensors, images]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('tells the parameters that its weights have', () => {
    const { parameters, trainedParameters, weights } = describeNetwork(choice);
    const own = weights.filter(({ kind }) => kind === 'trained');
    const sum = (some: readonly WeightRequest[]): number => packingOf(some).length;
    expect(parameters).toBe(sum(own));
    expect(trainedParameters).toBe(sum(own.filter(({ name }) => !name.startsWith(DLIB_PREFIX))));
    expect(describeNetwork({ ...choice, fineTune: true }).trainedParameters).toBe(parameters);
  });
});

describe.each(['cnn', 'separable', 'residual'] as const)('%s', (backbone) => {
  test.each(NORMS.flatMap((norm) => ACTIVATIONS.map((activation) => [norm, activation] as const)))(
    'with norm %s and activation %s gives different unit vectors for different pictures',
    (norm, activation) => {
      const choice = { ...CHOICE, backbone, norm, activation };
      const tensors = tensorsFor(describeNetwork(choice).weights);
      const rows = tf.tidy(() => {
        const images = tf.randomUniform([2, 16, 16, 3], -1, 1, 'float32', 4);
        return trainedFunction(choice, tensors)(images).dataSync();
      });
      const length = Math.hypot(...rows.slice(0, 8));
      expect(length).toBeCloseTo(1, 5);
      expect(Math.max(...rows.slice(0, 8).map((value, i) => Math.abs(value - rows[8 + i]!)))).toBeGreaterThan(1e-3);
      tf.dispose(tensors);
    },
  );
});

test('the four-block network has the parameters that its formula gives', () => {
  // 3·3·3·4 + 3·3·4·8 + 3·3·8·16 + 3·3·16·16, two numbers a channel for the norm, 16·8 + 8.
  expect(describeNetwork(CHOICE).parameters).toBe(108 + 288 + 1152 + 2304 + 2 * (4 + 8 + 16 + 16) + 128 + 8);
  // 16², 8², 4², 2² places.
  expect(describeNetwork(CHOICE).macs).toBe(108 * 256 + 288 * 64 + 1152 * 16 + 2304 * 4 + 128);
});

test.each([
  { width: 2 },
  { dimension: 1 },
  { inputSize: 15 },
  { width: 4.5 },
  { backbone: 'vgg' as never },
  { backbone: 'pretrained-projection' as const, inputSize: 112 },
])('%j is refused', (change) => {
  expect(() => describeNetwork({ ...CHOICE, ...change })).toThrow(RangeError);
});

describe('norms', () => {
  const [x, scale, shift] = tf.tidy(() => [
    tf.keep(tf.randomNormal([3, 2, 2, 8], 2, 3, 'float32', 1)),
    tf.keep(tf.randomUniform([8], 0.5, 2, 'float32', 2)),
    tf.keep(tf.randomNormal([8], 0, 1, 'float32', 3)),
  ]) as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
  const wanted = tf.keep(tf.randomNormal([3, 2, 2, 8], 0, 1, 'float32', 5));

  /** Written with nothing but elementary operations, differentiated by TensorFlow.js. */
  const plain = (input: tf.Tensor, gain: tf.Tensor, offset: tf.Tensor) => {
    const mean = tf.mean(input, [0, 1, 2]);
    const variance = tf.mean(tf.square(tf.sub(input, mean)), [0, 1, 2]);
    return tf.add(tf.mul(tf.div(tf.sub(input, mean), tf.sqrt(tf.add(variance, 1e-5))), gain), offset);
  };

  test('batch normalisation has the values and gradients of its definition', () => {
    const moving = { mean: tf.zeros([8]), variance: tf.ones([8]) };
    const own = (input: tf.Tensor, gain: tf.Tensor, offset: tf.Tensor) =>
      batchNorm(input, gain, offset, moving, () => {});
    const [a, b] = [own, plain].map((fn) =>
      tf.valueAndGrads((...inputs: tf.Tensor[]) =>
        tf.sum(tf.square(tf.sub(fn(inputs[0]!, inputs[1]!, inputs[2]!), wanted))),
      )([x, scale, shift]),
    );
    expect(a!.value.dataSync()[0]).toBeCloseTo(b!.value.dataSync()[0]!, 2);
    for (const [i, grad] of a!.grads.entries()) {
      const expected = b!.grads[i]!.dataSync();
      for (const [k, value] of grad.dataSync().entries()) expect(value).toBeCloseTo(expected[k]!, 3);
    }
  });

  test('moving statistics go a tenth of the way, and are what counts without training', () => {
    const moving = { mean: tf.fill([8], 1), variance: tf.fill([8], 4) };
    const moved = new Map<string, number[]>();
    batchNorm(x, scale, shift, moving, (which, value) => moved.set(which, [...value.dataSync()]));
    const mean = tf.mean(x, [0, 1, 2]).dataSync();
    for (const [i, value] of moved.get('mean')!.entries()) expect(value).toBeCloseTo(0.9 + 0.1 * mean[i]!, 5);
    const used = batchNorm(x, scale, shift, moving).dataSync();
    const [value, gain, offset] = [x.dataSync()[3]!, scale.dataSync()[3]!, shift.dataSync()[3]!];
    expect(used[3]).toBeCloseTo(((value - 1) / 2) * gain + offset, 3);
  });

  test.each([1, 2])('group normalisation: mean 0 and variance 1 in each of %i groups of a picture', (groups) => {
    const y = groupNorm(x, tf.ones([8]), tf.zeros([8]), groups).arraySync() as number[][][][];
    for (const picture of y)
      for (let g = 0; g < groups; g++) {
        const values = picture.flat(2).filter((_, i) => Math.floor((i % 8) / (8 / groups)) === g);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        expect(mean).toBeCloseTo(0, 4);
        expect(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length).toBeCloseTo(1, 3);
      }
  });
});

describe('packed weights', () => {
  const requests: WeightRequest[] = [
    { name: 'a', shape: [2, 3], init: 'he', fanIn: 2, kind: 'trained' },
    { name: 'b', shape: [3], init: 'ones', fanIn: 1, kind: 'trained' },
    { name: 'c', shape: [3, 4], init: 'identity', fanIn: 3, kind: 'trained' },
  ];
  const packing = packingOf(requests);

  test('come out as they went in', () => {
    const vector = initialVector(packing, 7);
    const state = unpackedHost(vector, packing);
    expect(packedHost(state, packing)).toEqual(vector);
    expect([...state.get('b')!.data]).toEqual([1, 1, 1]);
    expect([...state.get('c')!.data]).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
    tf.tidy(() => {
      const tensors = unpacked(tf.tensor1d(vector), packing);
      for (const [name, { data }] of state) expect([...tensors[name]!.dataSync()]).toEqual([...data]);
    });
    state.delete('b');
    expect(() => packedHost(state, packing)).toThrow('weight b');
  });

  test('begin with the variance that their layer wants, and otherwise for another seed', () => {
    const large = packingOf([{ name: 'w', shape: [200, 200], init: 'he', fanIn: 200, kind: 'trained' }]);
    const vector = initialVector(large, 1);
    expect(vector.reduce((sum, w) => sum + w * w, 0) / vector.length).toBeCloseTo(2 / 200, 3);
    expect(initialVector(large, 1)).toEqual(vector);
    expect(initialVector(large, 2)).not.toEqual(vector);
  });
});
