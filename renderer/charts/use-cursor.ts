import { useMemo, useState } from 'react';

/** Where values are read: one for several charts over the same x shows the same moment in all of them. */
export interface Cursor {
  readonly x: number | null;
  readonly pinned: boolean;
  /** A pinned cursor stays where it is. */
  readonly hover: (x: number | null) => void;
  /** Pins there; at the pinned place, lets go. */
  readonly pin: (x: number) => void;
  /** By keyboard: moves also what is pinned. */
  readonly move: (x: number | null) => void;
}

export function useCursor(): Cursor {
  const [{ x, pinned }, set] = useState<{ x: number | null; pinned: boolean }>({ x: null, pinned: false });
  return useMemo(
    () => ({
      x,
      pinned,
      hover: (next) => set((before) => (before.pinned ? before : { x: next, pinned: false })),
      pin: (next) =>
        set((before) => (before.pinned ? { x: next, pinned: before.x !== next } : { x: next, pinned: true })),
      move: (next) => set((before) => ({ x: next, pinned: before.pinned && next !== null })),
    }),
    [x, pinned],
  );
}
