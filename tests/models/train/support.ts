import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import type { Checkpoint, NetworkState } from '../../../models/train/checkpoint.ts';
import type { PictureSource } from '../../../models/train/picture-source.ts';
import { DEFAULT_RECIPE, NO_AUGMENTATION, type Recipe } from '../../../models/train/recipe.ts';
import type { Report } from '../../../models/train/reports.ts';
import { startTraining } from '../../../models/train/start-training.ts';
import type { TrainerOptions } from '../../../models/train/trainer.types.ts';

export const executor = await createOnnxRuntimeNode();

/** People that are easy to tell apart: each a pattern of soft colours, each picture with its own noise and brightness. */
export function patternSource(people: number, pictures: number, size = 16, noise = 60): PictureSource {
  const patterns = Array.from({ length: people }, (_, person) => {
    const random = seededRandom(1000 + person);
    return Array.from({ length: 16 * 3 }, () => 255 * random());
  });
  const labels = Int32Array.from({ length: people * pictures }, (_, i) => Math.floor(i / pictures));
  return {
    size,
    labels,
    references: Array.from(labels, (person, i) => `${person}/${i}`),
    picture(index) {
      const random = seededRandom(index);
      const brightness = 60 * (random() - 0.5);
      const pattern = patterns[labels[index]!]!;
      return Uint8Array.from({ length: size * size * 3 }, (_, at) => {
        const [c, x, y] = [at % 3, Math.floor(at / 3) % size, Math.floor(at / 3 / size)];
        const cell = Math.floor((4 * y) / size) * 4 + Math.floor((4 * x) / size);
        const value = pattern[cell * 3 + c]! + brightness + noise * 2 * (random() - 0.5);
        return Math.max(0, Math.min(255, value));
      });
    },
  };
}

const { miner: _, ...PLAIN } = DEFAULT_RECIPE;

/** Small enough to train in a second. */
export const SMALL: Recipe = {
  ...PLAIN,
  split: { shares: { train: 0.5, validation: 0.25, test: 0.25 }, seed: 3 },
  network: { ...DEFAULT_RECIPE.network, width: 4, dimension: 8, inputSize: 16 },
  batch: { people: 4, pictures: 3 },
  optimiser: { ...DEFAULT_RECIPE.optimiser, rate: 5e-3, schedule: { id: 'cosine', warmUp: 5 } },
  augmentation: NO_AUGMENTATION,
  budget: { steps: 20 },
  validation: { every: 10, patience: 0 },
};

interface Finished {
  readonly reports: Report[];
  readonly checkpoint: Checkpoint;
  readonly trained: NetworkState;
}

/** A whole run; `until` ends it early, after the report for which it is true. */
export async function trainAll(
  recipe: Recipe,
  source: PictureSource,
  options: Partial<TrainerOptions> & { readonly until?: (report: Report) => boolean } = {},
): Promise<Finished> {
  const { until, ...rest } = options;
  const run = await startTraining(recipe, source, { executor, ...rest });
  try {
    const reports: Report[] = [];
    for await (const report of run.reports()) {
      reports.push(report);
      if (until?.(report)) break;
    }
    return { reports, checkpoint: await run.checkpoint(), trained: await run.trained() };
  } finally {
    await run.release();
  }
}

/** All reports of a kind. */
export const ofKind = <K extends Report['kind']>(reports: readonly Report[], kind: K) =>
  reports.filter((report): report is Extract<Report, { kind: K }> => report.kind === kind);
