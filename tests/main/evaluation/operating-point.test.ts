import { describe, expect, test } from 'vitest';
import { operatingPoint } from '../../../main/services/evaluation/operating-point.ts';
import { archiveBytes, archiveFrom, type ScoreArchive } from '../../../main/services/evaluation/score-archive.ts';
import { nextUp } from '../../../models/metrics/scores.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

const PEOPLE = 40;
const random = seededRandom(9);
const scores = (count: number, from: number, to: number): Float32Array =>
  Float32Array.from({ length: count }, () => from + random() * (to - from));
/** All pairs, and searches, of the same people; of 4,000 non-mated scores the 400 highest are kept. */
const archive: ScoreArchive = {
  verification: {
    people: PEOPLE,
    mated: scores(200, 0.3, 1),
    matedPerson: Int32Array.from({ length: 200 }, (_, i) => i % PEOPLE),
    nonMated: 4000,
    tail: scores(400, 0.1, 0.5).sort().reverse(),
    tailFirst: Int32Array.from({ length: 400 }, (_, i) => (i * 7) % PEOPLE),
    tailSecond: Int32Array.from({ length: 400 }, (_, i) => (i * 7 + 1 + (i % 38)) % PEOPLE),
    ...{ images: new Float64Array(PEOPLE).fill(Math.sqrt((2 * 4000) / (PEOPLE * (PEOPLE - 1)))), apart: null },
  },
  identification: {
    people: PEOPLE,
    mateRank: Float32Array.from({ length: 100 }, (_, i) => (i % 25 === 0 ? Number.POSITIVE_INFINITY : 1)),
    mateScore: scores(100, 0.5, 1),
    knownPerson: Int32Array.from({ length: 100 }, (_, i) => i % 20),
    strangerTop: scores(600, 0, 0.6),
    strangerPerson: Int32Array.from({ length: 600 }, (_, i) => 20 + (i % 20)),
  },
};
const quick = { replicates: 100 };

describe('an operating point', () => {
  test('comes back from the bytes it is kept in', () => {
    expect(archiveFrom(Buffer.from(archiveBytes(archive)))).toEqual(archive);
    const half = { ...archive, identification: null };
    expect(archiveFrom(archiveBytes(half))).toEqual(half);
  });

  test('by FMR accepts exactly as many as are allowed, and says what it costs in both kinds of trials', () => {
    const outcome = operatingPoint(archive, { fmr: 0.01 }, quick);
    if (!outcome.ok) throw new Error(outcome.error.message);
    const { tail, mated } = archive.verification!;
    const threshold = nextUp(tail[40]!);
    expect(outcome.value).toMatchObject({
      threshold,
      fmr: { errors: 40, trials: 4000, value: 0.01 },
      fnmr: { errors: mated.filter((score) => score < threshold).length, trials: 200 },
      fpir: { errors: archive.identification!.strangerTop.filter((score) => score >= threshold).length, trials: 600 },
      fnir: { trials: 100 },
    });
    const [low, high] = outcome.value.thresholdInterval!;
    expect(low).toBeLessThan(threshold);
    expect(high).toBeGreaterThan(threshold);
  });

  test('by FPIR counts a mate who is not first as missed at every threshold', () => {
    const outcome = operatingPoint(archive, { fpir: 0.1 }, quick);
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.fpir).toMatchObject({ errors: 60, value: 0.1 });
    expect(outcome.value.fnir!.errors).toBeGreaterThanOrEqual(4);
  });

  test('is not told where the data cannot show it, or were not kept', () => {
    expect(operatingPoint(archive, { fmr: 0.001 }, quick)).toMatchObject({ value: { threshold: null, fmr: null } });
    expect(operatingPoint(archive, { fmr: 0.2 }, quick)).toMatchObject({
      value: { threshold: null, note: 'the scores for FMR 0.2 were not kept: ask for at most 0.1' },
    });
    // Below all scores kept, FMR is only known to be more than a tenth.
    expect(operatingPoint(archive, { threshold: 0 }, quick)).toMatchObject({
      value: { threshold: 0, fmr: { value: null, note: 'more than 400 of 4000' }, fnmr: { value: 0 } },
    });
    const without = operatingPoint({ ...archive, identification: null }, { fpir: 0.1 }, quick);
    expect(without).toMatchObject({ ok: false, error: { message: expect.stringContaining('no searches') } });
  });
});
