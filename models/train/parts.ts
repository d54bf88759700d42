import { type PartName, splitByPerson } from '../samplers/split-by-person.ts';
import type { PictureSource } from './picture-source.ts';
import type { Recipe } from './recipe.ts';
import { RecipeError } from './recipe-error.ts';

/** Pictures measured on at most: their comparisons are held in memory, four bytes each. */
const MOST_MEASURED: Readonly<Record<PartName, number>> = {
  train: Number.POSITIVE_INFINITY,
  validation: 2400,
  test: 4000,
};

export type Parts = Readonly<Record<PartName, { readonly pictures: Int32Array; readonly people: number }>>;

/**
 * The source's pictures by part, nobody in two. Of parts that are measured on, whole people up to a number of pictures.
 * @throws RecipeError where there are too few people, or nobody to compare
 */
export function partsOf(recipe: Recipe, { labels }: PictureSource): Parts {
  const found = new Set(labels).size;
  try {
    const split = splitByPerson(labels, recipe.split.shares, recipe.split.seed);
    const part = (name: PartName) => limited(labels, split[name].images, split[name].people, MOST_MEASURED[name]);
    const parts = { train: part('train'), validation: part('validation'), test: part('test') };
    checkParts(recipe, labels, parts);
    return parts;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RecipeError('TOO_FEW_PEOPLE', `There are ${found} people: ${error.message}.`);
  }
}

function limited(labels: Int32Array, pictures: Int32Array, people: readonly number[], most: number) {
  if (pictures.length <= most) return { pictures, people: people.length };
  const counts = new Map<number, number>();
  for (const picture of pictures) counts.set(labels[picture]!, (counts.get(labels[picture]!) ?? 0) + 1);
  const kept = new Set<number>();
  let total = 0;
  for (const person of people) {
    if (total + counts.get(person)! > most) break;
    total += counts.get(person)!;
    kept.add(person);
  }
  return { pictures: pictures.filter((picture) => kept.has(labels[picture]!)), people: kept.size };
}

function checkParts({ batch }: Recipe, labels: Int32Array, parts: Parts): void {
  if (parts.train.people < batch.people)
    throw new RecipeError(
      'TOO_FEW_PEOPLE',
      `A batch takes ${batch.people} people, and ${parts.train.people} are there to train on: take fewer a batch, or add people.`,
    );
  for (const name of ['validation', 'test'] as const) {
    const people = Array.from(parts[name].pictures, (picture) => labels[picture]!);
    const unique = new Set(people).size;
    if (unique < 2 || unique === people.length)
      throw new RecipeError(
        'TOO_FEW_PEOPLE',
        `The ${name} part needs 2 people, one of them with 2 pictures, and has ${unique} with ${people.length} in all.`,
      );
  }
}
