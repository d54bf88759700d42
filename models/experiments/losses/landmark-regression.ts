import { type FitLinear, fitLinear } from '../../linear/fit-linear.ts';
import { rowCount, type Table } from '../../linear/table.ts';
import { RESIDUAL_LOSSES, type ResidualLossId } from '../../losses/residual.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { describer, type LandmarkFaces } from './landmark-faces.ts';

/** Principal components that the five points are regressed on. */
const COMPONENTS = 24;
/** Of each person's pictures all are taken or none; so many of the people, another choice with each seed. */
const PEOPLE_TAKEN = 0.75;

export interface LandmarkRun {
  /** Mean distance of predicted from true points on people nobody trained on, in parts of the distance between the eyes. */
  readonly error: Readonly<Record<ResidualLossId, number>>;
  /** [m, 10] of each loss. */
  readonly predicted: Readonly<Record<ResidualLossId, Table>>;
  readonly mislabelled: number;
}

interface Options {
  readonly each: number;
  readonly beta: number;
  /** How many of the pictures have the labels of left and right exchanged. */
  readonly share: number;
  readonly seed: number;
}

/** The same training under each loss, on a choice of people and with wrong labels that the seed draws; measured on true labels. */
export async function* regressLandmarks(
  train: LandmarkFaces,
  test: LandmarkFaces,
  { each, beta, share, seed }: Options,
  minimise: FitLinear = fitLinear,
): AsyncGenerator<{ done: number; total: number }, LandmarkRun> {
  const random = seededRandom(seed);
  const people = Array.from({ length: rowCount(train.pixels) / each }, (_, i) => i)
    .map((person) => ({ person, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, Math.round((PEOPLE_TAKEN * rowCount(train.pixels)) / each))
    .map(({ person }) => person);
  const rows = people.flatMap((person) => Array.from({ length: each }, (_, i) => person * each + i));
  const wrong = rows.map(() => random() < share);
  const pixels = chosen(train.pixels, rows);
  const labels = Float64Array.from(
    rows.flatMap((row, i) => {
      const points = Array.from({ length: 10 }, (_, k) => train.points.values[row * 10 + k]!);
      return wrong[i] === true ? exchanged(points) : points;
    }),
  );
  const describe = describer(pixels, COMPONENTS);
  const [seen, unseen] = [describe(pixels), describe(test.pixels)];
  const m = rowCount(unseen);
  const predicted = {} as Record<ResidualLossId, Table>;
  const error = {} as Record<ResidualLossId, number>;
  const total = RESIDUAL_LOSSES.length * 10;
  let done = 0;
  for (const loss of RESIDUAL_LOSSES) {
    const values = new Float64Array(m * 10);
    for (let k = 0; k < 10; k++) {
      const y = Float64Array.from(rows, (_, i) => labels[i * 10 + k]!);
      const { theta } = minimise(seen, y, loss, { beta, tolerance: 1e-7 });
      for (let i = 0; i < m; i++)
        for (let d = 0; d < unseen.dimension; d++)
          values[i * 10 + k]! += unseen.values[i * unseen.dimension + d]! * theta[d]!;
      yield { done: ++done, total };
    }
    predicted[loss] = { values, dimension: 10 };
    error[loss] = landmarkError(predicted[loss], test.points);
  }
  return { error, predicted, mislabelled: wrong.filter(Boolean).length };
}

/** The labels somebody gives who takes the picture for a mirror: left and right eye, left and right corner of the mouth exchanged. */
export const exchanged = (p: readonly number[]): number[] => [2, 3, 0, 1, 4, 5, 8, 9, 6, 7].map((k) => p[k]!);

/** Mean of ‖predicted − true‖ over pictures and points, in parts of the picture's true distance between the eyes (NME of 300-W). */
export function landmarkError(predicted: Table, truth: Table): number {
  const n = rowCount(truth);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const at = (table: Table, k: number): number => table.values[i * 10 + k]!;
    const eyes = Math.hypot(at(truth, 2) - at(truth, 0), at(truth, 3) - at(truth, 1));
    for (let k = 0; k < 10; k += 2)
      sum += Math.hypot(at(predicted, k) - at(truth, k), at(predicted, k + 1) - at(truth, k + 1)) / eyes;
  }
  return sum / (5 * n);
}

const chosen = ({ values, dimension }: Table, rows: readonly number[]): Table => ({
  dimension,
  values: Float64Array.from(
    { length: rows.length * dimension },
    (_, k) => values[rows[Math.floor(k / dimension)]! * dimension + (k % dimension)]!,
  ),
});
