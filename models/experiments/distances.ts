import { type Axiom, type AxiomReport, axioms, drawOf, relativesOf, sampleAxioms } from '../distances/axioms.ts';
import { jensenShannonDivergence } from '../distances/distributions.ts';
import { cholesky, shrunkCovariance } from '../distances/mahalanobis.ts';
import { readAs } from '../distances/readings.ts';
import { DISTANCES, type DistanceId, distanceIds, type Kind, type Parameters } from '../distances/registry.ts';
import type { Vector } from '../distances/vectors.ts';
import { normalise } from '../embed/normalise.ts';
import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { CHIP_FRAMING } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { figureOf } from '../synth/figure.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer } from '../synth/render.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, verdictOfCount } from './check.ts';

/** The distances under test; a test puts in another to see the verdict change. */
export type Distances = Readonly<Record<DistanceId, (a: Vector, b: Vector, parameters: Parameters) => number>>;
const PRODUCTION = Object.fromEntries(distanceIds.map((id) => [id, DISTANCES[id].between])) as Distances;

/** Numbers a thing has where axioms are sampled: in two dimensions correlation knows but two answers. */
const SIZE = 3;
const TOLERANCE = 1e-6;
/** Those that are said to be metrics; Minkowski from p = 1 on is looked at by itself. */
const METRICS: readonly DistanceId[] = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'mahalanobis',
  'hamming',
  'jaccard',
  'canberra',
  'jensen-shannon',
  'wasserstein',
  'edit',
];
/** Faces are looked up by their pixels in these. */
const ON_PIXELS = ['euclidean', 'manhattan', 'chebyshev', 'cosine', 'correlation'] as const;

interface CheckInput {
  readonly seed: number;
  /** Triples for each distance's axioms. */
  readonly draws: number;
  /** Galleries that are ranked. */
  readonly galleries: number;
  /** Synthetic people, two pictures each. */
  readonly people: number;
}

