import { createHash } from 'node:crypto';
import type { ProtocolImage } from '../../../data/datasets/identification-protocol.ts';
import type { ListedImage } from '../../../data/datasets/image-list.ts';
import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';

/** A template of an enrolled person, with the stored picture it was made of. */
export interface EnrolledFace {
  readonly personId: string;
  readonly templateId: string;
  readonly cropId: string | null;
  readonly template: Float32Array;
  readonly quality: number;
}

export interface PictureSet {
  /** Absolute; the images' paths are relative to it. */
  readonly root: string;
  readonly images: readonly ListedImage[];
}

/** A protocol as read: who is compared with whom, before anything is embedded. */
export type Trials =
  | {
      readonly protocol: 'verification';
      readonly root: string;
      readonly pairs: readonly VerificationPair[];
      /** Officially wrong ones, which are left out. */
      readonly skipped: number;
    }
  | ({ readonly protocol: 'all-pairs' } & PictureSet)
  | { readonly protocol: 'identification'; readonly root: string; readonly images: readonly ProtocolImage[] }
  | { readonly protocol: 'gallery'; readonly enrolled: readonly EnrolledFace[]; readonly strangers: PictureSet | null };

/** SHA-256 of what is compared with what: the same for two runs exactly if their trials are the same ones in the same order. */
export function hashOfTrials(trials: Trials): string {
  const hash = createHash('sha256').update(`${trials.protocol}\n`);
  const add = (...cells: readonly (string | number | boolean | null)[]): void =>
    void hash.update(`${JSON.stringify(cells)}\n`);
  switch (trials.protocol) {
    case 'verification':
      for (const { mated, path1, path2, fold } of trials.pairs) add(mated, path1, path2, fold);
      break;
    case 'all-pairs':
      for (const { path, identity } of trials.images) add(path, identity);
      break;
    case 'identification':
      for (const { role, identity, path } of trials.images) add(role, identity, path);
      break;
    case 'gallery':
      // By picture, not by template: another model's templates of the same pictures are the same trials.
      for (const { personId, cropId, templateId } of trials.enrolled) add(personId, cropId ?? templateId);
      for (const { path, identity } of trials.strangers?.images ?? []) add(path, identity);
  }
  return hash.digest('hex');
}
