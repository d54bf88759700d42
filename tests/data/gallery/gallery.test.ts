import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createGallery,
  defaultHnsw,
  type FusionStrategy,
  type Gallery,
  type GalleryEntry,
} from '../../../data/gallery/gallery.ts';

const dimension = 16;
const unit = (values: ArrayLike<number>): Float32Array => {
  const norm = Math.hypot(...Array.from(values)) || 1;
  return Float32Array.from(values, (value) => value / norm);
};
/** Reproducible directions, one a person, far apart: the generator of Numerical Recipes. */
const vectorOf = (seed: number, noise = 0, size = dimension): Float32Array => {
  let state = (Math.round(seed * 7919) + 1) >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  for (let i = 0; i < 10; i++) next();
  const own = Array.from({ length: size }, next);
  return unit(own.map((value) => value + noise * next()));
};
const entry = (person: number, nth = 0, quality = 0.8): GalleryEntry => ({
  templateId: `t${person}.${nth}`,
  personId: `p${person}`,
  vector: vectorOf(person, nth * 0.2),
  quality,
});
const gallery = (entries: readonly GalleryEntry[], strategy?: FusionStrategy): Gallery =>
  createGallery({
    modelId: 'm',
    dimension,
    entries,
    ...(strategy === undefined ? {} : { strategy }),
    hnsw: { ...defaultHnsw(dimension), enabled: false },
  });
const indexed = (entries: readonly GalleryEntry[], startWorker?: () => Worker): Gallery =>
  createGallery({
    modelId: 'm',
    dimension,
    entries,
    hnsw: { ...defaultHnsw(dimension), minSize: 1 },
    strategy: 'best-template',
    ...(startWorker ? { startWorker } : {}),
  });

/** The slow way: every score of every person, sorted. */
function naive(entries: readonly GalleryEntry[], probe: Float32Array, strategy: FusionStrategy) {
  const byPerson = Map.groupBy(entries, (each) => each.personId);
  const dot = (a: ArrayLike<number>): number => Array.from(a).reduce((sum, value, i) => sum + value * probe[i], 0);
  return [...byPerson]
    .map(([personId, own]) => {
      const sum = Array.from({ length: dimension }, (_, i) =>
        own.reduce((total, each) => total + each.quality * each.vector[i], 0),
      );
      return {
        personId,
        score: strategy === 'best-template' ? Math.max(...own.map((each) => dot(each.vector))) : dot(unit(sum)),
      };
    })
    .sort((a, b) => b.score - a.score);
}

describe.each(['best-template', 'weighted-mean'] as const)('the exact scan, %s', (strategy) => {
  test('answers as the slow way does, whatever was added and removed before', async () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('add' as const), person: fc.nat(6), nth: fc.nat(3) }),
      fc.record({ do: fc.constant('removePerson' as const), person: fc.nat(6), nth: fc.nat(3) }),
      fc.record({ do: fc.constant('removeTemplate' as const), person: fc.nat(6), nth: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), fc.nat(99), async (actions, seed) => {
        const tested = gallery([], strategy);
        let present: GalleryEntry[] = [];
        for (const { do: what, person, nth } of actions) {
          const one = entry(person, nth);
          if (what === 'add') {
            tested.add([one]);
            present = [...present.filter((each) => each.templateId !== one.templateId), one];
          } else if (what === 'removePerson') {
            tested.removePerson(one.personId);
            present = present.filter((each) => each.personId !== one.personId);
          } else {
            tested.removeTemplate(one.templateId);
            present = present.filter((each) => each.templateId !== one.templateId);
          }
        }
        const probe = vectorOf(seed / 7);
        const expected = naive(present, probe, strategy);
        const { best, second } = await tested.search(probe);
        expect(tested.size).toBe(present.length);
        for (const [found, wanted] of [
          [best, expected[0]],
          [second, expected[1]],
        ] as const) {
          expect(found === null).toBe(wanted === undefined);
          if (found !== null) expect(found.score).toBeCloseTo(wanted.score, 5);
        }
        if (expected[1] !== undefined && expected[0].score - expected[1].score > 1e-6)
          expect(best?.personId).toBe(expected[0].personId);
        await tested.close();
      }),
      { numRuns: 150 },
    );
  });
});

