import { access, readFile } from 'node:fs/promises';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { Engine } from '../../engine/engine.ts';
import type { FaceSource } from './face-source.ts';

/** Templates by the app's own engine: one quick pass of the detector, the face nearest the image's centre (bystanders). */
export function engineSource(engine: Engine, record: ModelRecord): FaceSource {
  const { id, version, sha256, dimension } = record;
  return {
    model: { id, version, sha256, dimension },
    async embed(path) {
      const none = { decode: 0, detect: 0, landmarks: 0, embed: 0, total: 0 };
      const bytes = await readFile(path).catch(() => null);
      if (bytes === null) return { template: null, reason: 'the file cannot be read', ms: none };
      const analysis = await engine.analyse(id, new Uint8Array(bytes), { search: 'frame', only: 'nearest-centre' });
      if (!analysis.ok) return { template: null, reason: analysis.error.message, ms: none };
      const { faces, ms } = analysis.value;
      const face = faces[0];
      if (face === undefined) return { template: null, reason: 'NO_FACE', ms };
      return { template: face.template, quality: face.quality.overall, ms };
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
