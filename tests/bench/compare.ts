/**
 * `node tests/bench/compare.ts [N …]`: enrolling one more person when N are enrolled.
 *
 * Metric: the app as it is, a guided capture of five shots, each cut around the face as the Desk cuts it from a camera's frame and sent as it
 * is taken; from the moment at which the last one is sent, and saved at once, until the newcomer is found by a search. In every second round the
 * camera's frames go on meanwhile, as at the Desk. Everybody but the newcomers is a random vector with random bytes for a picture, which costs
 * the store the same; set-up's sample photos are enrolled in turns, and erased after their round, so that each is a newcomer among N.
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
import { type App, createApp } from '../../main/app.ts';
import type { FaceBox } from '../../main/contract/faces.ts';
import type { CallInput, CallName, CallOutput } from '../../main/contract/index.ts';
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
const photos = readdirSync(samples).map((name) => readFileSync(join(samples, name)));

/** One face with its surroundings, as large as before a camera (a face of 180 pixels), and a camera's frame that shows it. */
async function visitor(photo: Buffer, box: FaceBox): Promise<{ shot: Uint8Array; frame: Uint8Array }> {
  const { width, height } = await sharp(photo).metadata();
  // As renderer/faces/crop.ts cuts it.
  const side = Math.floor(Math.min(Math.max(box.width, box.height) * 2.2, width, height));
  const within = (centre: number, most: number) => Math.round(Math.max(0, Math.min(most - side, centre - side / 2)));
  const [left, top] = [within(box.x + box.width / 2, width), within(box.y + box.height / 2, height)];
  const shot = sharp(photo).extract({ left, top, width: side, height: side }).resize(400, 400);
  const around = { top: 40, bottom: 40, left: 120, right: 120, extendWith: 'mirror' } as const;
  const jpeg = { quality: 95 };
  return { shot: await shot.jpeg(jpeg).toBuffer(), frame: await shot.clone().extend(around).jpeg(jpeg).toBuffer() };
}

class Times {
  readonly #rows: (readonly [whole: number, analysis: number, saving: number])[] = [];
  add(...row: readonly [number, number, number]): void {
    this.#rows.push(row);
  }
  told() {
    const of = (column: number) => spread(this.#rows.map((row) => row[column]!));
    return { lastShotSentToSearchableMs: of(0), analysisMs: of(1), savedMs: of(2) };
  }
}

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
    const metric = await captures(app.value);
    await app.value.close();
    const load = loadavg()[0]!.toFixed(1);
    console.log(JSON.stringify({ people, load, metric }));
    console.log(JSON.stringify({ people, softmax: await softmaxAt(people + 1) }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Guided captures, one after another, with and without the camera's frames beside them. */
async function captures(app: App) {
  let busy = false;
  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const context = { signal: new AbortController().signal, progress: () => {}, caller: 'cli' } as const;
    const outcome = await app.call(name, input, context);
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code}: ${outcome.error.message}`);
    return outcome.value as CallOutput<N>;
  };
  const visitors: { shot: Uint8Array; frame: Uint8Array }[] = [];
  for (const photo of photos)
    for (const { box } of (await call('identify.image', { image: photo })).faces) {
      const one = await visitor(photo, box);
      const { faces } = await call('identify.image', { image: one.shot });
      if (faces.length === 1 && faces[0]!.quality.acceptable) visitors.push(one);
    }
  if (visitors.length < 2) throw new Error('too few sample photos are good enough');
  const times = { alone: new Times(), besideFrames: new Times() };
  // The first two open networks and names.
  for (let round = -2; round < rounds; round++) {
    const { shot: image, frame } = visitors[(round + 2) % visitors.length]!;
    const capture = `round ${round}`;
    busy = round % 2 !== 0;
    const frames = (async () => {
      while (busy) await call('desk.frame', { camera: 'bench', image: frame, record: false });
    })();
    const holding = (shot: number) => call('enrol.holdShot', { capture, shot: `${shot}`, image });
    for (let shot = 0; shot < 4; shot++) await holding(shot);
    const begun = performance.now();
    const last = holding(4);
    const saving = call('enrol.fromShots', { capture, name: capture, shots: ['0', '1', '2', '3', '4'], consent });
    await last;
    const analysed = performance.now();
    const { accepted, msToSearchable, person } = await saving;
    const ended = performance.now();
    const beside = busy;
    busy = false;
    await frames;
    if (accepted !== 5) throw new Error('a shot was refused');
    const { faces } = await call('identify.image', { image });
    if (faces[0]?.person?.id !== person.id) throw new Error('the newcomer is not found');
    await call('people.remove', { id: person.id, now: true });
    if (round < 0) continue;
    times[beside ? 'besideFrames' : 'alone'].add(ended - begun, analysed - begun, msToSearchable);
  }
  return { rounds, alone: times.alone.told(), besideFrames: times.besideFrames.told() };
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
