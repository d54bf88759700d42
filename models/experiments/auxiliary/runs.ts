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
  /** All that have ended; only where there is another one. */
  readonly runs?: readonly DeepRun[];
}

const SIDE = 12;
export const BATCH = 32;
const MOMENTUM = 0.9;
/** How often a run is measured, its beginning aside, and how often its gradients are. */
export const POINTS = 16;
const GRADIENTS = 4;
const STEPS_A_SIGN = 8;

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

/** Trains each network of a pair from each seed, on the same pictures in the same order; each run is told as it ends. */
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
  let done = 0;
  yield { done, total, runs };
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
      yield { done, total };
    }
    const [train, test] = picturesOf(settings, seeds[0]!) as [LabelledPictures, LabelledPictures];
    for (const seed of seeds) {
      for (const worker of workers) {
        const run = trainOne(settings, seed, { train, test }, worker);
        for (;;) {
          const next = await run.next();
          if (next.done === true) {
            runs = [...runs, next.value];
            break;
          }
          yield { done: done + next.value, total };
        }
        done += steps;
        yield { done, total, runs };
      }
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

async function* trainOne(
  { steps, rate }: PairSettings,
  seed: number,
  { train, test }: { readonly train: LabelledPictures; readonly test: LabelledPictures },
  { branched, learner, examiner }: Worker,
): AsyncGenerator<number, DeepRun> {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ed270b);
  const probes = probesOf(train, seed);
  const points: Point[] = [];
  const gradients: DeepRun['gradients'][number][] = [];
  const [watched, moments] = [stepsAt(steps, POINTS), momentsOf(steps)];
  await learner.begin(seed);
  let order: number[] = [];
  for (let step = 0; ; step++) {
    if (watched.includes(step)) {
      const weights = await learner.weights();
      const learnt = await examiner.examine(train, weights);
      const asked = await examiner.examine(test, weights);
      points.push({ step, learnt: round(learnt.loss), asked: round(asked.loss), accuracy: asked.accuracy });
      if (moments.includes(step))
        gradients.push({ step, norms: (await learner.gradientNorms(train, probes)).map(round) });
    }
    if (step === steps) return { seed, branched, points, gradients };
    if (order.length < BATCH) order = shuffled([...train.labels.keys()], random);
    await learner.learn(train, order.splice(0, BATCH), rate);
    if (step % STEPS_A_SIGN === 0) yield step;
  }
}

const round = (value: number): number => Number(value.toPrecision(5));
