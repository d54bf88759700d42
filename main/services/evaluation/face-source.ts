import type { StageTimes } from '../../../models/pipeline.types.ts';

/** Which network made the templates. */
export interface EvaluatedModel {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly dimension: number;
}

/** What became of one image: the L2-normalised template of the face nearest its centre, or why there is none (a failure to acquire). */
export interface FaceSample {
  readonly template: Float32Array | null;
  /** An error code or a sentence, where `template` is null. */
  readonly reason?: string;
  /** 0..1, weights the templates of one person when they are fused; 1 where not given. */
  readonly quality?: number;
  readonly ms: Pick<StageTimes, 'decode' | 'detect' | 'landmarks' | 'embed' | 'total'>;
  /** Of the picture's bytes, where they were read. */
  readonly sha256?: string;
  /** True where it was not made now: its times are another run's. */
  readonly fromCache?: boolean;
}

/** Where evaluation gets its templates: the engine in the app, a stand-in in tests. */
export interface FaceSource {
  readonly model: EvaluatedModel;
  /** `path` is absolute. An unreadable image is a sample with a reason; a throw ends the evaluation. */
  embed(path: string, options: { readonly signal?: AbortSignal }): Promise<FaceSample>;
  /** Those of the absolute paths at which there is no file. */
  missing?(paths: readonly string[]): Promise<readonly string[]>;
}

/** A list names files that are not there. They are no failures to acquire: the list or its folder is wrong, and so would every rate be. */
export class MissingImagesError extends Error {
  readonly code = 'BAD_INPUT';
  constructor(missing: readonly string[], total: number, root: string) {
    super(
      `${missing.length} of the ${total} images in the list do not exist, the first being ${missing[0]}. Paths in the list begin at --root, which is ${root}.`,
    );
    this.name = 'MissingImagesError';
  }
}

/**
 * Samples kept between runs by the SHA-256 of the picture's bytes, for one model: a cancelled run goes on, and a second one takes seconds.
 * Its owner decides where they are kept; a template is biometric.
 */
export interface PictureCache {
  get(sha256: string): FaceSample | undefined;
  set(sha256: string, sample: FaceSample): void;
}

export interface EvaluationProgress {
  readonly stage: 'embed' | 'compare' | 'search' | 'intervals';
  readonly done: number;
  readonly total: number;
  /** While embedding: how many of those done were in the cache. */
  readonly fromCache?: number;
}

export interface EvaluationOptions {
  readonly onProgress?: (progress: EvaluationProgress) => void;
  readonly signal?: AbortSignal;
  /** Images in flight at once; default 1, which keeps the times per image free of queueing. */
  readonly concurrency?: number;
  /** Of the bootstrap; default 1,000 replicates, seed 1. */
  readonly replicates?: number;
  readonly seed?: number;
}
