import { describe, expect, it } from 'vitest';
import type { ProtocolImage } from '../../../data/datasets/identification-protocol.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import { type EvaluationReport, evaluationReportSchema } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationOptions, FaceSource } from '../../../main/services/evaluation/face-source.ts';
import { ExactGallery, type GalleryFactory } from '../../../main/services/evaluation/galleries.ts';
import {
  type IdentificationReport,
  identificationReport,
} from '../../../main/services/evaluation/identification-report.ts';
import { evaluateTrials } from '../../../main/services/evaluation/pipeline.ts';
import { SyntheticFaces, syntheticContext } from './synthetic-faces.ts';

/** 40 people with two enrolment images and two probes each, 120 strangers with one. */
const protocol: ProtocolImage[] = [
  ...Array.from({ length: 40 }, (_, p) =>
    [1, 2, 3, 4].map((n) => ({
      role: n < 3 ? ('enrol' as const) : ('known_probe' as const),
      identity: `p${p}`,
      path: `p${p}/${n}.jpg`,
    })),
  ).flat(),
  ...Array.from({ length: 120 }, (_, s) => ({
    role: 'unknown_probe' as const,
    identity: `s${s}`,
    path: `s${s}/1.jpg`,
  })),
].map((image, i) => ({ ...image, line: i + 2 }));

type Both = IdentificationReport & { readonly whole: EvaluationReport };

async function evaluateIdentification(
  source: FaceSource,
  root: string,
  images: readonly ProtocolImage[],
  options: EvaluationOptions & { readonly index?: GalleryFactory } = {},
): Promise<Outcome<Both>> {
  const trials = { protocol: 'identification' as const, root, images };
  const outcome = await evaluateTrials(source, trials, { ...options, context: syntheticContext });
  if (!outcome.ok) return outcome;
  const whole = evaluationReportSchema.parse(outcome.value.report);
  return { ok: true, value: { ...identificationReport(trials, source.model, outcome.value), whole } };
}

async function evaluate(
  list: readonly ProtocolImage[],
  spread: number,
  options: { readonly index?: GalleryFactory } = {},
): Promise<Both> {
  const outcome = await evaluateIdentification(new SyntheticFaces(spread), '/root', list, {
    ...options,
    replicates: 50,
  });
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

describe('open-set identification', () => {
  it('counts and measures; what cannot be measured is null with a note', async () => {
    const report = await evaluate(protocol, 0.8);
    expect(report).toMatchObject({
      enrolled: 80,
      people: 40,
      knownProbes: 80,
      unknownProbes: 120,
      failuresToAcquire: 0,
    });
    expect(report.rank1!).toBeGreaterThan(0.5);
    expect(report.rank5!).toBeGreaterThanOrEqual(report.rank1!);
    const fnir = report.fnirAtFpir['0.01']!;
    const [low, high] = report.intervals.fnirAtFpir['0.01']!;
    expect(low <= fnir && fnir <= high && low < high).toBe(true);
    // 120 strangers: FPIR 0.01 is one of them, 0.003 none.
    expect(report.indicative.fnirAtFpir['0.01']).toBe(true);
    expect(report.fnirAtFpir['0.003']).toBeNull();
    expect(report.notes.join()).toMatch(/fnirAtFpir 0.003: not measurable: 120 unknown probes, at least 334 needed/);
    expect(report.exactVersusIndex).toBeNull();
    expect(report.searchMs.p99!).toBeGreaterThanOrEqual(report.searchMs.p50!);
  });

  it('computes both fusions and takes the better', async () => {
    const report = await evaluate(protocol, 1.2);
    const { best, mean } = report.byFusion;
    expect(best).not.toEqual(mean);
    const other = report.fusion === 'best' ? mean : best;
    expect(report.fnirAtFpir['0.01']!).toBeLessThanOrEqual(other.fnirAtFpir['0.01']!);
    expect(report.rank1).toBe(report.byFusion[report.fusion].rank1);
  });

  it('is perfect on well-separated people, with 3/n', async () => {
    const report = await evaluate(protocol, 0.05);
    expect(report).toMatchObject({ rank1: 1, fnirAtFpir: { '0.01': 0 } });
    expect(report.intervals.fnirAtFpir['0.01']).toEqual([0, 3 / 80]);
    expect(report.intervals.rank1).toEqual([1 - 3 / 80, 1]);
  });

  it('compares an index with the exact scan, and closes it', async () => {
    let closed = 0;
    const faithful: GalleryFactory = (people, dimension) => {
      const exact = new ExactGallery(people, dimension);
      return { search: async (template) => exact.search(template), close: () => void closed++ };
    };
    const same = (await evaluate(protocol, 0.8, { index: faithful })).exactVersusIndex!;
    expect(same).toMatchObject({ searches: 200, samePerson: 1, largestScoreDifference: 0 });
    expect(closed).toBe(1);

    const half: GalleryFactory = (people, dimension) => new ExactGallery(people.slice(0, 20), dimension);
    const report = await evaluate(protocol, 0.05, { index: half });
    expect(report.rank1).toBe(1);
    expect(report.exactVersusIndex!.indexRank1).toBe(0.5);
    expect(report.exactVersusIndex!.samePerson!).toBeLessThan(1);
  });

  it('counts what could not be acquired or enrolled as missed, never as a stranger refused', async () => {
    const list = protocol.map((image) =>
      image.identity === 'p0' && image.role === 'enrol'
        ? { ...image, path: `x${image.line}/none.jpg` }
        : image.identity === 'p1' && image.path === 'p1/3.jpg'
          ? { ...image, path: 'p1/none.jpg' }
          : image.identity === 's0'
            ? { ...image, path: 's0/none.jpg' }
            : image,
    );
    const report = await evaluate(list, 0.05);
    expect(report).toMatchObject({ failuresToAcquire: 4, failuresToEnrol: ['p0'], people: 39, knownProbes: 80 });
    expect(report.rank1).toBeCloseTo(77 / 80, 12);
    expect(report.fnirAtFpir['0.01']).toBeCloseTo(3 / 80, 12);
  });

  it('refuses a protocol without people or probes, and stops when cancelled', async () => {
    const faces = new SyntheticFaces(1);
    const enrol = protocol.filter(({ role }) => role === 'enrol');
    const probes = protocol.filter(({ role }) => role !== 'enrol');
    expect(await evaluateIdentification(faces, '/root', enrol)).toMatchObject({ error: { code: 'BAD_INPUT' } });
    expect(await evaluateIdentification(faces, '/root', probes)).toMatchObject({ error: { code: 'BAD_INPUT' } });
    const control = new AbortController();
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'search') control.abort();
    };
    expect(
      await evaluateIdentification(faces, '/root', protocol, { signal: control.signal, onProgress, replicates: 5 }),
    ).toMatchObject({ error: { code: 'CANCELLED' } });
  });
});

describe('exact gallery', () => {
  const people = [
    { personId: 'a', templates: [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8)] },
    { personId: 'b', templates: [Float32Array.of(0, 1)] },
  ];
  it('answers per person, with the second', () => {
    expect(new ExactGallery(people, 2).search(Float32Array.of(0, 1))).toEqual({
      personId: 'b',
      score: 1,
      second: { personId: 'a', score: Math.fround(0.8) },
    });
    expect(new ExactGallery(people.slice(0, 1), 2).search(Float32Array.of(1, 0)).second).toBeNull();
    expect(new ExactGallery([], 2).search(Float32Array.of(1, 0)).personId).toBeNull();
  });
});
