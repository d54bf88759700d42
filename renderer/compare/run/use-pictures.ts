import { useCallback } from 'react';
import { type Faces, useFetchedPictures } from '../../faces/fetched-pictures.ts';
import { call } from '../../host/host.ts';

/** Pictures of a comparison by their number; `darkened` as the probes of bad light are. */
export function usePictures(comparisonId: string, darkened: boolean): Faces {
  return useFetchedPictures(
    useCallback(
      async (pictures) => {
        const outcome = await call('compare.pictures', { comparisonId, pictures, darkened });
        return outcome.ok ? outcome.value.pictures.map(({ picture, jpeg }) => ({ index: picture, jpeg })) : null;
      },
      [comparisonId, darkened],
    ),
  );
}
