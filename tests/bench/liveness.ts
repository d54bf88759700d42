/**
 * Presentation attacks by species, and genuine presentations, through the Desk's own stages (detector, mesh, following, cues, challenge): who
 * passes under each policy, with the number of independent sources and the bound that so few allow. Photos are real, hands, tilts, displays
 * and genuine people are simulated (tests/bench/liveness/species.ts); nothing here was printed or filmed.
 * Run: node tests/bench/liveness.ts FACES [--people 20] [--out FILE] [--policy P …] [--species NAME …]  (FACES: a folder with lfw/images, spoof and photos)
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chooseBackend } from '../../main/engine/backends/choose.ts';
import { decodeImage } from '../../main/engine/decode.ts';
import { openHintNetworks } from '../../main/engine/hint-networks.ts';
import { pipelineFactory } from '../../main/engine/pipelines.ts';
import type { RgbImage } from '../../models/image.ts';
import { EYES } from '../../models/liveness/landmarks.ts';
import { padRate } from '../../models/liveness/pad.ts';
import { pixelCues } from '../../models/liveness/pixel-cues.ts';
import type { PixelCues } from '../../models/liveness/sample.ts';
import { quantile } from '../../models/metrics/quantile.ts';
import { present } from './liveness/present.ts';
import {
  type Actor,
  coveredPhoto,
  type EyesAt,
  heldPhoto,
  inventedPerson,
  movedPhoto,
  replayed,
  shakenPhoto,
} from './liveness/species.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '20' },
    out: { type: 'string' },
    policy: { type: 'string', multiple: true, default: ['passive', 'challenge'] },
    species: { type: 'string', multiple: true },
  },
});
const faces = positionals[0];
if (faces === undefined) throw new Error('name the folder of faces');
const people = Number(values.people);
const weights = fileURLToPath(new URL('../../models/weights', import.meta.url));
const backend = await chooseBackend();
const pipeline = await pipelineFactory(backend, weights)('fr-feature-512');
const networks = await openHintNetworks(backend, weights);

const decode = async (file: string): Promise<RgbImage> => decodeImage(new Uint8Array(readFileSync(file)));
const lfw = join(faces, 'lfw', 'images');
const folders = readdirSync(lfw);
/** Evenly from all people, one picture each. */
const photosOf = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const folder = join(lfw, folders[Math.floor(((i + 0.5) * folders.length) / count)]!);
    return join(folder, readdirSync(folder)[0]!);
  });

/** A display whose pixels are about as large as the camera sees them, so that they beat; finer ones are blurred away by the sensor. */
const COARSE = { pixels: 420, depth: 0.15 };

interface Species {
  readonly name: string;
  readonly attack: boolean;
  readonly note: string;
  readonly sources: readonly { readonly id: string; readonly actor: () => Promise<Actor> | Actor }[];
}

const photos = photosOf(people);
const invented = Array.from({ length: people }, (_, i) => 5000 + i);
const ofPhotos = (make: (photo: RgbImage, seed: number) => Actor): Species['sources'] =>
  photos.map((file, i) => ({ id: file, actor: async () => make(await decode(file), i + 1) }));
const ofInvented = (make: (seed: number) => Actor): Species['sources'] =>
  invented.map((seed) => ({ id: `invented ${seed}`, actor: () => make(seed) }));

/** By the pipeline's own detector; a photo without a face is covered where LFW has the eyes. */
const eyesIn = async (photo: RgbImage): Promise<EyesAt> => {
  const [face] = (await pipeline.analyse(photo, { only: 'nearest-centre', embed: false })).faces;
  if (face === undefined) return { left: 0.42 * photo.width, right: 0.58 * photo.width, y: 0.46 * photo.height };
  const { mesh } = face;
  const middle = ([a, , , b]: (typeof EYES)[number], axis: number): number =>
    (mesh[a * 3 + axis]! + mesh[b * 3 + axis]!) / 2;
  const [one, two] = [middle(EYES[0], 0), middle(EYES[1], 0)];
  return { left: Math.min(one, two), right: Math.max(one, two), y: (middle(EYES[0], 1) + middle(EYES[1], 1)) / 2 };
};

