import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { Core } from './core.ts';

/** Writes decisions about faces to the events, all or none, and tells whoever listens. */
export function recordDecisions(core: Core, decisions: readonly FaceDecision[], threshold: ThresholdInUse): void {
  if (decisions.length === 0) return;
  const at = new Date().toISOString();
  const stored = core.store.events.appendAll(
    decisions.map((face) => ({
      at,
      kind: 'identify',
      decision: face.decision,
      personId: face.person?.id ?? null,
      score: face.score,
      threshold: face.threshold,
      runnerUpScore: face.runnerUp?.score ?? null,
      modelId: core.record().id,
      fmr: threshold.fmr,
      calibrated: threshold.calibrated,
    })),
  );
  for (const event of stored) core.emit('event', { seq: event.seq });
}
