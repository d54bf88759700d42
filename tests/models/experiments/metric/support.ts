import type { Faces } from '../../../../models/experiments/metric/camera-faces.ts';
import { drawFaces } from '../../../../models/experiments/metric/camera-faces.ts';
import { picked, type Rows } from '../../../../models/experiments/metric/measures.ts';
import type { Study, StudyInput, study, Trained } from '../../../../models/experiments/metric/study.ts';
import { dealt, type StudySize, studyFaces, type WayId } from '../../../../models/experiments/metric/ways.ts';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';
import { atUnitLength } from '../../../../models/train/embedding-program.ts';

export const SIZE: StudySize = { people: 9, heldBack: 3, pictures: 6, enrolled: 2, steps: 1 };

export function facesNow(seed: number): Faces {
  const drawing = drawFaces(studyFaces(SIZE, seed));
  for (;;) {
    const { done, value } = drawing.next();
    if (done === true) return value;
  }
}

/** How well a way's made-up embedding separates people: 0 not at all. */
export type Quality = Readonly<Partial<Record<WayId, number>>>;

/**
 * In place of training: each person a direction of their own, as strong as `quality` says, in noise. `classifier`: how often the softmax's own is
 * right; `blind`: whom training did not see has no direction.
 */
export const madeUp = (faces: Faces, quality: Quality, { classifier = 0.9, blind = false } = {}): typeof study =>
  async function* ({ seeds, size }: StudyInput, ways): AsyncGenerator<{ done: number; total: number }, Study> {
    yield { done: 0, total: 1 };
    const trained = ways.flatMap((way) =>
      Array.from({ length: seeds }, (_, run): Trained => {
        const random = seededRandom(100 * run + way.length);
        const dimension = 16;
        const deal = dealt(faces, size, run);
        const unseen = new Set(blind ? deal.fresh.map((picture) => faces.labels[picture]) : []);
        const rows = Float32Array.from({ length: faces.labels.length * dimension }, (_, at) => {
          const person = faces.labels[Math.floor(at / dimension)]!;
          const own = person === at % dimension && !unseen.has(person) ? (quality[way] ?? 0) : 0;
          return own + random() - 0.5;
        });
        const all: Rows = { rows: atUnitLength(rows, dimension), dimension, labels: faces.labels };
        return {
          ...{ way, run },
          deal,
          space: (pictures) => picked(all, pictures),
          classifier: way === 'softmax' ? classifier : null,
        };
      }),
    );
    return { faces, trained };
  };
