import { type DegradationId, degradations, degrade } from '../../degrade/degrade.ts';
import { downSample } from '../../degrade/down-sample.ts';
import type { RgbImage } from '../../image.ts';
import { psnr } from '../../metrics/psnr.ts';
import { ssim } from '../../metrics/ssim.ts';
import { restoreClassically } from '../../restore/classical.ts';
import { restorerMacs } from '../../restore/restorer-weights.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { chipOf, deadLeaves, SIDE } from './chips.ts';
import { trainEye } from './eye.ts';
import { openEye, openJudge, RestorerRunner, templateDistance } from './judge.ts';
import { counted } from './train.ts';
import { pairsOf, RestorerTraining } from './train-restorer.ts';

export interface CheckInput {
  readonly seed: number;
  /** At which restorers are trained and first asked. */
  readonly strength: number;
  /** People to learn from, and others to ask about. */
  readonly people: number;
  readonly asked: number;
  /** Of each training. */
  readonly steps: number;
}

/** Before and after a restorer, means over the faces asked about. */
export interface Restored {
  readonly on: DegradationId;
  readonly degraded: number;
  readonly trained: number;
  /** By how much the classical restorer raises PSNR, and the trained one, of the first face. */
  readonly classicalGain: number;
  readonly gainBeside: number;
  /** To the clean face, for the app's own network. */
  readonly farDegraded: number;
  readonly farTrained: number;
  /** By how much the same restorer raises PSNR elsewhere: at a weaker and a stronger degradation, on pictures without faces, on each other degradation. */
  readonly gain: number;
  readonly weaker: number;
  readonly stronger: number;
  readonly leaves: number;
  readonly others: readonly number[];
}

/** A degraded face by three measures: higher is nearer in the first two, lower in the third. */
export interface Measured {
  readonly psnr: number;
  readonly ssim: number;
  readonly far: number;
}

/** A deblurring restorer gone on with by pixels, or by features, on the same faces. */
export interface ByLoss {
  readonly psnr: number;
  /** By an eye that neither was trained by, but built as the one that was trained by: no independent judge. */
  readonly eye: number;
  /** Of each face, by the app's own network, which had no part in it. */
  readonly far: readonly number[];
}

export interface Seen {
  /** Two pictures that differ, and what down-sampling makes of them. */
  readonly twins: { readonly apart: number; readonly differing: number };
  readonly restored: readonly Restored[];
  readonly measured: readonly Measured[];
  /** Moved by one pixel, and blurred. */
  readonly moved: Measured;
  readonly blurred: Measured;
  readonly losses: { readonly pixels: ByLoss; readonly features: ByLoss };
  readonly cost: { readonly pixels: number; readonly flops: number; readonly ms: number };
}

const LEVELS = [0.3, 0.7] as const;
const EYE_STEPS = 30;
/** Of the deblurring one: so many times the steps, by features or by pixels. */
const TUNING = 2;
/** Faces by which the two losses are compared: of fewer, chance decides. */
const JUDGED = 6;
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const near = (a: RgbImage, b: RgbImage): number => psnr(a.data, b.data, 255);

