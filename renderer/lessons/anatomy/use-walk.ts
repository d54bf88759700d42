import { useEffect } from 'react';
import { base64, type Walk, type WalkInput } from '../../../models/experiments/anatomy/walk.ts';
import type { Progress } from '../../../models/experiments/check.ts';
import { useTask } from '../frame/use-task.ts';
import { cutAround } from '../parts/cut-around.ts';
import type { LessonFace } from '../parts/load-face.ts';

/** What the network in use makes of a face, anew for each; the one before stays until then. */
export function useWalk(face: LessonFace | null) {
  const { running, result, failure, start } = useTask<Walk, Progress>('anatomy', 'walk');
  useEffect(() => {
    if (face === null) return;
    const { picture, landmarks } = cutAround(face.picture, face.landmarks);
    const { width, height, data } = picture;
    start({ width, height, pixels: base64(data), landmarks } satisfies WalkInput);
  }, [face, start]);
  return { running, walk: face === null ? null : result, failure };
}
