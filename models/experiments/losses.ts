import { type FitLinear, fitLinear, meanLossGradient } from '../linear/fit-linear.ts';
import { gradientDescent } from '../linear/gradient-descent.ts';
import { type Table, tableOf } from '../linear/table.ts';
import { RESIDUAL_LOSSES, type ResidualLoss, type ResidualLossId, residualLoss } from '../losses/residual.ts';
import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { type CheckResult, conclude, type Finding, type Progress, type Task, verdictOfCount } from './check.ts';
import { type Faces, landmarks, measureLandmarks, ofLandmarks } from './losses/landmarks.ts';

/** What is under test: the losses and the fits that minimise their means. */
export interface Fitting {
  readonly loss: (id: ResidualLossId, beta: number) => ResidualLoss;
  readonly minimise: FitLinear;
}
export const FITTING: Fitting = { loss: residualLoss, minimise: fitLinear };

interface CheckInput {
  readonly seed: number;
  readonly beta: number;
  /** Of the pictures with exchanged labels, 0 … 1. */
  readonly share: number;
  readonly draws: number;
  readonly faces: Faces;
}

const holds = (is: boolean): 'holds' | 'does-not-hold' => (is ? 'holds' : 'does-not-hold');

async function* check(input: CheckInput, under: Fitting = FITTING): AsyncGenerator<Progress, CheckResult> {
  const { seed, beta, draws, faces } = input;
  const random = seededRandom(seed);
  const findings: Finding[] = [gradients(beta, under), limits(random, draws, under), bend(beta, under)];
  yield { done: 1, total: 100 };
  findings.push(centres(random, draws, under));
  yield { done: 4, total: 100 };
  findings.push(...outliers(random, draws, beta, under), kink(random, beta, under));
  yield { done: 8, total: 100 };
  const measured = measureLandmarks({ ...input, shares: [0, input.share], ...faces }, under.minimise);
  for (;;) {
    const { done, value } = await measured.next();
    if (done === true) return conclude([...findings, ...ofLandmarks(value.runs)]);
    yield { done: 8 + Math.floor(92 * (value.done / value.total)), total: 100 };
  }
}

/** How hard each loss pulls, near zero and far away. */
function gradients(beta: number, { loss }: Fitting): Finding {
  const [near, far] = [0.01 * beta, 100 * beta];
  const at = (id: ResidualLossId, r: number): number => Math.abs(loss(id, beta).slope(r));
  const told = {
    near,
    far,
    l1Near: at('l1', near),
    l1Far: at('l1', far),
    l2Near: at('l2', near),
    l2Far: at('l2', far),
    smoothNear: at('smooth-l1', near),
    smoothFar: at('smooth-l1', far),
  };
  const is =
    told.l1Near === told.l1Far &&
    Math.abs(told.l2Far / told.l2Near / 1e4 - 1) < 1e-9 &&
    Math.abs(told.smoothFar - told.l1Far) < 1e-12 &&
    Math.abs(told.smoothNear - 0.01) < 1e-12;
  return { id: 'gradients', verdict: holds(is), figures: told };
}

/** Smooth L1 against L1 for small β and against L2/2β for large. */
function limits(random: Random, draws: number, { loss }: Fitting): Finding {
  const [small, large] = [1e-6, 1e6];
  let [toL1, toL2] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const r = 20 * random() - 10;
    toL1 = Math.max(toL1, Math.abs(loss('smooth-l1', small).value(r) - loss('l1', 1).value(r)));
    const parabola = loss('l2', 1).value(r) / (2 * large);
    toL2 = Math.max(toL2, Math.abs(loss('smooth-l1', large).value(r) / parabola - 1));
  }
  return {
    id: 'limits',
    verdict: holds(toL1 <= small / 2 + 1e-12 && toL2 <= 1e-12),
    figures: { small, large, toL1, toL2, draws },
  };
}

/** Where the parabola goes on as a line: value and slope meet, the bend does not. */
function bend(beta: number, { loss }: Fitting): Finding {
  const { value, slope } = loss('smooth-l1', beta);
  const e = 1e-7 * beta;
  const gap = Math.abs(value(beta + e) - value(beta - e)) / Math.max(1, beta);
  const slopes = Math.abs(slope(beta + e) - slope(beta - e));
  const [inside, outside] = [beta / 2, 2 * beta].map((r) => (slope(r + e) - slope(r - e)) / (2 * e)) as [
    number,
    number,
  ];
  const kinked = Math.abs(loss('l1', beta).slope(e) - loss('l1', beta).slope(-e));
  const once = gap < 1e-6 && slopes < 1e-6;
  const twice = Math.abs(inside - outside) * beta < 1e-3;
  return {
    id: 'bend',
    verdict: !once ? 'does-not-hold' : twice ? 'holds' : 'holds-when',
    figures: { slopes, inside, outside, kinked },
  };
}

