import type { OptimiserChoice } from '../train/recipe.ts';
import { rateAt } from '../train/schedule.ts';
import type { Learner, Learnt } from './learner.ts';

/** Accuracy at a look, and whether it is good enough. */
export interface Look {
  readonly newcomer: number | null;
  readonly old: number;
  readonly met: boolean;
}

export interface CoursePoint extends Look {
  readonly step: number;
  /** Of training alone: looking is not counted. */
  readonly seconds: number;
}

export interface CourseEnd {
  readonly learnt: Learnt;
  readonly points: readonly CoursePoint[];
  readonly steps: number;
  readonly seconds: number;
  /** When it was good enough, and stayed so until the end; null: it was not. */
  readonly metAt: number | null;
}

export interface CoursePlan {
  readonly steps: number;
  readonly optimiser: OptimiserChoice;
  /** How often one looks, evenly over the steps; also before the first. */
  readonly looks: number;
  readonly look: (learnt: Learnt) => Promise<Look>;
  /** Whether to end when it has been good enough at three looks in a row. */
  readonly stop: boolean;
}

/** Looks in a row after which what is good enough is taken to stay so. */
const HELD = 3;

/** A learner's way through its budget, watched: time-to-accuracy is read off its points. Yields each as it is there. */
export async function* course(
  learner: Learner,
  { steps, optimiser, looks, look, stop }: CoursePlan,
  now: () => number,
): AsyncGenerator<CoursePoint, CourseEnd, void> {
  const points: CoursePoint[] = [];
  let seconds = 0;
  let step = 0;
  let learnt = await learner.learnt();
  const every = Math.max(1, Math.floor(steps / looks));
  for (;;) {
    const point = { step, seconds, ...(await look(learnt)) };
    points.push(point);
    yield point;
    if (step >= steps || (stop && points.length >= HELD && points.slice(-HELD).every(({ met }) => met))) break;
    const begun = now();
    for (const end = Math.min(steps, step + every); step < end; step++)
      await learner.step(step, rateAt(optimiser, step, step / steps));
    seconds += (now() - begun) / 1000;
    learnt = await learner.learnt();
  }
  return { learnt, points, steps: step, seconds, metAt: firstHeld(points) };
}

/** The first point from which on all are good enough. */
function firstHeld(points: readonly CoursePoint[]): number | null {
  const lastMiss = points.findLastIndex(({ met }) => !met);
  return points[lastMiss + 1]?.seconds ?? null;
}
