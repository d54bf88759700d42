import type { DegradationId } from '../../../models/degrade/degrade.ts';
import type { Trained } from '../../../models/experiments/low-level/train.ts';

/** What was trained on this page, and on what. It stays on the page. */
export interface Kept extends Partial<Pick<Trained, 'pixels' | 'features' | 'costs'>> {
  readonly degradation: DegradationId;
  readonly strength: number;
}
