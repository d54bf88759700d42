import { useCallback } from 'react';
import { type Faces, useFetchedPictures } from '../../faces/fetched-pictures.ts';
import { call } from '../../host/host.ts';

export type { Faces } from '../../faces/fetched-pictures.ts';

/** Pictures of a run by their index. */
export function useFaces(runId: string, size = 64): Faces {
  return useFetchedPictures(
    useCallback(
      async (indices) => {
        const outcome = await call('training.pictures', { runId, size, indices });
        return outcome.ok ? outcome.value.pictures : null;
      },
      [runId, size],
    ),
  );
}
