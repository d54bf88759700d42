import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { EngineTools } from '../in-engine.ts';
import { type FacesChoice, facesOf, type LabelledPictures } from '../small/faces.ts';
import { Examiner, Learner } from '../small/learner.ts';
import { CHANNELS, type NormLayers, type SmallNetwork, type SmallNorm } from '../small/network.ts';
import { inOtherLight, SHIFTS } from './shifts.ts';

/** What a run is besides its norm and batch. */
export interface RunSettings {
  readonly head: SmallNetwork['head'];
  readonly groups: number;
  readonly epochs: number;
  /** At a batch of 32; other batches take their share of it (Goyal et al., arXiv:1706.02677, §2.1), as Wu and He do. */
  readonly rate: number;
}

/** One network, trained. */
export interface Run {
  readonly norm: SmallNorm;
  readonly batch: number;
  readonly head: SmallNetwork['head'];
  readonly seed: number;
  /** On pictures that training did not see. */
  readonly accuracy: number;
  /** The same under each of {@link SHIFTS}. */
  readonly shifted: readonly number[];
  /** Mean loss of each quarter of an epoch. */
  readonly losses: readonly number[];
  /** Of switchable normalisation, for each block: shares of instance, layer and batch, of means and of variances. */
  readonly switched: readonly { readonly means: readonly number[]; readonly variances: readonly number[] }[] | null;
}

export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** The run that ended with this step. */
  readonly run?: Run;
}

export interface Plan {
  readonly norm: SmallNorm;
  readonly batch: number;
  readonly head: SmallNetwork['head'];
  readonly seeds: readonly number[];
}

export interface Lessons {
  readonly train: LabelledPictures;
  readonly test: LabelledPictures;
  readonly shifted: readonly LabelledPictures[];
}

/** Invented people at 16 pixels: of each some to learn and others to be asked about. */
export function lessonFaces(choice: Omit<FacesChoice, 'side' | 'difficulty'> & { readonly asked: number }): Lessons {
  const faces = { ...choice, side: 16, difficulty: 'benchmark' } as const;
  const test = facesOf({ ...faces, pictures: choice.asked }, 'test');
  return { train: facesOf(faces, 'train'), test, shifted: SHIFTS.map((shift) => inOtherLight(test, shift)) };
}

/** How many steps go by between two signs of life: a few hundredths of a second. */
const STEPS_A_SIGN = 24;
/** How often CrossNorm swaps: half the steps (Tang et al., §4.1). */
const SWAP_CHANCE = 0.5;

/** Trains what is planned, one after the other; each run is told as it ends. */
export async function* trainAll(
  plans: readonly Plan[],
  settings: Omit<RunSettings, 'head'>,
  faces: Lessons,
  tools: EngineTools,
  layers: NormLayers,
): AsyncGenerator<RunProgress, Run[]> {
  const count = faces.train.labels.length;
  const stepsOf = ({ batch }: Plan): number => settings.epochs * Math.floor(count / batch);
  // A step's time is about a part that it always takes and one for each picture.
  const cost = (plan: Plan): number => stepsOf(plan) * (8 + plan.batch);
  const total = plans.reduce((sum, plan) => sum + plan.seeds.length * cost(plan), 0);
  const examiners = new Map<string, Examiner>();
  const runs: Run[] = [];
  let done = 0;
  try {
    for (const plan of plans) {
      const { norm, batch, head } = plan;
      const network: SmallNetwork = {
        norm,
        head,
        groups: settings.groups,
        side: faces.train.side,
        people: faces.train.people,
      };
      yield { done, total };
      const examiner = examiners.get(`${norm} ${head}`) ?? (await Examiner.open(network, tools, layers));
      examiners.set(`${norm} ${head}`, examiner);
      const learner = await Learner.open({ network, batch, momentum: 0.9 }, tools, layers);
      try {
        for (const seed of plan.seeds) {
          const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ed270b);
          await learner.begin(seed);
          const losses: number[] = [];
          let step = 0;
          for (let epoch = 0; epoch < settings.epochs; epoch++) {
            const order = shuffled([...faces.train.labels.keys()], random);
            const inEpoch: number[] = [];
            for (let from = 0; from + batch <= count; from += batch) {
              const swap =
                norm === 'cross' && random() < SWAP_CHANCE ? shuffled([...Array(batch).keys()], random) : null;
              const rows = order.slice(from, from + batch);
              inEpoch.push(await learner.learn(faces.train, rows, (settings.rate * batch) / 32, swap));
              if (++step % STEPS_A_SIGN === 0) yield { done: done + step * (8 + batch), total };
            }
            losses.push(...quarters(inEpoch));
          }
          const learnt = await learner.learnt();
          const { accuracy } = await examiner.accuracy(faces.test, learnt);
          const shifted: number[] = [];
          for (const other of faces.shifted) shifted.push((await examiner.accuracy(other, learnt)).accuracy);
          const switched = norm === 'switchable' ? sharesOf(learner, learnt.weights) : null;
          const run = { norm, batch, head, seed, accuracy, shifted, losses, switched };
          runs.push(run);
          done += cost(plan);
          yield { done, total, run };
        }
      } finally {
        await learner.release();
      }
    }
  } finally {
    for (const examiner of examiners.values()) await examiner.release();
  }
  return runs;
}

/** Means of four parts as equal as may be; of fewer than four values, of as many as there are. */
function quarters(values: readonly number[]): number[] {
  const parts = Math.min(4, values.length);
  return Array.from({ length: parts }, (_, i) => {
    const part = values.slice(Math.round((i * values.length) / parts), Math.round(((i + 1) * values.length) / parts));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

function sharesOf({ packings }: Learner, weights: Float32Array) {
  const starts = new Map<string, number>();
  let start = 0;
  for (const [i, { name }] of packings.trained.requests.entries()) {
    starts.set(name, start);
    start += packings.trained.sizes[i]!;
  }
  const shares = (name: string): number[] => {
    const logits = [...weights.subarray(starts.get(name)!, starts.get(name)! + 3)];
    const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    return powers.map((power) => power / powers.reduce((a, b) => a + b));
  };
  return CHANNELS.map((_, i) => ({ means: shares(`block${i}/ofMeans`), variances: shares(`block${i}/ofVariances`) }));
}
