import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestOthers } from '../../../models/metrics/nearest.ts';
import { neighboursNeeded, probeRetrievals, retrieval } from '../../../models/metrics/retrieval.ts';

fc.configureGlobal({ seed: 20_30, numRuns: 60 });

/** R-precision and MAP@R straight from the definition, from the order of all others. */
function naive(order: readonly number[], labels: readonly number[], probe: number) {
  const relevant = order.map((i) => labels[i] === labels[probe]);
  const r = relevant.filter(Boolean).length;
  if (r === 0) return null;
  const precision = (i: number) => relevant.slice(0, i).filter(Boolean).length / i;
  let sum = 0;
  for (let i = 1; i <= r; i++) if (relevant[i - 1]) sum += precision(i);
  return { pAt1: precision(1), rPrecision: precision(r), mapAtR: sum / r };
}

test('is what the definition gives, on coarse vectors with ties', () => {
  const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(4)), { minLength: 2, maxLength: 14 });
  fc.assert(
    fc.property(rows, fc.nat(3), (all, more) => {
      const labels = all.map(([, , label]) => label);
      const k = Math.min(all.length - 1, Math.max(1, neighboursNeeded(labels) + more));
      const vectors = Float32Array.from({ length: all.length * 2 }, (_, i) => all[i >> 1]![i & 1]!);
      const neighbours = nearestOthers(vectors, 2, k);
      const expected = all.map(([x, y], probe) => {
        const score = (i: number) => x * all[i]![0] + y * all[i]![1];
        const others = all.map((_, i) => i).filter((i) => i !== probe);
        const order = others.sort((a, b) => score(b) - score(a) || a - b);
        expect([...neighbours.indexes.slice(probe * k, (probe + 1) * k)]).toEqual(order.slice(0, k));
        return naive(order, labels, probe);
      });
      expect(probeRetrievals(neighbours, labels, labels, true)).toEqual(expected);
    }),
  );
});

describe('by hand', () => {
  // The paper's figure 2 in numbers: R = 10 with only the first right, all first five right, and so on.
  const gallery = [...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 10 }, () => 2)];
  const ranked = (hits: readonly number[]) => {
    let [mated, other] = [0, 10];
    const indexes = Int32Array.from({ length: 10 }, (_, i) => (hits.includes(i + 1) ? mated++ : other++));
    return probeRetrievals({ k: 10, indexes }, [1], gallery, false)[0]!;
  };
  test.each([
    [[1], 1, 0.1, 0.1],
    [[10], 0, 0.1, 0.01],
    [[1, 2], 1, 0.2, 0.2],
    [[1, 10], 1, 0.2, 0.12],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1, 1, 1],
    [[], 0, 0, 0],
  ])('right at ranks %j: P@1 %f, R-precision %f, MAP@R %f', (hits, pAt1, rPrecision, mapAtR) => {
    const found = ranked(hits);
    expect(found.pAt1).toBe(pAt1);
    expect(found.rPrecision).toBeCloseTo(rPrecision, 12);
    expect(found.mapAtR).toBeCloseTo(mapAtR, 12);
  });
});

test('too few neighbours for the largest class, or none to be had, are refused', () => {
  const templates = Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1);
  const labels = [5, 5, 5, 6];
  expect(neighboursNeeded(labels)).toBe(2);
  expect(() => probeRetrievals(nearestOthers(templates, 2, 1), labels, labels, true)).toThrow(
    'k = 1 neighbours are fewer than the 2 mated images',
  );
  expect(() => nearestOthers(templates, 2, 4)).toThrow('4 images do not have 4 others each');
  expect(() => nearestOthers(templates, 3, 1)).toThrow('no rows of 3');
  expect(() => nearestOthers(Float32Array.of(Number.NaN, 1), 1, 1)).toThrow('NaN');
  expect(() => probeRetrievals({ k: 2, indexes: new Int32Array(3) }, labels, labels, true)).toThrow(RangeError);
});

test('people with one image count nowhere, and are told', () => {
  const labels = [5, 5, 6];
  const found = probeRetrievals(nearestOthers(Float32Array.of(1, 0, 1, 0.1, 0, 1), 2, 2), labels, labels, true);
  expect(found[2]).toBeNull();
  expect(retrieval(found)).toEqual({ pAt1: 1, rPrecision: 1, mapAtR: 1, probes: 2, lonely: 1 });
  expect(retrieval([null, null])).toBeNull();
});
