import { DEFAULT_MODEL } from '../../../models/embed/registry.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { thresholdTable } from '../../../models/metrics/thresholds.ts';
import type { Pipeline } from '../../../models/pipeline.ts';
import { splitByPerson } from '../../../models/samplers/split-by-person.ts';
import type { BackendChoice } from '../backends/choose.ts';
import type { DrawPool } from './draw-pool.ts';
import { openTrained } from './embed-pictures.ts';
import { measuredFigures } from './measured-figures.ts';
import { makePictures } from './picture-maker.ts';
import type { FinishResults, PictureOrder } from './protocol.ts';
import type { Training } from './training.ts';

export interface Finisher {
  /** Embeds test pictures, by their position in the run, with the network that comes with the app. */
  reference(positions: readonly number[], orders: readonly PictureOrder[]): Promise<void>;
  results(): Promise<FinishResults>;
}

interface Parts {
  readonly backend: Promise<BackendChoice>;
  readonly pool: DrawPool;
  readonly pipeline: (modelId: string) => Promise<Pipeline>;
  readonly training: Training;
}

/** What is measured when training has ended: figures with intervals, thresholds, and the app's own network beside. */
export function createFinisher({ backend, pool, pipeline, training }: Parts): Finisher {
  const others = new Map<number, Float32Array>();
  return {
    async reference(positions, orders) {
      const own = await pipeline(DEFAULT_MODEL);
      const format = { backbone: 'cnn', inputSize: own.record.inputSize } as const;
      const made = await makePictures(orders, format, pool, async () => own);
      const usable = made.flatMap((one, i) => (one.ok ? [{ chip: one.chip, position: positions[i]! }] : []));
      const templates = await own.embed(usable.map(({ chip }) => chip));
      for (const [i, { position }] of usable.entries()) others.set(position, templates[i]!);
    },
    async results() {
      const trained = training.trained();
      if (trained === null) throw new Error('nothing was trained in this process');
      const { recipe, source, step, best } = trained;
      const { executor } = await backend;
      const { dimension } = recipe.network;
      const parts = splitByPerson(source.labels, recipe.split.shares, recipe.split.seed);
      const embedder = await openTrained(recipe.network, best, executor);
      try {
        const embedded = async (images: Int32Array) => {
          const pictures = await Promise.all(Array.from(images, (index) => source.picture(index)));
          return { vectors: await embedder.embed(pictures), labels: images.map((i) => source.labels[i]!) };
        };
        const validation = await embedded(parts.validation.images);
        const test = await embedded(parts.test.images);
        const measured = (part: typeof test) => measuredFigures(part.vectors, dimension, part.labels, executor);
        const strangers = await measured({
          vectors: joined(validation.vectors, test.vectors),
          labels: Int32Array.from([...validation.labels, ...test.labels]),
        });
        return {
          step,
          validation: withoutScores(await measured(validation)),
          test: withoutScores(await measured(test)),
          frFeature: await referenceFigures(parts.test.images, source.labels),
          thresholds: thresholdTable(sortedScores(strangers.nonMated)),
        };
      } finally {
        await embedder.release();
      }
    },
  };

  async function referenceFigures(images: Int32Array, labels: Int32Array) {
    const known = images.filter((position) => others.has(position));
    const first = others.get(known[0] ?? -1);
    // Figures of a part of the people would not stand beside those of all.
    if (first === undefined || known.length < images.length * 0.95) return null;
    const vectors = joined(...Array.from(known, (position) => others.get(position)!));
    const { executor } = await backend;
    const own = known.map((position) => labels[position]!);
    return withoutScores(await measuredFigures(vectors, first.length, own, executor));
  }
}

const withoutScores = <T extends { nonMated: unknown }>({ nonMated: _, ...rest }: T): Omit<T, 'nonMated'> => rest;

function joined(...parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
