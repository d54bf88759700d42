import type { LivenessSample } from './sample.ts';

/** What lies further back is forgotten: long enough for a blink (people blink every 3 to 4 s) and a turn of the head. */
export const WINDOW_MS = 8000;

/** At 30 frames a second the older ones are thinned: cues look at no more than this many. */
const MOST = 240;

/** The last seconds of one face, oldest first. */
export type LivenessWindow = readonly LivenessSample[];

/** The window after one more frame. A frame that is not newer than the last (a clock that went back, a frame sent twice) is passed over. */
export function remember(window: LivenessWindow, sample: LivenessSample): LivenessWindow {
  const last = window.at(-1);
  if (last !== undefined && sample.at <= last.at) return window;
  const kept = window.filter(({ at }) => sample.at - at < WINDOW_MS);
  return [...(kept.length >= MOST ? kept.filter((_, i) => i % 2 === 1) : kept), sample];
}

export const spanOf = (window: LivenessWindow): number => (window.length === 0 ? 0 : window.at(-1)!.at - window[0]!.at);
