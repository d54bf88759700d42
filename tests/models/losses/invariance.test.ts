import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LossChoice } from '../../../models/losses/compose.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { eager } from '../runtime/support.ts';
import { inputsOf, lossFunction, withGradients } from './run.ts';
import { CHOICES, DIMENSION, type Example, exampleOf, nameOf, withEmbeddings, withLabels } from './support.ts';

fc.configureGlobal({ seed: 20_27, numRuns: 10 });

const lossOf = (example: Example): number => eager(lossFunction(example), ...inputsOf(example))[0]!.data[0]!;
const rows = (data: ArrayLike<number>): number[][] =>
  Array.from({ length: data.length / DIMENSION }, (_, i) =>
    Array.from({ length: DIMENSION }, (_, j) => data[i * DIMENSION + j]!),
  );
const flat = (all: readonly (readonly number[])[]): Float32Array => Float32Array.from(all.flat());
const seeds = fc.integer({ min: 1, max: 1_000_000 });
const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(3e-5 * Math.max(1, Math.abs(a)));

/** Only directions count in these. */
const scaleFree = ({ loss, distance }: LossChoice): boolean =>
  distance === 'cosine' ? loss !== 'n-pair' : distance === undefined && !['softmax', 'centre'].includes(loss);
const named = (choices: readonly LossChoice[]) => choices.map((choice) => [nameOf(choice), choice] as const);

describe.each(named(CHOICES))('%s', (_, choice) => {
  test('does not depend on the order of the batch', () => {
    fc.assert(
      fc.property(seeds, fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (seed, order) => {
        const example = exampleOf(choice, seed);
        const all = rows(example.embeddings.data);
        const moved = withEmbeddings(example, flat(order.map((i) => all[i]!)));
        near(
          lossOf(
            withLabels(
              moved,
              order.map((i) => example.labels.data[i]!),
            ),
          ),
          lossOf(example),
        );
      }),
    );
  });

  test.each([
    [
      'identical vectors',
      (e: Example) => withEmbeddings(e, e.embeddings.data.map((_, k) => 0.1 * (k % 5)) as Float32Array),
    ],
    ['vectors of zeros', (e: Example) => withEmbeddings(e, new Float32Array(e.embeddings.data.length))],
    ['huge vectors', (e: Example) => withEmbeddings(e, e.embeddings.data.map((v) => v * 30) as Float32Array)],
    ['one person only', (e: Example) => withLabels(e, [1, 1, 1, 1, 1, 1, 1, 1])],
    ['one picture of one, the rest of another', (e: Example) => withLabels(e, [0, 1, 1, 1, 1, 1, 1, 1])],
    [
      'identical vectors of one person',
      (e: Example) =>
        withLabels(withEmbeddings(e, new Float32Array(e.embeddings.data.length).fill(0.3)), [3, 3, 3, 3, 3, 3, 3, 3]),
    ],
  ])('has finite loss and gradients for %s', (_case, change) => {
    // The papers' own scales, not the gentle ones.
    for (const options of [choice.options ?? {}, {}]) {
      const example = change(exampleOf({ ...choice, options }, 5));
      for (const { data } of eager(withGradients(example), ...inputsOf(example)))
        expect([...data].every(Number.isFinite)).toBe(true);
    }
  });
});

describe.each(named(CHOICES.filter(scaleFree)))('%s', (_, choice) => {
  test('does not depend on the length of any vector', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.array(fc.double({ min: 0.5, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (seed, by) => {
          const example = exampleOf(choice, seed);
          const scaled = rows(example.embeddings.data).map((row, i) => row.map((v) => v * by[i]!));
          near(lossOf(withEmbeddings(example, flat(scaled))), lossOf(example));
        },
      ),
    );
  });
});

const nobody = CHOICES.filter(
  ({ loss }) => LOSSES.get(loss).kind === 'pairs' && !['multi-similarity', 'n-pair'].includes(loss),
);
test.each(named(nobody))('%s is 0 where everybody is there once', (_, choice) => {
  const example = exampleOf(choice, 3);
  const alone = withLabels(example, [0, 1, 2, 3, 4, 5, 6, 7]);
  if (choice.loss === 'contrastive') expect(lossOf(alone)).toBeGreaterThanOrEqual(0);
  else expect(lossOf(alone)).toBe(0);
});
