import type { DegradationId } from '../../../models/degrade/degrade.ts';

/** On what the cures in hand were trained. */
export interface Trained {
  readonly degradation: DegradationId;
  readonly strength: number;
}
