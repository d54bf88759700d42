import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import type { OpenGallery } from '../../../models/compare/gallery.ts';
import { DEFAULT_CHOICE } from '../../../models/compare/presets.ts';
import { DEFAULT_NETWORK, NO_AUGMENTATION } from '../../../models/train/recipe.ts';

/** The mean of each person's vectors at length 1, every one looked at: what a gallery is, in the plainest words. */
export const plainGallery: OpenGallery = () => {
  const people = new Map<number, number[][]>();
  const meanOf = (rows: readonly number[][]): number[] => {
    const sum = rows[0]!.map((_, d) => rows.reduce((total, row) => total + row[d]!, 0));
    return sum.map((value) => value / Math.hypot(...sum));
  };
  return {
    add(person, vectors) {
      people.set(person, [...(people.get(person) ?? []), ...vectors.map((vector) => [...vector])]);
    },
    remove: (person) => people.delete(person),
    async search(probe) {
      let best: { person: number; score: number } | null = null;
      for (const [person, rows] of people) {
        const score = meanOf(rows).reduce((sum, value, d) => sum + value * probe[d]!, 0);
        if (best === null || score > best.score) best = { person, score };
      }
      return best;
    },
    close: async () => {},
  };
};

/** Small enough for a second or two. */
export const SMALL_CHOICE: ComparisonChoice = {
  ...DEFAULT_CHOICE,
  people: { enrolled: 6, newcomers: 1, strangers: 5 },
  pictures: { enrol: 3, probe: 2 },
  backbone: { kind: 'trained', network: { ...DEFAULT_NETWORK, width: 4, dimension: 8, inputSize: 16 } },
  training: {
    ...DEFAULT_CHOICE.training,
    ...{ epochs: 20, batch: { people: 4, pictures: 3 }, rate: 5e-3, augmentation: NO_AUGMENTATION },
  },
  targetFpir: 0.2,
  seeds: [1],
};
