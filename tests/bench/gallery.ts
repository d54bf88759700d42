/** Search times of the gallery, exact and HNSW, and how often they agree. Run: node tests/bench/gallery.ts [--large] */
import { createGallery, defaultHnsw } from '../../data/gallery/gallery.ts';
import { randomTemplates } from '../../main/services/bench/random-gallery.ts';
import { quantile } from '../../models/metrics/quantile.ts';
import { seededRandom } from '../../models/metrics/seeded-random.ts';

const sizes = process.argv.includes('--large') ? [1_000, 10_000, 100_000] : [1_000, 10_000];
const searches = 300;

for (const dimension of [128, 512])
  for (const size of sizes) {
    const rows = randomTemplates(size, dimension, 1);
    const row = (i: number): Float32Array => rows.slice(i * dimension, (i + 1) * dimension);
    const entries = Array.from({ length: size }, (_, i) => ({
      templateId: `t${i}`,
      personId: `p${i}`,
      vector: row(i),
      quality: 1,
    }));
    const start = performance.now();
    const gallery = createGallery({
      modelId: 'bench',
      dimension,
      entries,
      hnsw: { ...defaultHnsw(dimension), minSize: 1 },
    });
    await gallery.rebuilt();
    const buildSeconds = (performance.now() - start) / 1000;
    const random = seededRandom(2);
    const ms = { exact: [] as number[], hnsw: [] as number[] };
    let agree = 0;
    for (let k = 0; k < searches; k++) {
      const probe = near(row(Math.floor(random() * size)), random);
      const best: (string | undefined)[] = [];
      for (const exact of [true, false]) {
        const begin = performance.now();
        best.push((await gallery.search(probe, { exact })).best?.personId);
        ms[exact ? 'exact' : 'hnsw'].push(performance.now() - begin);
      }
      if (best[0] === best[1]) agree++;
    }
    const times = (all: number[]) => {
      const sorted = Float64Array.from(all).sort();
      return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
    };
    process.stdout.write(
      `${JSON.stringify({ dimension, size, buildSeconds, exactMs: times(ms.exact), hnswMs: times(ms.hnsw), recallAt1: agree / searches })}\n`,
    );
    await gallery.close();
  }

/** A probe of the same person: cosine about 0.6 to the template, as between two photos of one face. */
function near(vector: Float32Array, random: () => number): Float32Array {
  const spread = 2.3 / Math.sqrt(vector.length);
  const moved = vector.map((value) => value + spread * (random() + random() - 1));
  const norm = Math.hypot(...moved);
  return moved.map((value) => value / norm);
}
