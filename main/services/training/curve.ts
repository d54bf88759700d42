import type { StepPoint } from '../../contract/training-reports.ts';

const numbers = ['loss', 'active', 'spread', 'rate', 'ms'] as const;

/**
 * A training curve of bounded length: past `limit` points two neighbours become their mean, and from then on each point is the
 * mean of so many steps.
 */
export class Curve {
  private readonly limit: number;
  private all: StepPoint[] = [];
  private width = 1;
  private waiting: StepPoint[] = [];

  constructor(points: readonly StepPoint[] = [], limit = 2000) {
    this.limit = limit;
    for (const point of points) this.push(point);
  }

  get points(): readonly StepPoint[] {
    return this.all;
  }

  /** @returns the point that this step completed, if it did */
  push(step: StepPoint): StepPoint | null {
    this.waiting.push(step);
    if (this.waiting.length < this.width) return null;
    const point = meanOf(this.waiting);
    this.waiting = [];
    this.all.push(point);
    if (this.all.length > this.limit) {
      this.all = Array.from({ length: Math.floor(this.all.length / 2) }, (_, i) =>
        meanOf(this.all.slice(2 * i, 2 * i + 2)),
      );
      this.width *= 2;
    }
    return point;
  }
}

/** Means of the figures; step, time and progress of the last. */
function meanOf(points: readonly StepPoint[]): StepPoint {
  const last = points.at(-1)!;
  if (points.length === 1) return last;
  const mean = (of: (point: StepPoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return {
    ...last,
    ...(Object.fromEntries(numbers.map((name) => [name, mean((point) => point[name])])) as Pick<
      StepPoint,
      (typeof numbers)[number]
    >),
    norm: { mean: mean(({ norm }) => norm.mean), deviation: mean(({ norm }) => norm.deviation) },
  };
}
