import { useEffect, useState } from 'react';
import { addressOf } from '../../faces/fetched-pictures.ts';
import { call } from '../../host/host.ts';

export type PairKind = 'worstMated' | 'closestNonMated';

/** Undefined while it is on its way, null where it is gone. */
export type PairPicture = string | null | undefined;

/** The pictures of a report's first pairs of a kind, as data: addresses, by the pair's place. */
export function usePairPictures(
  runId: string,
  of: PairKind,
  count: number,
): ReadonlyMap<number, { readonly first: PairPicture; readonly second: PairPicture }> {
  const [pictures, setPictures] = useState<ReadonlyMap<number, { first: PairPicture; second: PairPicture }>>(new Map());
  useEffect(() => {
    if (count === 0) return;
    let current = true;
    const pairs = Array.from({ length: count }, (_, i) => i);
    void call('evaluation.pictures', { runId, of, pairs, size: 160 }).then((outcome) => {
      if (!current) return;
      const address = (bytes: Uint8Array | null | undefined): PairPicture => (bytes ? addressOf(bytes) : null);
      const found = outcome.ok ? outcome.value.pictures : pairs.map((pair) => ({ pair, first: null, second: null }));
      setPictures(
        new Map(found.map(({ pair, first, second }) => [pair, { first: address(first), second: address(second) }])),
      );
    });
    return () => {
      current = false;
    };
  }, [runId, of, count]);
  return pictures;
}
