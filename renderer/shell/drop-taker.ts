/** A page that has a use of its own for photos dropped on the window; elsewhere they open in Photos. */
let taker: ((files: readonly File[]) => void) | null = null;
const listeners = new Set<() => void>();

function setTaker(next: typeof taker): void {
  taker = next;
  for (const listener of listeners) listener();
}

/** Told when a page begins or ends to take photos. Returns what ends it. */
export function onDropTaker(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Until the returned function is called. The last one asked wins. */
export function takeDrops(take: (files: readonly File[]) => void): () => void {
  setTaker(take);
  return () => {
    if (taker === take) setTaker(null);
  };
}

export const dropTaker = (): ((files: readonly File[]) => void) | null => taker;

/** A page that looks into networks dropped on the window; elsewhere they open in Settings. */
let networkTaker: ((files: readonly File[]) => void) | null = null;

/** Until the returned function is called. The last one asked wins. */
export function takeNetworkDrops(take: (files: readonly File[]) => void): () => void {
  networkTaker = take;
  return () => {
    if (networkTaker === take) networkTaker = null;
  };
}

export const dropTakerOfNetworks = (): ((files: readonly File[]) => void) | null => networkTaker;
