import { useEffect, useMemo, useRef, useState } from 'react';
import type { TrainingProjection } from '../../../main/contract/training.ts';
import { turnToMatch } from '../../../models/metrics/turn-to-match.ts';
import { flipToMatch } from './in-space.ts';
import { startUmap, umapLeastRows } from './umap.ts';

export type ProjectionKind = 'pca' | 'umap';

export interface Projected {
  /** `rows × components`, null while there is none yet. */
  readonly places: Float32Array | null;
  /** The validation that the places belong to: of UMAP perhaps an earlier one, while the newest is on its way. */
  readonly of: TrainingProjection | null;
  /** 0 … 1 while UMAP works, else null. */
  readonly progress: number | null;
}

/** The validation embeddings in two or three dimensions, turned so that a new validation's picture continues the one before. */
export function useProjection(
  projection: TrainingProjection | null,
  kind: ProjectionKind,
  components: 2 | 3,
  seed: number,
): Projected {
  const before = useRef<{ as: string; places: Float32Array } | null>(null);
  const umap = useUmap(kind === 'umap' ? projection : null, components, seed);
  const projected = useMemo((): Projected => {
    if (kind === 'umap') return umap;
    const places = projection === null ? null : components === 3 ? projection.pca : firstTwo(projection.pca);
    return { places, of: projection, progress: null };
  }, [kind, components, projection, umap]);
  return useMemo(() => {
    if (projected.places === null) return projected;
    const last = before.current;
    const as = `${kind} ${components}`;
    const match = components === 2 ? turnToMatch : flipToMatch;
    const places =
      last?.as === as && last.places.length === projected.places.length
        ? match(projected.places, last.places)
        : projected.places;
    before.current = { as, places };
    return { ...projected, places };
  }, [projected, kind, components]);
}

const nothing: Projected = { places: null, of: null, progress: null };

/** One at a time: a validation that comes while UMAP works is projected when that is done. */
function useUmap(projection: TrainingProjection | null, components: 2 | 3, seed: number): Projected {
  const [made, setState] = useState<Projected & { readonly components: 2 | 3 }>({ ...nothing, components });
  const state = made.components === components ? made : nothing;
  const stop = useRef<(() => void) | null>(null);
  const working = state.progress !== null;
  useEffect(() => {
    if (projection === null || working || state.of === projection) return;
    if (projection.indices.length < umapLeastRows) return;
    const { embeddings, dimension } = projection;
    setState((before) => ({ ...(before.components === components ? before : nothing), components, progress: 0 }));
    stop.current = startUmap(
      { embeddings, dimension, seed, components },
      (progress) => setState((before) => ({ ...before, progress })),
      (places) => setState({ places, of: projection, progress: null, components }),
    );
  }, [projection, working, state.of, components, seed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a picture of other dimensions is begun anew
  useEffect(() => () => stop.current?.(), [components]);
  useEffect(() => {
    if (projection !== null) return;
    stop.current?.();
    setState((before) => (before.progress === null ? before : { ...before, progress: null }));
  }, [projection]);
  useEffect(() => () => stop.current?.(), []);
  return state;
}

function firstTwo(components: Float32Array): Float32Array {
  const places = new Float32Array((components.length / 3) * 2);
  for (let i = 0; i < places.length / 2; i++) {
    places[2 * i] = components[3 * i]!;
    places[2 * i + 1] = components[3 * i + 1]!;
  }
  return places;
}
