import type { Track } from '../../models/track/tracker.ts';
import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { recordDecisions } from './record-decisions.ts';

/** Somebody unseen for this long who comes back is a new visit. */
const absenceMs = 10_000;

/** One event a visit: a person who stays before the camera is noted once, a stranger once for as long as they stay in view. */
export function createVisits(core: Core, now: () => number = Date.now) {
  const lastSeen = new Map<string, number>();
  return {
    /** Notes whose decision has settled and is a new visit. Returns the events, of which track and where in the picture they were. */
    note(
      tracks: readonly Track<{
        readonly box: FaceDecision['box'];
        readonly claim: string;
        readonly face: FaceDecision;
        readonly probe: EngineFace;
      }>[],
      threshold: ThresholdInUse,
    ): { readonly seq: number; readonly track: number; readonly box: FaceDecision['box'] }[] {
      const at = now();
      for (const [who, seen] of lastSeen) if (at - seen > absenceMs) lastSeen.delete(who);
      const fresh: { readonly track: number; readonly face: FaceDecision; readonly probe: EngineFace }[] = [];
      for (const { id, settled, sighting, missed } of tracks) {
        if (settled === null || settled === 'rejected' || missed > 0) continue;
        if (!lastSeen.has(settled) && sighting.claim === settled) fresh.push({ ...sighting, track: id });
        if (lastSeen.has(settled) || sighting.claim === settled) lastSeen.set(settled, at);
      }
      const seqs = recordDecisions(
        core,
        fresh.map(({ face }) => face),
        fresh.map(({ probe }) => probe),
        threshold,
      );
      return seqs.map((seq, i) => ({ seq, track: fresh[i]!.track, box: fresh[i]!.face.box }));
    },
  };
}
