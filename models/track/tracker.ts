import { boxIou } from '../detect/box-iou.ts';
import type { Box } from '../image.ts';

/** What one frame says of one face: where it is, and what it is taken for. */
export interface Sighting {
  readonly box: Box;
  /** Equal claims agree: a person's id, "unknown", … */
  readonly claim: string;
}

export interface TrackOptions {
  /** Consecutive frames that must make one claim before it counts. */
  readonly agreeingFrames: number;
  /** Overlap of the boxes from which two frames show one face. */
  readonly minIou: number;
  /** Frames a face may be missing (a blink of the detector) before its track ends. */
  readonly maxMissed: number;
}

export const defaultTracking: TrackOptions = { agreeingFrames: 3, minIou: 0.3, maxMissed: 5 };

/** A face followed through frames. */
export interface Track<S extends Sighting = Sighting> {
  readonly id: number;
  readonly sighting: S;
  /** The claim that enough frames agreed on, null until then. It changes only when as many agree on another. */
  readonly settled: string | null;
  /** Frames in a row that make the last sighting's claim. */
  readonly agreeing: number;
  readonly missed: number;
}

/**
 * The tracks after one more frame: sightings join the track they overlap most (greedily, best overlap first), the rest begin new
 * ones. Pure: the same tracks and sightings give the same tracks.
 */
export function advance<S extends Sighting>(
  tracks: readonly Track<S>[],
  sightings: readonly S[],
  options: TrackOptions,
  nextId: number,
): Track<S>[] {
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
  const continued = tracks.flatMap((track, t): Track<S>[] => {
    const s = joined.get(t);
    if (s !== undefined) return [seen(track, sightings[s]!, options)];
    return track.missed < options.maxMissed ? [{ ...track, missed: track.missed + 1 }] : [];
  });
  let id = nextId;
  const begun = sightings
    .filter((_, s) => !taken.has(s))
    .map(
      (sighting): Track<S> => seen({ id: id++, sighting, settled: null, agreeing: 0, missed: 0 }, sighting, options),
    );
  return [...continued, ...begun];
}

/** Whether nothing is in question: every face is in view and makes the claim that was settled on. Then comparing may rest for a moment. */
export const settledOnAll = (tracks: readonly Track[]): boolean =>
  tracks.every(({ missed, settled, sighting }) => missed === 0 && settled === sighting.claim);

/** The tracks after a frame in which their faces were only followed: they moved, and nothing was claimed. */
export function moved<S extends Sighting>(tracks: readonly Track<S>[], sightings: readonly S[]): Track<S>[] {
  return tracks.map((track, t) => ({ ...track, sighting: sightings[t]! }));
}

function seen<S extends Sighting>(track: Track<S>, sighting: S, { agreeingFrames }: TrackOptions): Track<S> {
  const agreeing = track.sighting.claim === sighting.claim ? track.agreeing + 1 : 1;
  const settled = agreeing < agreeingFrames ? track.settled : sighting.claim;
  return { id: track.id, sighting, settled, agreeing, missed: 0 };
}
