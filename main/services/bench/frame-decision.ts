import type { RgbImage } from '../../../models/image.ts';
import type { ImageAnalysis } from '../../../models/pipeline.types.ts';
import type { EnrolledPerson, SearchableGallery } from '../evaluation/galleries.ts';
import type { BenchedDecision } from './pipeline.ts';
import { randomTemplates } from './random-gallery.ts';

export interface DecisionParts {
  /** The engine, with a frame as the camera gives it. */
  readonly analyse: (frame: RgbImage) => Promise<Pick<ImageAnalysis, 'faces' | 'ms'>>;
  readonly gallery: SearchableGallery;
  readonly threshold: number;
}

/** Frame → decision as at the desk, for `benchPipeline`: analyse, look every face up, accept when `score >= threshold`. */
export function frameDecision({ analyse, gallery, threshold }: DecisionParts): (frame: RgbImage) => Promise<Decided> {
  return async (frame) => {
    const { faces, ms } = await analyse(frame);
    const begin = performance.now();
    let accepted = 0;
    for (const face of faces) {
      const answer = await gallery.search(face.template);
      if (answer.personId !== null && answer.score >= threshold) accepted++;
    }
    const { total: engine, ...stages } = ms;
    return { faces: faces.length, accepted, ms: { ...stages, engine, search: performance.now() - begin } };
  };
}

/** What a bench frame came to; the random people of the gallery should never be accepted. */
export interface Decided extends BenchedDecision {
  readonly accepted: number;
}

/** A gallery's people for measuring: `count` with one random unit template each, the same for a seed. */
export function randomPeople(count: number, dimension: number, seed = 1): EnrolledPerson[] {
  const templates = randomTemplates(count, dimension, seed);
  return Array.from({ length: count }, (_, p) => ({
    personId: `random-${p}`,
    templates: [templates.subarray(p * dimension, (p + 1) * dimension)],
  }));
}
