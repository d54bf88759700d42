import '@tensorflow/tfjs-backend-cpu';
import '../../../../models/runtime/gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../../main/engine/backends/onnxruntime-node.ts';
import { batchNorm } from '../../../../models/layers/norms/batch-norm.ts';
import { crossNorm } from '../../../../models/layers/norms/cross-norm.ts';
import { groupNorm, instanceNorm, layerNorm } from '../../../../models/layers/norms/group-norm.ts';
import { selfNorm } from '../../../../models/layers/norms/self-norm.ts';
import { switchableNorm } from '../../../../models/layers/norms/switchable-norm.ts';
import { compile } from '../../../../models/runtime/compile.ts';
import { scoped } from '../../runtime/support.ts';
import references from './references/norms.json' with { type: 'json' };

const shape = references.shape as [number, number, number, number];
type Name = keyof typeof references.given;
type Given = Readonly<Partial<Record<Name, tf.Tensor>>>;

const moving = () => ({ mean: tf.tensor1d(references.moving.mean), variance: tf.tensor1d(references.moving.variance) });
const switched = ({ scale, shift, means, variances }: Given) => ({
  ...{ scale: scale!, shift: shift!, ofMeans: means!, ofVariances: variances! },
});
const gate = (of: 'mean' | 'deviation', g: Given) => ({ a: g[`${of}_a`]!, b: g[`${of}_b`]!, c: g[`${of}_c`]! });

/** Each layer as the app has it, on what the script gave PyTorch. */
const layers: Readonly<Record<keyof typeof references.cases, (given: Given) => tf.Tensor>> = {
  batch: ({ x, scale, shift }) => batchNorm(x!, scale!, shift!, moving(), () => {}),
  batchMoving: ({ x, scale, shift }) => batchNorm(x!, scale!, shift!, moving()),
  layer: ({ x, scale, shift }) => layerNorm(x!, scale!, shift!),
  instance: ({ x, scale, shift }) => instanceNorm(x!, scale!, shift!),
  group: ({ x, scale, shift }) => groupNorm(x!, scale!, shift!, 2),
  switchable: (given) => switchableNorm(given.x!, switched(given), moving(), () => {}),
  switchableMoving: (given) => switchableNorm(given.x!, switched(given), moving()),
  cross: ({ x }) => crossNorm(x!, tf.tensor1d(references.partners, 'int32')),
  self: (given) => selfNorm(given.x!, { mean: gate('mean', given), deviation: gate('deviation', given) }),
};
const cases = Object.entries(references.cases).map(([id, of]) => {
  const names = Object.keys(of.gradients) as Name[];
  return { id: id as keyof typeof layers, y: of.y, names, gradients: of.gradients as Readonly<Record<Name, number[]>> };
});
const tensorOf = (name: Name): tf.Tensor =>
  name === 'x' ? tf.tensor4d(references.given.x, shape) : tf.tensor1d(references.given[name]);
const loss = (id: keyof typeof layers, given: Given): tf.Scalar =>
  tf.sum(tf.mul(layers[id](given), tf.tensor4d(references.dy, shape)));
const farthest = (a: ArrayLike<number>, b: readonly number[]): number => {
  expect(a).toHaveLength(b.length);
  return Math.max(...b.map((value, i) => Math.abs(value - a[i]!)));
};

beforeAll(() => tf.setBackend('cpu'));

describe.each(cases)('$id', ({ id, y, names, gradients }) => {
  test('gives PyTorch’s numbers, and its gradients', () => {
    scoped(() => {
      expect(farthest(layers[id](Object.fromEntries(names.map((n) => [n, tensorOf(n)]))).dataSync(), y)).toBeLessThan(
        5e-6,
      );
      const found = tf.grads((...all: tf.Tensor[]) => loss(id, Object.fromEntries(names.map((n, i) => [n, all[i]!]))))(
        names.map(tensorOf),
      );
      for (const [i, name] of names.entries())
        expect(farthest(found[i]!.dataSync(), gradients[name]), name).toBeLessThan(3e-5);
    });
  });

  test('has the gradients that differences along a direction give', () => {
    const step = 5e-3;
    for (const name of names)
      scoped(() => {
        const direction = tf.randomNormal(tensorOf(name).shape, 0, 1, 'float32', 7);
        const at = (by: number): number => {
          const given = Object.fromEntries(names.map((n) => [n, tensorOf(n)]));
          return loss(id, { ...given, [name]: tf.add(given[name]!, tf.mul(direction, by)) }).dataSync()[0]!;
        };
        const along = gradients[name].reduce((sum, value, i) => sum + value * direction.dataSync()[i]!, 0);
        expect(Math.abs((at(step) - at(-step)) / (2 * step) - along), name).toBeLessThan(5e-3 * (1 + Math.abs(along)));
      });
  });
});

test('traced and run by ONNX Runtime each gives the same', async () => {
  const executor = await createOnnxRuntimeNode();
  for (const { id, y, names } of cases) {
    const inputs = names.map((name) => ({
      ...{ dtype: 'float32' as const, shape: name === 'x' ? shape : [references.given[name].length] },
      data: Float32Array.from(references.given[name]),
    }));
    const fn = (...all: tf.Tensor[]) => layers[id](Object.fromEntries(names.map((n, i) => [n, all[i]!])));
    const compiled = await compile(fn, inputs, { executor, freeBatch: false });
    const [result] = await compiled.run(...inputs);
    expect(farthest(result!.data as Float32Array, y), id).toBeLessThan(5e-6);
    await compiled.release();
  }
});

test('moving statistics go a tenth of the way to the batch’s', () => {
  scoped(() => {
    for (const id of ['batch', 'switchable'] as const) {
      const told: Record<string, readonly number[]> = {};
      const note = (which: string, value: tf.Tensor) => {
        told[which] = [...value.dataSync()];
      };
      const [x, scale, shift, means, variances] = (['x', 'scale', 'shift', 'means', 'variances'] as const).map(
        tensorOf,
      );
      if (id === 'batch') batchNorm(x!, scale!, shift!, moving(), note);
      else
        switchableNorm(
          x!,
          switched({ scale: scale!, shift: shift!, means: means!, variances: variances! }),
          moving(),
          note,
        );
      const { mean, variance } = tf.moments(x!, [0, 1, 2]);
      for (const [which, own] of [
        ['mean', mean],
        ['variance', variance],
      ] as const)
        expect(
          farthest(
            own.dataSync().map((v, c) => 0.9 * references.moving[which][c]! + 0.1 * v),
            told[which]!,
          ),
        ).toBeLessThan(1e-5);
    }
  });
});
