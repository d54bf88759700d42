import { degradations } from '../../../models/degrade/degrade.ts';
import type { Progress } from '../../../models/experiments/check.ts';
import { type WayId, ways } from '../../../models/experiments/high-level/cures.ts';
import type { DetectResult, DetectRow } from '../../../models/experiments/high-level/detect.ts';
import type { StudyInput, StudyResult, StudyRow } from '../../../models/experiments/high-level/study.ts';
import type { UnderTest } from '../../../models/experiments/high-level.ts';

export type Figures = Pick<StudyRow, 'fnmr' | 'iou'>;

/** As the notes say it: everything drops, each cure helps on both tasks, the joint one most, and everywhere. */
export const asTheNotesSay = (way: WayId, _: string, strength: number): Figures =>
  strength === 0 ? { fnmr: 0.3, iou: 0.9 } : { fnmr: 0.9 - ways.indexOf(way) / 10, iou: 0.6 + ways.indexOf(way) / 20 };

/** Runs as a rule would have them. */
export function madeUpStudy(
  rule: typeof asTheNotesSay = asTheNotesSay,
  detected: Partial<DetectRow> = {},
  restorerMs = 2,
): UnderTest {
  return {
    async *study({ strengths = [0, 0.3] }: StudyInput): AsyncGenerator<Progress, StudyResult> {
      const rows = ways.flatMap((way) =>
        degradations.flatMap((degradation) =>
          strengths.map(
            (strength): StudyRow => ({
              ...{ way, degradation, strength, mated: 96 },
              ...rule(way, degradation, strength),
            }),
          ),
        ),
      );
      const costs = ways.map((way) => {
        const restores = way === 'enhance' || way === 'joint';
        return { way, flops: restores ? 10e6 : 4e6, ms: restores ? restorerMs : 1 };
      });
      return { rows, costs };
    },
    async *detect({ strengths }): AsyncGenerator<Progress, DetectResult> {
      const rows = degradations.map((degradation) => ({
        ...{ degradation, strength: strengths[0]!, recall: 0.5, iou: 0.4, recallRestored: 1, iouRestored: 0.9 },
        ...detected,
      }));
      return { rows, faces: 2 };
    },
  };
}
