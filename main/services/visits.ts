import type { EventDetails } from '../../data/tables/event-payloads.ts';
import type { Sighting, Track } from '../../models/track/tracker.ts';
import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { DeskLiveness } from '../contract/liveness.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { recordDecisions } from './record-decisions.ts';

/** Somebody unseen for this long who comes back is a new visit. */
const absenceMs = 10_000;

interface SightedFace extends Sighting {
  readonly face: FaceDecision;
  readonly probe: EngineFace;
}

interface Noted {
  readonly track: number;
  readonly face: FaceDecision;
  readonly probe: EngineFace;
  readonly details: EventDetails | null;
}

/** What an event says of liveness: codes alone. */
const brief = ({ policy, state, reasons }: DeskLiveness) => ({ policy, state, reasons });

/** Whose picture it was is theirs to know, and goes with them: the event is of the person it was taken for. */
const refusal = ({ face, probe }: SightedFace, liveness: DeskLiveness): Omit<Noted, 'track'> => ({
  face: { ...face, decision: 'rejected', why: 'LIVENESS_FAILED' },
  probe,
  details: { liveness: brief(liveness) },
});

/** One event a visit: a person who stays before the camera is noted once, a stranger once for as long as they stay in view. */
export function createVisits(core: Core, now: () => number = Date.now) {
  const lastSeen = new Map<string, number>();
  return {
    /** Notes whose decision has settled and is a new visit. Returns the events, of which track and where in the picture they were. */
    note<S extends SightedFace>(
      tracks: readonly Track<S>[],
      threshold: ThresholdInUse,
      livenessOf: (track: Track<S>) => DeskLiveness | null = () => null,
    ): {
      readonly seq: number;
      readonly track: number;
      readonly personId: string | null;
      readonly box: FaceDecision['box'];
    }[] {
      const at = now();
      for (const [who, seen] of lastSeen) if (at - seen > absenceMs) lastSeen.delete(who);
      const fresh: Noted[] = [];
      for (const track of tracks) {
        const { id, settled, sighting, missed } = track;
        if (settled === null || settled === 'rejected' || missed > 0) continue;
        const liveness = settled === 'unknown' ? null : livenessOf(track);
        if (liveness?.state === 'undecided') continue;
        if (liveness?.state === 'failed') {
          // Refused once for as long as it goes on, whoever it was taken for.
          const refused = `refused ${settled}`;
          if (!lastSeen.has(refused) && sighting.claim === settled)
            fresh.push({ track: id, ...refusal(sighting, liveness) });
          if (lastSeen.has(refused) || sighting.claim === settled) lastSeen.set(refused, at);
          continue;
        }
        if (!lastSeen.has(settled) && sighting.claim === settled) {
          const { face, probe } = sighting;
          fresh.push({ track: id, face, probe, details: liveness && { liveness: brief(liveness) } });
        }
        if (lastSeen.has(settled) || sighting.claim === settled) lastSeen.set(settled, at);
      }
      const seqs = recordDecisions(
        core,
        fresh.map(({ face }) => face),
        fresh.map(({ probe }) => probe),
        threshold,
        (i) => fresh[i]!.details,
      );
      return seqs.map((seq, i) => {
        const { track, face } = fresh[i]!;
        return { seq, track, personId: face.person?.id ?? null, box: face.box };
      });
    },
  };
}