const ones = (n: number): Table => tableOf(Array.from({ length: n }, () => [1]));

/** A constant is fitted by the mean and by the median; a line's least squares leave residuals at right angles to the inputs. */
function centres(random: Random, draws: number, { minimise }: Fitting): Finding {
  let [mean, median, normal] = [0, 0, 0];
  for (let i = 0; i < Math.min(draws, 100); i++) {
    const y = Array.from({ length: 9 }, () => 10 * random() ** 3);
    mean = Math.max(mean, Math.abs(minimise(ones(9), y, 'l2').theta[0]! - y.reduce((sum, one) => sum + one, 0) / 9));
    median = Math.max(median, Math.abs(minimise(ones(9), y, 'l1').theta[0]! - y.toSorted((a, b) => a - b)[4]!));
    const line = lineTable(y.map(() => 4 * random() - 2));
    normal = Math.max(normal, ...meanLossGradient(line, y, minimise(line, y, 'l2').theta, 'l2', 1).map(Math.abs));
  }
  return {
    id: 'centres',
    verdict: holds(mean < 1e-9 && median < 1e-9 && normal < 1e-9),
    figures: { mean, median, normal },
  };
}

/** Rows (1, x): a line with intercept. */
const lineTable = (x: readonly number[]): Table => tableOf(x.map((one) => [1, one]));

/** One value of a line's points moves away, upwards and then sideways: how far the fit follows. */
function outliers(random: Random, draws: number, beta: number, { minimise }: Fitting): Finding[] {
  const times = Math.min(draws, 40);
  const reach = [100, 1000] as const;
  const grown = { l1: 0, l2: 0, 'smooth-l1': 0 };
  const shift = { l1: 0, l2: 0, 'smooth-l1': 0 };
  let captured = 0;
  for (let i = 0; i < times; i++) {
    const x = Array.from({ length: 11 }, (_, k) => k / 5 - 1);
    const y = x.map((one) => 1 + 2 * one + 0.3 * (random() - 0.5));
    const at = Math.floor(random() * x.length);
    for (const loss of RESIDUAL_LOSSES) {
      const before = minimise(lineTable(x), y, loss, { beta }).theta;
      const [near, far] = reach.map((distance) => {
        const after = minimise(lineTable(x), y.with(at, y[at]! + distance), loss, { beta }).theta;
        return Math.max(...[-1, 0, 1].map((u) => Math.abs(after[0]! - before[0]! + (after[1]! - before[1]!) * u)));
      }) as [number, number];
      grown[loss] = Math.max(grown[loss], far - near);
      shift[loss] = Math.max(shift[loss], far);
    }
    // Typed in another unit: an input a thousand times too large, with its value as it was.
    const away = x.with(at, 1000);
    const { theta } = minimise(lineTable(away), y, 'l1');
    if (Math.abs(theta[0]! + theta[1]! * 1000 - y[at]!) < 1) captured++;
  }
  const bounded = grown.l1 < 1e-6 && grown['smooth-l1'] < 1e-6;
  return [
    {
      id: 'outliers',
      verdict: holds(bounded && shift.l2 > 100),
      figures: { times, distance: reach[1], l1: shift.l1, l2: shift.l2, smooth: shift['smooth-l1'] },
    },
    { id: 'leverage', verdict: verdictOfCount(times - captured, times), figures: { times, captured } },
  ];
}

/** Gradient descent with a constant rate toward a constant: whether it settles. */
function kink(random: Random, beta: number, { loss, minimise }: Fitting): Finding {
  const steps = 400;
  const y = Array.from({ length: 9 }, () => 10 * random());
  const rate = 0.4 * Math.min(1, beta);
  const left = (id: ResidualLossId): number => {
    const { slope } = loss(id, beta);
    const path = gradientDescent({
      gradient: ([at = 0]) => [-y.reduce((sum, one) => sum + slope(one - at), 0) / y.length],
      start: [0],
      rate,
      steps,
    });
    return Math.abs(path.at(-1)![0]! - minimise(ones(9), y, id, { beta }).theta[0]!);
  };
  const [l1, l2, smooth] = [left('l1'), left('l2'), left('smooth-l1')];
  return {
    id: 'kink',
    verdict: holds(l2 < 1e-6 && smooth < 1e-6 && l1 > 1e-6),
    figures: { rate, steps, l1, l2, smooth },
  };
}

export const tasks = { check, landmarks } satisfies Record<string, Task<never, unknown>>;
