import type { LivenessSample } from './sample.ts';

/** A face that has gone further than this from its anchor, in eye distances, has moved. */
const MOVED = 0.12;

/** Steady for so long before its eyes shut, a face may blink: the blur of a shaken photo narrows its eyes, too. */
export const STEADY_BEFORE_MS = 250;

/** Where a face was when it last came to rest, pixels, and when that was. */
export interface Anchor {
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** The anchor after one more frame: the one before while the face stays by it, else where the face is now. */
export function anchorAfter(before: Anchor | null, { at, rigid, eyeDistance }: LivenessSample): Anchor {
  let [x, y] = [0, 0];
  const points = rigid.length / 3;
  for (let i = 0; i < rigid.length; i += 3) {
    x += rigid[i]! / points;
    y += rigid[i + 1]! / points;
  }
  if (before !== null && Math.hypot(x - before.x, y - before.y) <= MOVED * eyeDistance) return before;
  return { at, x, y };
}
