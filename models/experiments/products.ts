import { normalise } from '../embed/normalise.ts';
import { type Matrix, matrixOf, matrixProduct } from '../linear/matrix.ts';
import {
  crossProduct,
  dotProduct,
  hadamardProduct,
  kroneckerProduct,
  outerProduct,
  ShapeError,
} from '../linear/products.ts';
import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { type CheckResult, conclude, type Finding, type Task, type Verdict, verdictOfCount } from './check.ts';

/** The products under test; a test puts in a wrong one to see the verdict change. */
export const PRODUCTS = { dotProduct, crossProduct, outerProduct, kroneckerProduct, hadamardProduct };
export type Products = typeof PRODUCTS;

/** Rounding of sums of a few dozen doubles is far below, a wrong sign or factor far above. */
const TOLERANCE = 1e-9;
/** Templates are kept in single precision. */
const SINGLE_TOLERANCE = 1e-6;

const vector = (random: Random, length: number): number[] => Array.from({ length }, () => 4 * random() - 2);
const matrix = (random: Random, rows: number, columns: number): Matrix =>
  matrixOf(Array.from({ length: rows }, () => vector(random, columns)));
const size = (random: Random): number => 1 + Math.floor(random() * 4);
const largest = (...errors: readonly number[]): number => Math.max(...errors.map(Math.abs));
const farthest = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length ? largest(0, ...a.map((value, i) => value - b[i]!)) : Number.POSITIVE_INFINITY;
const within = (error: number, tolerance = TOLERANCE): Verdict => (error <= tolerance ? 'holds' : 'does-not-hold');

/** What was seen of all draws together: the largest error of each identity, and how many draws agreed in shape. */
interface Seen {
  draws: number;
  lawOfCosines: number;
  unit: number;
  perpendicular: number;
  area: number;
  leftHanded: number;
  anticommutes: number;
  fromOuter: number;
  crossShapedAsOuter: number;
  kroneckerNumbers: number;
  kroneckerShapes: number;
  mixedProduct: number;
  commutes: number;
  sumsToDot: number;
  unequalRefused: number;
  sizes: readonly number[];
}

/**
 * Draws `draws` pairs of vectors and matrices and holds each product to identities that do not follow from how it is computed
 * here: the law of cosines, the Gram determinant for the area, the mixed product rule of Kronecker products.
 */
async function* check(
  { seed, draws }: { readonly seed: number; readonly draws: number },
  products: Products = PRODUCTS,
): AsyncGenerator<{ done: number; total: number }, CheckResult> {
  const random = seededRandom(seed);
  const seen: Seen = {
    draws,
    lawOfCosines: 0,
    unit: 0,
    perpendicular: 0,
    area: 0,
    leftHanded: 0,
    anticommutes: 0,
    fromOuter: 0,
    crossShapedAsOuter: 0,
    kroneckerNumbers: 0,
    kroneckerShapes: 0,
    mixedProduct: 0,
    commutes: 0,
    sumsToDot: 0,
    unequalRefused: 0,
    sizes: sizesOfThree(random, products),
  };
  for (let i = 0; i < draws; i++) {
    if (i % 50 === 0) yield { done: i, total: draws };
    ofVectors(random, products, seen);
    ofMatrices(random, products, seen);
  }
  return conclude(findingsOf(seen));
}

/** How many numbers each product gives for vectors of three: dot, cross, outer, Kronecker, Hadamard. */
function sizesOfThree(random: Random, p: Products): number[] {
  const [a, b] = [vector(random, 3), vector(random, 3)];
  const [rowA, rowB] = [matrixOf([a]), matrixOf([b])];
  return [
    [p.dotProduct(a, b)].length,
    p.crossProduct(a, b).length,
    p.outerProduct(a, b).values.length,
    p.kroneckerProduct(rowA, rowB).values.length,
    p.hadamardProduct(rowA, rowB).values.length,
  ];
}

