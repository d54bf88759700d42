import type { StoredCrop } from '../engine/protocol.ts';

/** How long a face is held after its event: long enough to answer, and no longer. */
export const heldMs = 10 * 60_000;

/** More than these are not held: the oldest go first. */
const most = 64;

/** The face of an event, in memory alone: what "this is …" and "not this person" can be learned from. */
export interface HeldFace {
  readonly modelId: string;
  readonly vector: Float32Array;
  readonly quality: number;
  /** Whom it was accepted as. */
  readonly personId: string | null;
  /** Null until it was cut, and where it could not be. */
  readonly portrait: StoredCrop | null;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Faces of the last events, never written to disk, gone after ten minutes, with the program, or with the person. */
export interface HeldFaces {
  hold(seq: number, face: Omit<HeldFace, 'until'>): void;
  find(seq: number): HeldFace | null;
  setPortrait(seq: number, portrait: StoredCrop): void;
  forgetPerson(personId: string): void;
  clear(): void;
}

export function heldFaces(now: () => number = Date.now): HeldFaces {
  const held = new Map<number, HeldFace>();
  const drop = (seq: number): void => {
    held.get(seq)?.vector.fill(0);
    held.delete(seq);
  };
  const prune = (): void => {
    for (const [seq, { until }] of held) if (until <= now() || held.size > most) drop(seq);
  };
  let timer: NodeJS.Timeout | null = null;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      prune();
      if (held.size > 0) later();
    }, heldMs / 10).unref();
  };
  return {
    hold(seq, face) {
      held.set(seq, { ...face, vector: face.vector.slice(), until: now() + heldMs });
      prune();
      later();
    },
    find(seq) {
      prune();
      return held.get(seq) ?? null;
    },
    setPortrait(seq, portrait) {
      const face = held.get(seq);
      if (face !== undefined) held.set(seq, { ...face, portrait });
    },
    forgetPerson(personId) {
      for (const [seq, face] of held) if (face.personId === personId) drop(seq);
    },
    clear() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const seq of [...held.keys()]) drop(seq);
    },
  };
}
