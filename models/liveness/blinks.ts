import { quantile } from '../metrics/quantile.ts';
import { type Anchor, anchorAfter, STEADY_BEFORE_MS } from './anchor.ts';
import type { LivenessSample } from './sample.ts';

/** A blink is over after this long (Soukupová & Čech 2016: 100 to 400 ms); longer is a closed eye, or a pose. */
const LONGEST_MS = 600;

/** The head may turn by this much meanwhile, degrees: a tilted picture makes eyes look narrower, and slowly. */
const STEADY = 5;

/** The eyes are open again at this share of what they were. */
const OPEN = 0.88;

/**
 * How often the eyes shut and opened again while the head was steady, in its pose and in its place.
 * @param shutEye share of the median eye aspect ratio below which an eye is shut
 */
export function countBlinks(samples: readonly LivenessSample[], shutEye: number): number {
  if (samples.length < 5) return 0;
  const usual = quantile(Float64Array.from(samples, (sample) => sample.eyeAspectRatio).sort(), 0.5);
  if (usual === null || !(usual > 0)) return 0;
  let blinks = 0;
  let before: LivenessSample | null = null;
  let shutAt: number | null = null;
  let anchor: Anchor | null = null;
  for (const sample of samples) {
    anchor = anchorAfter(anchor, sample);
    const share = sample.eyeAspectRatio / usual;
    if (share >= OPEN) {
      const inPlace = shutAt !== null && anchor.at + STEADY_BEFORE_MS <= shutAt;
      if (inPlace && before !== null && sample.at - before.at <= LONGEST_MS && steady(before, sample)) blinks++;
      before = sample;
      shutAt = null;
    } else if (share <= shutEye && before !== null && steady(before, sample)) shutAt ??= sample.at;
  }
  return blinks;
}

const steady = (a: LivenessSample, b: LivenessSample): boolean =>
  Math.abs(a.pose.yaw - b.pose.yaw) <= STEADY && Math.abs(a.pose.pitch - b.pose.pitch) <= STEADY;
