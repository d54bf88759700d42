import type { HostState } from '../runtime/types.ts';
import type { Recipe } from './recipe.ts';
import type { BaselinesReport, EmbeddingFigures, StepReport, ValidationReport } from './reports.ts';

/** A validation without its vectors: what a curve needs. */
export type ValidationPoint = Omit<ValidationReport, 'embeddings' | 'pictures' | 'people' | 'hardest'>;

/** Weights and moving averages by name; what `trainedNetwork` makes a function of. */
export type NetworkState = HostState;

/**
 * Everything that a run carries on, taken between two steps. Batches, augmentation and noise are functions of seed and step,
 * so the sampler's position and the random state are the step. Exact to the bit: a resumed run and an uninterrupted one end
 * at the same loss. Plain values, typed arrays and maps (structured clone takes it).
 */
export interface Checkpoint {
  readonly version: 1;
  readonly recipe: Recipe;
  /** Steps done. */
  readonly step: number;
  readonly seconds: number;
  /** Weights, moving averages, the optimiser's moments and counters. */
  readonly state: HostState;
  readonly best: Readonly<{ step: number; figures: EmbeddingFigures; state: NetworkState }> | null;
  /** Validations since the best one. */
  readonly sinceBest: number;
  readonly baselines: BaselinesReport | null;
  readonly history: Readonly<{ steps: readonly StepReport[]; validations: readonly ValidationPoint[] }>;
}
