import { maxHeldShots } from '../contract/enrolment.ts';
import type { Outcome } from '../contract/errors.ts';
import type { EngineFace } from '../engine/protocol.ts';

/** A capture of which nothing was heard for this long is forgotten: longer than somebody looks at five thumbnails before saving. */
export const shotsHeldMs = 2 * 60_000;

/** Captures at once, one a window; the one longest unheard of goes first. */
const mostCaptures = 8;

/** One picture of a guided capture, analysed: who is to be enrolled by it, should it be saved. */
export interface AnalysedShot {
  readonly modelId: string;
  readonly face: EngineFace;
}

type Analysis = Promise<Outcome<AnalysedShot>>;

interface Capture {
  readonly shots: Map<string, Analysis>;
  until: number;
}

/** Shots of guided captures between their analysis and Save: in memory alone, overwritten when dropped, saved or timed out. */
export interface HeldShots {
  /** Also a shot whose analysis is still going on: dropped meanwhile, it is overwritten as soon as it is there. */
  hold(capture: string, shot: string, analysis: Analysis): void;
  /** In the order asked for; null for what is not held, was refused or failed. Nothing of the capture is held afterwards: `wipe` them when done. */
  take(capture: string, shots: readonly string[]): Promise<readonly (AnalysedShot | null)[]>;
  drop(capture: string, shot: string): void;
  dropAll(capture: string): void;
  clear(): void;
}

export function heldShots(now: () => number = Date.now): HeldShots {
  const captures = new Map<string, Capture>();
  const forget = (analysis: Analysis): void => void analysis.then((outcome) => outcome.ok && wipe(outcome.value));
  const dropAll = (id: string): void => {
    for (const analysis of captures.get(id)?.shots.values() ?? []) forget(analysis);
    captures.delete(id);
  };
  const drop = (id: string, shot: string): void => {
    const capture = captures.get(id);
    const analysis = capture?.shots.get(shot);
    if (analysis !== undefined) forget(analysis);
    capture?.shots.delete(shot);
  };
  const prune = (): void => {
    // In the order in which they were last heard of.
    for (const [id, { until }] of captures) if (until <= now() || captures.size > mostCaptures) dropAll(id);
  };
  let timer: NodeJS.Timeout | null = null;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      prune();
      if (captures.size > 0) later();
    }, shotsHeldMs / 8).unref();
  };
  return {
    hold(id, shot, analysis) {
      const capture = captures.get(id) ?? { shots: new Map<string, Analysis>(), until: 0 };
      const before = capture.shots.get(shot);
      if (before !== undefined) forget(before);
      capture.shots.set(shot, analysis);
      captures.delete(id); // to the end: last heard of
      captures.set(id, capture);
      const [oldest] = capture.shots.keys();
      if (capture.shots.size > maxHeldShots && oldest !== undefined) drop(id, oldest);
      capture.until = now() + shotsHeldMs;
      prune();
      later();
    },
    async take(id, shots) {
      prune();
      const held = captures.get(id)?.shots ?? new Map<string, Analysis>();
      captures.delete(id);
      for (const [shot, analysis] of held) if (!shots.includes(shot)) forget(analysis);
      const outcomes = await Promise.all(shots.map((shot) => held.get(shot)));
      return outcomes.map((outcome) => (outcome?.ok === true ? outcome.value : null));
    },
    drop,
    dropAll,
    clear() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const id of [...captures.keys()]) dropAll(id);
    },
  };
}

/** Overwrites a face: its vector and its picture. */
export function wipe({ face }: AnalysedShot): void {
  face.template.fill(0);
  face.portrait?.png.fill(0);
}
