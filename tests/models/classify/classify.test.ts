import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { logitsOf, softmaxAnswer } from '../../../models/classify/answer.ts';
import { freshHead } from '../../../models/classify/fresh-head.ts';
import { type Head, imprinted, withoutRow, withRow } from '../../../models/classify/head.ts';
import { HeadProgram } from '../../../models/classify/head-program.ts';
import { linearLogits } from '../../../models/losses/softmax.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import '../runtime/support.ts';

const executor = await createOnnxRuntimeNode();

function someHead(classes: number, dimension: number): Head {
  const random = seededRandom(9);
  const values = (n: number) => Float32Array.from({ length: n }, () => 2 * random() - 1);
  return { classes, dimension, rows: values(classes * dimension), biases: values(classes) };
}

describe('a softmax head', () => {
  it('answers as the loss that trained it scores', () => {
    const head = someHead(5, 3);
    const features = Float32Array.from({ length: 6 }, (_, i) => Math.sin(i));
    const expected = tf.tidy(() =>
      linearLogits(tf.tensor2d(features, [2, 3]), {
        classes: tf.tensor2d(head.rows, [5, 3]),
        biases: tf.tensor1d(head.biases),
      }).dataSync(),
    );
    const logits = [0, 1].flatMap((k) => [...logitsOf(head, features.subarray(3 * k, 3 * k + 3))]);
    for (const [i, logit] of logits.entries()) expect(logit).toBeCloseTo(expected[i]!, 5);
  });

  it('gives the largest probability and minus the free energy, however large the logits are', () => {
    const logit = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 9 }), (all) => {
        const sum = all.reduce((total, one) => total + Math.exp(one), 0);
        const { best, probability, energy } = softmaxAnswer(Float64Array.from(all));
        expect(all[best]).toBe(Math.max(...all));
        expect(probability).toBeCloseTo(Math.exp(Math.max(...all)) / sum, 8);
        expect(energy).toBeCloseTo(Math.log(sum), 8);
      }),
    );
    // Shifted logits: the same probability, another energy.
    const far = softmaxAnswer(Float64Array.of(1000, 999));
    expect(far.probability).toBeCloseTo(1 / (1 + Math.exp(-1)), 10);
    expect(far.energy).toBeCloseTo(1000 + Math.log(1 + Math.exp(-1)), 10);
    expect(() => softmaxAnswer(new Float64Array(0))).toThrow(RangeError);
  });

  it('gains and loses a row without touching the others', () => {
    const head = someHead(4, 3);
    const grown = withRow(head, Float32Array.of(7, 8, 9), 0.5);
    expect(grown.classes).toBe(5);
    expect(withoutRow(grown, 4)).toEqual(head);
    const left = withoutRow(head, 1);
    const feature = Float32Array.of(1, -2, 3);
    const before = [...logitsOf(head, feature)];
    expect([...logitsOf(left, feature)]).toEqual(before.filter((_, k) => k !== 1));
    expect(() => withoutRow(head, 4)).toThrow(RangeError);
    expect(() => withRow(head, Float32Array.of(1), 0)).toThrow(RangeError);
  });

  it('is imprinted with the direction of a newcomer’s features, as long as its rows are', () => {
    const head = someHead(4, 3);
    const features = Float32Array.of(10, 0, 0, 0, 0.1, 0);
    const row = imprinted(head, features).rows.subarray(12);
    const lengths = [0, 1, 2, 3].map((k) => Math.hypot(...head.rows.subarray(3 * k, 3 * k + 3)));
    expect(Math.hypot(...row)).toBeCloseTo(lengths.reduce((a, b) => a + b, 0) / 4, 5);
    // Lengths of features do not count: both pictures pull equally.
    expect(row[0]).toBeCloseTo(row[1]!, 5);
    expect(row[2]).toBe(0);
    expect(() => imprinted(head, Float32Array.of(1, 0, 0, -1, 0, 0))).toThrow(RangeError);
  });

  it('learns to tell people apart, and its first loss is the eager one', async () => {
    const random = seededRandom(3);
    const people = 6;
    const centres = Array.from({ length: people }, () => Array.from({ length: 8 }, () => 2 * random() - 1));
    const labels = Int32Array.from({ length: 24 }, (_, i) => i % people);
    const features = Float32Array.from([...labels].flatMap((k) => centres[k]!.map((x) => x + 0.2 * (random() - 0.5))));
    const initial = freshHead(people, 8, 1);
    const optimiser = { id: 'adam', rate: 0.1, schedule: { id: 'constant', warmUp: 0 }, weightDecay: 0 } as const;
    const tensors = tf.memory().numTensors;
    const program = await HeadProgram.open(initial, 24, optimiser, { executor, threads: 1 });
    const first = await program.run(features, labels, 0.1);
    const eager = [...labels].reduce((sum, label, k) => {
      const logits = logitsOf(initial, features.subarray(8 * k, 8 * k + 8));
      return sum + softmaxAnswer(logits).energy - logits[label]!;
    }, 0);
    expect(first).toBeCloseTo(eager / 24, 4);
    for (let step = 0; step < 60; step++) await program.run(features, labels, 0.1);
    const head = await program.head();
    const answered = [...labels].map((_, k) => softmaxAnswer(logitsOf(head, features.subarray(8 * k, 8 * k + 8))).best);
    expect(answered).toEqual([...labels]);
    await program.release();
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
