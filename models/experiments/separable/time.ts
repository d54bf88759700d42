import { type BlockChoice, type BlockKind, stepsOf } from '../../layers/convolutions/blocks.ts';
import { timingsOf } from '../../metrics/timings.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { interleaved, type Samples, type Subject, type TimingPlan, timedAs } from '../timing/interleaved.ts';
import { openWorkload } from '../timing/open-workload.ts';
import { costOfWorkload, type Workload } from '../timing/workload.ts';
import { TIMED_SIDE, type TimedBlock } from './timed-block.ts';

export interface BlockTiming extends Pick<TimingPlan, 'runs' | 'seed'> {
  readonly kinds: readonly BlockKind[];
  readonly widths: readonly number[];
  readonly kernel: number;
  readonly groups: number;
  readonly expansion: number;
}

const WARM_UPS = 3;

export const blockWorkload = (choice: BlockChoice): Workload => ({
  side: TIMED_SIDE,
  channels: choice.input,
  steps: stepsOf(choice),
});

interface Opened extends Subject {
  readonly about: Pick<TimedBlock, 'kind' | 'width' | 'macs' | 'weights'>;
  release(): Promise<void>;
}

/** `blocks`: as far as they are timed, all as often. */
export type TimeProgress = Progress & { readonly blocks?: readonly TimedBlock[] };

/** Every kind at every width, on one thread of the engine's runtime, all against each other. */
export async function* timeBlocks(
  { kinds, widths, kernel, groups, expansion, runs, seed }: BlockTiming,
  tools: EngineTools,
): AsyncGenerator<TimeProgress, readonly TimedBlock[]> {
  const opened: Opened[] = [];
  try {
    const total = kinds.length * widths.length;
    for (const width of widths)
      for (const kind of kinds) {
        const choice = { kind, input: width, output: width, kernel, stride: 1, groups, expansion };
        const workload = blockWorkload(choice);
        const { macs, weights } = costOfWorkload(workload);
        const about = { kind, width, macs, weights };
        opened.push({ id: `${kind} ${width}`, about, ...(await openWorkload(workload, seed, tools.executor)) });
        yield { done: opened.length, total: 10 * total };
      }
    const blocksOf = (samples: Samples): readonly TimedBlock[] =>
      opened.map(({ id, about }) => {
        const rounds = samples.get(id)!.map((ms) => Number(ms.toPrecision(4)));
        return { ...about, ...timingsOf(rounds), rounds };
      });
    const timing = timedAs(interleaved(opened, { runs, warmUps: WARM_UPS, seed }), blocksOf);
    for (;;) {
      const next = await timing.next();
      if (next.done === true) return next.value;
      const { done, total, soFar } = next.value;
      // Opening is taken for a tenth of the way.
      yield { done: 0.1 + (0.9 * done) / total, total: 1, ...(soFar !== undefined && { blocks: soFar }) };
    }
  } finally {
    for (const one of opened) await one.release();
  }
}
