import type { BlockKind } from '../../layers/convolutions/blocks.ts';
import { surelyQuicker, type Timings } from '../../metrics/timings.ts';

/** Side of the maps that blocks are timed on: of a network for 112 × 112 pictures, the middle. */
export const TIMED_SIDE = 14;

export interface TimedBlock extends Timings {
  readonly kind: BlockKind;
  /** Channels in and out. */
  readonly width: number;
  readonly macs: number;
  readonly weights: number;
  /** Milliseconds, round by round: those of one round were timed one after the other. */
  readonly rounds: readonly number[];
}

/** Blocks that need fewer multiply-accumulates than the dense one of their width, and whether they are quicker than it beyond chance. */
export function againstDense(blocks: readonly TimedBlock[]) {
  return blocks.flatMap((block) => {
    const dense = blocks.find(({ kind, width }) => kind === 'dense' && width === block.width);
    if (dense === undefined || block.kind === 'dense' || block.macs >= dense.macs) return [];
    return [
      {
        block,
        work: block.macs / dense.macs,
        time: block.median / dense.median,
        quicker: surelyQuicker(block.rounds, dense.rounds),
      },
    ];
  });
}
