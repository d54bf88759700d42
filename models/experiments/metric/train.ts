import type { LossChoice } from '../../losses/compose.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import type { FacesChoice } from './camera-faces.ts';
import { type Enrolment, enrolment, picked, type Rows } from './measures.ts';
import { SMALL_NETWORK, SmallEmbedding, type Supervision } from './small-embedding.ts';
import { facesOf } from './study.ts';
import { AUGMENTATION } from './ways.ts';

export interface TrainInput {
  readonly seed: number;
  readonly loss: LossChoice & { readonly unitLength: boolean };
  readonly supervision: Supervision;
  readonly dimension: 2 | 3;
  /** The person whom training never sees, from 0. */
  readonly held: number;
  readonly steps: number;
}

/** Few enough to be told apart by eye. */
export const LIVE = { people: 8, pictures: 12, taught: 8, enrolled: 3, every: 5 } as const;

export const liveFaces = (seed: number): FacesChoice => ({
  people: LIVE.people,
  pictures: LIVE.pictures,
  size: SMALL_NETWORK.inputSize,
  seed,
  cameras: 'one',
});

/** The embedding after some steps. */
export interface LiveSnapshot extends Progress {
  readonly step: number;
  /** Null before the first step. */
  readonly loss: number | null;
  /** Of each picture, person by person; the held-back one's too. */
  readonly points: readonly (readonly number[])[];
  readonly enrolment: Enrolment;
}

/** Trains an embedding of two or three numbers on all people but one; tells where everybody's pictures are as it goes. */
export async function* train(
  input: TrainInput,
  { executor }: EngineTools,
): AsyncGenerator<Progress | LiveSnapshot, null> {
  const { seed, loss, supervision, dimension, held, steps } = input;
  const { people, pictures, taught } = LIVE;
  const total = people * pictures + steps;
  const faces = yield* facesOf(liveFaces(seed), total);
  const network = await SmallEmbedding.open(
    {
      network: { ...SMALL_NETWORK, width: 8, dimension },
      ...{ loss, supervision, steps },
      augmentation: AUGMENTATION,
      rate: 0.01,
      batch: { people: people - 1, pictures: 4 },
      classes: people - 1,
    },
    faces,
    executor,
  );
  try {
    const all = Int32Array.from({ length: people * pictures }, (_, i) => i);
    const training = all.filter((i) => faces.labels[i] !== held && i % pictures < taught);
    const snapshot = async (step: number, value: number | null): Promise<LiveSnapshot> => {
      const features = loss.unitLength ? await network.embed(all) : await network.features(all);
      const points = Array.from(all, (i) =>
        Array.from(features.subarray(i * dimension, (i + 1) * dimension), (x) => Number(x.toFixed(3))),
      );
      const rows = { rows: await network.embed(all), dimension, labels: faces.labels };
      return { done: people * pictures + step, total, step, loss: value, points, enrolment: insert(rows, held) };
    };
    await network.begin(seed);
    yield await snapshot(0, null);
    for await (const { step, loss: value } of network.train(training, seed))
      if (step % LIVE.every === 0) yield await snapshot(step, value);
    return null;
  } finally {
    await network.release();
  }
}

/** The held-back person is inserted by the mean of their first pictures. */
function insert(all: Rows, held: number): Enrolment {
  const { people, pictures, taught, enrolled } = LIVE;
  const of = (person: number, from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, k) => person * pictures + from + k);
  const known = Array.from({ length: people }, (_, person) => person).filter((person) => person !== held);
  return enrolment(
    {
      gallery: picked(
        all,
        known.flatMap((person) => of(person, 0, taught)),
      ),
      probes: picked(
        all,
        known.flatMap((person) => of(person, taught, pictures)),
      ),
    },
    { gallery: picked(all, of(held, 0, enrolled)), probes: picked(all, of(held, enrolled, pictures)) },
  );
}
