import type { LossChoice } from '../../losses/compose.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { shuffled } from '../../samplers/shuffle.ts';
import type { Augmentation } from '../../train/recipe.ts';
import type { Faces, FacesChoice } from './camera-faces.ts';
import { SMALL_NETWORK, type SmallTraining, type Supervision } from './small-embedding.ts';

/** Ways to train one and the same network on the same pictures. */
export const wayIds = ['softmax', 'arcface', 'triplet', 'contrastive', 'views'] as const;
export type WayId = (typeof wayIds)[number];

/** The four of the notes, in the order in which they stand side by side. */
export const paradigms = ['softmax', 'triplet', 'contrastive', 'views'] as const satisfies readonly WayId[];

interface Way {
  readonly loss: LossChoice;
  readonly supervision: Supervision;
}

export const WAYS: Readonly<Record<WayId, Way>> = {
  softmax: { loss: { loss: 'softmax' }, supervision: 'people' },
  // With few people a smaller scale and margin than the paper's: it had 85,000 people and days.
  arcface: { loss: { loss: 'arcface', options: { scale: 16, margin: 0.2 } }, supervision: 'people' },
  triplet: { loss: { loss: 'triplet', miner: 'semi-hard' }, supervision: 'people' },
  // Told who is who, against one anchor all others of the batch.
  contrastive: { loss: { loss: 'supervised-contrastive', options: { temperature: 0.2 } }, supervision: 'people' },
  // SimCLR: two altered views of one picture are mated, whoever it shows.
  views: { loss: { loss: 'nt-xent', options: { temperature: 0.2 } }, supervision: 'views' },
};

export const AUGMENTATION: Augmentation = { flip: true, crop: 0.1, colour: 0.25, blur: 0, cutOut: 0 };

/** How much is trained; smaller in tests. */
export interface StudySize {
  readonly people: number;
  readonly heldBack: number;
  readonly pictures: number;
  /** Of a newcomer: that many pictures make the prototype, the others are probes. */
  readonly enrolled: number;
  readonly steps: number;
}

export const STUDY_SIZE: StudySize = { people: 44, heldBack: 8, pictures: 8, enrolled: 3, steps: 130 };

export const studyFaces = ({ people, pictures }: StudySize, seed: number): FacesChoice => ({
  people,
  pictures,
  size: SMALL_NETWORK.inputSize,
  seed,
  cameras: 'both',
});

export const studyTraining = (way: WayId, { people, heldBack, steps }: StudySize): SmallTraining => ({
  network: { ...SMALL_NETWORK, width: 8 },
  ...WAYS[way],
  augmentation: AUGMENTATION,
  rate: 0.02,
  steps,
  batch: { people: Math.min(8, people - heldBack), pictures: 4 },
  classes: people - heldBack,
});

/** Who takes which part at a seed: people trained on and held back, of each the pictures to learn and to be asked. */
export interface Deal {
  readonly train: readonly number[];
  /** Pictures of people trained on that training did not see. */
  readonly oldProbes: readonly number[];
  readonly newGallery: readonly number[];
  readonly newProbes: readonly number[];
  /** All pictures of the held-back people. */
  readonly fresh: readonly number[];
}

/** Two pictures of each person trained on are kept for asking: one by each camera. */
const KEPT = 2;

export function dealt({ labels }: Pick<Faces, 'labels'>, size: StudySize, seed: number): Deal {
  const { people, heldBack, pictures, enrolled } = size;
  if (labels.length !== people * pictures) throw new RangeError('these are other pictures than the study asks for');
  const order = shuffled(
    Array.from({ length: people }, (_, i) => i),
    seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ 0x1b873593),
  );
  const of = (some: readonly number[], from: number, to: number): number[] =>
    some.flatMap((person) => Array.from({ length: to - from }, (_, k) => person * pictures + from + k));
  const [old, held] = [order.slice(heldBack), order.slice(0, heldBack)];
  return {
    train: of(old, 0, pictures - KEPT),
    oldProbes: of(old, pictures - KEPT, pictures),
    newGallery: of(held, 0, enrolled),
    newProbes: of(held, enrolled, pictures),
    fresh: of(held, 0, pictures),
  };
}
