import { useEffect, useRef, useState } from 'react';
import { shotsWanted, takesShot, wantedNext } from '../../../models/quality/varied-shots.ts';
import { cropFace } from '../../faces/crop.ts';
import { call } from '../../host/host.ts';
import type { LookedAt } from '../frame-loop.ts';
import { type CaptureRefusal, holdShot } from './hold-shot.ts';

export interface Shot {
  /** By which the host holds it. */
  readonly id: string;
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
  | { readonly quality: CaptureRefusal };

export interface Capture {
  /** By which the host holds its shots. */
  readonly id: string;
  readonly shots: readonly Shot[];
  readonly hint: CaptureHintKey;
  readonly drop: (id: string) => void;
}

/**
 * Takes varied pictures of the one person before the camera by itself, while `running`. The host analyses each as it is taken and holds it, so that
 * saving is quick; one that it refuses is not shown, and another is taken. All are forgotten with the component, here and there.
 */
export function useCapture(looked: LookedAt | null, running: boolean): Capture {
  const [shots, setShots] = useState<readonly Shot[]>([]);
  const [refusedFor, setRefusedFor] = useState<CaptureRefusal | null>(null);
  const id = useRef(crypto.randomUUID()).current;
  const lastAt = useRef(0);
  const taking = useRef(false);
  const ended = useRef(false);
  const all = useRef<readonly Shot[]>([]);
  all.current = shots;

  useEffect(() => {
    if (running) lastAt.current = performance.now();
  }, [running]);
  useEffect(() => {
    const [track, ...others] = looked?.frame.tracks ?? [];
    if (!running || looked === null || track === undefined || others.length > 0 || taking.current) return;
    const candidate = { pose: track.pose, acceptable: track.face.quality.acceptable };
    const taken = shots.map(({ pose }) => pose);
    if (!takesShot(candidate, taken, looked.takenAt - lastAt.current)) return;
    lastAt.current = looked.takenAt;
    taking.current = true;
    const take = async (): Promise<void> => {
      const picture = await cropFace(looked.picture, track.face.box);
      if (ended.current) return;
      const shot = { id: crypto.randomUUID(), picture, pose: track.pose };
      const refused = await holdShot(id, shot.id, picture);
      if (ended.current) return;
      setRefusedFor(refused);
      if (refused !== null) return;
      setShots((before) => [...before, { ...shot, url: URL.createObjectURL(picture) }]);
    };
    void take().finally(() => {
      taking.current = false;
    });
  }, [looked, running, shots, id]);
  useEffect(() => {
    ended.current = false;
    return () => {
      ended.current = true;
      for (const { url } of all.current) URL.revokeObjectURL(url);
      void call('enrol.dropShots', { capture: id });
    };
  }, [id]);

  return {
    id,
    shots,
    hint: hintOf(looked, shots, refusedFor),
    drop: (dropped) => {
      lastAt.current = performance.now();
      void call('enrol.dropShots', { capture: id, shots: [dropped] });
      setShots((before) => before.filter((shot) => shot.id !== dropped || void URL.revokeObjectURL(shot.url)));
    },
  };
}

function hintOf(looked: LookedAt | null, shots: readonly Shot[], refusedFor: CaptureRefusal | null): CaptureHintKey {
  if (shots.length >= shotsWanted) return 'enough';
  const [track, ...others] = looked?.frame.tracks ?? [];
  if (track === undefined) return 'nobody';
  if (others.length > 0) return 'several';
  const { quality } = track.face;
  if (!quality.acceptable)
    return { quality: quality.measures.find(({ ok, hint }) => !ok && hint)?.hint ?? 'LOW_QUALITY' };
  if (refusedFor !== null) return { quality: refusedFor };
  return wantedNext(shots.map(({ pose }) => pose));
}
