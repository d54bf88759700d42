import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { insideRoot } from '../../../data/datasets/inside-root.ts';
import { type Outcome, ok } from '../../contract/errors.ts';
import type { StoredCrop } from '../../engine/protocol.ts';
import type { PictureOrder } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import { cropFromBytes } from '../stored-crop.ts';
import type { Workshop } from '../training/workshop.ts';
import type { ExamplePair } from './evaluation-report.ts';
import type { PictureRef } from './job.ts';

export interface PairPictures {
  readonly first: Uint8Array | null;
  readonly second: Uint8Array | null;
}

/** Who fetches pictures, and who cuts them. */
export interface PictureShop {
  readonly use: Workshop['use'];
  /** Where the paths of files begin; null where no picture is a file. */
  readonly root: string | null;
  /** Of an enrolled person; null when it is gone. */
  readonly cropOf: (ref: Extract<PictureRef, { kind: 'crop' }>) => StoredCrop | null;
}

/** For a run of the store: its pictures, where they are still there. */
export const shopOf = (core: Core, workshop: Workshop, root: string | null): PictureShop => ({
  ...{ use: workshop.use, root },
  cropOf({ cropId, personId }) {
    if (cropId === null || core.store.people.find(personId) === null) return null;
    const bytes = core.store.templates.findCrop({ cropId, personId });
    return bytes === null ? null : cropFromBytes(bytes);
  },
});

/**
 * The faces of pairs as JPEG, upright and cut as they were compared, fetched again from where the pictures are kept: a run keeps none. Null for one
 * that is gone, was changed since, or has no face. `size`: pixels of the side.
 */
export async function pairPictures(
  { use, root, cropOf }: PictureShop,
  pairs: readonly ExamplePair[],
  size: number,
): Promise<Outcome<PairPictures[]>> {
  const refs = pairs.flatMap(({ first, second }) => [first, second]);
  const orders = await Promise.all(refs.map((ref) => orderOf(root, cropOf, ref)));
  const wanted = orders.filter((order) => order !== null);
  const jpegs = wanted.length === 0 ? ok([]) : await made(use, wanted, size);
  if (!jpegs.ok) return jpegs;
  const results = jpegs.value.values();
  const pictures = orders.map((order) => (order === null ? null : (results.next().value ?? null)));
  return ok(pairs.map((_, k) => ({ first: pictures[2 * k] ?? null, second: pictures[2 * k + 1] ?? null })));
}

async function made(
  use: Workshop['use'],
  orders: readonly PictureOrder[],
  size: number,
): Promise<Outcome<(Uint8Array | null)[]>> {
  return use(async (engine) => {
    const answer = await engine.training({
      do: 'pictures',
      network: { backbone: 'cnn', inputSize: size + (size % 2) },
      orders,
      jpeg: size,
    });
    if (!answer.ok) return answer;
    return ok(answer.value.results.map((result) => (result.ok ? (result.jpeg ?? null) : null)));
  });
}

async function orderOf(
  root: string | null,
  cropOf: PictureShop['cropOf'],
  ref: PictureRef,
): Promise<PictureOrder | null> {
  if (ref.kind === 'crop') {
    const crop = cropOf(ref);
    return crop === null ? null : { kind: 'crop', crop };
  }
  if (root === null) return null;
  const bytes = await readFile(insideRoot(root, ref.path)).catch(() => null);
  if (bytes === null) return null;
  if (ref.sha256 !== null && createHash('sha256').update(bytes).digest('hex') !== ref.sha256) return null;
  return { kind: 'file', bytes: new Uint8Array(bytes) };
}
