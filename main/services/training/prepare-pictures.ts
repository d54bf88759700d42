import { splitByPerson } from '../../../models/samplers/split-by-person.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { TrainingCounts } from '../../contract/training.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Core } from '../core.ts';
import { type ListedPicture, listPictures, tooFew } from './picture-list.ts';
import { readPictures, type Skipped } from './read-pictures.ts';
import { type RunPictures, readRunPictures, writeRunPictures } from './run-pictures.ts';

/** The pictures of a run, kept as chips in its engine process. */
export interface PreparedPictures {
  /** Position is the run's index, the number the one it is kept under. */
  readonly kept: Int32Array;
  readonly labels: Int32Array;
  readonly pictures: RunPictures;
  readonly skipped: readonly Skipped[];
  readonly counts: TrainingCounts;
  /** Positions of the test people's pictures. */
  readonly test: Int32Array;
}

interface Preparation {
  readonly core: Core;
  readonly engine: Engine;
  readonly runId: string;
  readonly recipe: TrainingRecipe;
  readonly onProgress: (done: number, total: number) => void;
  readonly stopped: () => boolean;
}

/**
 * Reads or draws what a run is trained on: the pictures that it began with, where it did already, else all that the recipe's data has.
 * CANCELLED when stopped. @throws TrainingDataError
 */
export async function preparePictures(preparation: Preparation): Promise<Outcome<PreparedPictures>> {
  const { core, runId, recipe } = preparation;
  const known = recipe.data.source === 'synthetic' ? null : readRunPictures(core, runId, recipe.data);
  return known === null ? forTheFirstTime(preparation) : again(preparation, known);
}

async function forTheFirstTime(preparation: Preparation): Promise<Outcome<PreparedPictures>> {
  const { core, recipe, runId } = preparation;
  const listed = await listPictures(core, recipe.data);
  const read = await readAll(preparation, listed.pictures);
  if (!read.ok) return read;
  const least = 'leastPictures' in recipe.data ? (recipe.data.leastPictures ?? 2) : 2;
  const people = [...Map.groupBy(read.value.kept, ({ picture }) => picture.label)].filter(
    ([, own]) => own.length >= least,
  );
  if (people.length < 6) return fail('BAD_INPUT', tooFew(recipe.data, people.length, least));
  const pictures = people.flatMap(([, own], label) =>
    own.map(({ place, picture }) => ({ place, picture: { ...picture, label } })),
  );
  writeRunPictures(
    core,
    runId,
    recipe.data,
    pictures.map(({ picture }) => picture),
    people.map(([label]) => listed.names[label] ?? null),
  );
  return ok(prepared(recipe, pictures, read.value.skipped));
}

async function again(preparation: Preparation, known: RunPictures): Promise<Outcome<PreparedPictures>> {
  const list = [...known].sort(([a], [b]) => a - b);
  if (list.some(([index], i) => index !== i)) return fail('BAD_INPUT', gone(1, 'a stored picture that was removed'));
  const read = await readAll(
    preparation,
    list.map(([, picture]) => picture),
  );
  if (!read.ok) return read;
  const [first] = read.value.skipped;
  if (first !== undefined) return fail('BAD_INPUT', gone(read.value.skipped.length, `${first.path}: ${first.reason}`));
  return ok(prepared(preparation.recipe, read.value.kept, []));
}

async function readAll({ core, engine, recipe, onProgress, stopped }: Preparation, pictures: readonly ListedPicture[]) {
  const read = await readPictures(core, engine, recipe, pictures, (done) => onProgress(done, pictures.length), stopped);
  return read.ok && stopped() ? fail('CANCELLED', 'Stopped before training began.') : read;
}

const gone = (count: number, first: string): string =>
  `Training cannot go on as it was: ${count} of its pictures ${count === 1 ? 'is' : 'are'} no longer there (${first}). What it has learned until now can be kept; or start a new run.`;

function prepared(
  { split }: TrainingRecipe,
  pictures: readonly { readonly place: number; readonly picture: ListedPicture }[],
  skipped: readonly Skipped[],
): PreparedPictures {
  const labels = Int32Array.from(pictures, ({ picture }) => picture.label);
  return {
    kept: Int32Array.from(pictures, ({ place }) => place),
    labels,
    pictures: new Map(pictures.map(({ picture }, index) => [index, picture])),
    skipped,
    ...dealt(labels, split),
  };
}

/** How people and pictures are dealt to the three parts. */
export function dealt(
  labels: Int32Array,
  { shares, seed }: TrainingRecipe['split'],
): { readonly counts: TrainingCounts; readonly test: Int32Array } {
  const parts = splitByPerson(labels, shares, seed);
  const count = (part: keyof typeof parts) => ({
    people: parts[part].people.length,
    pictures: parts[part].images.length,
  });
  return {
    counts: {
      people: new Set(labels).size,
      pictures: labels.length,
      train: count('train'),
      validation: count('validation'),
      test: count('test'),
    },
    test: parts.test.images,
  };
}
