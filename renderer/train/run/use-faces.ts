import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call } from '../../host/host.ts';

/** As many as one call takes. */
const atOnce = 200;

export interface Faces {
  /** The picture as a data: address, null while it is on its way or where it is gone. Asks for what was not asked yet. */
  readonly face: (index: number) => string | null;
}

/** Pictures of a run by their index, fetched when first looked at and kept while the run is on screen. */
export function useFaces(runId: string, size = 64): Faces {
  const known = useRef(new Map<number, string | null>());
  const wanted = useRef(new Set<number>());
  const current = useRef(true);
  const [version, setVersion] = useState(0);

  const fetch = useCallback(async () => {
    const indices = [...wanted.current];
    wanted.current.clear();
    for (let i = 0; i < indices.length; i += atOnce) {
      const asked = indices.slice(i, i + atOnce);
      const outcome = await call('training.pictures', { runId, size, indices: asked });
      if (!current.current) return;
      if (!outcome.ok) {
        // Asked again when they are next looked at.
        for (const index of asked) known.current.delete(index);
        continue;
      }
      for (const { index, jpeg } of outcome.value.pictures) known.current.set(index, jpeg && addressOf(jpeg));
      setVersion((before) => before + 1);
    }
  }, [runId, size]);
  useEffect(() => {
    current.current = true;
    return () => {
      current.current = false;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each version other pictures are there
  return useMemo(
    () => ({
      face: (index) => {
        if (!known.current.has(index)) {
          known.current.set(index, null);
          if (wanted.current.size === 0) setTimeout(() => void fetch());
          wanted.current.add(index);
        }
        return known.current.get(index) ?? null;
      },
    }),
    [fetch, version],
  );
}

/** data: and not blob:, so that a saved chart carries its faces with it. */
export function addressOf(jpeg: Uint8Array): string {
  let text = '';
  for (const byte of jpeg) text += String.fromCharCode(byte);
  return `data:image/jpeg;base64,${btoa(text)}`;
}
