import { expect, test } from 'vitest';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { drawnFaces } from '../../../models/experiments/sampling-faces.ts';
import { PARTS } from '../../../models/experiments/transposed-conv/parts.ts';
import { blurOf, byInverse, byTransposed, observe } from '../../../models/experiments/transposed-conv/restore.ts';
import { tasks } from '../../../models/experiments/transposed-conv.ts';

const input = { seed: 3, people: 1, channels: 128 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('the shape comes back with the right output padding, the values do not; boards are where the stride does not divide', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toEqual({
    inverse: 'does-not-hold',
    shape: 'holds-when',
    outputPadding: 'holds',
    board: 'holds-when',
    before: 'holds-when',
    weights: 'does-not-hold',
    gradient: 'holds-when',
    fix: 'holds',
    deconvolution: 'holds',
    noise: 'holds-when',
  });
  const figures = (id: string) => result.findings.find((one) => one.id === id)!.figures;
  expect(figures('board')).toMatchObject({ least: 1, most: 4, divisibleUneven: 0 });
  expect(figures('shape')).toMatchObject({ strideOne: 152, strideOnePlain: 152 });
  expect(figures('noise').careful).toBeLessThan(figures('noise').transposed!);
});

test('other code changes the verdicts', async () => {
  // A transposed convolution of which every second pixel is repeated: no board, and no gradient either.
  const smooth: typeof PARTS.transposedConvolve = (plane, kernel, transposition) => {
    const back = PARTS.transposedConvolve(plane, kernel, transposition);
    return { ...back, values: back.values.fill(1) };
  };
  // Without an inverse: what was seen is taken for the picture.
  const inverseFilter: typeof PARTS.inverseFilter = (observed, kernel) => () => {
    const [rows, columns] = [observed.rows - kernel.rows + 1, observed.columns - kernel.columns + 1];
    return { rows, columns, values: observed.values.slice(0, rows * columns) };
  };
  expect(
    verdicts(await toEnd(tasks.check(input, { ...PARTS, transposedConvolve: smooth, inverseFilter }))),
  ).toMatchObject({
    board: 'does-not-hold',
    before: 'does-not-hold',
    gradient: 'does-not-hold',
    deconvolution: 'does-not-hold',
  });
});

test('a kernel that is one pixel is undone by its transpose, any other is not; an inverse undoes it', () => {
  const [x] = [...drawnFaces(3, 1, 32)];
  for (const [k, back] of [
    [1, true],
    [3, false],
  ] as const) {
    const kernel = blurOf('mean', k, 1);
    const observed = observe(x!, kernel, 0, 1);
    expect(byTransposed(observed, kernel, x!).error < 1e-9).toBe(back);
    expect(byInverse(observed, kernel, x!)(0).error).toBeLessThan(1e-9);
  }
});
