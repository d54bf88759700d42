import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Progress } from '../check.ts';

/** What is timed: `run` is one of its runs, from its inputs to its results. */
export interface Subject {
  readonly id: string;
  run(): unknown;
}

export interface TimingPlan {
  /** Timed runs of each subject. */
  readonly runs: number;
  /** Of each, before: memory is then laid out and code compiled. */
  readonly warmUps: number;
  readonly seed: number;
}

/** Milliseconds a run, by subject. */
export type Samples = ReadonlyMap<string, readonly number[]>;

export interface TimingProgress extends Progress {
  /** Of all rounds so far, where one has just ended; read before the next step, it grows. */
  readonly samples?: Samples;
}

/** Quicker runs are timed several at a time: a page's clock has steps of some microseconds. */
const LEAST_MS = 0.1;
const MOST_AT_A_TIME = 64;
/** A sign of life, and a place to be cancelled and to let others in, so often. */
const SIGN_MS = 25;
/** Results so far are told so often. */
const SAMPLES_MS = 150;

/**
 * Times all subjects against each other: each round runs every one once, in an order of its own, so that a machine that grows slower or is
 * disturbed for a while is so for all of them. @returns milliseconds a run, by subject
 */
export async function* interleaved(
  subjects: readonly Subject[],
  { runs, warmUps, seed }: TimingPlan,
  now: () => number = () => performance.now(),
): AsyncGenerator<TimingProgress, Samples> {
  const random = seededRandom(seed);
  const total = subjects.length * (runs + warmUps);
  let done = 0;
  let told = now();
  const atATime = new Map<string, number>();
  for (const subject of subjects) {
    let quickest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < warmUps; i++) {
      const before = now();
      await subject.run();
      quickest = Math.min(quickest, now() - before);
      done++;
      if (now() - told > SIGN_MS) {
        yield { done, total };
        told = now();
      }
    }
    atATime.set(subject.id, Math.max(1, Math.min(MOST_AT_A_TIME, Math.ceil(LEAST_MS / Math.max(quickest, 1e-4)))));
  }
  const samples = new Map<string, number[]>(subjects.map(({ id }) => [id, []]));
  let shown = now();
  for (let round = 0; round < runs; round++) {
    for (const subject of shuffled(subjects, random)) {
      const times = atATime.get(subject.id)!;
      const before = now();
      for (let i = 0; i < times; i++) await subject.run();
      samples.get(subject.id)!.push((now() - before) / times);
      done++;
      if (now() - told > SIGN_MS) {
        yield { done, total };
        told = now();
      }
    }
    if (now() - shown > SAMPLES_MS) {
      yield { done, total, samples };
      told = now();
      shown = now();
    }
  }
  yield { done: total, total };
  return samples;
}

/** A timing whose samples are made into what a page shows, those so far and those of the end. */
export async function* timedAs<R>(
  timing: AsyncGenerator<TimingProgress, Samples>,
  of: (samples: Samples) => R,
): AsyncGenerator<Progress & { readonly soFar?: R }, R> {
  for (;;) {
    const next = await timing.next();
    if (next.done === true) return of(next.value);
    const { done, total, samples } = next.value;
    yield { done, total, ...(samples !== undefined && { soFar: of(samples) }) };
  }
}
