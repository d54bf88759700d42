import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import { Examiner, Learner } from '../small/learner.ts';
import type { SmallNetwork } from '../small/network.ts';

export const BATCHES = [2, 4, 8, 16, 32, 64] as const;
/** Each twice the one before, as batches are. */
export const RATES = [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8] as const;

/** One network of the grid. */
export interface GridRun {
  readonly batch: number;
  readonly rate: number;
  /** Mean cross-entropy on all pictures learnt from, at the end; null: it grew without bound. */
  readonly loss: number | null;
  /** Points of the curve: the mean loss of the steps up to there, steps made, and seconds that these took. */
  readonly curve: readonly { readonly step: number; readonly loss: number; readonly seconds: number }[];
  /** Epochs until the curve has fallen to half of what guessing costs; null: it has not. */
  readonly epochsToTarget: number | null;
}

export interface GridSettings {
  readonly seed: number;
  readonly epochs: number;
}

/** Half of ln(people): where guessing stands at the beginning. */
export const targetOf = (people: number): number => Math.log(people) / 2;

/** A loss beyond this has left the picture: ten times and more what guessing costs. */
export const WITHOUT_BOUND = 50;
const CURVE_POINTS = 48;
const STEPS_A_SIGN = 24;

/** A network without a norm, so that the batch acts through the gradient alone, and plain stochastic gradient descent. */
export const networkOf = ({ side, people }: LabelledPictures): SmallNetwork => ({
  ...{ norm: 'none', head: 'quarters', groups: 1, side, people },
});

export interface GridProgress extends Progress {
  /** All that have ended; only where there is another one. */
  readonly runs?: readonly GridRun[];
}

/** Every batch with every rate, from the same weights and as many epochs; large batches first, since they take the least time. */
export async function* trainGrid(
  { seed, epochs }: GridSettings,
  faces: LabelledPictures,
  tools: EngineTools,
  batches: readonly number[] = BATCHES,
  rates: readonly number[] = RATES,
): AsyncGenerator<GridProgress, readonly GridRun[]> {
  const count = faces.labels.length;
  const network = networkOf(faces);
  const cost = (batch: number): number => epochs * Math.floor(count / batch) * (8 + batch);
  const total = batches.reduce((sum, batch) => sum + rates.length * cost(batch), 0);
  let runs: readonly GridRun[] = [];
  let done = 0;
  yield { done, total, runs };
  const examiner = await Examiner.open(network, tools);
  try {
    for (const batch of batches.toSorted((a, b) => b - a)) {
      const learner = await Learner.open({ network, batch, momentum: 0 }, tools);
      try {
        for (const rate of rates) {
          const run = trainOne({ seed, epochs, batch, rate }, faces, learner);
          for (;;) {
            const next = await run.next();
            if (next.done === true) {
              const { steps, bounded } = next.value;
              const loss = bounded ? (await examiner.accuracy(faces, await learner.learnt())).loss : null;
              runs = [...runs, toRun(batch, rate, loss, steps, count, targetOf(faces.people))];
              break;
            }
            yield { done: done + next.value * (8 + batch), total };
          }
          done += cost(batch);
          yield { done, total, runs };
        }
      } finally {
        await learner.release();
      }
    }
  } finally {
    await examiner.release();
  }
  return runs;
}

interface Steps {
  readonly losses: number[];
  readonly seconds: number[];
}

async function* trainOne(
  { seed, epochs, batch, rate }: GridSettings & { readonly batch: number; readonly rate: number },
  faces: LabelledPictures,
  learner: Learner,
): AsyncGenerator<number, { steps: Steps; bounded: boolean }> {
  const count = faces.labels.length;
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ batch);
  await learner.begin(seed);
  const steps: Steps = { losses: [], seconds: [] };
  let spent = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled([...faces.labels.keys()], random);
    for (let from = 0; from + batch <= count; from += batch) {
      const before = performance.now();
      const loss = await learner.learn(faces, order.slice(from, from + batch), rate);
      spent += (performance.now() - before) / 1000;
      steps.losses.push(loss);
      steps.seconds.push(spent);
      if (!(loss <= WITHOUT_BOUND)) return { steps, bounded: false };
      if (steps.losses.length % STEPS_A_SIGN === 0) yield steps.losses.length;
    }
  }
  return { steps, bounded: true };
}

function toRun(
  batch: number,
  rate: number,
  loss: number | null,
  { losses, seconds }: Steps,
  count: number,
  target: number,
): GridRun {
  // As many pictures to a point whatever the batch, as far as steps can be divided.
  const each = Math.max(1, Math.ceil(losses.length / CURVE_POINTS));
  const curve: GridRun['curve'][number][] = [];
  for (let from = 0; from < losses.length; from += each) {
    const part = losses.slice(from, from + each).filter(Number.isFinite);
    if (part.length === 0) break;
    const step = Math.min(losses.length, from + each);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    curve.push({ step, loss: round(mean), seconds: round(seconds[step - 1]!) });
  }
  // The last quarter of an epoch: one small batch is no measure.
  const window = Math.max(1, Math.round(count / 4 / batch));
  let reached: number | null = null;
  let sum = 0;
  for (const [i, value] of losses.entries()) {
    sum += value - (losses[i - window] ?? 0);
    if (i + 1 >= window && sum / window <= target) {
      reached = ((i + 1) * batch) / count;
      break;
    }
  }
  return { batch, rate, loss: loss === null || !Number.isFinite(loss) ? null : loss, curve, epochsToTarget: reached };
}

const round = (value: number): number => Number(value.toPrecision(5));
