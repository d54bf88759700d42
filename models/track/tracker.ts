import { boxIou } from '../detect/box-iou.ts';
import type { Box, Point } from '../image.ts';

/** What a frame says of one face: where it is, and who it is taken for (null: nobody). */
export interface Sighting {
  readonly box: Box;
  readonly landmarks: readonly Point[];
  readonly identity: string | null;
  readonly score: number | null;
}

export interface TrackOptions {
  /** Consecutive frames that must name one identity (or nobody) before it counts. */
  readonly agreeingFrames: number;
  /** Overlap of the boxes from which two frames show one face. */
  readonly minIou: number;
  /** Frames a face may be missing (a blink of the detector) before its track ends. */
  readonly maxMissed: number;
}

export const defaultTracking: TrackOptions = { agreeingFrames: 3, minIou: 0.3, maxMissed: 5 };

/** A face followed through frames. `verdict` stays `deciding` until enough frames agree, and changes only when as many agree on another. */
export interface Track {
  readonly id: number;
  readonly sighting: Sighting;
  readonly verdict:
    | { readonly state: 'deciding' }
    | { readonly state: 'known'; readonly identity: string }
    | { readonly state: 'unknown' };
  /** Frames in a row that agree with the last sighting. */
  readonly agreeing: number;
  readonly missed: number;
}

/** One identity once a frame: of two sightings that claim it, the one with the higher score keeps it. */
export function uniqueIdentities(sightings: readonly Sighting[]): Sighting[] {
  const best = new Map<string, number>();
  for (const { identity, score } of sightings)
    if (identity !== null) best.set(identity, Math.max(best.get(identity) ?? -2, score ?? -2));
  const given = new Set<string>();
  return sightings.map((sighting) => {
    const { identity, score } = sighting;
    if (identity === null) return sighting;
    if ((score ?? -2) < best.get(identity)! || given.has(identity)) return { ...sighting, identity: null };
    given.add(identity);
    return sighting;
  });
}

/**
 * The tracks after one more frame: sightings join the track they overlap most (greedily, best overlap first), the rest begin new
 * ones. Pure: the same tracks and sightings give the same tracks.
 */
export function advance(
  tracks: readonly Track[],
  frame: readonly Sighting[],
  options: TrackOptions,
  nextId: number,
): Track[] {
  const sightings = uniqueIdentities(frame);
  const pairs = tracks
    .flatMap((track, t) => sightings.map((sighting, s) => ({ t, s, iou: boxIou(track.sighting.box, sighting.box) })))
    .filter((pair) => pair.iou >= options.minIou)
    .sort((a, b) => b.iou - a.iou);
  const joined = new Map<number, number>();
  const taken = new Set<number>();
  for (const { t, s } of pairs) {
    if (joined.has(t) || taken.has(s)) continue;
    joined.set(t, s);
    taken.add(s);
  }
  const continued = tracks.flatMap((track, t): Track[] => {
    const s = joined.get(t);
    if (s !== undefined) return [seen(track, sightings[s]!, options)];
    return track.missed < options.maxMissed ? [{ ...track, missed: track.missed + 1 }] : [];
  });
  let id = nextId;
  const begun = sightings
    .filter((_, s) => !taken.has(s))
    .map(
      (sighting): Track =>
        seen({ id: id++, sighting, verdict: { state: 'deciding' }, agreeing: 0, missed: 0 }, sighting, options),
    );
  return [...continued, ...begun];
}

function seen(track: Track, sighting: Sighting, { agreeingFrames }: TrackOptions): Track {
  const agreeing = track.sighting.identity === sighting.identity ? track.agreeing + 1 : 1;
  const verdict: Track['verdict'] =
    agreeing < agreeingFrames
      ? track.verdict
      : sighting.identity === null
        ? { state: 'unknown' }
        : { state: 'known', identity: sighting.identity };
  return { id: track.id, sighting, verdict, agreeing, missed: 0 };
}
