import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { drawFaces, type Faces, type FacesChoice } from './camera-faces.ts';
import { picked, type Rows } from './measures.ts';
import { SmallEmbedding } from './small-embedding.ts';
import { type Deal, dealt, type StudySize, studyFaces, studyTraining, type WayId } from './ways.ts';

export interface StudyInput {
  readonly seed: number;
  /** So many runs, each with other people held back and another beginning. */
  readonly seeds: number;
  readonly size: StudySize;
}

/** What one training came to: the pictures that were asked for, in its space. */
export interface Trained {
  readonly way: WayId;
  /** Place of the run, from 0. */
  readonly run: number;
  readonly deal: Deal;
  /** By picture of the source: only those of the deal that are asked for have a row. */
  readonly space: (pictures: readonly number[]) => Rows;
  /** Of a softmax: the share of `oldProbes` that its own classifier names rightly; else null. */
  readonly classifier: number | null;
}

export interface Study {
  readonly faces: Faces;
  readonly trained: readonly Trained[];
}

/** Yields what is done of drawing and training, and each training as it ends. */
export type StudyStep = Progress & { readonly ended?: Trained };

/** Draws the people and trains each way from the same seeds on the same pictures. */
export async function* study(
  { seed, seeds, size }: StudyInput,
  ways: readonly WayId[],
  { executor }: EngineTools,
  onFaces: (faces: Faces) => void = () => {},
): AsyncGenerator<StudyStep, Study> {
  const total = size.people * size.pictures + ways.length * seeds * size.steps;
  const faces = yield* facesOf(studyFaces(size, seed), total);
  onFaces(faces);
  let done = size.people * size.pictures;
  const trained: Trained[] = [];
  async function* lane(own: readonly WayId[]): AsyncGenerator<StudyStep, void> {
    for (const way of own) {
      const network = await SmallEmbedding.open(studyTraining(way, size), faces, executor);
      try {
        for (let run = 0; run < seeds; run++) {
          const start = Math.imul(seed, 1009) + run;
          const deal = dealt(faces, size, start);
          await network.begin(start);
          for await (const { step } of network.train(Int32Array.from(deal.train), start)) {
            done++;
            if (step % 4 === 0) yield { done, total };
          }
          const ended = await measured(network, faces, way, run, deal);
          trained.push(ended);
          yield { done, total, ended };
        }
      } finally {
        await network.release();
      }
    }
  }
  const lanes = Array.from({ length: LANES }, (_, k) => ways.filter((_, i) => i % LANES === k));
  yield* together(lanes.filter((own) => own.length > 0).map(lane));
  return { faces, trained };
}

/** Ways trained at the same time: a step is native code, and two of them keep two cores busy. */
const LANES = 2;

/** Several generators as one, each going on while the others are waited for. */
async function* together<T>(runs: readonly AsyncGenerator<T, void>[]): AsyncGenerator<T, void> {
  const step = async (run: AsyncGenerator<T, void>) => ({ run, next: await run.next() });
  const waiting = new Map(runs.map((run) => [run, step(run)]));
  try {
    while (waiting.size > 0) {
      const { run, next } = await Promise.race(waiting.values());
      if (next.done === true) {
        waiting.delete(run);
        continue;
      }
      waiting.set(run, step(run));
      yield next.value;
    }
  } finally {
    await Promise.all([...waiting.keys()].map((run) => run.return()));
  }
}

/** Draws, telling how far it is of a larger whole. */
export async function* facesOf(choice: FacesChoice, total: number): AsyncGenerator<Progress, Faces> {
  const drawing = drawFaces(choice);
  for (;;) {
    const next = drawing.next();
    if (next.done === true) return next.value;
    yield { done: next.value.done, total };
  }
}

async function measured(network: SmallEmbedding, faces: Faces, way: WayId, run: number, deal: Deal): Promise<Trained> {
  const asked = [...deal.train, ...deal.oldProbes, ...deal.fresh];
  const rows = await network.embed(Int32Array.from(asked));
  const dimension = rows.length / asked.length;
  const all: Rows = { rows, dimension, labels: Int32Array.from(asked, (picture) => faces.labels[picture]!) };
  const place = new Map(asked.map((picture, i) => [picture, i]));
  return {
    ...{ way, run, deal },
    space: (pictures) =>
      picked(
        all,
        pictures.map((picture) => place.get(picture)!),
      ),
    classifier: way === 'softmax' ? await namedRightly(network, faces, deal) : null,
  };
}

/** x·Wᵀ + b of the features as they come: the class of the largest. */
async function namedRightly(network: SmallEmbedding, faces: Faces, deal: Deal): Promise<number> {
  const { classes, biases } = await network.lossWeights();
  const features = await network.features(Int32Array.from(deal.oldProbes));
  const dimension = features.length / deal.oldProbes.length;
  // In the order in which training met them (models/train/batches.ts, classesOf).
  const people = [...new Set(deal.train.map((picture) => faces.labels[picture]!))];
  const right = deal.oldProbes.filter((picture, i) => {
    const logits = people.map((_, k) => {
      let sum = biases!.data[k]!;
      for (let d = 0; d < dimension; d++) sum += features[i * dimension + d]! * classes!.data[k * dimension + d]!;
      return sum;
    });
    return people[logits.indexOf(Math.max(...logits))] === faces.labels[picture];
  });
  return right.length / deal.oldProbes.length;
}
