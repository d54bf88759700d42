import type { Store } from '../../data/store.ts';

/**
 * Faces that somebody said are not a person's. A probe that is closer to one of them than to the person's own templates, as the gallery
 * compares those, is not accepted as that person. A real probe of the person is closer to their own; a look-alike who was taken for
 * them once is closer to that picture of theirs. A person can only ever be refused by it, never accepted.
 */
export interface Negatives {
  /** Whether the probe is closer to a negative exemplar of the person than `score`. One look into a map where there is none. */
  refuses(modelId: string, personId: string, probe: Float32Array, score: number): boolean;
  /** Ids of a person's negatives that come at least so close to a probe. */
  near(modelId: string, personId: string, probe: Float32Array, score: number): string[];
  /** After something was said, taken back, merged or erased. */
  forget(): void;
}

export function negativesInForce(store: Store): Negatives {
  type Known = ReadonlyMap<string, readonly { readonly id: string; readonly vector: Float32Array }[]>;
  let known: { readonly modelId: string; readonly byPerson: Known } | null = null;
  const of = (modelId: string, personId: string) => {
    if (known?.modelId !== modelId)
      known = { modelId, byPerson: Map.groupBy(store.labels.negatives(modelId), (one) => one.personId) };
    return known.byPerson.get(personId) ?? [];
  };
  return {
    refuses: (modelId, personId, probe, score) =>
      of(modelId, personId).some(({ vector }) => dot(vector, probe) > score),
    near: (modelId, personId, probe, score) =>
      of(modelId, personId).flatMap(({ id, vector }) => (dot(vector, probe) >= score ? [id] : [])),
    forget() {
      known = null;
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}
