import { insideRoot } from '../../../data/datasets/inside-root.ts';
import { type EvaluationOptions, type FaceSample, type FaceSource, MissingImagesError } from './face-source.ts';

/** Mean milliseconds per image by stage; null where no image was timed. */
export interface ImageTimes {
  readonly decode: number | null;
  readonly detect: number | null;
  readonly landmarks: number | null;
  readonly embed: number | null;
  readonly total: number | null;
}

export interface ImageFailure {
  readonly path: string;
  readonly reason: string;
}

/** All images of a protocol, in the order given. */
export interface EmbeddedImages {
  readonly paths: readonly string[];
  readonly samples: readonly FaceSample[];
  readonly failures: readonly ImageFailure[];
  /** By the clock, over the images really embedded in this run (not those from a cache); null when there was none. */
  readonly imagesPerSecond: number | null;
  readonly msPerImage: ImageTimes;
  readonly timedImages: number;
  /** Milliseconds of each image that was embedded in this run and has a face, ascending. */
  readonly totals: Float64Array;
}

/** Embeds each distinct path once. Rejects with MissingImagesError before it begins, with the signal's reason when cancelled; what a cache got stays. */
export async function embedImages(
  source: FaceSource,
  root: string,
  paths: Iterable<string>,
  options: EvaluationOptions,
): Promise<EmbeddedImages> {
  const { signal, onProgress, concurrency = 1 } = options;
  const distinct = [...new Set(paths)];
  const missing = (await source.missing?.(distinct.map((path) => insideRoot(root, path)))) ?? [];
  if (missing.length > 0) throw new MissingImagesError(missing, distinct.length, root);
  const samples = new Array<FaceSample>(distinct.length);
  const timed: FaceSample[] = [];
  let next = 0;
  let done = 0;
  let stopped = false;
  const work = async (): Promise<void> => {
    while (next < distinct.length && !stopped) {
      signal?.throwIfAborted();
      const at = next++;
      const path = insideRoot(root, distinct[at]!);
      const sample = await source.embed(path, signal === undefined ? {} : { signal });
      checkTemplate(sample, source.model.dimension, distinct[at]!);
      if (sample.fromCache !== true) timed.push(sample);
      samples[at] = sample;
      onProgress?.({ stage: 'embed', done: ++done, total: distinct.length, fromCache: done - timed.length });
    }
  };
  const begin = performance.now();
  try {
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  } finally {
    // One worker's failure must not leave the others embedding for nobody.
    stopped = true;
  }
  signal?.throwIfAborted();
  const seconds = (performance.now() - begin) / 1000;
  return {
    paths: distinct,
    samples,
    failures: distinct.flatMap((path, i) =>
      samples[i]!.template === null ? [{ path, reason: samples[i]!.reason ?? 'no face' }] : [],
    ),
    imagesPerSecond: timed.length === 0 ? null : timed.length / seconds,
    msPerImage: meanTimes(timed.length > 0 ? timed : samples),
    timedImages: timed.length,
    totals: Float64Array.from(
      timed.filter(({ template }) => template !== null),
      ({ ms }) => ms.total,
    ).sort(),
  };
}

/** NaN or a template of another model would spoil every rate silently. */
function checkTemplate({ template }: FaceSample, dimension: number, path: string): void {
  if (template === null) return;
  if (template.length !== dimension) throw new RangeError(`${path}: template of ${template.length}, not ${dimension}`);
  const norm = Math.sqrt(template.reduce((sum, value) => sum + value * value, 0));
  if (!(Math.abs(norm - 1) < 1e-3)) throw new RangeError(`${path}: template of length ${norm}, not 1`);
}

function meanTimes(samples: readonly FaceSample[]): ImageTimes {
  // Images without a face skip the later stages and would flatter the mean.
  const faces = samples.filter((sample) => sample.template !== null);
  const mean = (stage: keyof FaceSample['ms']): number | null =>
    faces.length === 0 ? null : faces.reduce((sum, sample) => sum + sample.ms[stage], 0) / faces.length;
  return {
    decode: mean('decode'),
    detect: mean('detect'),
    landmarks: mean('landmarks'),
    embed: mean('embed'),
    total: mean('total'),
  };
}
