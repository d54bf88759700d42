import { degradations } from '../../../models/degrade/degrade.ts';
import type { Progress } from '../../../models/experiments/check.ts';
import type { ByLoss, measure, Restored, Seen } from '../../../models/experiments/low-level/measure.ts';

const byPixels: ByLoss = { psnr: 25, eye: 0.1, far: [0.3, 0.3, 0.3, 0.3] };

/** What the check would have measured, as a test would have it: by default all that the notes say. */
export function madeUpSeen(part: Partial<Seen> = {}, each: Partial<Restored> = {}): typeof measure {
  const restored = degradations.map(
    (on): Restored => ({
      ...{ on, degraded: 20, trained: 23, gain: 3, classicalGain: 2, gainBeside: 3 },
      ...{ farDegraded: 0.3, farTrained: 0.4, weaker: -1, stronger: 0, leaves: 1, others: [-1, -2, -3, -4, -5] },
      ...each,
    }),
  );
  const seen: Seen = {
    twins: { apart: 20, differing: 0 },
    restored,
    // Higher PSNR and SSIM, and yet farther.
    measured: [0, 1, 2].map((k) => ({ psnr: 20 + k, ssim: 0.5 + k / 10, far: 0.2 + k / 10 })),
    moved: { psnr: 27, ssim: 0.9, far: 0.01 },
    blurred: { psnr: 28, ssim: 0.9, far: 0.2 },
    losses: { pixels: byPixels, features: { psnr: 24, eye: 0.08, far: [0.2, 0.31, 0.25, 0.29] } },
    // 2 GFLOP for 640 × 480; 100 MFLOP a millisecond.
    cost: { pixels: 12_544, flops: 73e6, ms: 0.73 },
    ...part,
  };
  // biome-ignore lint/correctness/useYield: nothing is computed
  return async function* (): AsyncGenerator<Progress, Seen> {
    return seen;
  };
}
