import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { facesOf, type LabelledPictures } from '../small/faces.ts';
import { DeepExaminer, DeepLearner, type NetworkFunction } from './deep-learner.ts';
import { type FirstGradients, firstGradients } from './first-gradients.ts';
import { type Activation, type DeepNetwork, deepNetwork } from './network.ts';

/** What both networks of a pair have in common; the one with the branch has it after layer `branch`. */
export interface PairSettings {
  readonly depth: number;
  readonly activation: Activation;
  readonly branch: number;
  /** Of the auxiliary loss. */
  readonly weight: number;
  readonly steps: number;
  readonly rate: number;
  readonly people: number;
  /** Of each person to learn from, and as many to be asked about. */
  readonly pictures: number;
}

/** What was measured at one step, on all pictures learnt from and on all asked about. */
export interface Point {
  readonly step: number;
  readonly learnt: number;
  readonly asked: number;
  readonly accuracy: number;
}

export interface DeepRun {
  readonly seed: number;
  readonly branched: boolean;
  readonly points: readonly Point[];
  /** Length of the gradient of each layer, first to last, at some of the steps. */
  readonly gradients: readonly { readonly step: number; readonly norms: readonly number[] }[];
}

export interface PairProgress extends Progress {
  /** All that have ended, and those of the pair that learns as far as they are; only where there is more of them. */
  readonly runs?: readonly DeepRun[];
}

const SIDE = 12;
export const BATCH = 32;
const MOMENTUM = 0.9;
/** How often a run is measured, its beginning aside, and how often its gradients are. */
export const POINTS = 16;
const GRADIENTS = 4;
const STEPS_A_SIGN = 8;

/** Whether a run has learnt to its end. */
export const hasEnded = ({ points }: DeepRun): boolean => points.length === POINTS + 1;

const stepsAt = (steps: number, parts: number): number[] =>
  Array.from({ length: parts + 1 }, (_, k) => Math.round((k * steps) / parts));
/** Steps at which a run's gradients are measured. */
export const momentsOf = (steps: number): number[] => stepsAt(steps, GRADIENTS);

const networkOf = (settings: PairSettings, branched: boolean): DeepNetwork => ({
  ...{ depth: settings.depth, activation: settings.activation, side: SIDE, people: settings.people },
  branch: branched ? settings.branch : null,
});

/** Drawn last: gradients and trainings of one check are about the same pictures, which take a good part of its time. */
let drawn: { readonly key: string; readonly pictures: LabelledPictures[] } | null = null;

/** Pictures to learn from, and others of the same people to be asked about; the same for all pairs. */
function picturesOf({ people, pictures }: Pick<PairSettings, 'people' | 'pictures'>, seed: number): LabelledPictures[] {
  const key = [people, pictures, seed].join();
  if (drawn?.key !== key) {
    const choice = { people, pictures, side: SIDE, difficulty: 'benchmark', seed } as const;
    drawn = { key, pictures: [facesOf(choice, 'train'), facesOf(choice, 'test')] };
  }
  return drawn.pictures;
}

/** Pictures whose gradient is measured: the same for both networks of a seed. */
const probesOf = (faces: LabelledPictures, seed: number): number[] =>
  shuffled([...faces.labels.keys()], seededRandom(seed ^ 0x2545f491)).slice(0, BATCH);

/** The gradients of the first pair before anything is learnt, wherever its branch may be. */
export function gradientsAtFirst(
  settings: Pick<PairSettings, 'depth' | 'activation' | 'people' | 'pictures'>,
  seed: number,
  tools: EngineTools,
): Promise<FirstGradients> {
  const [faces] = picturesOf(settings, seed) as [LabelledPictures];
  return firstGradients(settings, seed, faces, probesOf(faces, seed), tools);
}

/** Trains each pair from each seed, its two networks in turns, on the same pictures in the same order; runs are told while they grow. */
export async function* trainPairs(
  settings: PairSettings,
  seeds: readonly number[],
  tools: EngineTools,
  build: NetworkFunction = deepNetwork,
): AsyncGenerator<PairProgress, readonly DeepRun[]> {
  const { steps } = settings;
  const total = 2 * seeds.length * steps;
  const open: { release: () => Promise<void> }[] = [];
  const keep = <T extends { release: () => Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  let runs: readonly DeepRun[] = [];
  yield { done: 0, total, runs };
  try {
    const workers: Worker[] = [];
    for (const branched of [false, true]) {
      const network = networkOf(settings, branched);
      const choice = { network, batch: BATCH, weight: settings.weight };
      workers.push({
        branched,
        learner: keep(await DeepLearner.open({ ...choice, momentum: MOMENTUM }, tools, build)),
        examiner: keep(await DeepExaminer.open(network, settings.people * settings.pictures, tools, build)),
      });
      yield { done: 0, total };
    }
    const [train, test] = picturesOf(settings, seeds[0]!) as [LabelledPictures, LabelledPictures];
    for (const [i, seed] of seeds.entries()) {
      const pair = workers.map((worker) => ({
        learning: trainOne(settings, seed, { train, test }, worker),
        far: { step: 0, run: { seed, branched: worker.branched, points: [], gradients: [] } } as Far,
      }));
      while (pair.some(({ far }) => far.step < steps))
        for (const one of pair) {
          one.far = (await one.learning.next()).value ?? one.far;
          const done = pair.reduce((sum, { far }) => sum + far.step, 2 * i * steps);
          const grown = one.far.run.points.at(-1)?.step === one.far.step;
          yield { done, total, ...(grown && { runs: [...runs, ...pair.map(({ far }) => far.run)] }) };
        }
      runs = [...runs, ...pair.map(({ far }) => far.run)];
    }
  } finally {
    for (const one of open) await one.release();
  }
  return runs;
}

interface Worker {
  readonly branched: boolean;
  readonly learner: DeepLearner;
  readonly examiner: DeepExaminer;
}

/** After how many steps a run is what it is. */
interface Far {
  readonly step: number;
  readonly run: DeepRun;
}

/** Tells where it is each time it was measured, and every few steps between. */
async function* trainOne(
  { steps, rate }: PairSettings,
  seed: number,
  { train, test }: { readonly train: LabelledPictures; readonly test: LabelledPictures },
  { branched, learner, examiner }: Worker,
): AsyncGenerator<Far, undefined> {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ed270b);
  const probes = probesOf(train, seed);
  let run: DeepRun = { seed, branched, points: [], gradients: [] };
  const [watched, moments] = [stepsAt(steps, POINTS), momentsOf(steps)];
  await learner.begin(seed);
  let order: number[] = [];
  for (let step = 0; ; step++) {
    if (watched.includes(step)) {
      const weights = await learner.weights();
      const learnt = await examiner.examine(train, weights);
      const asked = await examiner.examine(test, weights);
      const point = { step, learnt: round(learnt.loss), asked: round(asked.loss), accuracy: asked.accuracy };
      run = { ...run, points: [...run.points, point] };
      if (moments.includes(step)) {
        const norms = (await learner.gradientNorms(train, probes)).map(round);
        run = { ...run, gradients: [...run.gradients, { step, norms }] };
      }
    }
    if (watched.includes(step) || step % STEPS_A_SIGN === 0) yield { step, run };
    if (step === steps) return;
    if (order.length < BATCH) order = shuffled([...train.labels.keys()], random);
    await learner.learn(train, order.splice(0, BATCH), rate);
  }
}

const round = (value: number): number => Number(value.toPrecision(5));
