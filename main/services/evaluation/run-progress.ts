import type { EvaluationProgress } from '../../contract/evaluation.ts';

/** The speed is that of the last seconds: what the cache had goes by in no time and says nothing of the rest. */
const WINDOW_MS = 8000;
const SHORTEST_MS = 1000;

/** How far a run is, and how long its stage will still take by the speed it has now. */
export class RunProgress {
  #now: EvaluationProgress = { stage: 'read', done: 0, total: 1, fromCache: 0, secondsLeft: null };
  #marks: { readonly at: number; readonly done: number }[] = [];

  get now(): EvaluationProgress {
    return this.#now;
  }

  /** @param at milliseconds of a clock that only goes forward */
  set(stage: EvaluationProgress['stage'], done: number, total: number, fromCache = 0, at = performance.now()): void {
    if (stage !== this.#now.stage || done < this.#now.done) this.#marks = [];
    this.#marks.push({ at, done });
    while (this.#marks.length > 2 && at - this.#marks[0]!.at > WINDOW_MS) this.#marks.shift();
    const first = this.#marks[0]!;
    const [ms, steps] = [at - first.at, done - first.done];
    const secondsLeft = ms < SHORTEST_MS || steps <= 0 ? null : ((total - done) * ms) / steps / 1000;
    this.#now = { stage, done, total, fromCache, secondsLeft };
  }
}
