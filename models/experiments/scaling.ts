import { conditionOf, leastSquaresHessian } from '../linear/conditioning.ts';
import { scaled, zScore } from '../linear/feature-scaling.ts';
import { rowCount, rowOf, tableOf } from '../linear/table.ts';
import { seededRandom } from '../metrics/seeded-random.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, verdictOfCount } from './check.ts';
import { ALGORITHMS, changedAnswers, inUnit, outcomeOf, posteriorDifference } from './five-algorithms.ts';
import { descend, turnsBack, twoColumns } from './quadratic.ts';
import { type Measured, measurePeople } from './two-measures.ts';

interface CheckInput {
  readonly seed: number;
  readonly draws: number;
  /** Pictures of each person to learn from, and as many to be asked about. */
  readonly each: number;
}

/** What is under test; a test puts in one that does not depend on units, or does. */
export const SCALING = { zScore, outcomeOf };
export type Scaling = typeof SCALING;

const holds = (is: boolean): 'holds' | 'does-not-hold' => (is ? 'holds' : 'does-not-hold');

async function* check(
  { seed, draws, each }: CheckInput,
  under: Scaling = SCALING,
): AsyncGenerator<Progress, CheckResult> {
  const findings: Finding[] = [zigzag(seed), ...rounder(seed, draws, under), centred(seed, under)];
  yield { done: 1, total: 20 };
  const sets = [];
  for (const from of [2 * seed, 2 * seed + 1]) {
    const measuring = measurePeople(from, each);
    for (;;) {
      const { done, value } = await measuring.next();
      if (done === true) {
        sets.push(value);
        break;
      }
      yield { done: 1 + 7 * sets.length + Math.floor((7 * value.done) / value.total), total: 20 };
    }
  }
  const [train, test] = sets as [Measured, Measured];
  findings.push(...algorithms(train, test, under));
  yield { done: 18, total: 20 };
  findings.push(units(train, test, under), always(seed, train, test, under), minMaxToo(train, test, under));
  return conclude(findings);
}

/** Steps to converge and turns, at the best constant rate 2/(λmin + λmax), of contours from round to elongated. */
function zigzag(seed: number): Finding {
  const runs = [1, 3, 10].map((scale) => {
    const hessian = leastSquaresHessian(twoColumns(seed, 60, 0, scale));
    const { eigenvalues, kappa } = conditionOf(hessian);
    // Where the slopes of both directions are alike, the slowest start.
    const start = [eigenvalues[0]! / hessian[0]!, eigenvalues[0]! / hessian[3]!];
    const { path } = descend(hessian, start, 2 / (eigenvalues[0]! + eigenvalues[1]!), 100_000);
    return { kappa, steps: path.length - 1, turns: turnsBack(path) };
  });
  const [round, middle, long] = runs as [(typeof runs)[number], (typeof runs)[number], (typeof runs)[number]];
  return {
    id: 'zigzag',
    verdict: holds(round.steps < middle.steps && middle.steps < long.steps && long.turns > 0.9 * (long.steps - 1)),
    figures: {
      roundKappa: round.kappa,
      roundSteps: round.steps,
      middleKappa: middle.kappa,
      middleSteps: middle.steps,
      longKappa: long.kappa,
      longSteps: long.steps,
      turns: long.turns,
    },
  };
}

/** κ before and after z-scores, of drawn scales and correlations. */
function rounder(seed: number, draws: number, under: Scaling): Finding[] {
  const random = seededRandom(seed);
  let [better, round, unrelated, worstError] = [0, 0, 0, 0];
  let example = { before: 0, after: 0, correlation: 0 };
  for (let i = 0; i < draws; i++) {
    // Half of the draws without any correlation.
    const correlation = i % 2 === 0 ? 0 : 1.9 * random() - 0.95;
    const table = twoColumns(seed + i, 40, correlation, 10 ** (4 * random() - 2));
    const before = conditionOf(leastSquaresHessian(table)).kappa;
    const after = conditionOf(leastSquaresHessian(scaled(table, under.zScore(table)))).kappa;
    if (after <= before * (1 + 1e-9)) better++;
    if (after < 1.01) round++;
    if (correlation === 0) unrelated++;
    const size = Math.abs(correlation);
    worstError = Math.max(worstError, Math.abs(after / ((1 + size) / (1 - size)) - 1));
    if (size > Math.abs(example.correlation)) example = { before, after, correlation };
  }
  return [
    { id: 'rounder', verdict: verdictOfCount(better, draws), figures: { better, draws } },
    {
      id: 'round',
      verdict: verdictOfCount(round, draws),
      figures: { round, draws, unrelated, error: worstError, ...example },
    },
  ];
}

/** A mean bends the loss only where there is an intercept. */
function centred(seed: number, under: Scaling): Finding {
  const offset = 10;
  const table = twoColumns(seed, 60, 0, 1, offset);
  const withOnes = (rows: typeof table) =>
    tableOf(Array.from({ length: rowCount(rows) }, (_, i) => [1, ...rowOf(rows, i)]));
  const before = conditionOf(leastSquaresHessian(withOnes(table))).kappa;
  const after = conditionOf(leastSquaresHessian(withOnes(scaled(table, under.zScore(table))))).kappa;
  return { id: 'centred', verdict: holds(after < 1.01 && before > 100), figures: { offset, before, after } };
}

