import { expect, test } from 'vitest';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { PARTS, tasks } from '../../../models/experiments/padding.ts';
import { borderError } from '../../../models/padding/border-error.ts';
import { kernelOf } from '../../../models/padding/kernels.ts';
import { planeOf } from '../../../models/padding/plane.ts';

const input = { seed: 3, people: 1 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('half the kernel keeps the size for odd kernels, step by step and side by side; zero invents most, and is no amount', async () => {
  const result = await toEnd(tasks.check(input));
  expect(verdicts(result)).toEqual({
    half: 'holds-when',
    examples: 'holds',
    formula: 'holds',
    default: 'holds-when',
    uneven: 'does-not-hold',
    mirror: 'does-not-hold',
    inside: 'holds',
    error: 'does-not-hold',
  });
  const figures = (id: string) => result.findings.find((one) => one.id === id)!.figures;
  expect(figures('half')).toMatchObject({ evenKept: 0, stridedKept: 0 });
  expect(figures('default')).toMatchObject({ size: 110, lost: 2 });
  expect(figures('mirror')).toMatchObject({ byOneDiffer: 0 });
  expect(await toEnd(tasks.check(input))).toEqual(result);
});

test('other padding, convolution and frameworks change their verdicts', async () => {
  // One mirror for both words, and replicate for zero.
  const oneMirror: typeof PARTS.pad = (plane, by, kind, constant) =>
    PARTS.pad(plane, by, kind === 'reflect' ? 'symmetric' : kind === 'zero' ? 'replicate' : kind, constant);
  const kind = verdicts(await toEnd(tasks.check(input, { ...PARTS, pad: oneMirror })));
  expect(kind).toMatchObject({ mirror: 'holds', error: 'holds', half: 'holds-when' });
  const frameworks = async () => ({ byDefault: (n: number) => n, same: () => [1, 1] as const });
  expect(verdicts(await toEnd(tasks.check(input, { ...PARTS, frameworks })))).toMatchObject({
    default: 'holds',
    uneven: 'holds',
  });
  // A convolution that leaves the last output out.
  const short: typeof PARTS.convolve = (plane, kernel, window) => {
    const whole = PARTS.convolve(plane, kernel, window);
    return { ...whole, columns: whole.columns - 1 };
  };
  expect(verdicts(await toEnd(tasks.check(input, { ...PARTS, convolve: short })))).toMatchObject({
    half: 'does-not-hold',
    examples: 'does-not-hold',
    formula: 'does-not-hold',
  });
});

test('the error of a border by hand: a ramp continued by its own edge', () => {
  // 0 10 20 30 40 50, of which 20 30 are kept.
  const uncropped = planeOf(
    6,
    6,
    Array.from({ length: 36 }, (_, i) => 10 * (i % 6)),
  );
  const seen = borderError({
    ...{ uncropped, margin: 2, by: 1, kind: 'replicate', constant: 0 },
    ...{ kernel: kernelOf('mean', 3), window: { stride: 1, dilation: 1 } },
  });
  // (20 + 20 + 30) / 3 for (10 + 20 + 30) / 3, and likewise on the right.
  expect(seen.mean).toBeCloseTo(10 / 3, 12);
  expect(seen.border).toEqual([true, true, true, true]);
  expect(() =>
    borderError({
      ...{ uncropped, margin: 1, by: 2, kind: 'zero', constant: 0 },
      ...{ kernel: kernelOf('mean', 3), window: { stride: 1, dilation: 1 } },
    }),
  ).toThrow(RangeError);
});
