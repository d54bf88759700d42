export interface Descent {
  readonly gradient: (at: Float64Array) => ArrayLike<number>;
  readonly start: ArrayLike<number>;
  readonly rate: number;
  readonly steps: number;
  /** Ends earlier where this says so. */
  readonly ended?: (at: Float64Array) => boolean;
}

/**
 * Gradient descent with a constant rate, θ ← θ − rate · ∇f(θ) (Cauchy 1847): every place on the way, the start first. It ends where
 * a number leaves what a double can hold.
 */
export function gradientDescent({ gradient, start, rate, steps, ended }: Descent): Float64Array[] {
  const path = [Float64Array.from(start)];
  for (let step = 0; step < steps; step++) {
    const at = path.at(-1)!;
    if (ended?.(at) === true) break;
    const slope = gradient(at);
    const next = at.map((value, k) => value - rate * slope[k]!);
    if (!next.every(Number.isFinite)) break;
    path.push(next);
  }
  return path;
}
