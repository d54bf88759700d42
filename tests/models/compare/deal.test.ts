import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBadLight } from '../../../models/compare/bad-light.ts';
import { ComparisonError } from '../../../models/compare/comparison-error.ts';
import { deal } from '../../../models/compare/deal.ts';
import { alikeFirst } from '../../../models/compare/look-alikes.ts';
import type { PictureSource } from '../../../models/train/picture-source.ts';

const labelsOf = (counts: readonly number[]): number[] => counts.flatMap((n, label) => new Array(n).fill(label));

describe('dealing people', () => {
  it('gives nobody two parts, no picture two uses, and everybody what the part needs', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 8, maxLength: 30 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 1000 }), (some, seed) => {
        const labels = labelsOf(some);
        const asked = { people: { enrolled: 4, newcomers: 1, strangers: 3 }, pictures: { enrol: 3, probe: 2 } };
        if (some.filter((n) => n > 1).length < 4) {
          return;
        }
        const { enrolled, newcomers, strangers } = deal(labels, asked, seed);
        const all = [...enrolled, ...newcomers, ...strangers];
        expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
        const pictures = all.flatMap(({ enrol, probes }) => [...enrol, ...probes]);
        expect(new Set(pictures).size).toBe(pictures.length);
        for (const { label, enrol, probes } of all)
          for (const picture of [...enrol, ...probes]) expect(labels[picture]).toBe(label);
        for (const { enrol, probes } of [...enrolled, ...newcomers]) {
          expect(enrol.length).toBeGreaterThanOrEqual(1);
          expect(enrol.length).toBeLessThanOrEqual(3);
          expect(probes.length).toBeGreaterThanOrEqual(1);
        }
        for (const { enrol } of strangers) expect(enrol.length).toBe(0);
        expect(enrolled.length).toBeGreaterThanOrEqual(2);
        expect(newcomers.length).toBe(1);
      }),
    );
  });

  it('deals what was asked for where it is there, the same for the same seed and else another way', () => {
    const labels = labelsOf(new Array(40).fill(5));
    const asked = { people: { enrolled: 20, newcomers: 2, strangers: 18 }, pictures: { enrol: 3, probe: 2 } };
    const dealt = deal(labels, asked, 1);
    expect([dealt.enrolled.length, dealt.newcomers.length, dealt.strangers.length]).toEqual([20, 2, 18]);
    expect(deal(labels, asked, 1)).toEqual(dealt);
    expect(deal(labels, asked, 2)).not.toEqual(dealt);
  });

  it('makes strangers of those with a single picture first', () => {
    const labels = labelsOf([1, 1, 1, 4, 4, 4, 4]);
    const { strangers } = deal(
      labels,
      { people: { enrolled: 3, newcomers: 1, strangers: 3 }, pictures: { enrol: 2, probe: 2 } },
      5,
    );
    expect(strangers.map(({ label }) => label).sort()).toEqual([0, 1, 2]);
  });

  it('refuses in words where somebody is lacking', () => {
    const asked = { people: { enrolled: 3, newcomers: 1, strangers: 3 }, pictures: { enrol: 2, probe: 2 } };
    expect(() => deal(labelsOf([4, 4, 1]), asked, 1)).toThrow(ComparisonError);
  });
});

describe('look-alikes', () => {
  it('puts the two nearest first, then whoever is nearest to anybody before', async () => {
    const shades = [
      [200, 20, 20],
      [20, 200, 20],
      [195, 25, 20],
      [180, 40, 25],
    ];
    const source: PictureSource = {
      size: 8,
      labels: Int32Array.of(0, 1, 2, 3),
      references: [],
      picture: (i) => Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => shades[i]![at % 3]! + ((at >> 4) % 5)),
    };
    const order = await alikeFirst(source);
    expect(order.slice(0, 2).sort()).toEqual([0, 2]);
    expect(order.slice(2)).toEqual([3, 1]);
  });
});

describe('bad light', () => {
  it('is dark, darker on one side, and the same for the same seed', () => {
    const grey = new Uint8Array(32 * 32 * 3).fill(160);
    const dark = inBadLight(grey, 32, 4);
    expect(inBadLight(grey, 32, 4)).toEqual(dark);
    const mean = dark.reduce((a, b) => a + b, 0) / dark.length;
    expect(mean).toBeGreaterThan(160 * 0.2);
    expect(mean).toBeLessThan(160 * 0.5);
    const quarters = [0, 1, 2, 3].map((q) => {
      let sum = 0;
      for (let y = 0; y < 16; y++)
        for (let x = 0; x < 16; x++) sum += dark[((y + 16 * (q >> 1)) * 32 + x + 16 * (q & 1)) * 3]!;
      return sum / 256;
    });
    expect(Math.max(...quarters) - Math.min(...quarters)).toBeGreaterThan(20);
  });
});
