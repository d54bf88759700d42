import type { DeskFrame } from '../../main/contract/desk.ts';

/** Frames that the figures of the strip are medians of. */
const kept = 60;

export const stages = ['decode', 'detect', 'landmarks', 'quality', 'align', 'embed', 'search', 'total'] as const;
export type Stage = (typeof stages)[number];

export interface FrameTimes {
  readonly count: number;
  /** Milliseconds, medians. */
  readonly stages: Readonly<Record<Stage, number>>;
  readonly overlay: number;
  readonly perSecond: number;
}

/** The last frames' times: what the strip under the picture shows. */
export class FrameClock {
  readonly #frames: { readonly ms: DeskFrame['ms']; readonly overlay: number; readonly at: number }[] = [];

  /** @param overlay from the camera's shutter to the boxes on screen, milliseconds */
  note(ms: DeskFrame['ms'], overlay: number, at: number): void {
    this.#frames.push({ ms, overlay, at });
    if (this.#frames.length > kept) this.#frames.shift();
  }

  read(): FrameTimes | null {
    const first = this.#frames[0];
    const last = this.#frames.at(-1);
    if (first === undefined || last === undefined || last === first) return null;
    return {
      count: this.#frames.length,
      stages: Object.fromEntries(
        stages.map((stage) => [stage, median(this.#frames.map(({ ms }) => ms[stage]))]),
      ) as Record<Stage, number>,
      overlay: median(this.#frames.map(({ overlay }) => overlay)),
      perSecond: ((this.#frames.length - 1) * 1000) / (last.at - first.at),
    };
  }
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}
