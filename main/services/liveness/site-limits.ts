import type { CueName } from '../../../models/liveness/cues.ts';
import { DEFAULT_LIMITS, type LivenessLimits } from '../../../models/liveness/limits.ts';
import type { LivenessSpecies, LivenessTrial } from '../../contract/liveness.ts';

export type MovedLimit = 'relief' | 'flat' | 'still' | 'screen' | 'antispoof' | 'liveness';

export interface SiteLimits {
  readonly limits: LivenessLimits;
  readonly moved: readonly MovedLimit[];
}

/** Fewer presentations of a kind move nothing. */
const LEAST = 5;

/** However a site's presentations came out, a limit is not moved beyond these: a handful of them proves little. */
const RANGE = { relief: [1.8, 3], still: [0.004, 0.03], screen: [0.85, 1.6], net: [0.05, 0.95] } as const;

/**
 * The limits in use: the defaults, moved to the middle between a site's genuine presentations and its attacks wherever all of them lie
 * apart, on this camera and in this light. Where they overlap the default stays: then the cue does not separate here.
 */
export function siteLimits(trials: readonly LivenessTrial[]): SiteLimits {
  const moved: MovedLimit[] = [];
  const limits = { ...DEFAULT_LIMITS };
  const relief = between(trials, 'relief', ['photo-held', 'photo-moved', 'display'], RANGE.relief);
  if (relief !== null) {
    limits.relief = relief.middle;
    limits.flat = Math.min(relief.attacks, relief.middle);
    moved.push('relief', 'flat');
  }
  const change = between(trials, 'change', ['photo-held', 'display'], RANGE.still);
  if (change !== null) {
    limits.still = change.middle;
    moved.push('still');
  }
  const screen = between(trials, 'screen', ['display', 'video'], RANGE.screen, -1);
  if (screen !== null) {
    limits.screen = screen.middle;
    moved.push('screen');
  }
  for (const net of ['antispoof', 'liveness'] as const) {
    const found = between(trials, net, ['photo-held', 'photo-moved', 'display', 'video', 'other'], RANGE.net);
    if (found === null) continue;
    limits[net] = found.middle;
    moved.push(net);
  }
  return { limits, moved };
}

/** The middle between genuine values and attacks' where they lie apart. `side` 1: genuine ones are higher. */
function between(
  trials: readonly LivenessTrial[],
  cue: CueName,
  species: readonly LivenessSpecies[],
  [least, most]: readonly [number, number],
  side: 1 | -1 = 1,
): { readonly middle: number; readonly attacks: number } | null {
  const valuesOf = (fits: (trial: LivenessTrial) => boolean): number[] =>
    trials
      .filter(fits)
      .flatMap(({ cues }) => cues.find(({ name }) => name === cue)?.value ?? [])
      .map((value) => value * side);
  const genuine = valuesOf(({ species: each }) => each === 'genuine');
  const attacks = valuesOf(({ species: each }) => species.includes(each));
  if (genuine.length < LEAST || attacks.length < LEAST) return null;
  const [low, high] = [Math.max(...attacks), Math.min(...genuine)];
  if (!(high > low)) return null;
  return { middle: Math.max(least, Math.min(most, (side * (low + high)) / 2)), attacks: side * low };
}
