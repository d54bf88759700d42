import { useEffect, useMemo, useRef, useState } from 'react';
import type { TrainingProjection } from '../../../main/contract/training.ts';
import { turnToMatch } from '../../../models/metrics/turn-to-match.ts';
import { startUmap, umapLeastRows } from './umap.ts';

export type ProjectionKind = 'pca' | 'umap';

export interface Projected {
  /** `rows × 2`, null while there is none yet. */
  readonly places: Float32Array | null;
  /** The validation that the places belong to: of UMAP perhaps an earlier one, while the newest is on its way. */
  readonly of: TrainingProjection | null;
  /** 0 … 1 while UMAP works, else null. */
  readonly progress: number | null;
}

/** The validation embeddings in the plane, turned so that a new validation's picture continues the one before. */
export function useProjection(projection: TrainingProjection | null, kind: ProjectionKind, seed: number): Projected {
  const before = useRef<{ kind: ProjectionKind; places: Float32Array } | null>(null);
  const umap = useUmap(kind === 'umap' ? projection : null, seed);
  const projected = useMemo((): Projected => {
    if (kind === 'umap') return umap;
    return { places: projection === null ? null : firstTwo(projection.pca), of: projection, progress: null };
  }, [kind, projection, umap]);
  return useMemo(() => {
    if (projected.places === null) return projected;
    const last = before.current;
    const places =
      last?.kind === kind && last.places.length === projected.places.length
        ? turnToMatch(projected.places, last.places)
        : projected.places;
    before.current = { kind, places };
    return { ...projected, places };
  }, [projected, kind]);
}

/** One at a time: a validation that comes while UMAP works is projected when that is done. */
function useUmap(projection: TrainingProjection | null, seed: number): Projected {
  const [state, setState] = useState<Projected>({ places: null, of: null, progress: null });
  const stop = useRef<(() => void) | null>(null);
  const working = state.progress !== null;
  useEffect(() => {
    if (projection === null || working || state.of === projection) return;
    if (projection.indices.length < umapLeastRows) return;
    const { embeddings, dimension } = projection;
    setState((before) => ({ ...before, progress: 0 }));
    stop.current = startUmap(
      { embeddings, dimension, seed },
      (progress) => setState((before) => ({ ...before, progress })),
      (places) => setState({ places, of: projection, progress: null }),
    );
  }, [projection, working, state.of, seed]);
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
