import type { DeskFrame } from '../../main/contract/desk.ts';

/** Frames that the figures of the strip are medians of. */
const kept = 60;

export const stages = ['decode', 'detect', 'landmarks', 'quality', 'align', 'embed', 'search', 'total'] as const;
export type Stage = (typeof stages)[number];

/** These rest in frames whose faces are only followed. */
const resting: ReadonlySet<Stage> = new Set(['detect', 'embed', 'search']);

export interface FrameTimes {
  readonly count: number;
  /** Frames of these in which detector, embedding and search ran. */
  readonly compared: number;
  /** Milliseconds, medians over the frames in which the stage ran. */
  readonly stages: Readonly<Record<Stage, number>>;
  readonly overlay: number;
  readonly perSecond: number;
}

/** The last frames' times: what the strip under the picture shows. */
export class FrameClock {
  readonly #frames: {
    readonly frame: Pick<DeskFrame, 'ms' | 'followed'>;
    readonly overlay: number;
    readonly at: number;
  }[] = [];

  /** @param overlay from the camera's shutter to the boxes on screen, milliseconds */
  note(frame: Pick<DeskFrame, 'ms' | 'followed'>, overlay: number, at: number): void {
    this.#frames.push({ frame, overlay, at });
    if (this.#frames.length > kept) this.#frames.shift();
  }

  read(): FrameTimes | null {
    const first = this.#frames[0];
    const last = this.#frames.at(-1);
    if (first === undefined || last === undefined || last === first) return null;
    const all = this.#frames.map(({ frame }) => frame);
    const compared = all.filter(({ followed }) => !followed);
    const ran = (stage: Stage) => (resting.has(stage) ? compared : all);
    return {
      count: all.length,
      compared: compared.length,
      stages: Object.fromEntries(
        stages.map((stage) => [stage, median(ran(stage).map(({ ms }) => ms[stage]))]),
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
