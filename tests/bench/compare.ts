/**
 * `node tests/bench/compare.ts [N …]`: enrolling one more person when N are enrolled.
 *
 * Metric: the app as it is, from the last shot's picture to searchable, and of that what comes after the picture was analysed.
 * Everybody but the newcomers is a random vector with random bytes for a picture, which costs the store the same; set-up's
 * sample photos, as large as a camera's frames, are enrolled again and again under new names.
 *
 * Softmax: the same number of people, of whom each is a random direction and their templates stray from it as real ones do
 * (a cosine of 0.6 to each other); a head is trained for N, then for one more, from nothing and from what it knew.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openStore } from '../../data/store.ts';
import { createApp } from '../../main/app.ts';
import { createOnnxRuntimeNode } from '../../main/engine/backends/onnxruntime-node.ts';
import { openGallery } from '../../main/engine/compare/session.ts';
import { weightsFolder } from '../../main/paths.ts';
import { compareRecognisers } from '../../models/compare/comparison.ts';
import { COMPARISON_PRESETS } from '../../models/compare/presets.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { quantile } from '../../models/metrics/quantile.ts';
import { seededRandom } from '../../models/metrics/seeded-random.ts';
import { atUnitLength } from '../../models/train/embedding-program.ts';

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
    const metric = { rounds, lastShotToSearchableMs: spread(whole), savedMs: spread(saved) };
    console.log(JSON.stringify({ people, load, metric, softmax: await softmaxAt(people + 1) }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The last of so many people learnt by softmax, three times (of many once) with other people; whole: its budget to the end. */
async function softmaxAt(people: number) {
  const { enrol, probe } = { enrol: 3, probe: 2 };
  const each = enrol + probe;
  const labels = Int32Array.from({ length: (people + 2) * each }, (_, i) => Math.floor(i / each));
  const source = {
    ...{ size: 1, labels, references: [] },
    // Three bytes that say which picture it is.
    picture: (i: number) => Uint8Array.of(i >> 16, (i >> 8) & 255, i & 255),
  };
  const embed = async (pictures: readonly Uint8Array[]) =>
    pictures.map(([a, b, c]) => template(((a! << 16) | (b! << 8) | c!) >>> 0, each));
  const preset = COMPARISON_PRESETS['one-by-one'];
  const choice = {
    ...{ ...preset, people: { enrolled: people, newcomers: 0, strangers: 2 } },
    ...{ pictures: { enrol, probe }, sizes: [people], seeds: people > 500 ? [1] : [1, 2, 3] },
  };
  const executor = await createOnnxRuntimeNode();
  const parts = { source, executor, openGallery, frozen: { modelId, embed, dimension } };
  const runs: { scratchMs: number; warmMs: number; reached: boolean; wholeMs: number; accuracy: number }[] = [];
  for await (const report of compareRecognisers(choice, parts)) {
    if (report.kind !== 'seed') continue;
    const { scratchMs, warmMs, scratchReached, softmaxAccuracy } = report.record.sizes.at(-1)!;
    const wholeMs = 1000 * report.record.training.softmaxSeconds!;
    const reached = scratchReached === true;
    runs.push({ scratchMs: scratchMs!, warmMs: warmMs!, reached, wholeMs, accuracy: softmaxAccuracy! });
  }
  const of = (name: 'scratchMs' | 'warmMs' | 'wholeMs') => spread(runs.map((run) => run[name]));
  const accuracy = runs.reduce((sum, run) => sum + run.accuracy, 0) / runs.length;
  const reached = runs.filter((run) => run.reached).length / runs.length;
  return { scratchMs: of('scratchMs'), warmMs: of('warmMs'), wholeBudgetMs: of('wholeMs'), reached, accuracy };
}

/** A person's direction, and how this picture of them strays from it: |stray|² is ⅔ of the direction's, so cosines are 0.6. */
function template(picture: number, each: number): Float32Array {
  const own = direction(1 + Math.floor(picture / each));
  const stray = direction(1_000_003 + picture);
  return atUnitLength(
    own.map((value, d) => value + Math.sqrt(2 / 3) * stray[d]!),
    dimension,
  );
}

function direction(seed: number): Float32Array {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  return atUnitLength(
    Float32Array.from({ length: dimension }, () => random() - 0.5),
    dimension,
  );
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
