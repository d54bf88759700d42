import { smoothstep } from './colour.ts';
import type { Identity } from './identity.ts';

const NAPE = -0.62;

/** How far hair covers the skin at height y and angle θ from straight ahead, 0 … 1; its edge is twice `edge` wide. */
export function hairCover({ hair }: Identity, y: number, angle: number, edge = 0.035): number {
  const aside = Math.abs(angle);
  const top = hair.line - hair.fringe + 0.05 * Math.sin(aside * 2) - 0.04 * Math.max(0, 0.5 - aside);
  const side = hair.side;
  const temple = smoothstep(0.75, 1.25, aside);
  const behind = smoothstep(1.55, 1.85, aside);
  const line = top + (side - top) * temple + (NAPE - side) * behind;
  const cover = smoothstep(line - edge, line + edge, y);
  return hair.bald ? cover * behind * smoothstep(0.42, 0.3, y) : cover;
}

/** How far a beard covers the skin at (x, y) of the front, angle θ, 0 … 1; times its density. */
export function beardCover({ beard, mouth, nose }: Identity, x: number, y: number, angle: number): number {
  if (beard.density === 0) return 0;
  const aside = Math.abs(angle);
  // From the sideburns down to the corner of the mouth, and all below.
  const line = beard.cheek + (0.15 - beard.cheek) * smoothstep(0.8, 1.35, aside) - 0.3 * smoothstep(0.6, 0, aside);
  const jaw = smoothstep(line + 0.05, line - 0.05, y) * smoothstep(1.75, 1.45, aside);
  const lip =
    smoothstep(mouth.width * 1.25, mouth.width, Math.abs(x)) * smoothstep(-nose.length - 0.03, -nose.length - 0.1, y);
  const above = lip * smoothstep(-mouth.height - 0.05, -mouth.height, y) * beard.moustache;
  return Math.min(1, Math.max(jaw, above)) * beard.density;
}
