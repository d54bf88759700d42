import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DataSetError } from '../../../data/datasets/data-set-error.ts';
import { type ProtocolImage, readIdentificationProtocol } from '../../../data/datasets/identification-protocol.ts';
import { type ListedImage, readImageList } from '../../../data/datasets/image-list.ts';
import { readPersonFolders } from '../../../data/datasets/person-folders.ts';
import { readVerificationPairs } from '../../../data/datasets/verification-pairs.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import type { EvaluationProtocol, LabelledPictures } from '../../contract/evaluation.ts';
import type { EnrolledFace, PictureSet, Trials } from './trials.ts';

/** A protocol that cannot be evaluated as it is; the message says what to change. */
export class ProtocolError extends Error {
  readonly code = 'BAD_INPUT';
  constructor(message: string) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** n² comparisons of so many are 128 million scores, half a gigabyte: more would not fit an ordinary machine beside the app. */
export const MOST_COMPARED = 16_000;

/**
 * Reads lists and folders. `enrolled`: the people enrolled here, asked for only where the protocol is about them.
 * @throws ProtocolError
 */
export async function readTrials(
  protocol: EvaluationProtocol,
  enrolled: () => readonly EnrolledFace[],
): Promise<Trials> {
  const trials = await read(protocol, enrolled);
  checkTrials(trials);
  return trials;
}

/** Throws a ProtocolError where there is nothing to measure. */
export function checkTrials(trials: Trials): void {
  if (trials.protocol === 'verification' && trials.pairs.length === 0)
    throw new ProtocolError('The list has no pair to evaluate: name at least one.');
  if (trials.protocol !== 'identification') return;
  if (!trials.images.some(({ role }) => role === 'enrol'))
    throw new ProtocolError('The protocol enrols nobody: add enrol rows.');
  if (trials.images.every(({ role }) => role === 'enrol'))
    throw new ProtocolError('The protocol has no probes: add known_probe or unknown_probe rows.');
}

async function read(protocol: EvaluationProtocol, enrolled: () => readonly EnrolledFace[]): Promise<Trials> {
  switch (protocol.protocol) {
    case 'verification': {
      const list = resolve(protocol.pairs);
      const all = await reading(list, 'list of pairs', () => readVerificationPairs(list));
      const pairs = all.filter(({ officiallyWrong }) => !officiallyWrong);
      const root = rootOf(list, protocol.root);
      return { protocol: 'verification', root, pairs, skipped: all.length - pairs.length };
    }
    case 'all-pairs': {
      const set = await readPictures(protocol.data);
      if (new Set(set.images.map(({ identity }) => identity)).size < 2)
        throw new ProtocolError('Pictures of at least two people are needed.');
      tooMany(set.images.length);
      return { protocol: 'all-pairs', ...set };
    }
    case 'identification': {
      const { data } = protocol;
      if (data.source === 'deal') {
        const { root, images } = await readPictures(data.pictures);
        return { protocol: 'identification', root, images: deal(images, data) };
      }
      const list = resolve(data.path);
      const images = await reading(list, 'protocol', () => readIdentificationProtocol(list));
      return { protocol: 'identification', root: rootOf(list, data.root), images };
    }
    case 'gallery': {
      const faces = enrolled();
      const people = new Set(faces.map(({ personId }) => personId)).size;
      if (people < 2) throw new ProtocolError(`${people} enrolled people cannot be compared: enrol two at least.`);
      const strangers = protocol.strangers === undefined ? null : await readPictures(protocol.strangers);
      tooMany(faces.length + (strangers?.images.length ?? 0));
      return { protocol: 'gallery', enrolled: faces, strangers };
    }
  }
}

function tooMany(images: number): void {
  if (images > MOST_COMPARED)
    throw new ProtocolError(
      `All pairs of ${images} pictures are too many: take at most ${MOST_COMPARED}, or list the pairs to be compared.`,
    );
}

const rootOf = (list: string, root: string | undefined): string => (root === undefined ? dirname(list) : resolve(root));

async function readPictures(data: LabelledPictures): Promise<PictureSet> {
  const path = resolve(data.path);
  if (data.source === 'folder') {
    const people = await reading(path, 'folder', () => readPersonFolders(path));
    const images = people.flatMap(({ person, paths }) => paths.map((file) => ({ path: file, identity: person })));
    return { root: path, images };
  }
  const images = await reading(path, 'list', () => readImageList(path));
  const seen = new Set<string>();
  for (const { path: image } of images) {
    if (seen.has(image)) throw new ProtocolError(`${path} names "${image}" twice. Leave one of the rows out.`);
    seen.add(image);
  }
  if (images.length === 0) throw new ProtocolError(`${path} names no picture.`);
  return { root: rootOf(path, data.root), images };
}

async function reading<T>(path: string, what: string, read: () => Promise<T>): Promise<T> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    if (isFolder !== (what === 'folder'))
      throw new ProtocolError(`${path} is a ${isFolder ? 'folder' : 'file'}, not a ${what}.`);
    return await read();
  } catch (error) {
    if (error instanceof DataSetError || error instanceof RangeError) throw new ProtocolError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ProtocolError(`The ${what} does not exist: ${path}.`);
    if (['ENOTDIR', 'EACCES', 'EISDIR', 'EPERM'].includes(code ?? ''))
      throw new ProtocolError(`${path} is not a ${what} that can be read (${code}).`);
    throw error;
  }
}

interface Deal {
  readonly enrolPictures: number;
  readonly strangers: number;
  readonly seed: number;
}

/** People of a data set as enrolled ones and strangers; of an enrolled one the first pictures are enrolled, the others are probes. */
function deal(images: readonly ListedImage[], { enrolPictures, strangers, seed }: Deal): ProtocolImage[] {
  const people = [...Map.groupBy(images, ({ identity }) => identity)];
  const random = seededRandom(seed);
  const eligible = people
    .filter(([, own]) => own.length > enrolPictures)
    .map(([identity]) => ({ identity, order: random() }))
    .sort((a, b) => a.order - b.order);
  const enrolled = new Set(eligible.slice(Math.round(eligible.length * strangers)).map(({ identity }) => identity));
  if (enrolled.size === 0)
    throw new ProtocolError(
      `Nobody can be enrolled: ${eligible.length} people have more than ${enrolPictures} pictures. Enrol fewer pictures of each, or leave fewer strangers.`,
    );
  return people
    .flatMap(([identity, own]) =>
      own.map(({ path }, k) => {
        const role = !enrolled.has(identity)
          ? ('unknown_probe' as const)
          : k < enrolPictures
            ? ('enrol' as const)
            : ('known_probe' as const);
        return { role, identity, path };
      }),
    )
    .map((image, i) => ({ ...image, line: i + 1 }));
}
