/** Definitions by id, in the order they are offered. */
export interface ById<T> {
  readonly ids: readonly string[];
  readonly all: readonly T[];
  has(id: string): boolean;
  /** @throws RangeError on an unknown id, naming the known ones */
  get(id: string): T;
}

/** @throws when two definitions share an id; a finished run would not say which of them it was */
export function byId<T extends { readonly id: string }>(kind: string, all: readonly T[]): ById<T> {
  const found = new Map<string, T>();
  for (const one of all) {
    if (found.has(one.id)) throw new Error(`${kind}: two are named ${one.id}`);
    found.set(one.id, one);
  }
  const ids = [...found.keys()];
  return {
    ids,
    all,
    has: (id) => found.has(id),
    get(id) {
      const one = found.get(id);
      if (!one) throw new RangeError(`${kind}: none is named ${id}; there are ${ids.join(', ')}`);
      return one;
    },
  };
}
