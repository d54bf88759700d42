/**
 * Every comparison between images of different identities ("identity-disjoint"): with n images some n²/2 non-mated
 * scores, where a list of pairs has hundreds. Low rates such as FMR 1e-4 are measurable on nothing less.
 */
export interface CrossComparisons {
  /** Scores of the pairs (i, j), i < j, `identities[i] !== identities[j]`, ordered by i and then j. */
  readonly scores: Float32Array;
  readonly identities: Int32Array;
}

/** Rows of a block: two blocks of doubles at 512 dimensions (2 × 128 KiB) stay in a second-level cache. */
const BLOCK = 32;

/**
 * Inner products of the L2-normalised rows of `templates` (`identities.length` × `dimension`, row-major), which are
 * their cosine similarities. Sums are in double precision. 3,000 × 512 takes one to two seconds on one core.
 */
export function crossComparisons(templates: Float32Array, dimension: number, identities: Int32Array): CrossComparisons {
  const steps = crossComparisonSteps(templates, dimension, identities);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in steps of some ten milliseconds, each yielding the share done, so that the caller may pause, report or stop. */
export function* crossComparisonSteps(
  templates: Float32Array,
  dimension: number,
  identities: Int32Array,
): Generator<number, CrossComparisons, void> {
  const n = identities.length;
  if (templates.length !== n * dimension)
    throw new RangeError(`${templates.length} values are not ${n} templates of ${dimension}`);
  // A double needs no conversion in the inner loop, where a float is converted once per product.
  const rows = Float64Array.from(templates);
  const { next, total } = rowStarts(identities);
  const scores = new Float32Array(total);
  const tile = new Float64Array(BLOCK * BLOCK);
  for (let i0 = 0; i0 < n; i0 += BLOCK) {
    const i1 = Math.min(n, i0 + BLOCK);
    for (let j0 = i0; j0 < n; j0 += BLOCK) {
      const j1 = Math.min(n, j0 + BLOCK);
      innerProducts(rows, dimension, i0, i1, j0, j1, tile);
      for (let i = i0; i < i1; i++) {
        const identity = identities[i]!;
        let at = next[i]!;
        for (let j = Math.max(j0, i + 1); j < j1; j++)
          if (identities[j] !== identity) scores[at++] = tile[(i - i0) * BLOCK + (j - j0)]!;
        next[i] = at;
      }
    }
    yield 1 - ((n - i1) / n) ** 2;
  }
  return { scores, identities };
}

/** Where each row's scores begin, and how many there are in all. */
function rowStarts(identities: Int32Array): { next: Float64Array; total: number } {
  const remaining = new Map<number, number>();
  for (const identity of identities) remaining.set(identity, (remaining.get(identity) ?? 0) + 1);
  const next = new Float64Array(identities.length);
  let total = 0;
  for (let i = 0; i < identities.length; i++) {
    const same = remaining.get(identities[i]!)!;
    next[i] = total;
    total += identities.length - i - same;
    remaining.set(identities[i]!, same - 1);
  }
  return { next, total };
}

/** tile[i − i0][j − j0] = rowᵢ · rowⱼ, two rows against four at a time: each loaded value is used several times. */
function innerProducts(
  rows: Float64Array,
  dimension: number,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  tile: Float64Array,
): void {
  for (let i = i0; i < i1; i += 2) {
    // At an odd end the last row is computed twice; that is cheaper than a second kernel.
    const p0 = i * dimension;
    const p1 = Math.min(i + 1, i1 - 1) * dimension;
    for (let j = j0; j < j1; j += 4) {
      const q0 = j * dimension;
      const q1 = Math.min(j + 1, j1 - 1) * dimension;
      const q2 = Math.min(j + 2, j1 - 1) * dimension;
      const q3 = Math.min(j + 3, j1 - 1) * dimension;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let d = 0; d < dimension; d++) {
        const a0 = rows[p0 + d]!;
        const a1 = rows[p1 + d]!;
        const b0 = rows[q0 + d]!;
        const b1 = rows[q1 + d]!;
        const b2 = rows[q2 + d]!;
        const b3 = rows[q3 + d]!;
        s00 += a0 * b0;
        s01 += a0 * b1;
        s02 += a0 * b2;
        s03 += a0 * b3;
        s10 += a1 * b0;
        s11 += a1 * b1;
        s12 += a1 * b2;
        s13 += a1 * b3;
      }
      const at = (i - i0) * BLOCK + (j - j0);
      tile[at] = s00;
      tile[at + 1] = s01;
      tile[at + 2] = s02;
      tile[at + 3] = s03;
      tile[at + BLOCK] = s10;
      tile[at + BLOCK + 1] = s11;
      tile[at + BLOCK + 2] = s12;
      tile[at + BLOCK + 3] = s13;
    }
  }
}