/** Everything that the check's findings speak of, computed here and now. */
export async function* measure(input: CheckInput, tools: EngineTools): AsyncGenerator<Progress, Seen> {
  const { seed, strength, people, asked, steps } = input;
  const total =
    people + Math.max(asked, JUDGED) + degradations.length * (steps + 20) + 2 * EYE_STEPS + 2 * TUNING * steps + 60;
  let done = 0;
  const tick = (by = 1): Progress => {
    done = Math.min(total, done + by);
    return { done, total };
  };
  yield tick(0);
  const train: RgbImage[] = [];
  for (let i = 0; i < people; i++) {
    train.push(chipOf(seed, 'train', i));
    yield tick();
  }
  const judged: RgbImage[] = [];
  for (let i = 0; i < Math.max(asked, JUDGED); i++) {
    judged.push(chipOf(seed, 'test', i));
    yield tick();
  }
  const faces = judged.slice(0, asked);
  const open: { release: () => Promise<void> }[] = [];
  const keep = <T extends { release: () => Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    const judge = keep(await openJudge(tools));
    const templates = await judge.embed(judged);
    const far = async (pictures: readonly RgbImage[]): Promise<number> =>
      mean((await judge.embed(pictures)).map((one, i) => templateDistance(one, templates[i]!)));
    yield tick(10);

    const all = await keepAll(keep, asked, tools);
    const spoil = (pictures: readonly RgbImage[], kind: DegradationId, level: number): readonly RgbImage[] =>
      pictures.map((one, i) => degrade(one, kind, level, seed * 31 + i));
    const spoilt = new Map(degradations.map((kind) => [kind, spoil(faces, kind, strength)]));
    const restored: Restored[] = [];
    let byBlur: Float32Array | null = null;
    for (const on of degradations) {
      const training = all.training.train(pairsOf(train, on, strength, seed), seed, steps);
      const weights = yield* counted(training, () => tick());
      if (on === 'blur') byBlur = weights;
      restored.push(await ask(on, weights));
      yield tick(20);
    }

    const measured: Measured[] = [];
    const face = faces[0]!;
    const by = async (picture: RgbImage): Promise<Measured> => ({
      ...{ psnr: near(picture, face), ssim: ssim(picture.data, face.data, SHAPE, 255) },
      far: templateDistance((await judge.embed([picture]))[0]!, templates[0]!),
    });
    for (const on of degradations) {
      for (const level of LEVELS) measured.push(await by(degrade(face, on, level, seed + 17)));
      yield tick(5);
    }
    const moved = await by(movedByOne(face));
    // Just blurred enough for PSNR to find it as good as the moved one, or better.
    const soft = [1, 0.8, 0.6, 0.4, 0.2, 0.1].map((level) => degrade(face, 'blur', level, 0));
    const blurred = await by(soft.find((one) => near(one, face) >= moved.psnr) ?? soft.at(-1)!);

    const eye = yield* counted(trainEye(train, seed, EYE_STEPS, tools), () => tick());
    const other = yield* counted(trainEye(train, seed + 1, EYE_STEPS, tools), () => tick());
    const byFeatures = keep(await RestorerTraining.open(eye, tools));
    const pairs = pairsOf(train, 'blur', strength, seed);
    const tuning = byFeatures.train(pairs, seed + 1, TUNING * steps, byBlur!);
    const tuned = yield* counted(tuning, () => tick());
    // As many steps more by pixels, so that neither has the longer training.
    const further = yield* counted(all.training.train(pairs, seed + 1, TUNING * steps, byBlur!), () => tick());
    const looking = keep(await openEye(SIDE, SIDE, other, tools));
    const loss = async (weights: Float32Array): Promise<ByLoss> => {
      const made: RgbImage[] = [];
      const seen: number[] = [];
      for (const [i, face] of judged.entries()) {
        const [one] = await all.one.restore([degrade(face, 'blur', strength, seed + i)], weights);
        made.push(one!);
        seen.push(await looking.distance(one!, face));
      }
      const far = (await judge.embed(made)).map((one, i) => templateDistance(one, templates[i]!));
      return { psnr: mean(made.map((one, i) => near(one, judged[i]!))), eye: mean(seen), far };
    };
    const losses = { pixels: await loss(further), features: await loss(tuned) };
    const pixels = SIDE * SIDE;
    const cost = { pixels, flops: 2 * restorerMacs(pixels), ms: await all.one.milliseconds(byBlur!, 9) };
    return { twins: twins(face), restored, measured, moved, blurred, losses, cost };

    async function gainOn(
      pictures: readonly RgbImage[],
      bad: readonly RgbImage[],
      weights: Float32Array,
    ): Promise<number> {
      const made = await all.runner.restore(bad, weights);
      return mean(made.map((one, i) => near(one, pictures[i]!) - near(bad[i]!, pictures[i]!)));
    }

    async function ask(on: DegradationId, weights: Float32Array): Promise<Restored> {
      const gain = (pictures: readonly RgbImage[], level: number): Promise<number> =>
        gainOn(pictures, spoil(pictures, on, level), weights);
      const bad = spoilt.get(on)!;
      const made = await all.runner.restore(bad, weights);
      const others: number[] = [];
      for (const kind of degradations) if (kind !== on) others.push(await gainOn(faces, spoilt.get(kind)!, weights));
      const [degradedAt, trainedAt] = [bad, made].map((those) => mean(those.map((one, i) => near(one, faces[i]!))));
      return {
        ...{ on, degraded: degradedAt!, trained: trainedAt!, gain: trainedAt! - degradedAt! },
        classicalGain: near(restoreClassically(bad[0]!, on, strength), faces[0]!) - near(bad[0]!, faces[0]!),
        gainBeside: near(made[0]!, faces[0]!) - near(bad[0]!, faces[0]!),
        ...{ farDegraded: await far(bad), farTrained: await far(made), others },
        weaker: await gain(faces, strength * 0.4),
        stronger: await gain(faces, Math.min(1, strength * 1.6)),
        leaves: await gain(all.leaves, strength),
      };
    }
  } finally {
    for (const one of open) await one.release();
  }
}

const SHAPE = { width: SIDE, height: SIDE, channels: 3 };

async function keepAll(
  keep: <T extends { release: () => Promise<void> }>(one: T) => T,
  asked: number,
  tools: EngineTools,
) {
  return {
    training: keep(await RestorerTraining.open(null, tools)),
    runner: keep(await RestorerRunner.open(asked, SIDE, SIDE, tools)),
    one: keep(await RestorerRunner.open(1, SIDE, SIDE, tools)),
    leaves: Array.from({ length: asked }, (_, i) => deadLeaves(i)),
  };
}

/** Two pictures of which the second has a chequered pattern more: every 2 × 2 pixels have the same mean. */
function twins(face: RgbImage): Seen['twins'] {
  const { width, height } = face;
  const [plain, chequered] = [new Uint8Array(face.data), new Uint8Array(face.data)];
  for (let i = 0; i < plain.length; i++) {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    // Values within reach of both ends, so that nothing is cut off.
    plain[i] = Math.max(24, Math.min(231, plain[i]!));
    chequered[i] = plain[i]! + ((x + y) % 2 === 0 ? 24 : -24);
  }
  const [a, b] = [plain, chequered].map((data) => downSample({ width, height, data }, 2).data) as [
    Uint8Array,
    Uint8Array,
  ];
  return { apart: psnr(plain, chequered, 255), differing: a.filter((value, i) => value !== b[i]).length };
}

/** To the right by a pixel; the first column is repeated. */
function movedByOne({ width, height, data }: RgbImage): RgbImage {
  const moved = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (y * width + Math.max(0, x - 1)) * 3;
      moved.set(data.subarray(from, from + 3), (y * width + x) * 3);
    }
  return { width, height, data: moved };
}