describe('what is refused', () => {
  const code = (work: () => unknown): string => {
    try {
      work();
      return 'taken';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  test('NaN, a length that is not 1, another dimension; and nothing of a batch with one of them is added', async () => {
    const tested = gallery([entry(1)]);
    const with_ = (vector: Float32Array) => code(() => tested.add([entry(2), { ...entry(3), vector }]));
    expect(with_(Float32Array.from({ length: dimension }, () => Number.NaN))).toBe('BAD_INPUT');
    expect(with_(new Float32Array(dimension))).toBe('BAD_INPUT');
    expect(with_(vectorOf(1, 0, dimension * 2))).toBe('MODEL_MISMATCH');
    expect(tested.size).toBe(1);
    await expect(tested.search(vectorOf(1, 0, 8))).rejects.toMatchObject({ code: 'MODEL_MISMATCH' });
    await tested.close();
    await expect(tested.search(vectorOf(1))).rejects.toMatchObject({ code: 'CLOSED' });
  });
});

describe('HNSW', () => {
  const people = Array.from({ length: 1500 }, (_, i) => entry(i));

  test('is swapped in when built and verified, and answers as the exact scan', async () => {
    const tested = indexed(people);
    expect(tested.index.kind).toBe('exact');
    expect((await tested.search(vectorOf(7, 0.1))).best?.personId).toBe('p7'); // serves while it is built
    await tested.rebuilt();
    expect(tested.index.kind).toBe('hnsw');
    let agree = 0;
    for (let i = 0; i < 300; i++) {
      const probe = vectorOf(i * 5, 0.3);
      const [a, b] = [await tested.search(probe), await tested.search(probe, { exact: true })];
      if (a.best?.personId === b.best?.personId && a.second?.personId === b.second?.personId) agree++;
      if (a.best?.personId === b.best?.personId) expect(a.best?.score).toBe(b.best?.score);
    }
    expect(agree / 300).toBeGreaterThanOrEqual(0.99);
    await tested.close();
  });

  test('never answers a removed person, finds an added one at once, and rebuilds when it has aged', async () => {
    const tested = indexed(people);
    await tested.rebuilt();
    for (let i = 0; i < 100; i++) tested.removePerson(`p${i}`);
    for (let i = 0; i < 100; i++) {
      const { best, second } = await tested.search(vectorOf(i));
      for (const hit of [best, second]) expect(Number(hit?.personId.slice(1))).toBeGreaterThanOrEqual(100);
    }
    tested.add([entry(5000)]);
    expect((await tested.search(vectorOf(5000))).best?.personId).toBe('p5000');
    tested.add(Array.from({ length: 200 }, (_, i) => entry(6000 + i)));
    await tested.rebuilt();
    expect(tested.index).toEqual({ kind: 'hnsw', rows: 1601 });
    await tested.close();
  });

  test('widens the search until a second person is found', async () => {
    const one = Array.from(
      { length: 400 },
      (_, i): GalleryEntry => ({ ...entry(1), templateId: `many${i}`, vector: vectorOf(1, i * 1e-4) }),
    );
    const tested = indexed([...one, entry(2)]);
    await tested.rebuilt();
    const { best, second } = await tested.search(vectorOf(1));
    expect([best?.personId, second?.personId]).toEqual(['p1', 'p2']);
    await tested.close();
  });

  test('that does not start, or dies, leaves the exact scan with a reason', async () => {
    const broken = indexed(people, () => new Worker('throw new Error("no hnswlib here")', { eval: true }));
    await broken.rebuilt();
    expect(broken.index).toMatchObject({ why: 'unavailable', problem: expect.stringContaining('no hnswlib here') });
    expect((await broken.search(vectorOf(3))).best?.personId).toBe('p3');
    await broken.close();

    let worker: Worker | undefined;
    const url = new URL('../../../data/gallery/hnsw-worker.ts', import.meta.url);
    const dying = indexed(people, () => {
      worker = new Worker(url);
      return worker;
    });
    await dying.rebuilt();
    const asked = dying.search(vectorOf(9));
    await worker?.terminate();
    expect((await asked).best?.personId).toBe('p9');
    expect((await dying.search(vectorOf(10))).best?.personId).toBe('p10');
    expect(dying.index.kind).toBe('exact');
    await dying.close();
  });
});
