import type { EventDetails } from '../../data/tables/event-payloads.ts';
import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';

/**
 * Writes decisions about faces to the events, all or none, and tells whoever listens. The faces are held in memory for what may be said
 * of them. Returns the events' numbers, in order.
 * @param faces whose decisions these are, in order
 */
export function recordDecisions(
  core: Core,
  decisions: readonly FaceDecision[],
  faces: readonly EngineFace[],
  threshold: ThresholdInUse,
  details: (index: number) => EventDetails | null = () => null,
): number[] {
  if (decisions.length === 0) return [];
  const at = new Date().toISOString();
  const stored = core.store.events.appendAll(
    decisions.map((face, index) => ({
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
      details: details(index),
    })),
  );
  stored.forEach(({ seq, decision, personId, modelId }, i) => {
    const face = faces[i];
    if (face !== undefined && modelId !== null && decision !== 'rejected')
      core.heldFaces.hold(seq, {
        modelId,
        vector: face.template,
        quality: face.quality.overall,
        personId,
        portrait: face.portrait ?? null,
      });
  });
  for (const event of stored) core.emit('event', { seq: event.seq });
  return stored.map(({ seq }) => seq);
}
