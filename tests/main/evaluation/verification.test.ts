import { describe, expect, it } from 'vitest';
import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { evaluationReportSchema } from '../../../main/contract/evaluation-report.ts';
import type { EvaluationOptions, FaceSource } from '../../../main/services/evaluation/face-source.ts';
import { evaluateTrials } from '../../../main/services/evaluation/pipeline.ts';
import type { ScoreArchive } from '../../../main/services/evaluation/score-archive.ts';
import { type VerificationReport, verificationReport } from '../../../main/services/evaluation/verification-report.ts';
import { SyntheticFaces, syntheticContext } from './synthetic-faces.ts';

/** 60 people with two images each: each mated once, and compared with the next person; folds 2, 3, 4. */
const pairs: VerificationPair[] = Array.from({ length: 60 }, (_, p) => [
  { mated: true, path1: `p${p}/1.jpg`, path2: `p${p}/2.jpg` },
  { mated: false, path1: `p${p}/1.jpg`, path2: `p${(p + 1) % 60}/2.jpg` },
])
  .flat()
  .map((pair, i) => ({ ...pair, line: i + 2, fold: 2 + ((i % 6) >> 1), officiallyWrong: false }));
const quick = { replicates: 100 };

interface Evaluation {
  readonly report: VerificationReport;
  readonly whole: EvaluationReport;
  readonly scores: NonNullable<ScoreArchive['verification']>;
}

async function evaluateVerification(
  source: FaceSource,
  root: string,
  list: readonly VerificationPair[],
  options: EvaluationOptions = {},
): Promise<Outcome<Evaluation>> {
  const kept = list.filter(({ officiallyWrong }) => !officiallyWrong);
  const trials = { protocol: 'verification' as const, root, pairs: kept, skipped: list.length - kept.length };
  const outcome = await evaluateTrials(source, trials, { ...options, context: syntheticContext });
  if (!outcome.ok) return outcome;
  evaluationReportSchema.parse(outcome.value.report);
  const report = verificationReport(trials, source.model, outcome.value);
  return { ok: true, value: { report, whole: outcome.value.report, scores: outcome.value.scores.verification! } };
}

