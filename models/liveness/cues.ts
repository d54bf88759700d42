import { quantile } from '../metrics/quantile.ts';
import { countBlinks } from './blinks.ts';
import { homographyResidual } from './homography.ts';
import type { LivenessLimits } from './limits.ts';
import { reliefOf } from './relief.ts';
import type { LivenessSample, PixelCues } from './sample.ts';
import { type LivenessWindow, spanOf } from './window.ts';

export const CUE_NAMES = ['blink', 'relief', 'change', 'spread', 'screen', 'antispoof', 'liveness'] as const;
export type CueName = (typeof CUE_NAMES)[number];

/** One number that was measured over a window, what it is held against, and what that says. */
export interface Cue {
  readonly name: CueName;
  /** Null while there is nothing to measure it on. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly says: 'live' | 'attack' | 'nothing';
}

/** Nothing is concluded from less: a held picture and a person who looks are alike for a moment. */
export const STILL_AFTER_MS = 2500;

/** Frames that a window's shape is compared in. */
const COMPARED = 24;

/** Full frames from which a measure in their pixels counts. */
const FULL_FRAMES = 3;

/**
 * What a window of one face's frames says, cue by cue.
 *
 * - `blink`: how often the eyes shut and opened, the head being steady (blinks.ts).
 * - `relief`: depth from motion, where the head turned enough (relief.ts).
 * - `change`: the 90th percentile of the shape's residual against one frame after the best homography, in eye distances. A picture, however it
 *   is moved, changes by the mesh's noise alone.
 * - `spread`: 1 − the least cosine between two templates of the window: the same of the embedding. It is shown and decides nothing, since a
 *   tilted photo spreads more than a face (docs/liveness.md).
 * - `screen`: the median strength of a regular pattern on the face (screen.ts).
 * - `antispoof`, `liveness`: medians of two published networks.
 */
export function measureCues(window: LivenessWindow, limits: LivenessLimits): readonly Cue[] {
  const blinks = countBlinks(window, limits.shutEye);
  const relief = reliefOf(window);
  const turned = relief !== null && relief.turn >= limits.turn ? relief.value : null;
  const change = spanOf(window) >= STILL_AFTER_MS ? shapeChange(window) : null;
  const net = (name: 'antispoof' | 'liveness'): Cue => {
    const value = pixelMedian(window, name);
    const limit = limits[name];
    return { name, value, limit, says: value !== null && limit !== null && value < limit ? 'attack' : 'nothing' };
  };
  const screen = pixelMedian(window, 'screen');
  return [
    { name: 'blink', value: window.length === 0 ? null : blinks, limit: 1, says: blinks >= 1 ? 'live' : 'nothing' },
    {
      name: 'relief',
      value: turned,
      limit: limits.relief,
      says:
        turned === null ? 'nothing' : turned >= limits.relief ? 'live' : turned < limits.flat ? 'attack' : 'nothing',
    },
    {
      name: 'change',
      value: change,
      limit: limits.still,
      says: change !== null && change <= limits.still ? 'attack' : 'nothing',
    },
    { name: 'spread', value: templateSpread(window), limit: null, says: 'nothing' },
    {
      name: 'screen',
      value: screen,
      limit: limits.screen,
      says: screen !== null && screen >= limits.screen ? 'attack' : 'nothing',
    },
    net('antispoof'),
    net('liveness'),
  ];
}

function shapeChange(window: LivenessWindow): number | null {
  const step = Math.max(1, Math.floor(window.length / COMPARED));
  const some = window.filter((_, i) => i % step === 0);
  const middle = some[some.length >> 1];
  if (middle === undefined || some.length < 6) return null;
  const residuals = some.flatMap((sample) => {
    if (sample === middle) return [];
    const residual = homographyResidual(sample.shape, middle.shape);
    return residual === null ? [] : [residual / middle.eyeDistance];
  });
  return quantile(Float64Array.from(residuals).sort(), 0.9);
}

function templateSpread(window: LivenessWindow): number | null {
  const templates = window.flatMap(({ template }) => (template === null ? [] : [template])).slice(-12);
  if (templates.length < FULL_FRAMES) return null;
  let least = 1;
  for (const [i, a] of templates.entries())
    for (const b of templates.slice(i + 1)) {
      let cosine = 0;
      for (let k = 0; k < a.length; k++) cosine += a[k]! * b[k]!;
      least = Math.min(least, cosine);
    }
  return 1 - least;
}

function pixelMedian(window: readonly LivenessSample[], name: keyof PixelCues): number | null {
  const values = window.flatMap(({ pixels }) => pixels?.[name] ?? []);
  return values.length < FULL_FRAMES ? null : quantile(Float64Array.from(values).sort(), 0.5);
}
