import { blockWorkload } from '../../../models/experiments/separable/time.ts';
import type { TimedBlock } from '../../../models/experiments/separable/timed-block.ts';
import type { BlockPlan, BlockRun } from '../../../models/experiments/separable/train.ts';
import { UNDER_TEST, type UnderTest } from '../../../models/experiments/separable.ts';
import { costOfWorkload } from '../../../models/experiments/timing/workload.ts';
import type { BlockKind } from '../../../models/layers/convolutions/blocks.ts';

/** In the place of trainings and timings: what `accuracy` and `ms` would have them be. */
export const madeUpSeparable = (
  accuracy: (plan: BlockPlan) => number = () => 0.9,
  ms: (kind: BlockKind, width: number, macs: number) => number = (_kind, _width, macs) => macs / 1e6,
): UnderTest => ({
  ...UNDER_TEST,
  faces: ({ people, asked }) => {
    const none = { side: 16, people, data: new Float32Array(0) };
    return {
      train: { ...none, labels: new Int32Array(0) },
      test: { ...none, labels: new Int32Array(people * asked) },
    };
  },
  trainBlocks: async function* (plans, seeds): AsyncGenerator<never, BlockRun[]> {
    return plans.flatMap((plan) =>
      seeds.map((seed) => ({ ...plan, seed, accuracy: accuracy(plan), weights: 100, macs: 1000, losses: [2, 1] })),
    );
  },
  timeBlocks: async function* ({
    kinds,
    widths,
    kernel,
    groups,
    expansion,
    runs,
  }): AsyncGenerator<never, TimedBlock[]> {
    return widths.flatMap((width) =>
      kinds.map((kind) => {
        const choice = { kind, input: width, output: width, kernel, stride: 1, groups, expansion };
        const { macs, weights } = costOfWorkload(blockWorkload(choice));
        const median = ms(kind, width, macs);
        const rounds = Array.from({ length: runs }, () => median);
        return { kind, width, macs, weights, rounds, runs, median, p95: median, low: median, high: median };
      }),
    );
  },
});
