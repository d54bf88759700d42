import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RESIDUAL_LOSSES, residualLoss } from '../../../models/losses/residual.ts';

type Told = { value: number[]; slope: number[] };
const reference = JSON.parse(readFileSync(new URL('./references/residual.json', import.meta.url), 'utf8')) as {
  r: number[];
  beta: number;
} & Record<(typeof RESIDUAL_LOSSES)[number], Told>;

test.each(RESIDUAL_LOSSES)('%s and its slope as PyTorch has them', (id) => {
  const { value, slope } = residualLoss(id, reference.beta);
  for (const [i, r] of reference.r.entries()) {
    expect(value(r)).toBeCloseTo(reference[id].value[i]!, 12);
    expect(slope(r)).toBeCloseTo(reference[id].slope[i]!, 12);
  }
});

test('smooth L1 without a β is refused', () => expect(() => residualLoss('smooth-l1', 0)).toThrow(RangeError));
