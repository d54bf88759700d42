import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FaceSample, FaceSource, PictureCache } from './face-source.ts';

/** What is wrong with one picture, and would be the next time. */
const ofThePicture: ReadonlySet<ErrorCode> = new Set(['BAD_IMAGE', 'UNSUPPORTED_IMAGE', 'IMAGE_TOO_LARGE', 'NO_FACE']);
/** What is wrong with the model or the machine, and would be for every picture. */
const ofTheEngine: ReadonlySet<ErrorCode> = new Set([
  'MODEL_MISSING',
  'MODEL_MISMATCH',
  'BAD_MODEL',
  'WEIGHTS_TAMPERED',
  'DISK_FULL',
  'CANCELLED',
]);

/** The engine cannot go on at all: rates over failures of its own would say nothing of the model. */
export class EmbeddingError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'EmbeddingError';
    this.code = code;
  }
}

export interface EngineSourceOptions {
  readonly cache?: PictureCache;
  /** The engine's process serves nothing else: it runs at a lower priority. */
  readonly background?: boolean;
}

/**
 * Templates by the app's own engine: one quick pass of the detector, the face nearest the image's centre (bystanders). A picture that brings
 * the engine down is a failure to acquire; EmbeddingError where the model cannot be opened.
 */
export function engineSource(
  engine: Engine,
  record: ModelRecord,
  { cache, background = false }: EngineSourceOptions = {},
): FaceSource {
  const { id, version, sha256, dimension } = record;
  const none = { decode: 0, detect: 0, landmarks: 0, embed: 0, total: 0 };
  return {
    model: { id, version, sha256, dimension },
    async embed(path) {
      const bytes = await readFile(path).catch(() => null);
      if (bytes === null) return { template: null, reason: 'the file cannot be read', ms: none };
      const picture = createHash('sha256').update(bytes).digest('hex');
      const known = cache?.get(picture);
      if (known !== undefined) return { ...known, sha256: picture, fromCache: true };
      const analysis = await engine.analyse(id, new Uint8Array(bytes), {
        ...{ search: 'frame', only: 'nearest-centre' },
        ...(background ? { background } : {}),
      });
      if (!analysis.ok) {
        const { code, message } = analysis.error;
        const failed: FaceSample = { template: null, reason: message, ms: none, sha256: picture };
        if (ofThePicture.has(code)) cache?.set(picture, failed);
        if (ofTheEngine.has(code)) throw new EmbeddingError(code, message);
        return failed;
      }
      const { faces, ms } = analysis.value;
      const face = faces[0];
      const sample: FaceSample =
        face === undefined
          ? { template: null, reason: 'NO_FACE', ms, sha256: picture }
          : // A copy: what came through the pipe is a view of the whole message, which would be kept, and sent on, with it.
            { template: face.template.slice(), quality: face.quality.overall, ms, sha256: picture };
      cache?.set(picture, sample);
      return sample;
    },
    async missing(paths) {
      const there = await Promise.all(
        paths.map((path) =>
          access(path).then(
            () => true,
            () => false,
          ),
        ),
      );
      return paths.filter((_, i) => !there[i]);
    },
  };
}
