/**
 * Enrolment in the app as it is, with N people enrolled already: from the last shot's picture to searchable, and of that what
 * comes after the picture was analysed. Everybody but the newcomers is a random vector with random bytes for a picture, which
 * costs the store the same. `node tests/bench/compare.ts [N …]`; set-up's sample photos, as large as a camera's frames, are enrolled
 * again and again under new names. The softmax side of the same table: `threshold compare --scenario one-by-one --sizes 10,1000`.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openStore } from '../../data/store.ts';
import { createApp } from '../../main/app.ts';
import { weightsFolder } from '../../main/paths.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { quantile } from '../../models/metrics/quantile.ts';
import { seededRandom } from '../../models/metrics/seeded-random.ts';

const sizes = process.argv.slice(2).map(Number);
const rounds = 12;
const { id: modelId, dimension } = MODELS.get(MODELS.ids[0]!);
const samples = join(weightsFolder(), 'samples');
/** As large as a camera's frames. */
const photos = await Promise.all(
  readdirSync(samples).map((name) =>
    sharp(readFileSync(join(samples, name)))
      .resize({ width: 640, height: 480, fit: 'inside' })
      .jpeg({ quality: 92 })
      .toBuffer(),
  ),
);

const consent = { textVersion: 'bench', by: 'bench' };
const spread = (all: readonly number[]) => {
  const sorted = Float64Array.from(all).sort();
  return { least: sorted[0]!, median: quantile(sorted, 0.5)!, worst: sorted.at(-1)! };
};

for (const people of sizes.length > 0 ? sizes : [10, 1000]) {
  const root = mkdtempSync(join(tmpdir(), 'threshold-bench-'));
  const place = { dir: join(root, 'data'), unlock: { kind: 'key-file', path: join(root, 'key') } } as const;
  try {
    fill(place, people);
    const app = await createApp({ dataDir: place.dir, weightsDir: weightsFolder(), unlock: place.unlock });
    if (!app.ok) throw new Error(app.error.message);
    const whole: number[] = [];
    const saved: number[] = [];
    // The first opens networks.
    for (let round = -1; round < rounds; round++) {
      const begun = performance.now();
      const outcome = await app.value.call(
        'enrol.fromImages',
        { name: `newcomer ${round}`, images: [photos[(round + 1) % photos.length]!], consent, face: 0, force: true },
        { signal: new AbortController().signal, progress: () => {}, caller: 'cli' },
      );
      const ms = performance.now() - begun;
      if (!outcome.ok) throw new Error(outcome.error.message);
      if (round < 0) continue;
      whole.push(ms);
      saved.push((outcome.value as { msToSearchable: number }).msToSearchable);
    }
    await app.value.close();
    const load = loadavg()[0]!.toFixed(1);
    console.log(
      JSON.stringify({ people, rounds, load, lastShotToSearchableMs: spread(whole), savedMs: spread(saved) }),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A store with this many people. */
function fill(place: Parameters<typeof openStore>[0], people: number): void {
  const store = openStore(place);
  const random = seededRandom(1);
  const crop = randomBytes(60_000);
  for (let k = 0; k < people; k++) {
    const vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
    const length = Math.hypot(...vector);
    store.enrol({
      person: { name: `person ${k}`, consent: { ...consent, at: new Date().toISOString() } },
      templates: [{ modelId, vector: vector.map((x) => x / length), quality: 1, origin: 'bench', crop }],
    });
  }
  store.close();
}
