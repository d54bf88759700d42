import { dirname, resolve } from 'node:path';
import { DataSetError } from '../../../data/datasets/data-set-error.ts';
import { readImageList } from '../../../data/datasets/image-list.ts';
import { insideRoot } from '../../../data/datasets/inside-root.ts';
import { readPersonFolders } from '../../../data/datasets/person-folders.ts';
import type { Point } from '../../../models/image.ts';
import type { TrainingData } from '../../contract/recipe.ts';
import type { Core } from '../core.ts';

/** Where a picture is kept. Nothing of the picture itself. */
export type PictureRef =
  | { readonly kind: 'synthetic'; readonly index: number }
  | { readonly kind: 'crop'; readonly personId: string; readonly cropId: string }
  /** `path` is absolute; `landmarks`, once a face was found there. */
  | { readonly kind: 'file'; readonly path: string; readonly landmarks?: readonly Point[] };

export interface ListedPicture {
  readonly ref: PictureRef;
  /** Who it shows, by number. */
  readonly label: number;
}

export interface PictureList {
  readonly pictures: readonly ListedPicture[];
  /** What folder or list call each label; null for people who are enrolled or invented. */
  readonly names: readonly (string | null)[];
}

/** Data that cannot be trained on; the message says what to change. */
export class TrainingDataError extends Error {
  readonly code = 'BAD_INPUT';
  constructor(message: string) {
    super(message);
    this.name = 'TrainingDataError';
  }
}

/** Splitting needs somebody in each part, and figures need two people in each. */
const fewestPeople = 6;

/**
 * What there is to train on, person by person, before anything is read or drawn. People with fewer than `leastPictures` are left out.
 * @throws TrainingDataError
 */
export async function listPictures(core: Core, data: TrainingData): Promise<PictureList> {
  const people = await peopleOf(core, data);
  const least = data.source === 'folder' || data.source === 'list' ? (data.leastPictures ?? 2) : 2;
  const kept = people.filter(({ refs }) => refs.length >= least);
  if (kept.length < fewestPeople) throw new TrainingDataError(tooFew(data, kept.length, least));
  return {
    pictures: kept.flatMap(({ refs }, label) => refs.map((ref) => ({ ref, label }))),
    names: kept.map(({ name }) => name),
  };
}

export const tooFew = ({ source }: TrainingData, people: number, least: number): string =>
  `${people} people with at least ${least} usable pictures are too few: ${fewestPeople} are needed, so that some can be kept for validation and test.${
    source === 'people' ? ' Enrol more people, or train on synthetic ones.' : ''
  }`;

export interface PersonPictures {
  readonly name: string | null;
  readonly refs: readonly PictureRef[];
}

/** Everybody whom the data show, with all their pictures. @throws TrainingDataError where the data cannot be read */
export async function peopleOf(core: Core, data: TrainingData): Promise<PersonPictures[]> {
  if (data.source === 'synthetic')
    return Array.from({ length: data.people }, (_, person) => ({
      name: null,
      refs: Array.from({ length: data.pictures }, (_, k) => ({
        kind: 'synthetic' as const,
        index: person * data.pictures + k,
      })),
    }));
  if (data.source === 'people') {
    const crops = Map.groupBy(core.store.templates.crops(), ({ personId }) => personId);
    return [...crops.values()].map((refs) => ({
      name: null,
      refs: refs.map((ref) => ({ kind: 'crop' as const, ...ref })),
    }));
  }
  const listed = await readFiles(data);
  const { mostPeople = Number.POSITIVE_INFINITY, mostPictures = Number.POSITIVE_INFINITY } = data;
  const byCount = mostPeople < listed.length ? listed.toSorted((a, b) => b.paths.length - a.paths.length) : listed;
  return byCount.slice(0, Math.min(mostPeople, listed.length)).map(({ name, paths }) => ({
    name,
    refs: paths.slice(0, Math.min(mostPictures, paths.length)).map((path) => ({ kind: 'file' as const, path })),
  }));
}

async function readFiles(
  data: Extract<TrainingData, { source: 'folder' | 'list' }>,
): Promise<{ name: string; paths: string[] }[]> {
  const path = resolve(data.path);
  try {
    if (data.source === 'folder')
      return (await readPersonFolders(path)).map(({ person, paths }) => ({
        name: person,
        paths: paths.map((file) => insideRoot(path, file)),
      }));
    const root = data.root === undefined ? dirname(path) : resolve(data.root);
    const images = Map.groupBy(await readImageList(path), ({ identity }) => identity);
    return [...images].map(([name, files]) => ({ name, paths: files.map((file) => insideRoot(root, file.path)) }));
  } catch (error) {
    if (error instanceof DataSetError || error instanceof RangeError) throw new TrainingDataError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'EPERM'].includes(code ?? ''))
      throw new TrainingDataError(`${path} is not a ${data.source} that can be read (${code}).`);
    throw error;
  }
}
