import { expect, it } from 'vitest';
import { fuseTemplates } from '../../../models/metrics/template-fusion.ts';

it('is the direction of the weighted sum', () => {
  const fused = fuseTemplates([Float32Array.of(1, 0), Float32Array.of(0, 1)], [3, 4]);
  expect(fused[0]).toBeCloseTo(0.6, 6);
  expect(fused[1]).toBeCloseTo(0.8, 6);
});

it('counts templates equally where none has quality, and ignores those without where others have', () => {
  const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
  expect(fuseTemplates([a, b], [0, 0])[0]).toBeCloseTo(Math.SQRT1_2, 6);
  expect([...fuseTemplates([a, b], [1, -5])]).toEqual([1, 0]);
});

it('refuses what has no mean', () => {
  expect(() => fuseTemplates([], [])).toThrow(/no template/);
  expect(() => fuseTemplates([Float32Array.of(1), Float32Array.of(-1)], [1, 1])).toThrow(/cancel/);
  expect(() => fuseTemplates([Float32Array.of(1), Float32Array.of(1, 0)], [1, 1])).toThrow(/template 1/);
  expect(() => fuseTemplates([Float32Array.of(1)], [])).toThrow(/0 qualities/);
});