/** Holds every distance to the axioms of a metric by drawing, ranks galleries by two distances, and looks synthetic faces up by five. */
async function* check(
  { seed, draws, galleries, people }: CheckInput,
  distances: Distances = PRODUCTION,
): AsyncGenerator<Progress, CheckResult> {
  const random = seededRandom(seed);
  const total = METRICS.length + 6 + people;
  let done = 0;
  const told = (): Progress => ({ done: done++, total });
  const sampled = (kind: Kind, between: (a: Vector, b: Vector, p: Parameters) => number, p = 3): AxiomReport => {
    const parameters = { p, factor: cholesky(covarianceDrawn(random), SIZE) };
    return sampleAxioms(
      (a, b) => between(a, b, parameters),
      () => drawOf(kind, SIZE, random),
      draws,
      random,
      relativesOf(kind),
    );
  };
  let kept = 0;
  for (const id of METRICS) {
    yield told();
    if (isMetric(sampled(DISTANCES[id].kind, distances[id]))) kept++;
  }
  yield told();
  const above = [1, 1.5, 4].filter((p) => isMetric(sampled('numbers', distances.minkowski, p))).length;
  const below = sampled('numbers', distances.minkowski, 0.5).triangle;
  yield told();
  const cosine = sampled('numbers', distances.cosine);
  const correlation = sampled('numbers', distances.correlation);
  yield told();
  const kl = sampled('shares', distances['kullback-leibler']);
  const js = sampled('shares', distances['jensen-shannon']);
  const divergence = sampled('shares', jensenShannonDivergence);
  yield told();
  const brayCurtis = sampled('amounts', distances['bray-curtis']);
  yield told();
  const limits = largestOfLimits(random, draws, distances);
  yield told();
  const ranks = rankings(random, galleries, distances);
  const faces: Vector[][] = [];
  const render = createRenderer(56);
  for (let person = 0; person < people; person++) {
    yield told();
    const figure = figureOf(identityOf(seed * 1000 + person));
    faces.push(
      [0, 1].map((which) =>
        brightness(render(figure, nuisanceOf(seed * 2000 + 2 * person + which, NEAR_FRONTAL, CHIP_FRAMING)).data),
      ),
    );
  }
  const looked = lookedUp(faces, distances);
  const example = ({ triangle: { worst } }: AxiomReport) => ({ left: worst?.left ?? 0, right: worst?.right ?? 0 });
  const findings: Finding[] = [
    {
      id: 'metrics',
      verdict: verdictOfCount(kept, METRICS.length),
      figures: { kept, of: METRICS.length, draws },
    },
    { id: 'limits', verdict: limits <= TOLERANCE ? 'holds' : 'does-not-hold', figures: { draws, error: limits } },
    {
      // A metric for p ≥ 1 alone is what is known; a broken one above would be another matter.
      id: 'minkowski',
      verdict: above < 3 ? 'does-not-hold' : below.broken > 0 ? 'holds-when' : 'holds',
      figures: { draws, broken: below.broken, left: below.worst?.left ?? 0, right: below.worst?.right ?? 0 },
    },
    {
      id: 'cosine',
      verdict: isMetric(cosine) ? 'holds' : 'does-not-hold',
      figures: { draws, broken: cosine.triangle.broken, ...example(cosine), zero: cosine.separation.broken },
    },
    {
      id: 'correlation',
      verdict: isMetric(correlation) ? 'holds' : 'does-not-hold',
      figures: {
        draws,
        broken: correlation.triangle.broken,
        ...example(correlation),
        zero: correlation.separation.broken,
      },
    },
    {
      id: 'kl',
      verdict: isMetric(kl) ? 'holds' : 'does-not-hold',
      figures: {
        ...{ draws, asymmetric: kl.symmetry.broken, broken: kl.triangle.broken },
        ...{ left: kl.symmetry.worst?.left ?? 0, right: kl.symmetry.worst?.right ?? 0 },
      },
    },
    {
      id: 'js',
      verdict: !isMetric(js) ? 'does-not-hold' : divergence.triangle.broken > 0 ? 'holds-when' : 'holds',
      figures: { draws, root: js.triangle.broken, broken: divergence.triangle.broken },
    },
    {
      id: 'brayCurtis',
      verdict: isMetric(brayCurtis) ? 'holds' : 'does-not-hold',
      figures: { draws, broken: brayCurtis.triangle.broken, ...example(brayCurtis) },
    },
    {
      id: 'ranks',
      verdict: ranks.unit === 0 ? (ranks.raw === 0 ? 'holds' : 'holds-when') : 'does-not-hold',
      figures: { galleries, size: GALLERY, ...ranks },
    },
    {
      id: 'faces',
      verdict: verdictOfCount(looked.alike, people),
      figures: { people, pictures: 2 * people, ...looked },
    },
  ];
  return conclude(findings);
}

const isMetric = (report: AxiomReport): boolean => axioms.every((axiom: Axiom) => report[axiom].broken === 0);

/** A covariance [3, 3] that is surely one: of five rows drawn. */
const covarianceDrawn = (random: Random): Float64Array =>
  shrunkCovariance(
    Array.from({ length: 5 }, () => drawOf('numbers', SIZE, random)),
    0.1,
  );

/** Minkowski at 1, 2 and a very high power against the three it is said to become: the largest relative difference. */
function largestOfLimits(random: Random, draws: number, distances: Distances): number {
  let largest = 0;
  const factor = cholesky([1], 1);
  for (let i = 0; i < draws; i++) {
    const [a, b] = [drawOf('numbers', 4, random), drawOf('numbers', 4, random)];
    for (const [p, id] of [
      [1, 'manhattan'],
      [2, 'euclidean'],
      [1e8, 'chebyshev'],
    ] as const) {
      const known = distances[id](a, b, { p, factor });
      largest = Math.max(largest, Math.abs(distances.minkowski(a, b, { p, factor }) - known) / known);
    }
  }
  return largest;
}

