import { type BlockChoice, type BlockKind, costOf, stepsOf } from '../../layers/convolutions/blocks.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { facesOf, type LabelledPictures } from '../small/faces.ts';
import { Examiner, Learner } from '../small/learner.ts';
import type { SmallNetwork } from '../small/network.ts';

/** One kind of block in the two later places of the small network, and how wide that is. */
export interface BlockPlan {
  readonly kind: BlockKind;
  /** Channels of the first convolution; the later ones have twice and four times as many. */
  readonly width: number;
}

export interface BlockRun extends BlockPlan {
  readonly seed: number;
  /** Of pictures that training did not see. */
  readonly accuracy: number;
  /** Weights of the two blocks, without norms; the first convolution and the last layer are the same in all. */
  readonly weights: number;
  readonly macs: number;
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
}

export interface BlockTraining {
  readonly people: number;
  readonly pictures: number;
  /** Of each person, to be asked about. */
  readonly asked: number;
  readonly epochs: number;
  readonly rate: number;
  readonly kernel: number;
  readonly groups: number;
  readonly expansion: number;
}

export interface Faces {
  readonly train: LabelledPictures;
  readonly test: LabelledPictures;
}

const SIDE = 16;
const BATCH = 32;
const STEPS_A_SIGN = 8;

export function blockFaces({ people, pictures, asked }: BlockTraining, seed: number): Faces {
  const choice = { people, side: SIDE, difficulty: 'benchmark', seed } as const;
  return { train: facesOf({ ...choice, pictures }, 'train'), test: facesOf({ ...choice, pictures: asked }, 'test') };
}

export const networkOf = (
  { kind, width }: BlockPlan,
  { kernel, groups, expansion }: Pick<BlockTraining, 'kernel' | 'groups' | 'expansion'>,
  people: number,
): SmallNetwork => ({
  ...{ norm: 'batch', groups: 1, side: SIDE, people, head: 'mean' },
  block: { kind, kernel, groups, expansion },
  channels: [width, 2 * width, 4 * width],
});

/** What its two blocks cost: of 16 × 16 maps, each with stride 2. */
export function costOfBlocks(plan: BlockPlan, given: Pick<BlockTraining, 'kernel' | 'groups' | 'expansion'>) {
  const block = (input: number, side: number) => {
    const choice: BlockChoice = { ...given, kind: plan.kind, input, output: 2 * input, stride: 2 };
    return costOf(stepsOf(choice), side);
  };
  const [first, second] = [block(plan.width, SIDE), block(2 * plan.width, SIDE / 2)];
  return { weights: first.weights + second.weights, macs: first.macs + second.macs };
}

export type BlockProgress = Progress & { readonly run?: BlockRun };

/** Each plan from each seed, by momentum with a rate that falls to 0; a run is told when it ends. Runs of one seed see the same pictures in the same order. */
export async function* trainBlocks(
  plans: readonly BlockPlan[],
  seeds: readonly number[],
  training: BlockTraining,
  { train, test }: Faces,
  tools: EngineTools,
): AsyncGenerator<BlockProgress, BlockRun[]> {
  const { epochs, rate } = training;
  const count = train.labels.length;
  const steps = epochs * Math.floor(count / BATCH);
  const total = plans.length * seeds.length * steps;
  const runs: BlockRun[] = [];
  let done = 0;
  for (const plan of plans) {
    yield { done, total };
    const network = networkOf(plan, training, train.people);
    const learner = await Learner.open({ network, batch: BATCH, momentum: 0.9 }, tools);
    try {
      const examiner = await Examiner.open(network, tools);
      try {
        for (const seed of seeds) {
          await learner.begin(seed);
          const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x2545f491);
          const losses: number[] = [];
          let step = 0;
          for (let epoch = 0; epoch < epochs; epoch++) {
            const order = shuffled([...train.labels.keys()], random);
            let sum = 0;
            let each = 0;
            for (let from = 0; from + BATCH <= count; from += BATCH) {
              const cooled = rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
              sum += await learner.learn(train, order.slice(from, from + BATCH), cooled);
              each++;
              if (++step % STEPS_A_SIGN === 0) yield { done: done + step, total };
            }
            losses.push(sum / each);
          }
          done += steps;
          const { accuracy } = await examiner.accuracy(test, await learner.learnt());
          const run: BlockRun = { ...plan, seed, accuracy, losses, ...costOfBlocks(plan, training) };
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
