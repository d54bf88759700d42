import type { Recipe } from '../train/recipe.ts';
import type { EmbeddingFigures } from '../train/reports.ts';

interface Part {
  readonly people: number;
  readonly pictures: number;
}

/** 95 %, bootstrapped by person; null where there are too few people to say. */
type Interval = readonly [number, number] | null;

/** What a model that was trained here carries with it. It names nobody: people are counted. */
export interface TrainedCard {
  /** Which training run it was made of. */
  readonly runId: string;
  readonly at: string;
  /** Without the paths of a folder or list. */
  readonly recipe: Recipe;
  readonly counts: Readonly<{ train: Part; validation: Part; test: Part }>;
  /** The step that the weights are of: that of the best validation. */
  readonly step: number;
  /** Of training. */
  readonly seconds: number;
  /** On people that neither training nor the choice of the weights saw. */
  readonly test: Readonly<{
    figures: EmbeddingFigures;
    intervals: Readonly<{
      pAt1: Interval;
      rPrecision: Interval;
      mapAtR: Interval;
      eer: Interval;
      fnmrAtFmr: readonly Interval[];
    }> | null;
  }>;
  readonly licenceNote: { readonly en: string; readonly zh: string };
}
