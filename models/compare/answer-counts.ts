import type { RecogniserId } from './choice.ts';
import { PROBE_ROLES, type ProbeRecord, type ProbeRole } from './results.ts';

/** What one recogniser said, at its threshold, to the pictures of everybody who plays one part. */
export interface AnswerCounts {
  readonly role: ProbeRole;
  /** Accepted as who it is; of strangers and those who left: not accepted. */
  readonly right: number;
  /** Accepted as somebody else. */
  readonly wrong: number;
  /** Known, and not accepted; of strangers and those who left always 0. */
  readonly refused: number;
}

/** Answers by part, for parts that somebody plays. */
export function answerCounts(probes: readonly ProbeRecord[], id: RecogniserId): AnswerCounts[] {
  return PROBE_ROLES.flatMap((role) => {
    const counts = { right: 0, wrong: 0, refused: 0 };
    for (const probe of probes) {
      if (probe.role !== role) continue;
      const answer = probe.answers.find(({ recogniser }) => recogniser === id);
      if (answer !== undefined) counts[answer.right ? 'right' : answer.accepted ? 'wrong' : 'refused']++;
    }
    return counts.right + counts.wrong + counts.refused === 0 ? [] : [{ role, ...counts }];
  });
}
