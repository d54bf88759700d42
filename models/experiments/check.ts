/** What a computation says of a claim. */
export type Verdict = 'holds' | 'holds-when' | 'does-not-hold';

/** One statement of a claim, looked at by itself, with the numbers its sentence says. */
export interface Finding {
  readonly id: string;
  readonly verdict: Verdict;
  readonly figures: Readonly<Record<string, number>>;
}

export interface CheckResult {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Work that tells how far it is; what it comes to is its return. Whoever runs it lets others in at each step. */
export type Task<I, R, P = Progress> = (input: I) => AsyncGenerator<P, R>;

/** A claim holds where all its statements do, fails where none does, and holds under conditions in between. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const [first] = findings;
  if (first === undefined) throw new RangeError('a claim without a statement');
  return findings.every(({ verdict }) => verdict === first.verdict) ? first.verdict : 'holds-when';
}

export const conclude = (findings: readonly Finding[]): CheckResult => ({ verdict: verdictOf(findings), findings });

/** Of cases that were counted: all of them, none, or some. */
export const verdictOfCount = (held: number, cases: number): Verdict =>
  held === cases ? 'holds' : held === 0 ? 'does-not-hold' : 'holds-when';

/** Runs a task to its end where nobody watches. */
export async function toEnd<R, P>(generator: AsyncGenerator<P, R>): Promise<R> {
  for (;;) {
    const { done, value } = await generator.next();
    if (done === true) return value;
  }
}
