import {
  descended,
  initialWeights,
  type Pulled,
  type PulledState,
  pullOf,
} from '../../../models/experiments/metric/pull.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { choiceOf } from './options.ts';
import { CLASSES, PER_CLASS, type Settings } from './settings.ts';

export interface DescentStep {
  readonly state: PulledState;
  readonly pulled: Pulled;
}

export const groupOf = (point: number): number => Math.floor(point / PER_CLASS);
export const groups: readonly number[] = Array.from({ length: CLASSES * PER_CLASS }, (_, i) => groupOf(i));
/** "A1" … "C4". */
export const nameOf = (point: number): string =>
  `${String.fromCharCode(65 + groupOf(point))}${(point % PER_CLASS) + 1}`;

let kept: { readonly key: string; readonly steps: DescentStep[] } | null = null;

/** Points and gradients after 0 … `to` steps, from where the settings begin. Kept while nothing but the step changes. */
export function descent(settings: Settings, to: number): readonly DescentStep[] {
  const { points, rate, dimension, seed } = settings;
  const choice = choiceOf(settings);
  const key = JSON.stringify([choice, points, rate, seed]);
  if (kept?.key !== key) {
    const state = { points, weights: initialWeights(choice, CLASSES, dimension, seed) };
    kept = { key, steps: [{ state, pulled: pullOf(state, groups, choice) }] };
  }
  const { steps } = kept;
  while (steps.length <= to) {
    const last = steps.at(-1)!;
    const state = descended(last.state, last.pulled, rate);
    steps.push({ state, pulled: pullOf(state, groups, choice) });
  }
  return steps;
}

/** Classes that lie in each other, drawn from the seed; two decimals, as one drags them. */
export function scattered(dimension: 2 | 3, seed: number): number[][] {
  const random = seededRandom(seed ^ 0x5bd1e995);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const middles = Array.from({ length: CLASSES }, () => Array.from({ length: dimension }, () => 0.45 * normal()));
  return groups.map((group) => middles[group]!.map((middle) => Number((middle + 0.55 * normal()).toFixed(2))));
}