const clip = join(faces, 'photos', 'face_recognition', 'short_hamilton_clip.mp4');
const clipFrames = async (): Promise<RgbImage[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'threshold-clip-'));
  try {
    // The one shot in which a face is large and in view.
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-ss',
      '5',
      '-t',
      '3.5',
      '-i',
      clip,
      '-vf',
      'fps=10',
      join(folder, '%03d.png'),
    ]);
    return await Promise.all(
      readdirSync(folder)
        .sort()
        .map((file) => decode(join(folder, file))),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
const playing = (frames: readonly RgbImage[]): Actor => {
  // To and fro, so that no jump betrays the loop.
  const turn = 2 * (frames.length - 1);
  return (t) => frames[Math.abs(((Math.round(t * 10) + frames.length - 1) % turn) - (frames.length - 1))]!;
};

const species: Species[] = [
  {
    name: 'genuine',
    attack: false,
    note: 'simulated: invented people who blink and do what is asked',
    sources: ofInvented((seed) => inventedPerson(seed)),
  },
  {
    name: 'photo held',
    attack: true,
    note: 'photos of real people, simulated hand and camera',
    sources: ofPhotos((photo, seed) => heldPhoto(photo, seed)),
  },
  {
    name: 'photo shaken',
    attack: true,
    note: 'the same, to and fro by 1/50 to 1/7 of its width four times a second, with motion blur',
    sources: ofPhotos(shakenPhoto),
  },
  {
    name: 'photo, eyes covered',
    attack: true,
    note: 'held, a pencil passed over the eyes every 3 s and when a blink is asked; tilted as a gesture asks',
    sources: photos.map((file, i) => ({
      id: file,
      actor: async () => {
        const photo = await decode(file);
        return coveredPhoto(photo, await eyesIn(photo), i + 1);
      },
    })),
  },
  {
    name: 'photo moved',
    attack: true,
    note: 'the same, tilted by up to 35°, and the way a gesture asks',
    sources: ofPhotos((photo, seed) => movedPhoto(photo, seed, 0)),
  },
  {
    name: 'photo bowed',
    attack: true,
    note: 'the same, bent around a vertical axis',
    sources: ofPhotos((photo, seed) => movedPhoto(photo, seed, 0.8)),
  },
  {
    name: 'photo on a display',
    attack: true,
    note: 'held; simulated coarse display (420 pixels across, 15 % modulation)',
    sources: ofPhotos((photo, seed) => heldPhoto(photo, seed, COARSE)),
  },
  {
    name: 'video',
    attack: true,
    note: 'of invented people who blink, on an ideal display, answering nothing',
    sources: ofInvented((seed) => replayed(inventedPerson(seed, false), seed, null)),
  },
  {
    name: 'video, real clip',
    attack: true,
    note: 'one shot of one person, on an ideal display',
    sources: [{ id: 'clip', actor: async () => replayed(playing(await clipFrames()), 1, null) }],
  },
  {
    name: 'video on a display',
    attack: true,
    note: 'simulated coarse display',
    sources: ofInvented((seed) => replayed(inventedPerson(seed, false), seed, COARSE)),
  },
  {
    name: 'video of the right gesture',
    attack: true,
    note: 'NOT DEFENDED: shows what is asked when it is asked',
    sources: ofInvented((seed) => replayed(inventedPerson(seed), seed, null)).slice(0, Math.ceil(people / 2)),
  },
];

const results = [];
for (const policy of (['passive', 'challenge'] as const).filter((each) => values.policy.includes(each))) {
  for (const { name, attack, note, sources } of species) {
    if (values.species !== undefined && !values.species.includes(name)) continue;
    const shown = [];
    for (const [i, { id, actor }] of sources.entries()) {
      const { session, seconds, missed } = await present(await actor(), policy, 100 + i, pipeline, networks);
      const cues = Object.fromEntries((session?.passive?.cues ?? []).map((cue) => [cue.name, cue.value]));
      shown.push({
        source: id.split('/').at(-1),
        state: session?.state ?? 'no face',
        reasons: session?.reasons ?? [],
        gestures: session?.challenge?.gestures ?? [],
        seconds,
        missed,
        cues,
      });
    }
    const rate = padRate(
      shown.map(({ source, state }) => ({ source: source!, error: attack ? state === 'passed' : state !== 'passed' })),
    );
    const why: Record<string, number> = {};
    for (const { state, reasons } of shown)
      for (const reason of reasons) why[`${state}: ${reason}`] = (why[`${state}: ${reason}`] ?? 0) + 1;
    results.push({ policy, species: name, attack, note, ...rate, why, shown });
    const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);
    console.log(
      `${policy.padEnd(9)} ${name.padEnd(27)} ${attack ? 'APCER' : 'BPCER'} ${percent(rate.rate).padStart(7)} (${rate.errors} of ${rate.presentations}; ${rate.sources} sources; 95 % bound ${percent(rate.bound)})  ${JSON.stringify(why)}`,
    );
    if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(results, null, 1));
  }
}

// The pixel cues alone on pictures that nobody held: how often a real photo looks like a screen.
const stills: PixelCues[] = [];
for (const file of photosOf(people * 10)) {
  const image = await decode(file);
  const [face] = (await pipeline.analyse(image, { only: 'nearest-centre', embed: false })).faces;
  if (face !== undefined) stills.push(await pixelCues(image, face.box, networks));
}
const summary = (name: 'screen' | 'antispoof' | 'liveness'): string => {
  const all = Float64Array.from(stills.flatMap((cues) => cues[name] ?? [])).sort();
  return `${name}: n ${all.length}, ${[0.01, 0.1, 0.5, 0.9, 0.99, 1].map((p) => quantile(all, p)?.toFixed(2)).join(' ')}`;
};
console.log(
  `\nreal photos (quantiles 1 10 50 90 99 100 %)\n${(['screen', 'antispoof', 'liveness'] as const).map(summary).join('\n')}`,
);
for (const name of ['image_T1.jpg', 'image_F1.jpg', 'image_F2.jpg']) {
  const image = await decode(join(faces, 'spoof', 'silent_face', name));
  const [face] = (await pipeline.analyse(image, { only: 'nearest-centre', embed: false })).faces;
  if (face !== undefined) console.log(name, JSON.stringify(await pixelCues(image, face.box, networks)));
}
await pipeline.release();
process.exit(0);