function ofVectors(random: Random, p: Products, seen: Seen): void {
  const [a, b] = [vector(random, 3), vector(random, 3)];
  const apart = a.map((value, i) => value - b[i]!);
  const square = (v: readonly number[]): number => v.reduce((sum, value) => sum + value * value, 0);
  const dot = p.dotProduct(a, b);
  seen.lawOfCosines = largest(seen.lawOfCosines, square(apart) - (square(a) + square(b) - 2 * dot));
  const [u, v] = [normalise(a), normalise(b)];
  const between = u.reduce((sum, value, i) => sum + (value - v[i]!) ** 2, 0);
  seen.unit = largest(seen.unit, p.dotProduct(u, v) - (1 - between / 2));

  const cross = p.crossProduct(a, b);
  seen.perpendicular = largest(seen.perpendicular, p.dotProduct(a, cross), p.dotProduct(b, cross));
  seen.area = largest(seen.area, Math.sqrt(square(cross)) - Math.sqrt(Math.max(0, square(a) * square(b) - dot * dot)));
  if (determinant(a, b, cross) <= 0) seen.leftHanded++;
  seen.anticommutes = largest(
    seen.anticommutes,
    farthest(
      cross,
      p.crossProduct(b, a).map((value) => -value),
    ),
  );
  const outer = p.outerProduct(a, b);
  const o = (row: number, column: number): number => outer.values[row * outer.columns + column]!;
  seen.fromOuter = largest(seen.fromOuter, farthest(cross, [o(1, 2) - o(2, 1), o(2, 0) - o(0, 2), o(0, 1) - o(1, 0)]));
  if (outer.values.length === cross.length) seen.crossShapedAsOuter++;
  const hadamard = p.hadamardProduct(matrixOf([a]), matrixOf([b]));
  seen.sumsToDot = largest(seen.sumsToDot, hadamard.values.reduce((sum, value) => sum + value, 0) - dot);
}

function ofMatrices(random: Random, p: Products, seen: Seen): void {
  const [m, n, q, r] = [size(random), size(random), size(random), size(random)];
  const [a, b] = [vector(random, m + 1), vector(random, n + 1)];
  const column = (values: readonly number[]): Matrix => matrixOf(values.map((value) => [value]));
  const stacked = p.kroneckerProduct(column(a), column(b));
  const outer = p.outerProduct(a, b);
  seen.kroneckerNumbers = largest(seen.kroneckerNumbers, farthest(stacked.values, outer.values));
  if (stacked.rows === outer.rows && stacked.columns === outer.columns) seen.kroneckerShapes++;
  const [A, B, C, D] = [matrix(random, m, n), matrix(random, q, r), matrix(random, n, m), matrix(random, r, q)];
  const left = matrixProduct(p.kroneckerProduct(A, B), p.kroneckerProduct(C, D));
  const right = p.kroneckerProduct(matrixProduct(A, C), matrixProduct(B, D));
  seen.mixedProduct = largest(seen.mixedProduct, farthest(left.values, right.values));
  const E = matrix(random, m, n);
  seen.commutes = largest(seen.commutes, farthest(p.hadamardProduct(A, E).values, p.hadamardProduct(E, A).values));
  try {
    p.hadamardProduct(A, matrix(random, m, n + 1));
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    seen.unequalRefused++;
  }
}

const determinant = (a: readonly number[], b: readonly number[], c: readonly number[]): number =>
  a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) -
  a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) +
  a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);

function findingsOf(seen: Seen): Finding[] {
  const { draws } = seen;
  const [, cross = 0, outer = 0, kronecker = 0, hadamard = 0] = seen.sizes;
  const crossError = largest(seen.perpendicular, seen.area, seen.anticommutes);
  const hadamardError = largest(seen.commutes, seen.sumsToDot);
  const kroneckerWhole = seen.kroneckerNumbers <= TOLERANCE;
  return [
    { id: 'dot', verdict: within(seen.lawOfCosines), figures: { draws, error: seen.lawOfCosines } },
    { id: 'unit', verdict: within(seen.unit, SINGLE_TOLERANCE), figures: { draws, error: seen.unit } },
    {
      id: 'cross',
      verdict: seen.leftHanded > 0 ? 'does-not-hold' : within(crossError),
      figures: { draws, error: crossError, left: seen.leftHanded },
    },
    {
      id: 'names',
      verdict: verdictOfCount(seen.crossShapedAsOuter, draws),
      figures: { draws, same: seen.crossShapedAsOuter, cross, outer, error: seen.fromOuter },
    },
    {
      // The same numbers in the same order make a product equal to another only where the shape is, too.
      id: 'tensor',
      verdict: !kroneckerWhole ? 'does-not-hold' : seen.kroneckerShapes === draws ? 'holds' : 'holds-when',
      figures: { draws, same: seen.kroneckerShapes, error: seen.kroneckerNumbers },
    },
    { id: 'blocks', verdict: within(seen.mixedProduct), figures: { draws, error: seen.mixedProduct } },
    {
      id: 'hadamard',
      verdict: seen.unequalRefused < draws ? 'does-not-hold' : within(hadamardError),
      figures: { draws, error: hadamardError, refused: seen.unequalRefused },
    },
    {
      id: 'sizes',
      verdict: cross === 3 && hadamard === 3 && outer === 9 && kronecker === 9 ? 'holds' : 'does-not-hold',
      figures: { cross, outer, kronecker, hadamard },
    },
  ];
}

export const tasks = { check } satisfies Record<string, Task<never, unknown>>;
