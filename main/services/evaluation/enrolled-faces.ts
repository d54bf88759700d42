import type { Core } from '../core.ts';
import type { EnrolledFace } from './trials.ts';

/** Everybody enrolled, with all their templates by one model, in order of enrolment. In memory only, for as long as an evaluation lasts. */
export const enrolledFaces = (core: Core, modelId: string): EnrolledFace[] =>
  core.store.templates
    .ofModel(modelId)
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))
    .map(({ id, personId, cropId, vector, quality }) => ({
      ...{ personId, templateId: id, cropId },
      template: vector,
      quality,
    }));
