import type { LivePoint } from '../../../main/contract/compare.ts';

/** One training from its first step on. */
export interface Training {
  readonly seed: number;
  readonly points: readonly LivePoint[];
}

/** Points of a recogniser, in the order in which they came, by training: one a seed, or one for each number of people. */
export function trainingsOf(points: readonly LivePoint[]): Training[] {
  const trainings: { seed: number; points: LivePoint[] }[] = [];
  for (const point of points) {
    const last = trainings.at(-1);
    const before = last?.points.at(-1);
    if (last === undefined || before === undefined || last.seed !== point.seed || point.step <= before.step)
      trainings.push({ seed: point.seed, points: [point] });
    else last.points.push(point);
  }
  return trainings;
}