async function evaluate(
  list: readonly VerificationPair[],
  spread = 0.6,
  options: EvaluationOptions = quick,
): Promise<Evaluation> {
  const outcome = await evaluateVerification(new SyntheticFaces(spread), '/root', list, options);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

it('refuses a list that names files which are not there: they are no failures to acquire', async () => {
  const source = Object.assign(new SyntheticFaces(0.6), {
    missing: async (paths: readonly string[]) => paths.filter((path) => path.includes('p7/')),
  });
  await expect(evaluateVerification(source, '/root', pairs, quick)).rejects.toThrow(
    /^2 of the 120 images in the list do not exist, the first being .*p7/,
  );
  expect(source.asked).toEqual([]);
});

/** The same figures by the plainest means. */
async function naive(spread: number): Promise<{ mated: number[]; nonMated: number[] }> {
  const faces = new SyntheticFaces(spread);
  const images = Array.from({ length: 120 }, (_, i) => ({ person: i >> 1, path: `p${i >> 1}/${1 + (i % 2)}.jpg` }));
  const templates = await Promise.all(images.map(async ({ path }) => (await faces.embed(path)).template!));
  const mated: number[] = [];
  const nonMated: number[] = [];
  for (let i = 0; i < 120; i++)
    for (let j = i + 1; j < 120; j++) {
      const score = Math.fround(templates[i]!.reduce((sum, value, d) => sum + value * templates[j]![d]!, 0));
      (images[i]!.person === images[j]!.person ? mated : nonMated).push(score);
    }
  return { mated, nonMated };
}

describe('verification', () => {
  it('counts, and measures FMR on all identity-disjoint comparisons', async () => {
    const { report, scores } = await evaluate(pairs);
    expect(report).toMatchObject({ images: 120, people: 60, pairs: 120, matedPairs: 60, nonMatedPairs: 60 });
    expect(report).toMatchObject({ failuresToAcquire: 0, skippedPairs: 0, nonMatedComparisons: (120 * 118) / 2 });
    expect(report.msPerImage).toEqual({ decode: 1, detect: 2, landmarks: 3, embed: 4, total: 10 });
    expect(report.imagesPerSecond!).toBeGreaterThan(0);

    const { mated, nonMated } = await naive(0.6);
    const close = (scores: ArrayLike<number>): number[] => Array.from(scores, (s) => Math.round(s * 1e5));
    expect(close(scores.mated.toSorted())).toEqual(close(mated.sort((a, b) => a - b)));
    expect(scores.tail.length).toBe(1000);
    expect(close(scores.tail)).toEqual(close(nonMated.sort((a, b) => b - a).slice(0, 1000)));
    // 7,080 comparisons: FMR 0.01 allows 70, and is measurable (30 ≤ 70); 0.001 is not.
    const threshold = report.thresholds['0.01']!;
    expect(nonMated.filter((s) => s >= threshold).length).toBe(70);
    expect(report.fnmrAtFmr['0.01']).toBeCloseTo(mated.filter((s) => s < threshold).length / 60, 12);
    expect(report.fnmrAtFmr['0.001']).toBeNull();
    expect(report.thresholds['0.001']).toBeNull();
    expect(report.notes).toContainEqual(expect.stringMatching(/fnmrAtFmr 0.001: not measurable: n < 30\/FMR/));
  });

  it('gives intervals around its figures, the same for the same seed', async () => {
    const a = await evaluate(pairs, 1);
    const b = await evaluate(pairs, 1);
    expect(b.report.intervals).toEqual(a.report.intervals);
    const { eer, accuracy } = a.report.intervals;
    expect(eer![0]).toBeLessThanOrEqual(a.report.eer!);
    expect(eer![1]).toBeGreaterThanOrEqual(a.report.eer!);
    expect(eer![1]).toBeGreaterThan(eer![0]);
    expect(accuracy![1]).toBeGreaterThan(accuracy![0]);
    expect(a.report.indicative.fnmrAtFmr['0.01']).toBe(a.report.fnmrAtFmr['0.01']! * 60 < 30);
    expect(a.report.folds.map((fold) => fold.fold)).toEqual([2, 3, 4]);
    expect(a.report.worstMated).toHaveLength(10);
    expect(a.report.worstMated[0]!.score!).toBeLessThanOrEqual(a.report.worstMated[9]!.score!);
    expect(a.report.closestNonMated[0]!.score!).toBe(a.scores.tail[0]);
  });

  it('answers a perfect model with 3/n, not with certainty', async () => {
    const { report } = await evaluate(pairs, 0.05);
    expect(report).toMatchObject({ accuracy: { mean: 1, standardError: 0 }, eer: 0 });
    expect(report.intervals.fnmrAtFmr['0.01']).toEqual([0, 3 / 60]);
    expect(report.intervals.accuracy).toEqual([1 - 3 / 120, 1]);
    expect(report.indicative.accuracy).toBe(true);
  });

  it('skips officially wrong pairs, and counts a failure to acquire against the mated ones alone', async () => {
    const missing = { ...pairs[0]!, path2: 'p0/none.jpg' };
    const wrong = { ...pairs[2]!, path1: 'wrong/1.jpg', officiallyWrong: true };
    const { report, whole, scores } = await evaluate([missing, wrong, ...pairs.slice(3)], 0.05);
    expect(report).toMatchObject({ pairs: 118, skippedPairs: 1, failuresToAcquire: 1 });
    expect(report.failures).toEqual([{ path: 'p0/none.jpg', reason: 'NO_FACE' }]);
    expect(scores.mated[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(scores.nonMated).toBe(report.nonMatedComparisons);
    expect(whole.verification!.histogram.matedWithoutScore).toBe(1);
    const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
    expect(sum(whole.verification!.histogram.mated)).toBe(58);
    expect(sum(whole.verification!.histogram.nonMated)).toBe(report.nonMatedComparisons);
    expect(report.fnmrAtFmr['0.01']).toBeCloseTo(1 / 59, 12);
    expect(report.worstMated[0]).toEqual({ path1: 'p0/1.jpg', path2: 'p0/none.jpg', score: null });
  });

  it('falls back to the listed pairs where folders do not name people, and deals folds where there are none', async () => {
    const flat = pairs.map((pair) => ({
      ...pair,
      fold: null,
      path1: `all/${pair.path1.replace('/', '_')}`,
      path2: `all/${pair.path2.replace('/', '_')}`,
    }));
    const { report } = await evaluate(flat);
    expect(report).toMatchObject({ people: null, nonMatedComparisons: 60 });
    expect(report.fnmrAtFmr['0.01']).toBeNull();
    expect(report.folds).toHaveLength(10);
    expect(report.notes.join()).toMatch(/listed non-mated pairs alone.*ten dealt folds/);
  });
});

describe('runs', () => {
  it('embeds each image once', async () => {
    const faces = new SyntheticFaces(0.6);
    const outcome = await evaluateVerification(faces, '/root', pairs, { ...quick, concurrency: 4 });
    expect(outcome.ok).toBe(true);
    expect(faces.asked).toHaveLength(120);
  });

  it('reports progress and can be cancelled at any stage', async () => {
    for (const stage of ['embed', 'compare'] as const) {
      const control = new AbortController();
      const stages = new Set<string>();
      const outcome = await evaluateVerification(new SyntheticFaces(0.6), '/root', pairs, {
        ...quick,
        signal: control.signal,
        onProgress: (progress) => {
          stages.add(progress.stage);
          if (progress.stage === stage) control.abort();
        },
      });
      expect(outcome).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
      expect(stages.has('intervals')).toBe(false);
    }
  });

  it('refuses an empty list, and passes on what breaks in the engine', async () => {
    expect(await evaluateVerification(new SyntheticFaces(1), '/root', [])).toMatchObject({
      error: { code: 'BAD_INPUT' },
    });
    const broken = new SyntheticFaces(1);
    broken.embed = async () => ({
      template: new Float32Array(16),
      ms: { decode: 0, detect: 0, landmarks: 0, embed: 0, total: 0 },
    });
    await expect(evaluateVerification(broken, '/root', pairs)).rejects.toThrow(/length 0, not 1/);
  });
});
