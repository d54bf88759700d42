import type { EmbeddedImages } from './embed-images.ts';
import type { FaceSample } from './face-source.ts';
import type { EnrolmentSample } from './galleries.ts';
import type { IdentificationInput } from './identification-result.ts';
import type { Probe } from './identification-searches.ts';
import { identitiesOf, numbered } from './identities.ts';
import { ProtocolError } from './read-trials.ts';
import type { EnrolledFace, PictureSet, Trials } from './trials.ts';
import type { VerificationInput } from './verification-comparisons.ts';
import { FMR_TARGETS } from './verification-report.ts';

/** What of a protocol is to be computed, and which pictures its numbers stand for. */
export interface TrialsWithTemplates {
  readonly verification: VerificationInput | null;
  readonly identification: IdentificationInput | null;
  /** By the image numbers of `verification`. */
  readonly pictures: readonly PictureRef[];
  /** By the places of `identification`'s probes. */
  readonly probePictures: readonly PictureRef[];
  /** A picture of each person of the gallery: their first. */
  readonly enrolledPictures: ReadonlyMap<string, PictureRef>;
}

/** Where a picture of a report is found again. */
export type PictureRef =
  | { readonly kind: 'file'; readonly path: string; readonly name: string | null; readonly sha256: string | null }
  | { readonly kind: 'crop'; readonly personId: string; readonly cropId: string | null };

/** The paths that a protocol needs templates of, in the order in which its pictures are numbered. */
export function pathsOf(trials: Trials): string[] {
  switch (trials.protocol) {
    case 'verification':
      return trials.pairs.flatMap(({ path1, path2 }) => [path1, path2]);
    case 'gallery':
      return (trials.strangers?.images ?? []).map(({ path }) => path);
    default:
      return trials.images.map(({ path }) => path);
  }
}

export function jobOf(trials: Trials, images: EmbeddedImages, dimension: number): TrialsWithTemplates {
  switch (trials.protocol) {
    case 'verification':
      return ofPairs(trials, images, dimension);
    case 'all-pairs':
      return ofAllPairs(trials, images, dimension);
    case 'identification':
      return ofProtocol(trials, images, dimension);
    case 'gallery':
      return ofGallery(trials, images, dimension);
  }
}

const nothingElse = { identification: null, probePictures: [], enrolledPictures: new Map<string, PictureRef>() };
const targets = FMR_TARGETS.map(Number);

const fileRef = (path: string, name: string | null, sample: FaceSample | undefined): PictureRef => ({
  ...{ kind: 'file', path, name },
  sha256: sample?.sha256 ?? null,
});

function ofPairs(
  { pairs }: Extract<Trials, { protocol: 'verification' }>,
  images: EmbeddedImages,
  dimension: number,
): TrialsWithTemplates {
  const number = new Map(images.paths.map((path, i) => [path, i]));
  const { identity, people, byFolder } = identitiesOf(images.paths, pairs);
  const folded = pairs.every((pair) => pair.fold !== null);
  const nameOf = (path: string): string | null => (byFolder ? (path.split(/[\\/]/).slice(0, -1).at(-1) ?? null) : null);
  return {
    ...nothingElse,
    verification: {
      ...{ dimension, identity, people, targets, apart: null, cross: byFolder },
      templates: images.samples.map((sample) => sample.template),
      first: Int32Array.from(pairs, (pair) => number.get(pair.path1)!),
      second: Int32Array.from(pairs, (pair) => number.get(pair.path2)!),
      mated: Uint8Array.from(pairs, (pair) => (pair.mated ? 1 : 0)),
      fold: folded ? Int32Array.from(pairs, (pair) => pair.fold!) : null,
    },
    pictures: images.paths.map((path, i) => fileRef(path, nameOf(path), images.samples[i])),
  };
}

function ofAllPairs({ images: listed }: PictureSet, images: EmbeddedImages, dimension: number): TrialsWithTemplates {
  const { identity, people } = numbered(listed.map((image) => image.identity));
  return {
    ...nothingElse,
    verification: {
      ...{ dimension, identity, people, targets, apart: null, cross: true, fold: null },
      templates: images.samples.map((sample) => sample.template),
      ...matedPairs(identity, people),
    },
    pictures: listed.map(({ path, identity: name }, i) => fileRef(path, name, images.samples[i])),
  };
}

