import { useEffect, useRef, useState } from 'react';
import type { QualityHint } from '../../../models/pipeline.types.ts';
import { shotsWanted, takesShot, wantedNext } from '../../../models/quality/varied-shots.ts';
import { cropFace } from '../../faces/crop.ts';
import type { LookedAt } from '../frame-loop.ts';

export interface Shot {
  readonly id: number;
  /** The face with its surroundings, JPEG: what is enrolled. */
  readonly picture: Blob;
  readonly url: string;
  readonly pose: { readonly yaw: number; readonly pitch: number; readonly roll: number };
}

export type CaptureHintKey =
  | 'nobody'
  | 'several'
  | 'front'
  | 'turn'
  | 'nod'
  | 'enough'
  | { readonly quality: QualityHint | 'LOW_QUALITY' };

export interface Capture {
  readonly shots: readonly Shot[];
  readonly hint: CaptureHintKey;
  readonly drop: (id: number) => void;
}

/** Takes varied pictures of the one person before the camera by itself, while `running`. Pictures are freed with the component. */
export function useCapture(looked: LookedAt | null, running: boolean): Capture {
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const lastAt = useRef(0);
  const nextId = useRef(1);
  const cutting = useRef(false);
  const all = useRef<readonly Shot[]>([]);
  all.current = shots;

  useEffect(() => {
    if (running) lastAt.current = performance.now();
  }, [running]);
  useEffect(() => {
    const [track, ...others] = looked?.frame.tracks ?? [];
    if (!running || looked === null || track === undefined || others.length > 0 || cutting.current) return;
    const candidate = { pose: track.pose, acceptable: track.face.quality.acceptable };
    const taken = shots.map(({ pose }) => pose);
    if (!takesShot(candidate, taken, looked.takenAt - lastAt.current)) return;
    lastAt.current = looked.takenAt;
    cutting.current = true;
    void cropFace(looked.picture, track.face.box)
      .then((picture) => {
        const shot = { id: nextId.current++, picture, url: URL.createObjectURL(picture), pose: track.pose };
        setShots((before) => (before.length >= shotsWanted ? before : [...before, shot]));
      })
      .finally(() => {
        cutting.current = false;
      });
  }, [looked, running, shots]);
  useEffect(
    () => () => {
      for (const { url } of all.current) URL.revokeObjectURL(url);
    },
    [],
  );

  return {
    shots,
    hint: hintOf(looked, shots),
    drop: (id) => {
      lastAt.current = performance.now();
      setShots((before) => before.filter((shot) => shot.id !== id || void URL.revokeObjectURL(shot.url)));
    },
  };
}

function hintOf(looked: LookedAt | null, shots: readonly Shot[]): CaptureHintKey {
  if (shots.length >= shotsWanted) return 'enough';
  const [track, ...others] = looked?.frame.tracks ?? [];
  if (track === undefined) return 'nobody';
  if (others.length > 0) return 'several';
  const { quality } = track.face;
  if (!quality.acceptable)
    return { quality: quality.measures.find(({ ok, hint }) => !ok && hint)?.hint ?? 'LOW_QUALITY' };
  return wantedNext(shots.map(({ pose }) => pose));
}
