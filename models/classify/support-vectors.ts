/** The solution of a two-class support vector machine's dual problem. */
export interface DualSolution {
  /** [n], 0 … C; rows with more than 0 are the support vectors. */
  readonly alphas: Float64Array;
  /** f(x) = Σ αᵢ yᵢ K(xᵢ, x) + bias. */
  readonly bias: number;
  readonly steps: number;
  /** By how much the optimality conditions are still violated; below the tolerance where it ended by itself. */
  readonly gap: number;
}

interface Options {
  readonly tolerance?: number;
  readonly stepsMost?: number;
}

/** Curvature along a pair where the kernel gives none. */
const flat = 1e-12;

/**
 * min ½ αᵀQα − Σα with Qᵢⱼ = yᵢyⱼKᵢⱼ, 0 ≤ α ≤ C, Σyα = 0: sequential minimal optimisation (Platt 1998) with the second-order choice
 * of pairs of Fan, Chen, Lin, "Working set selection using second order information for training support vector machines",
 * JMLR 6 (2005), which LIBSVM uses.
 * @param gram [n, n], the kernel of every pair; @param signs [n], +1 or −1
 */
export function solveDual(
  gram: Float64Array,
  signs: Int8Array,
  c: number,
  { tolerance = 1e-3, stepsMost = 100_000 }: Options = {},
): DualSolution {
  const n = signs.length;
  const alphas = new Float64Array(n);
  // Of ½ αᵀQα − Σα.
  const gradient = new Float64Array(n).fill(-1);
  const mayRise = (t: number): boolean => (signs[t] === 1 ? alphas[t]! < c : alphas[t]! > 0);
  const mayFall = (t: number): boolean => (signs[t] === 1 ? alphas[t]! > 0 : alphas[t]! < c);
  let steps = 0;
  let gap = Number.POSITIVE_INFINITY;
  for (; ; steps++) {
    let [i, high, low] = [-1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let t = 0; t < n; t++) {
      const slope = -signs[t]! * gradient[t]!;
      if (mayRise(t) && slope > high) [i, high] = [t, slope];
      if (mayFall(t) && slope < low) low = slope;
    }
    gap = Math.max(0, high - low);
    if (gap <= tolerance || steps >= stepsMost) break;
    let [j, best, curve] = [-1, Number.POSITIVE_INFINITY, flat];
    for (let t = 0; t < n; t++) {
      if (!mayFall(t)) continue;
      const violation = high + signs[t]! * gradient[t]!;
      if (violation <= 0) continue;
      const bend = Math.max(flat, gram[i * n + i]! + gram[t * n + t]! - 2 * gram[i * n + t]!);
      const gain = -(violation * violation) / bend;
      if (gain < best) [j, best, curve] = [t, gain, bend];
    }
    const [yi, yj] = [signs[i]!, signs[j]!];
    const wanted = (high + yj * gradient[j]!) / curve;
    // Both stay within 0 … C.
    const roomI = yi === 1 ? c - alphas[i]! : alphas[i]!;
    const roomJ = yj === 1 ? alphas[j]! : c - alphas[j]!;
    const by = Math.min(wanted, roomI, roomJ);
    alphas[i] = by === roomI ? (yi === 1 ? c : 0) : alphas[i]! + yi * by;
    alphas[j] = by === roomJ ? (yj === 1 ? 0 : c) : alphas[j]! - yj * by;
    for (let t = 0; t < n; t++) gradient[t]! += signs[t]! * by * (gram[t * n + i]! - gram[t * n + j]!);
  }
  return { alphas, bias: biasOf(alphas, gradient, signs, c), steps, gap };
}

/** From the free support vectors, else the middle of what the others allow (LIBSVM, §4.1.5). */
function biasOf(alphas: Float64Array, gradient: Float64Array, signs: Int8Array, c: number): number {
  let [sum, free] = [0, 0];
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let t = 0; t < signs.length; t++) {
    const slope = -signs[t]! * gradient[t]!;
    if (alphas[t]! > 0 && alphas[t]! < c) {
      sum += slope;
      free++;
    } else if ((alphas[t] === 0) === (signs[t] === 1)) low = Math.max(low, slope);
    else high = Math.min(high, slope);
  }
  return free > 0 ? sum / free : (low + high) / 2;
}
