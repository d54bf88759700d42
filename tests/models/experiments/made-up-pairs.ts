import type { DeepRun, Point } from '../../../models/experiments/auxiliary/runs.ts';
import type { TRAINED } from '../../../models/experiments/auxiliary.ts';

/** Of a network of a pair what is not as in the others; `at` is how far its training is, 0 … 1. */
type Law = (run: { readonly branched: boolean; readonly seed: number; readonly at: number }) => Partial<Point>;

/** Trainings as a law would have them, in the place of real ones; gradients fall by `fall` a layer, and the branch brings `times` as much below it. */
export function madeUpPairs(law: Law = () => ({}), fall = 0.3, times = 5): typeof TRAINED {
  const norms = (depth: number, branch: number | null): number[] =>
    Array.from({ length: depth }, (_, i) => fall ** (depth - 1 - i) * (branch !== null && i < branch ? times : 1));
  return {
    gradientsAtFirst: async ({ depth }) => {
      const main = norms(depth, null).map((norm) => norm ** 2);
      const branches = Array.from({ length: depth - 1 }, (_, k) => ({
        product: main.map(() => 0),
        own: main.map((square, layer) => (layer <= k ? square * (times ** 2 - 1) : 0)),
      }));
      return { main, branches };
    },
    async *trainPairs({ depth, branch, steps }, seeds) {
      yield { done: 0, total: 1 };
      return seeds.flatMap((seed) =>
        [false, true].map((branched): DeepRun => {
          const points = [0, 0.125, 0.25, 0.5, 0.75, 0.875, 1].map((at) => ({
            ...{ step: at * steps, learnt: 2 - at, asked: 2.2 - at, accuracy: 0.2 + 0.6 * at },
            // Pairs are never quite alike.
            ...law({ branched, seed, at }),
          }));
          return { seed, branched, points, gradients: [{ step: 0, norms: norms(depth, branched ? branch : null) }] };
        }),
      );
    },
  };
}
