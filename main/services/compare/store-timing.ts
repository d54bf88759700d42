import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createGallery } from '../../../data/gallery/gallery.ts';
import { openStore } from '../../../data/store.ts';

const PREFIX = 'timing-';

/** What the store would keep with a template; of about the size that portraits have. */
const CROP_BYTES = 60_000;

/** Folders that an earlier run left behind when it was killed. */
export function sweepTimings(dataDir: string): void {
  for (const name of readdirSync(dataDir))
    if (name.startsWith(PREFIX)) rmSync(join(dataDir, name), { recursive: true, force: true });
}

/**
 * Milliseconds to enrol one more person through the real way (look for look-alikes, encrypt, write and sync, insert into the
 * gallery) when 0, 1, 2 … people are enrolled: element k at k people. In a store of its own beside the real one, on the same
 * disk, with random vectors and bytes: nobody's data are copied, and the time does not depend on them.
 * @param templates of each person
 */
export async function timeStore(
  dataDir: string,
  people: number,
  templates: number,
  dimension: number,
  stopped: () => boolean,
): Promise<number[]> {
  const dir = mkdtempSync(join(dataDir, PREFIX));
  const store = openStore({ dir: join(dir, 'store'), unlock: { kind: 'key-file', path: join(dir, 'key') } });
  const gallery = createGallery({ modelId: 'timing', dimension, entries: [] });
  const crop = randomBytes(CROP_BYTES);
  const times: number[] = [];
  try {
    for (let k = 0; k <= people && !stopped(); k++) {
      const vectors = Array.from({ length: templates }, () => randomDirection(dimension));
      const consent = { textVersion: '-', by: '-', at: new Date().toISOString() };
      const begun = performance.now();
      for (const vector of vectors) await gallery.search(vector);
      const { templates: made } = store.enrol({
        person: { name: `${k}`, consent },
        templates: vectors.map((vector) => ({ modelId: 'timing', vector, quality: 1, origin: 'timing', crop })),
      });
      gallery.add(made.map(({ id, personId, vector, quality }) => ({ templateId: id, personId, vector, quality })));
      times.push(performance.now() - begun);
    }
    return times;
  } finally {
    await gallery.close();
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function randomDirection(dimension: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
