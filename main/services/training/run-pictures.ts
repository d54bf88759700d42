import type { Point } from '../../../models/image.ts';
import type { TrainingData } from '../../contract/recipe.ts';
import type { Core } from '../core.ts';
import type { ListedPicture, PictureRef } from './picture-list.ts';

/** The pictures of a run by index. Of enrolled people those that are still there: the others leave a gap. */
export type RunPictures = ReadonlyMap<number, ListedPicture>;

interface FileIndex {
  readonly names: readonly string[];

  readonly files: readonly (readonly [label: number, path: string, landmarks: readonly Point[] | null])[];
}

/**
 * Remembers which pictures a run is of. Enrolled people's go under their own keys (data/tables/training-people.ts), files' paths under
 * the run's; invented pictures follow from the recipe.
 */
export function writeRunPictures(
  core: Core,
  runId: string,
  data: TrainingData,
  pictures: readonly ListedPicture[],
  names: readonly (string | null)[],
): void {
  if (data.source === 'people') {
    const people = Map.groupBy(
      pictures.map(({ ref, label }, index) => ({ ref, label, index })),
      ({ label }) => label,
    );
    core.store.runPeople.set(
      runId,
      [...people.values()].map((own) => ({
        personId: cropOf(own[0]!.ref).personId,
        label: own[0]!.label,
        pictures: own.map(({ ref, index }) => ({ index, cropId: cropOf(ref).cropId })),
      })),
    );
  }
  if (data.source === 'folder' || data.source === 'list') {
    const index: FileIndex = {
      names: names.map((name) => name ?? ''),
      files: pictures.map(({ ref, label }) => [label, fileOf(ref).path, fileOf(ref).landmarks ?? null]),
    };
    core.store.runs.putPart(runId, 'pictures', Buffer.from(JSON.stringify(index)));
  }
}

/** Null before they were remembered. */
export function readRunPictures(core: Core, runId: string, data: TrainingData): RunPictures | null {
  if (data.source === 'synthetic')
    return new Map(
      Array.from({ length: data.people * data.pictures }, (_, index) => [
        index,
        { ref: { kind: 'synthetic' as const, index }, label: Math.floor(index / data.pictures) },
      ]),
    );
  if (data.source === 'people') {
    const people = core.store.runPeople.list(runId);
    if (people.length === 0) return null;
    return new Map(
      people.flatMap(({ personId, label, pictures }) =>
        pictures.map(
          ({ index, cropId }) => [index, { ref: { kind: 'crop' as const, personId, cropId }, label }] as const,
        ),
      ),
    );
  }
  const bytes = core.store.runs.part(runId, 'pictures');
  if (bytes === null) return null;
  const { files } = JSON.parse(Buffer.from(bytes).toString('utf8')) as FileIndex;
  return new Map(
    files.map(([label, path, landmarks], index) => [
      index,
      { label, ref: { kind: 'file' as const, path, ...(landmarks === null ? {} : { landmarks }) } as PictureRef },
    ]),
  );
}

const cropOf = (ref: PictureRef): Extract<PictureRef, { kind: 'crop' }> => {
  if (ref.kind !== 'crop') throw new Error('not a stored crop');
  return ref;
};

const fileOf = (ref: PictureRef): Extract<PictureRef, { kind: 'file' }> => {
  if (ref.kind !== 'file') throw new Error('not a file');
  return ref;
};
