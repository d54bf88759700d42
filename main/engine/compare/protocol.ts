import type { Head } from '../../../models/classify/head.ts';
import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import type { Deal } from '../../../models/compare/deal.ts';
import type { ComparisonReport } from '../../../models/compare/results.ts';
import type { ImportedModel } from '../protocol.ts';
import type { PictureOrder, PictureResult } from '../training/protocol.ts';

/** The network whose features a frozen backbone is. */
export interface FrozenModel {
  readonly modelId: string;
  readonly imported?: ImportedModel | undefined;
}

/** How pictures are cut: for a network that is trained, or as the network in use sees them. */
export type ComparedFormat = { readonly inputSize: number } | FrozenModel;

export type ComparisonTask =
  /** Makes chips. */
  | {
      readonly do: 'pictures';
      readonly format: ComparedFormat;
      readonly orders: readonly PictureOrder[];
      /** Keeps them in the process under these numbers. */
      readonly keep?: readonly number[];
      /** Answers them as JPEG of this side, in bad light where that is given: the seed of each. */
      readonly jpeg?: { readonly side: number; readonly badLight: readonly number[] | null };
    }
  /** Runs a comparison on kept pictures; reports come as events. */
  | {
      readonly do: 'run';
      readonly choice: ComparisonChoice;
      readonly format: ComparedFormat;
      /** Numbers of kept pictures: position i is picture i of the comparison. */
      readonly pictures: Int32Array;
      readonly labels: Int32Array;
      /** Who plays which part, by seed; null: to be dealt from how people look. */
      readonly deals: readonly Deal[] | null;
      /** Milliseconds to enrol a person through a store at each number of people before, where that was timed. */
      readonly storeMs: readonly number[] | null;
    }
  /** A softmax head over templates: what the Desk holds against the gallery. */
  | {
      readonly do: 'head';
      /** [n, dimension], rows of length 1. */
      readonly templates: Float32Array;
      readonly dimension: number;
      /** 0 … people − 1. */
      readonly rows: Int32Array;
      readonly people: number;
      readonly targetFpir: number;
    };

export type ComparisonAnswer =
  | { readonly did: 'pictures'; readonly results: readonly PictureResult[] }
  | { readonly did: 'run' }
  | { readonly did: 'head'; readonly learnt: LearntHead };

/** A head with the scores below which it would refuse; null where there are too few people to choose them by. */
export interface LearntHead {
  readonly head: Head;
  readonly ms: number;
  readonly thresholds: { readonly probability: number; readonly energy: number } | null;
}

export type { ComparisonReport };
