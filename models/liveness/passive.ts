import { type Cue, measureCues } from './cues.ts';
import type { LivenessLimits } from './limits.ts';
import type { LivenessWindow } from './window.ts';

/**
 * `SCREEN`: a regular pattern lies on the face. `FLAT`: it turned, and moved like something flat. `STILL`: it changed no more than a picture.
 * `HINT`: a network that was seen to separate at this site speaks against it. `NOTHING_SEEN`: not long or not much enough to tell.
 * `BLINKED`, `HEAD`: what was seen that a held picture does not do.
 */
export const PASSIVE_REASONS = ['SCREEN', 'FLAT', 'STILL', 'HINT', 'NOTHING_SEEN', 'BLINKED', 'HEAD'] as const;
export type PassiveReason = (typeof PASSIVE_REASONS)[number];

export interface PassiveVerdict {
  readonly state: 'passed' | 'failed' | 'undecided';
  readonly reasons: readonly PassiveReason[];
  readonly cues: readonly Cue[];
}

/**
 * The cues of a window as one answer, by a rule that can be said in four lines:
 * 1. A regular pattern on the face: failed, whatever else was seen.
 * 2. It moved like something flat, or a network that separates at this site speaks against it: undecided, even with a blink.
 * 3. A blink: passed. The relief of a head that turned speaks for it, and is not enough: a bowed photo has some (docs/liveness.md).
 * 4. Anything else: undecided, and `STILL` where it changed no more than a picture does.
 * Undecided is a doubt that only a gesture can end (challenge.ts).
 */
export function passiveVerdict(window: LivenessWindow, limits: LivenessLimits): PassiveVerdict {
  return fuse(measureCues(window, limits));
}

/** The rule alone. */
export function fuse(cues: readonly Cue[]): PassiveVerdict {
  const says = (name: Cue['name'], what: Cue['says']): boolean =>
    cues.some((cue) => cue.name === name && cue.says === what);
  if (says('screen', 'attack')) return { state: 'failed', reasons: ['SCREEN'], cues };
  const doubts: PassiveReason[] = [
    ...(says('relief', 'attack') ? (['FLAT'] as const) : []),
    ...(says('antispoof', 'attack') || says('liveness', 'attack') ? (['HINT'] as const) : []),
  ];
  if (doubts.length > 0) return { state: 'undecided', reasons: doubts, cues };
  const head: readonly PassiveReason[] = says('relief', 'live') ? ['HEAD'] : [];
  if (says('blink', 'live')) return { state: 'passed', reasons: ['BLINKED', ...head], cues };
  if (head.length > 0) return { state: 'undecided', reasons: head, cues };
  return { state: 'undecided', reasons: [says('change', 'attack') ? 'STILL' : 'NOTHING_SEEN'], cues };
}
