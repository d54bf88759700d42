import { createGallery } from '../../../data/gallery/gallery.ts';
import { inBadLight } from '../../../models/compare/bad-light.ts';
import { compareRecognisers } from '../../../models/compare/comparison.ts';
import type { OpenGallery } from '../../../models/compare/gallery.ts';
import { trainHead } from '../../../models/compare/train-head.ts';
import { DEFAULT_MODEL } from '../../../models/embed/registry.ts';
import type { Pipeline } from '../../../models/pipeline.ts';
import type { PictureSource } from '../../../models/train/picture-source.ts';
import type { BackendChoice } from '../backends/choose.ts';
import { lowerPriority } from '../lower-priority.ts';
import type { ImportedModel } from '../protocol.ts';
import { createDrawPool } from '../training/draw-pool.ts';
import { encodeJpeg } from '../training/encode-jpeg.ts';
import { type Format, makePictures } from '../training/picture-maker.ts';
import type { ComparedFormat, ComparisonAnswer, ComparisonReport, ComparisonTask } from './protocol.ts';

export interface ComparisonSession {
  perform(task: ComparisonTask, tell: (report: ComparisonReport) => void): Promise<ComparisonAnswer>;
}

interface Parts {
  readonly backend: Promise<BackendChoice>;
  readonly pipeline: (modelId: string, imported?: ImportedModel) => Promise<Pipeline>;
}

/** All that an engine process does for comparisons. Chips are in memory alone, and only as long as it lives. */
export function createComparisonSession({ backend, pipeline }: Parts): ComparisonSession {
  const pool = createDrawPool();
  /** RGB, size² · 3 bytes. */
  const kept = new Map<number, Uint8Array>();

  const formatOf = async (format: ComparedFormat): Promise<Format> => {
    if ('inputSize' in format) return { backbone: 'cnn', inputSize: format.inputSize };
    const { record } = await pipeline(format.modelId, format.imported);
    return { backbone: 'cnn', inputSize: record.inputSize, chip: record.chip };
  };

  const pictures = async (task: Extract<ComparisonTask, { do: 'pictures' }>): Promise<ComparisonAnswer> => {
    const { orders, keep, jpeg } = task;
    const made = await makePictures(orders, await formatOf(task.format), pool, () => pipeline(DEFAULT_MODEL));
    const results = await Promise.all(
      made.map(async (one, i) => {
        if (!one.ok) return one;
        if (keep !== undefined) kept.set(keep[i]!, one.chip.data);
        if (jpeg === undefined) return { ok: true as const };
        const { width, data } = one.chip;
        const seen = jpeg.badLight === null ? data : inBadLight(data, width, jpeg.badLight[i]!);
        return { ok: true as const, jpeg: await encodeJpeg({ ...one.chip, data: seen }, jpeg.side) };
      }),
    );
    return { did: 'pictures', results };
  };

  const run = async (
    { choice, format, pictures, labels, deals, storeMs }: Extract<ComparisonTask, { do: 'run' }>,
    tell: (report: ComparisonReport) => void,
  ): Promise<ComparisonAnswer> => {
    const own = 'modelId' in format ? await pipeline(format.modelId, format.imported) : null;
    const size = own?.record.inputSize ?? (await formatOf(format)).inputSize;
    const source: PictureSource = {
      size,
      labels,
      references: Array.from(labels, (_, index) => `picture:${index}`),
      picture(index) {
        const chip = kept.get(pictures[index]!);
        if (chip === undefined) throw new Error(`picture ${index} of the comparison was not kept`);
        return chip;
      },
    };
    const frozen = own && {
      modelId: own.record.id,
      dimension: own.record.dimension,
      embed: (chips: readonly Uint8Array[]) => own.embed(chips.map((data) => ({ width: size, height: size, data }))),
    };
    const reports = compareRecognisers(choice, {
      ...{ source, executor: (await backend).executor, openGallery },
      ...(frozen && { frozen }),
      ...(deals && { deals }),
      ...(storeMs && { storeMs: (people: number) => storeMs[Math.min(people, storeMs.length - 1)]! }),
    });
    for await (const report of reports) {
      tell(report);
      // Reports leave as messages, for which this loop has to step aside.
      await new Promise(setImmediate);
    }
    return { did: 'run' };
  };

  return {
    async perform(task, tell) {
      lowerPriority();
      switch (task.do) {
        case 'pictures':
          return pictures(task);
        case 'run':
          return run(task, tell);
        case 'head': {
          const { executor } = await backend;
          return { did: 'head', learnt: await trainHead(task, executor) };
        }
      }
    },
  };
}

/** The gallery of the app itself: people's weighted means, searched by the exact scan. */
export const openGallery: OpenGallery = (dimension) => {
  const gallery = createGallery({
    ...{ modelId: 'comparison', dimension, entries: [] },
    hnsw: { enabled: false, minSize: 0, m: 0, efConstruction: 0, ef: 0 },
  });
  let templates = 0;
  return {
    add(person, vectors) {
      const personId = String(person);
      gallery.add(vectors.map((vector) => ({ templateId: String(templates++), personId, vector, quality: 1 })));
    },
    remove: (person) => gallery.removePerson(String(person)),
    async search(probe) {
      const { best } = await gallery.search(probe);
      return best && { person: Number(best.personId), score: best.score };
    },
    close: () => gallery.close(),
  };
};
