import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import type { LabelledPictures } from '../small/faces.ts';
import { Examiner, Learner, type LearntVectors } from '../small/learner.ts';
import { CHANNELS, type SmallNetwork } from '../small/network.ts';
import { inBackbone, transplanted } from './transplant.ts';

/** What of the small network is exchanged. */
export interface Part {
  /** `mean` and `quarters` are necks that average the last maps; `places` has none. */
  readonly neck: SmallNetwork['head'];
  /** Width of the bottleneck before the head; null: none. */
  readonly bottleneck: number | null;
  /** Without activations. */
  readonly linear: boolean;
}

export interface PartsSettings {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
}

/** One network with a part exchanged, trained and asked. Accuracies are of pictures that training did not see. */
export interface PartRun {
  readonly part: Part;
  readonly seed: number;
  readonly accuracy: number;
  /** Of the trained head on the backbone of a network that was not trained. */
  readonly alien: number;
  /** How far f((a + b) / 2) is from (f(a) + f(b)) / 2, over how far f(a) is from f(b): 0 for one linear map. */
  readonly bend: number;
  /** Of bottleneck and head together. */
  readonly headWeights: number;
}

export interface PartPictures {
  readonly train: LabelledPictures;
  readonly test: LabelledPictures;
}

/** What the head sees of 16 × 16 pictures: 24 maps of 4 × 4, or what the neck leaves of them. */
export const headInputs = (neck: Part['neck']): number => CHANNELS[2] * { mean: 1, quarters: 4, places: 16 }[neck];

export const networkOf = ({ neck, bottleneck, linear }: Part, { side, people }: LabelledPictures): SmallNetwork => ({
  ...{ norm: 'batch', groups: 1, side, people, head: neck, linear },
  ...(bottleneck !== null && { bottleneck }),
});

export type PartProgress = Progress & { readonly run?: PartRun };

/** Steps between two signs of life. */
const STEPS_A_SIGN = 16;

/** Each part from each seed; a run is told when it ends. Runs of one seed see the same pictures in the same order. */
export async function* trainParts(
  parts: readonly Part[],
  seeds: readonly number[],
  settings: PartsSettings,
  pictures: PartPictures,
  tools: EngineTools,
): AsyncGenerator<PartProgress, PartRun[]> {
  const { train } = pictures;
  const steps = settings.epochs * Math.floor(train.labels.length / settings.batch);
  const total = parts.length * seeds.length * steps;
  const runs: PartRun[] = [];
  let done = 0;
  yield { done, total };
  for (const part of parts) {
    const network = networkOf(part, train);
    const learner = await Learner.open({ network, batch: settings.batch, momentum: 0.9 }, tools);
    try {
      const examiner = await Examiner.open(network, tools);
      try {
        for (const seed of seeds) {
          for await (const step of learn(learner, train, settings, seed))
            if (step % STEPS_A_SIGN === 0) yield { done: done + step, total };
          done += steps;
          const run = await examined(part, seed, learner, examiner, pictures.test);
          runs.push(run);
          yield { done, total, run };
        }
      } finally {
        await examiner.release();
      }
    } finally {
      await learner.release();
    }
  }
  return runs;
}

/** Trains from the weights of a seed, or from given ones; yields after each step how many are done. The rate falls to 0. */
export async function* learn(
  learner: Learner,
  train: LabelledPictures,
  { epochs, batch, rate }: PartsSettings,
  seed: number,
  from?: LearntVectors,
): AsyncGenerator<number, void> {
  await (from === undefined ? learner.begin(seed) : learner.place(from));
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x2545f491);
  const count = train.labels.length;
  const steps = epochs * Math.floor(count / batch);
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled([...train.labels.keys()], random);
    for (let start = 0; start + batch <= count; start += batch) {
      const rows = order.slice(start, start + batch);
      await learner.learn(train, rows, rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps)));
      yield ++step;
    }
  }
}

/** So that an untrained backbone is nobody's beginning. */
const OTHER = 7001;

async function examined(
  part: Part,
  seed: number,
  learner: Learner,
  examiner: Examiner,
  test: LabelledPictures,
): Promise<PartRun> {
  const learnt = await learner.learnt();
  const { accuracy } = await examiner.accuracy(test, learnt);
  await learner.begin(seed + OTHER);
  const { packings } = learner;
  const mixed = transplanted(learnt, packings, await learner.learnt(), packings, inBackbone);
  const { trained } = packings;
  return {
    ...{ part, seed, accuracy },
    alien: (await examiner.accuracy(test, mixed)).accuracy,
    bend: await bendOf(examiner, test, learnt),
    headWeights: trained.requests.reduce((sum, { name }, i) => sum + (inBackbone(name) ? 0 : trained.sizes[i]!), 0),
  };
}

/** Pairs of pictures of two people each, their middles, and what the network says of all three. */
async function bendOf(examiner: Examiner, test: LabelledPictures, learnt: LearntVectors): Promise<number> {
  const count = test.labels.length;
  const half = Math.floor(count / 2);
  const size = test.data.length / count;
  const middles = new Float32Array(half * size);
  for (let i = 0; i < half; i++)
    for (let k = 0; k < size; k++)
      middles[i * size + k] = (test.data[i * size + k]! + test.data[(i + half) * size + k]!) / 2;
  const ends = await examiner.logits(test, learnt);
  const between = await examiner.logits({ ...test, data: middles, labels: test.labels.slice(0, half) }, learnt);
  const { people } = test;
  let [off, apart] = [0, 0];
  for (let i = 0; i < half * people; i++) {
    const [a, b] = [ends[i]!, ends[half * people + i]!];
    off += (between[i]! - (a + b) / 2) ** 2;
    apart += (a - b) ** 2;
  }
  return Math.sqrt(off / apart);
}
