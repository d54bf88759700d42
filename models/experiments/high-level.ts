import { degradations } from '../degrade/degrade.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Verdict, verdictOfCount } from './check.ts';
import type { WayId } from './high-level/cures.ts';
import type { DetectInput, DetectResult, detect } from './high-level/detect.ts';
import { strip } from './high-level/strip.ts';
import type { StudyInput, StudyResult, StudyRow, study } from './high-level/study.ts';
import type { EngineTools } from './in-engine.ts';

export interface CheckInput extends StudyInput {
  readonly strengths: readonly number[];
  /** Of the detector. */
  readonly frames: number;
}

/** What of the check is exchanged by a test. */
export interface UnderTest {
  readonly study: (input: StudyInput, tools: EngineTools) => AsyncGenerator<Progress, StudyResult>;
  readonly detect: (input: DetectInput, tools: EngineTools) => AsyncGenerator<Progress, DetectResult>;
}

/** At which frames are given to the detector. */
const DETECTED_AT = 0.5;

/** The notes' statements on tasks that see bad pictures, by networks trained here and now and the app's own detector. */
async function* check(
  input: CheckInput,
  tools: EngineTools,
  underTest: UnderTest = inEngine,
): AsyncGenerator<Progress, CheckResult> {
  const { strengths, frames, seed } = input;
  const { rows } = yield* part(underTest.detect({ seed, frames, strengths: [DETECTED_AT] }, tools), 0, 0.25);
  const studied = yield* part(underTest.study({ ...input, strengths }, tools), 0.25, 1);
  return conclude(findingsOf(studied, rows, input));
}

/** Part of the way, in thousandths of the whole. */
async function* part<R>(running: AsyncGenerator<Progress, R>, from: number, to: number): AsyncGenerator<Progress, R> {
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
    const share = next.value.done / next.value.total;
    yield { done: Math.round(1000 * (from + (to - from) * share)), total: 1000 };
  }
}

const CURES = ['finetune', 'enhance', 'joint'] as const;
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

function findingsOf(
  { rows, costs }: StudyResult,
  detected: DetectResult['rows'],
  { degradation, strengths }: CheckInput,
): Finding[] {
  const of = (way: WayId, at: (row: StudyRow) => boolean): StudyRow[] =>
    rows.filter((row) => row.way === way && at(row));
  const [least, most] = [Math.min(...strengths), Math.max(...strengths)];
  const clean = of('baseline', ({ strength }) => strength === least)[0]!;
  // A change of two comparisons, or of half a hundredth of the overlap, is chance.
  const fewer = (a: number, b: number): boolean => a < b - 2 / clean.mated;
  const more = (a: number, b: number): boolean => a > b + 0.005;
  const worst = degradations.map((id) => of('baseline', (row) => row.degradation === id && row.strength === most)[0]!);
  const dropped = worst.flatMap((row) => [fewer(clean.fnmr, row.fnmr), more(clean.iou, row.iou)]);
  const own = (way: WayId): { fnmr: number; iou: number } => {
    const those = of(way, (row) => row.degradation === degradation && row.strength > least);
    return { fnmr: average(those.map(({ fnmr }) => fnmr)), iou: average(those.map(({ iou }) => iou)) };
  };
  const baseline = own('baseline');
  const cleanOf = (way: WayId): number => of(way, ({ strength }) => strength === least)[0]!.fnmr;
  const lost = detected.filter(({ recall, iou }) => recall < 1 || iou < 0.8).length;
  const [joint, others] = [own('joint'), ['finetune', 'enhance'] as const];
  const best = CURES.reduce((a, b) => (own(b).fnmr < own(a).fnmr ? b : a));
  const elsewhere = degradations.filter((id) => id !== degradation);
  const fnmrOn = (way: WayId, id: string): number =>
    average(of(way, (row) => row.degradation === id && row.strength > least).map(({ fnmr }) => fnmr));
  const helped = elsewhere.filter((id) => fewer(fnmrOn(best, id), fnmrOn('baseline', id))).length;
  const cost = (way: WayId) => costs.find((one) => one.way === way)!;
  return [
    {
      id: 'drops',
      verdict: verdictOfCount(dropped.filter(Boolean).length, dropped.length),
      figures: {
        ...{ cases: dropped.length, dropped: dropped.filter(Boolean).length, strength: most, clean: clean.fnmr },
        ...{
          bad: average(worst.map(({ fnmr }) => fnmr)),
          iou: clean.iou,
          iouBad: average(worst.map(({ iou }) => iou)),
        },
        mated: clean.mated,
      },
    },
    {
      id: 'detector',
      verdict: verdictOfCount(lost, detected.length),
      figures: {
        ...{ of: detected.length, lost, strength: DETECTED_AT },
        ...{ recall: average(detected.map(({ recall }) => recall)), iou: average(detected.map(({ iou }) => iou)) },
        restored: average(detected.map(({ recallRestored }) => recallRestored)),
        iouRestored: average(detected.map(({ iouRestored }) => iouRestored)),
      },
    },
    ...CURES.map((way): Finding => {
      const cured = own(way);
      return {
        id: way,
        verdict: bothOf(fewer(cured.fnmr, baseline.fnmr), more(cured.iou, baseline.iou)),
        figures: {
          ...{ before: baseline.fnmr, after: cured.fnmr, iouBefore: baseline.iou, iouAfter: cured.iou },
          ...{ clean: cleanOf('baseline'), cleanAfter: cleanOf(way) },
        },
      };
    }),
    {
      id: 'best',
      verdict: others.every((way) => fewer(joint.fnmr, own(way).fnmr)) ? 'holds' : 'does-not-hold',
      figures: Object.fromEntries(CURES.map((way) => [way, own(way).fnmr])),
    },
    {
      id: 'general',
      verdict: verdictOfCount(helped, elsewhere.length),
      figures: {
        ...{ of: elsewhere.length, helped },
        before: average(elsewhere.map((id) => fnmrOn('baseline', id))),
        after: average(elsewhere.map((id) => fnmrOn(best, id))),
      },
    },
    {
      id: 'cost',
      verdict:
        cost('joint').flops > cost('baseline').flops && cost('joint').ms > cost('baseline').ms ? 'holds' : 'holds-when',
      figures: {
        ...{ mflops: cost('baseline').flops / 1e6, mflopsRestored: cost('joint').flops / 1e6 },
        ...{ ms: cost('baseline').ms, msRestored: cost('joint').ms },
        times: cost('joint').flops / cost('baseline').flops,
      },
    },
  ];
}

/** Both tasks gain, one of them, or none. */
const bothOf = (one: boolean, other: boolean): Verdict =>
  one && other ? 'holds' : one || other ? 'holds-when' : 'does-not-hold';

// What runs in the engine brings a runtime along, which a page's worker has no use for.
const inEngine: { study: typeof study; detect: typeof detect } = {
  async *study(...given) {
    return yield* (await import('./high-level/study.ts')).study(...given);
  },
  async *detect(...given) {
    return yield* (await import('./high-level/detect.ts')).detect(...given);
  },
};

export const tasks = { check, strip, ...inEngine };