/** People in a gallery that is ranked. */
const GALLERY = 20;

/** Galleries of 20 vectors of 16 numbers ranked by Euclidean distance and by cosine: how many orders differ, of unit vectors and of others. */
function rankings(random: Random, galleries: number, { euclidean, cosine }: Distances): { unit: number; raw: number } {
  const parameters = { p: 2, factor: cholesky([1], 1) };
  const order = (between: Distances['cosine'], probe: Vector, all: readonly Vector[]): string =>
    all
      .map((one, i) => [between(probe, one, parameters), i] as const)
      .sort(([x], [y]) => x - y)
      .map(([, i]) => i)
      .join();
  const seen = { unit: 0, raw: 0 };
  for (let i = 0; i < galleries; i++) {
    const [probe, ...all] = Array.from({ length: GALLERY + 1 }, () => drawOf('numbers', 16, random));
    const differ = (of: (v: Vector) => Vector): boolean => {
      const [p, rest] = [of(probe!), all.map(of)];
      return order(euclidean, p, rest) !== order(cosine, p, rest);
    };
    if (differ(normalise)) seen.unit++;
    if (differ((v) => v)) seen.raw++;
  }
  return seen;
}

/** Brightness of every other pixel of a 56 × 56 picture, 0 … 1: 28 × 28 numbers. */
function brightness(rgb: Uint8Array): Float64Array {
  const out = new Float64Array(28 * 28);
  for (let y = 0; y < 28; y++)
    for (let x = 0; x < 28; x++) {
      const at = (2 * y * 56 + 2 * x) * 3;
      out[y * 28 + x] = (0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!) / 255;
    }
  return out;
}

/** The second picture of each person looked up among the first ones: how often right by each distance, and how often all name one person. */
function lookedUp(faces: readonly (readonly Vector[])[], distances: Distances) {
  const parameters = { p: 2, factor: cholesky([1], 1) };
  const right = Object.fromEntries(ON_PIXELS.map((id) => [id, 0])) as Record<(typeof ON_PIXELS)[number], number>;
  let alike = 0;
  for (const [person, [, probe]] of faces.entries()) {
    const named = ON_PIXELS.map((id) => {
      const values = faces.map(([first]) => distances[id](probe!, first!, parameters));
      const nearest = values.indexOf(Math.min(...values));
      if (nearest === person) right[id]++;
      return nearest;
    });
    if (new Set(named).size === 1) alike++;
  }
  return { alike, ...right };
}

/** How a gallery is ranked by one distance: places in the gallery, the nearest first, with their distances. */
export interface Ranking {
  readonly id: DistanceId;
  readonly order: readonly number[];
  readonly values: readonly number[];
}

interface NeighboursInput {
  readonly probe: Float32Array;
  readonly gallery: readonly Float32Array[];
  readonly p: number;
}

/** How far Mahalanobis' covariance is drawn to a sphere: a gallery has fewer faces than a template has numbers. */
export const SHRINK = 0.5;

/** A gallery ranked by every distance, each reading the templates as what it is made for. */
async function* neighbours({ probe, gallery, p }: NeighboursInput): AsyncGenerator<Progress, Ranking[]> {
  const rankings: Ranking[] = [];
  const rows = [probe, ...gallery];
  for (const [done, id] of distanceIds.entries()) {
    yield { done, total: distanceIds.length };
    const { kind, between } = DISTANCES[id];
    const factor = id === 'mahalanobis' ? cholesky(shrunkCovariance(rows, SHRINK), probe.length) : cholesky([1], 1);
    const read = readAs(kind, probe);
    const values = gallery.map((one) => between(read, readAs(kind, one), { p, factor }));
    const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]! || i - j);
    rankings.push({ id, order, values });
  }
  return rankings;
}

export const tasks = { check, neighbours } satisfies Record<string, Task<never, unknown>>;
