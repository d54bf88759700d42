import type { DegradationId } from '../../degrade/degrade.ts';
import type { RgbImage } from '../../image.ts';
import { restorerMacs } from '../../restore/restorer-weights.ts';
import type { Progress } from '../check.ts';
import type { EngineTools } from '../in-engine.ts';
import { chipOf, SIDE } from './chips.ts';
import { trainEye } from './eye.ts';
import { openJudge, RestorerRunner, templateDistance } from './judge.ts';
import { checkDegradation } from './look.ts';
import { received, type SentPicture, sentFloats } from './pixels.ts';
import { pairsOf, RestorerTraining } from './train-restorer.ts';

export interface TrainInput {
  readonly degradation: DegradationId;
  readonly strength: number;
  readonly seed: number;
  readonly steps: number;
}

/** Of one restorer: bytes of its weights. Its loss so far, each a mean over some steps. */
export interface TrainStep extends Progress {
  readonly pixels?: string;
  readonly features?: string;
  readonly losses?: readonly { readonly step: number; readonly loss: number }[];
}

/** What a restorer costs: a crop of a face, and a camera's picture. */
export interface Cost {
  readonly pixels: number;
  /** Floating-point operations: two a multiply-accumulate. */
  readonly flops: number;
  readonly ms: number;
}

export interface Trained {
  readonly pixels: string;
  readonly features: string;
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  readonly costs: readonly Cost[];
}

export const TRAINED_PEOPLE = 12;
/** Of the network whose features are the second loss. */
const EYE_STEPS = 40;
const A_SIGN = 10;
const STEPS_MOST = 4000;

export const COSTED = [
  [SIDE, SIDE],
  [640, 480],
] as const;

/** Trains a restorer by pixels, and from halfway there another by features; its weights are told as it goes. */
export async function* train(input: TrainInput, tools: EngineTools): AsyncGenerator<TrainStep, Trained> {
  checkDegradation(input);
  const { degradation, strength, seed, steps } = input;
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= STEPS_MOST))
    throw new RangeError(`low-level: steps are a whole number from 1 to ${STEPS_MOST}`);
  const total = TRAINED_PEOPLE + 3 * steps + EYE_STEPS;
  let done = 0;
  yield { done, total };
  const faces: RgbImage[] = [];
  for (let person = 0; person < TRAINED_PEOPLE; person++) {
    faces.push(chipOf(seed, 'train', person));
    yield { done: ++done, total };
  }
  const pairs = pairsOf(faces, degradation, strength, seed);
  const losses: { step: number; loss: number }[] = [];
  const byPixels = await RestorerTraining.open(null, tools);
  let [half, weights]: (Float32Array | undefined)[] = [];
  try {
    // Twice as many: those by features begin halfway, so that both make as many steps.
    for (const part of [0, 1]) {
      const training = byPixels.train(pairs, seed + part, steps, half);
      let sum = 0;
      for (;;) {
        const next = await training.next();
        if (next.done === true) {
          weights = next.value;
          half ??= weights;
          break;
        }
        const { step, loss } = next.value;
        done++;
        sum += loss;
        if (step % A_SIGN !== 0 && step !== steps) continue;
        losses.push({ step: part * steps + step, loss: sum / (step % A_SIGN || A_SIGN) });
        sum = 0;
        yield { done, total, losses: [...losses] };
      }
      yield { done, total, pixels: sentFloats(weights!) };
    }
  } finally {
    await byPixels.release();
  }
  const pixels = sentFloats(weights!);
  const eye = yield* counted(trainEye(faces, seed, EYE_STEPS, tools), () => ({ done: ++done, total }));
  const byFeatures = await RestorerTraining.open(eye, tools);
  let features: string;
  try {
    const tuned = byFeatures.train(pairs, seed + 1, steps, half);
    features = sentFloats(yield* counted(tuned, () => ({ done: ++done, total })));
  } finally {
    await byFeatures.release();
  }
  yield { done, total, features };
  const costs: Cost[] = [];
  for (const [width, height] of COSTED) {
    const runner = await RestorerRunner.open(1, width, height, tools);
    const ms = await runner.milliseconds(weights!, width > SIDE ? 3 : 15);
    costs.push({ pixels: width * height, flops: 2 * restorerMacs(width * height), ms });
    await runner.release();
  }
  return { pixels, features, losses, costs };
}

/** A training of which some steps are told. */
export async function* counted<R>(
  training: AsyncGenerator<unknown, R>,
  sign: () => Progress,
): AsyncGenerator<Progress, R> {
  for (let step = 1; ; step++) {
    const next = await training.next();
    if (next.done === true) return next.value;
    const told = sign();
    if (step % A_SIGN === 0) yield told;
  }
}

export interface DistanceInput {
  /** The first is the clean one. */
  readonly pictures: readonly SentPicture[];
}

/** How far each picture is from the first for the app's own network: 1 − cosine of their templates. */
export async function* distance(
  { pictures }: DistanceInput,
  tools: EngineTools,
): AsyncGenerator<Progress, { readonly modelId: string; readonly distances: readonly number[] }> {
  if (!(Array.isArray(pictures) && pictures.length >= 1 && pictures.length <= 8))
    throw new RangeError('low-level: one to eight pictures');
  const faces = pictures.map(received);
  yield { done: 0, total: 1 };
  const judge = await openJudge(tools);
  try {
    const templates = await judge.embed(faces);
    return { modelId: judge.modelId, distances: templates.map((one) => templateDistance(one, templates[0]!)) };
  } finally {
    await judge.release();
  }
}