/** Which of the five answer otherwise with z-scores than without. */
function algorithms(train: Measured, test: Measured, under: Scaling): Finding[] {
  const found = ALGORITHMS.map((id) => {
    const [raw, even] = [under.outcomeOf(id, 'none', train, test), under.outcomeOf(id, 'z-score', train, test)];
    return { id, raw: raw.figure, even: even.figure, changed: changedAnswers(id, raw, even) };
  });
  const [means, nearest, components, vectors, bayes] = found as [(typeof found)[number], ...typeof found] &
    typeof found;
  const distances = [means, nearest!, components!, vectors!];
  const asked = rowCount(test.table);
  const difference = posteriorDifference(train, test, 0);
  return [
    {
      id: 'distances',
      verdict: verdictOfCount(distances.filter(({ changed }) => changed > 0).length, distances.length),
      figures: {
        asked,
        kMeans: means.changed,
        kNn: nearest!.changed,
        pca: components!.changed,
        svm: vectors!.changed,
        bayes: bayes!.changed,
        pcaRaw: 100 * components!.raw,
        pcaEven: 100 * components!.even,
      },
    },
    {
      id: 'bayes',
      verdict: holds(bayes!.changed === 0 && difference < 1e-9),
      figures: {
        asked,
        changed: bayes!.changed,
        difference,
        smoothed: posteriorDifference(train, test, 1e-9),
        right: 100 * bayes!.even,
      },
    },
    {
      id: 'helps',
      verdict: verdictOfCount([means, nearest!, vectors!].filter(({ raw, even }) => even > raw).length, 3),
      figures: {
        kMeansRaw: means.raw,
        kMeansEven: means.even,
        kNnRaw: 100 * nearest!.raw,
        kNnEven: 100 * nearest!.even,
        svmRaw: 100 * vectors!.raw,
        svmEven: 100 * vectors!.even,
      },
    },
  ];
}

/** The same brightness as 0 … 255 and as 0 … 1: answers that differ, without and with scaling. */
function units(train: Measured, test: Measured, under: Scaling): Finding {
  const factor = 1 / 255;
  const [other, asked] = [inUnit(train, 1, factor), inUnit(test, 1, factor)];
  const changed = (scaling: 'none' | 'z-score' | 'min-max'): number =>
    ALGORITHMS.reduce(
      (sum, id) =>
        sum + changedAnswers(id, under.outcomeOf(id, scaling, train, test), under.outcomeOf(id, scaling, other, asked)),
      0,
    );
  const [none, even, between] = [changed('none'), changed('z-score'), changed('min-max')];
  return {
    id: 'units',
    verdict: holds(even === 0 && between === 0 && none > 0),
    figures: { none, even, between, all: ALGORITHMS.length * rowCount(test.table) },
  };
}

/** Columns of noise in a small unit, which z-scores make as loud as the rest. */
function always(seed: number, train: Measured, test: Measured, under: Scaling): Finding {
  const [noise, columns] = [0.001, 6];
  const how = under.zScore(train.table);
  const random = seededRandom(seed);
  const louder = ({ table, labels }: Measured): Measured => {
    const even = scaled(table, how);
    const rows = labels.map((_, i) => [...rowOf(even, i), ...Array.from({ length: columns }, () => noise * random())]);
    return { table: tableOf(rows), labels };
  };
  const [seen, unseen] = [louder(train), louder(test)];
  const [before, after] = (['none', 'z-score'] as const).map((id) => under.outcomeOf('k-nn', id, seen, unseen).figure);
  return {
    id: 'always',
    verdict: holds(after! >= before!),
    figures: { columns, before: 100 * before!, after: 100 * after! },
  };
}

/** Min-max beside z-score, without and with one reading that is a fault. */
function minMaxToo(train: Measured, test: Measured, under: Scaling): Finding {
  const fault = 10_000;
  const values = Float64Array.from(train.table.values);
  values[1] = fault;
  const faulty = { ...train, table: { ...train.table, values } };
  const right = (of: Measured, id: 'z-score' | 'min-max'): number => 100 * under.outcomeOf('k-nn', id, of, test).figure;
  const figures = {
    fault,
    zClean: right(train, 'z-score'),
    minMaxClean: right(train, 'min-max'),
    zFaulty: right(faulty, 'z-score'),
    minMaxFaulty: right(faulty, 'min-max'),
  };
  const alike = Math.abs(figures.zClean - figures.minMaxClean) < 5;
  const robust = Math.min(figures.zFaulty, figures.minMaxFaulty) > figures.zClean - 5;
  return { id: 'minMax', verdict: !alike ? 'does-not-hold' : robust ? 'holds' : 'holds-when', figures };
}

/** The table by itself, for the view. */
async function* people({
  seed,
  each,
}: {
  readonly seed: number;
  readonly each: number;
}): AsyncGenerator<Progress, { readonly train: Measured; readonly test: Measured }> {
  return { train: yield* measurePeople(2 * seed, each), test: yield* measurePeople(2 * seed + 1, each) };
}

export const tasks = { check, people } satisfies Record<string, Task<never, unknown>>;