/** All pairs of images of one person, of the persons numbered below `people`. */
function matedPairs(identity: Int32Array, people: number): Pick<VerificationInput, 'first' | 'second' | 'mated'> {
  const own = Array.from({ length: people }, (): number[] => []);
  for (const [i, person] of identity.entries()) own[person]?.push(i);
  const pairs = own.flatMap((images) => images.flatMap((i, k) => images.slice(k + 1).map((j) => [i, j] as const)));
  return {
    first: Int32Array.from(pairs, ([i]) => i),
    second: Int32Array.from(pairs, ([, j]) => j),
    mated: new Uint8Array(pairs.length).fill(1),
  };
}

function ofProtocol(
  { images: listed }: Extract<Trials, { protocol: 'identification' }>,
  images: EmbeddedImages,
  dimension: number,
): TrialsWithTemplates {
  const sampleOf = new Map(images.paths.map((path, i) => [path, images.samples[i]!]));
  const enrolRows = listed.filter(({ role }) => role === 'enrol');
  const samples = enrolRows.flatMap(({ identity, path }): EnrolmentSample[] => {
    const { template, quality = 1 } = sampleOf.get(path)!;
    return template === null ? [] : [{ personId: identity, template, quality }];
  });
  if (samples.length === 0) throw new ProtocolError('Nobody could be enrolled: no enrol image has a usable face.');
  const rows = listed.filter(({ role }) => role !== 'enrol');
  const probes = rows.map(({ role, identity, path }): Probe => {
    const personId = role === 'known_probe' ? identity : null;
    return { personId, identity, path, template: sampleOf.get(path)!.template };
  });
  const enrolledPictures = new Map<string, PictureRef>();
  for (const { identity, path } of enrolRows)
    if (!enrolledPictures.has(identity)) enrolledPictures.set(identity, fileRef(path, identity, sampleOf.get(path)));
  return {
    ...{ verification: null, pictures: [], enrolledPictures },
    identification: { samples, probes, dimension, fusion: null },
    probePictures: rows.map(({ identity, path }) => fileRef(path, identity, sampleOf.get(path))),
  };
}

/**
 * 1:1: all pairs of enrolled people's templates, and each of them with each stranger; strangers are not compared among themselves. 1:N: each
 * template in turn, in the gallery without it; strangers as they are or, without any, everybody in the gallery without them. The gallery
 * fuses as the app does: by the mean.
 */
function ofGallery(
  { enrolled, strangers }: Extract<Trials, { protocol: 'gallery' }>,
  images: EmbeddedImages,
  dimension: number,
): TrialsWithTemplates {
  const others = strangers?.images ?? [];
  const names = [...enrolled.map(({ personId }) => personId), ...others.map(({ identity }) => `stranger ${identity}`)];
  const { identity, people } = numbered(names);
  const own = new Set(enrolled.map(({ personId }) => personId)).size;
  const crop = ({ personId, cropId }: EnrolledFace): PictureRef => ({ kind: 'crop', personId, cropId });
  const strangerRefs = others.map(({ path, identity: name }, i) => fileRef(path, name, images.samples[i]));
  const samples = enrolled.map(({ personId, template, quality }): EnrolmentSample => ({ personId, template, quality }));
  const byPerson = Map.groupBy(samples, ({ personId }) => personId);

  const leftOut = enrolled.flatMap((face, k) => {
    const rest = byPerson.get(face.personId)!.filter((sample) => sample !== samples[k]);
    if (rest.length === 0) return [];
    const { personId, template } = face;
    const probe: Probe = { personId, identity: personId, path: '', template, without: { personId, rest } };
    return [{ probe, picture: crop(face) }];
  });
  const asStrangers =
    strangers === null
      ? enrolled.map((face) => {
          const { personId, template } = face;
          const probe: Probe = {
            personId: null,
            identity: personId,
            path: '',
            template,
            without: { personId, rest: [] },
          };
          return { probe, picture: crop(face) };
        })
      : others.map(({ path, identity: who }, i) => {
          const { template } = images.samples[i]!;
          const probe: Probe = { personId: null, identity: `stranger ${who}`, path, template };
          return { probe, picture: strangerRefs[i]! };
        });
  const all = [...leftOut, ...asStrangers];
  return {
    verification: {
      ...{ dimension, identity, people, targets, cross: true, fold: null },
      apart: Uint8Array.from({ length: people }, (_, p) => (p < own ? 0 : 1)),
      templates: [...enrolled.map(({ template }) => template), ...images.samples.map(({ template }) => template)],
      ...matedPairs(identity.subarray(0, enrolled.length), own),
    },
    pictures: [...enrolled.map(crop), ...strangerRefs],
    identification: { samples, probes: all.map(({ probe }) => probe), dimension, fusion: 'mean' },
    probePictures: all.map(({ picture }) => picture),
    enrolledPictures: new Map(enrolled.toReversed().map((face) => [face.personId, crop(face)])),
  };
}
