import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** As many as one call takes. */
const atOnce = 200;

export interface Faces {
  /** The picture as a data: address, null while it is on its way or where it is gone. Asks for what was not asked yet. */
  readonly face: (index: number) => string | null;
}

/** The host's answer to some indices; null: it could not say, and is asked again when they are next looked at. */
export type FetchPictures = (
  indices: number[],
) => Promise<readonly { readonly index: number; readonly jpeg: Uint8Array | null }[] | null>;

/** Pictures by their index, fetched when first looked at and kept while `fetch` stays the same. */
export function useFetchedPictures(fetch: FetchPictures): Faces {
  const known = useRef({ of: fetch, pictures: new Map<number, string | null>() });
  const wanted = useRef(new Set<number>());
  const current = useRef(true);
  const [version, setVersion] = useState(0);
  // Another run's pictures have the same numbers.
  if (known.current.of !== fetch) {
    known.current = { of: fetch, pictures: new Map() };
    wanted.current.clear();
  }

  const ask = useCallback(async () => {
    const { pictures } = known.current;
    const indices = [...wanted.current];
    wanted.current.clear();
    for (let i = 0; i < indices.length; i += atOnce) {
      const asked = indices.slice(i, i + atOnce);
      const answer = await fetch(asked);
      if (!current.current) return;
      if (answer === null) for (const index of asked) pictures.delete(index);
      else for (const { index, jpeg } of answer) pictures.set(index, jpeg && addressOf(jpeg));
      if (answer !== null) setVersion((before) => before + 1);
    }
  }, [fetch]);
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
        const { pictures } = known.current;
        if (!pictures.has(index)) {
          pictures.set(index, null);
          if (wanted.current.size === 0) setTimeout(() => void ask());
          wanted.current.add(index);
        }
        return pictures.get(index) ?? null;
      },
    }),
    [ask, version],
  );
}

/** data: and not blob:, so that a saved chart carries its faces with it. */
export function addressOf(jpeg: Uint8Array): string {
  let text = '';
  for (const byte of jpeg) text += String.fromCharCode(byte);
  return `data:image/jpeg;base64,${btoa(text)}`;
}
