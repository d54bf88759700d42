/** One row of a table of presentation attack detection (ISO/IEC 30107-3): errors among presentations, and what so few can show. */
export interface PadRate {
  readonly presentations: number;
  /** Different people, prints or recordings behind them: repetitions of one source say little about another. */
  readonly sources: number;
  readonly errors: number;
  /** Null without presentations. */
  readonly rate: number | null;
  /**
   * Upper end of the one-sided 95 % interval over independent sources: 3/n where no source erred (the rule of three), else exact
   * (Clopper & Pearson 1934). A source errs when any of its presentations does.
   */
  readonly bound: number | null;
}

export interface Presentation {
  readonly source: string;
  /** An attack that was not refused (APCER), or a genuine one that was not accepted (BPCER). */
  readonly error: boolean;
}

export function padRate(presentations: readonly Presentation[]): PadRate {
  const erred = new Map<string, boolean>();
  for (const { source, error } of presentations) erred.set(source, error || (erred.get(source) ?? false));
  const errors = presentations.filter(({ error }) => error).length;
  const badSources = [...erred.values()].filter(Boolean).length;
  return {
    presentations: presentations.length,
    sources: erred.size,
    errors,
    rate: presentations.length === 0 ? null : errors / presentations.length,
    bound: upperBound(badSources, erred.size),
  };
}

/** @returns null for no trial */
export function upperBound(errors: number, trials: number): number | null {
  if (trials === 0) return null;
  if (errors === 0) return Math.min(1, 3 / trials);
  if (errors === trials) return 1;
  let [low, high] = [errors / trials, 1];
  for (let step = 0; step < 60; step++) {
    const p = (low + high) / 2;
    if (atMost(errors, trials, p) > 0.05) low = p;
    else high = p;
  }
  return (low + high) / 2;
}

/** Probability of at most `errors` in `trials` at rate p. */
function atMost(errors: number, trials: number, p: number): number {
  let term = (1 - p) ** trials;
  let sum = term;
  for (let k = 0; k < errors; k++) {
    term *= ((trials - k) / (k + 1)) * (p / (1 - p));
    sum += term;
  }
  return sum;
}
