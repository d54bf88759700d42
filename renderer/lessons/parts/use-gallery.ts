import { useEffect, useState } from 'react';
import type { CallError } from '../../../main/contract/errors.ts';
import type { RgbImage } from '../../../models/image.ts';
import { call } from '../../host/host.ts';
import { onFacesChanged, syntheticFace } from './load-face.ts';

/** A template that a lesson's face is compared with. */
export interface GalleryFace {
  readonly id: string;
  /** An enrolled person; null for a synthetic one. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** Which synthetic person; null for an enrolled one. */
  readonly synthetic: number | null;
  readonly template: Float32Array;
  /** Of a synthetic person; an enrolled person's is their portrait. */
  readonly chip: RgbImage | null;
}

export interface LessonGallery {
  /** Null until all are there. */
  readonly faces: readonly GalleryFace[] | null;
  readonly done: number;
  readonly total: number;
  readonly trouble: CallError | null;
}

/** A ranking of fewer people shows little. */
const leastPeople = 12;

/**
 * Templates to compare with, by the model in use: the enrolled people's, made up to twelve people with synthetic ones, of whom `including` is
 * one. So a lesson works before anybody is enrolled.
 */
export function useGallery(including: number): LessonGallery {
  const [state, setState] = useState<LessonGallery>({ faces: null, done: 0, total: leastPeople, trouble: null });
  const [revision, setRevision] = useState(0);
  useEffect(() => onFacesChanged(() => setRevision((before) => before + 1)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` is a change of model or people
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const enrolled = await call('lessons.gallery', {});
      if (!current) return;
      if (!enrolled.ok) return setState((before) => ({ ...before, trouble: enrolled.error }));
      const faces: GalleryFace[] = enrolled.value.templates.map(({ id, personId, name, template }) => ({
        id,
        person: { id: personId, name },
        synthetic: null,
        template,
        chip: null,
      }));
      const invented = inventedPeople(Math.max(1, leastPeople - enrolled.value.people), including);
      // All at once: one is drawn while another is embedded.
      const loading = invented.map((number) => syntheticFace(number, 'gallery'));
      for (const [done, number] of invented.entries()) {
        setState((before) => ({ ...before, done, total: invented.length }));
        const face = await loading[done]!;
        if (!current) return;
        if (!face.ok) return setState((before) => ({ ...before, trouble: face.error }));
        const { template, chip } = face.value;
        faces.push({ id: `synthetic ${number}`, person: null, synthetic: number, template, chip });
      }
      setState({ faces, done: invented.length, total: invented.length, trouble: null });
    };
    setState((before) => ({ ...before, faces: null, trouble: null }));
    void load();
    return () => {
      current = false;
    };
  }, [including, revision]);
  return state;
}

/** The first `count` with `including` among them. */
function inventedPeople(count: number, including: number): number[] {
  const first = Array.from({ length: count }, (_, i) => i);
  return first.includes(including) ? first : [...first.slice(0, -1), including];
}
