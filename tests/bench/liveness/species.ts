import type { RgbImage } from '../../../models/image.ts';
import type { Gesture } from '../../../models/liveness/challenge.ts';
import { type Random, seededRandom } from '../../../models/metrics/seeded-random.ts';
import { drawWith } from '../../../models/synth/draw.ts';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { createRenderer } from '../../../models/synth/render.ts';
import { sitting } from '../../../models/synth/sitting.ts';
import { type Held, type Screen, seeSheet } from './sheet.ts';

/** What stands before the camera: its picture at a time (seconds), while a gesture is asked (or none) since a time. */
export type Actor = (seconds: number, asked: Asked | null) => RgbImage;

export interface Asked {
  readonly gesture: Gesture;
  readonly since: number;
}

export const CAMERA = { width: 480, height: 360 };
const NOISE = 3;
const BEFORE: Held = { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, distance: 1.15, bend: 0 };

/** A hand that holds something still: slow drift and tremor. */
function hand(random: Random): (seconds: number) => Held {
  const { between, around } = drawWith(random);
  const phases = Array.from({ length: 5 }, () => between(0, 6));
  return (t) => ({
    ...BEFORE,
    x: 0.02 * Math.sin(0.9 * t + phases[0]!) + around(0, 0.002),
    y: 0.015 * Math.sin(1.1 * t + phases[1]!) + around(0, 0.002),
    roll: 0.03 * Math.sin(0.7 * t + phases[2]!) + around(0, 0.002),
    yaw: 0.05 * Math.sin(1.3 * t + phases[3]!),
    pitch: 0.05 * Math.sin(1.7 * t + phases[4]!),
  });
}

/** How far a gesture has gone: in within 0.6 s after a reaction of 0.4 s, out again within the same. */
const course = (seconds: number, since: number): number => {
  const t = (seconds - since - 0.4) / 0.6;
  return t <= 0 || t >= 2.5 ? 0 : t < 1 ? t : t < 1.5 ? 1 : 2.5 - t;
};

/** A photo held still. */
export function heldPhoto(photo: RgbImage, seed: number, screen: Screen | null = null): Actor {
  const random = seededRandom(seed);
  const held = hand(random);
  return (t) => seeSheet(photo, held(t), CAMERA, NOISE, random, screen);
}

/** Moments of one exposure that are averaged: what moves fast is blurred. */
const MOMENTS = 4;
const EXPOSURE = 0.03;

/** A photo shaken four times a second by a fiftieth to a seventh of its width, with the blur that a camera makes of it. */
export function shakenPhoto(photo: RgbImage, seed: number): Actor {
  const random = seededRandom(seed);
  const held = hand(random);
  const { between } = drawWith(random);
  const phase = between(0, 6);
  const far = between(0.2, 1.4);
  return (t) => {
    const still = held(t);
    const sum = new Float32Array(CAMERA.width * CAMERA.height * 3);
    for (let moment = 0; moment < MOMENTS; moment++) {
      const at = t + (EXPOSURE * moment) / MOMENTS;
      const shaken: Held = {
        ...still,
        x: still.x + 0.05 * far * Math.sin(25 * at + phase),
        y: still.y + 0.03 * far * Math.sin(31 * at),
        roll: still.roll + 0.06 * far * Math.sin(22 * at),
      };
      // The sensor's noise is of the whole exposure: averaging leaves as much as one picture has.
      const { data } = seeSheet(photo, shaken, CAMERA, NOISE * Math.sqrt(MOMENTS), random);
      for (let i = 0; i < data.length; i++) sum[i]! += data[i]! / MOMENTS;
    }
    return { ...CAMERA, data: Uint8Array.from(sum, Math.round) };
  };
}

/** Where the eyes of a photo are, in its pixels. */
export interface EyesAt {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/**
 * A photo held, with a pencil passed over both eyes every three seconds and when a blink is asked: to a landmark network covered eyes may look
 * like shut ones. Turns and nods are answered by tilting it.
 */
export function coveredPhoto(photo: RgbImage, eyes: EyesAt, seed: number): Actor {
  const random = seededRandom(seed);
  const tilted = tiltedAsAsked(hand(random));
  const far = eyes.right - eyes.left;
  const thick = Math.max(2, Math.round(0.16 * far));
  return (t, asked) => {
    const since = asked?.gesture === 'blink' ? t - asked.since - 0.6 : t % 3;
    // Down over the eyes within 0.4 s, from brow to cheek.
    const way = since / 0.4;
    const picture = way < 0 || way > 1 ? photo : barOver(photo, eyes.y + (way - 0.5) * far, thick, eyes, far);
    return seeSheet(picture, tilted(t, asked), CAMERA, NOISE, random);
  };
}

function barOver(photo: RgbImage, y: number, thick: number, eyes: EyesAt, far: number): RgbImage {
  const data = photo.data.slice();
  const [from, to] = [eyes.left - 0.6 * far, eyes.right + 0.6 * far].map(Math.round);
  for (let row = Math.max(0, Math.round(y - thick / 2)); row < Math.min(photo.height, y + thick / 2); row++)
    for (let column = Math.max(0, from!); column < Math.min(photo.width, to!); column++)
      data.set([196, 150, 62], (row * photo.width + column) * 3);
  return { ...photo, data };
}

/** Held in a hand, and tilted the way a gesture asks. A turn to the person's left shows the sheet's right edge closer. */
const tiltedAsAsked =
  (held: (seconds: number) => Held) =>
  (t: number, asked: Asked | null): Held => {
    const still = held(t);
    const far = asked === null ? 0 : course(t, asked.since);
    const turn = asked?.gesture === 'turn-left' ? far : asked?.gesture === 'turn-right' ? -far : 0;
    return {
      ...still,
      yaw: still.yaw - 0.75 * turn,
      pitch: still.pitch + (asked?.gesture === 'nod' ? 0.5 * far : 0),
    };
  };

/** A photo tilted to and fro by up to 35° (bowed: also bent around a vertical axis), and the way a gesture asks. */
export function movedPhoto(photo: RgbImage, seed: number, bend: number): Actor {
  const random = seededRandom(seed);
  const tilted = tiltedAsAsked(hand(random));
  const phase = drawWith(random).between(0, 6);
  return (t, asked) => {
    const still = tilted(t, asked);
    // With nothing asked it sways until it is needed.
    const sways = asked === null && t < 6;
    return seeSheet(
      photo,
      {
        ...still,
        yaw: still.yaw + (sways ? 0.6 * Math.sin(1.9 * t + phase) : 0),
        pitch: still.pitch + (sways ? 0.3 * Math.sin(2.7 * t) : 0),
        bend: bend === 0 ? 0 : bend * (1 + 0.2 * Math.sin(2.3 * t)),
      },
      CAMERA,
      NOISE,
      random,
    );
  };
}

/** An invented person who looks into the camera, moves a little, blinks every three seconds or so and does what is asked. */
export function inventedPerson(seed: number, answers = true, size = CAMERA.height): Actor {
  const random = seededRandom(seed);
  const { between } = drawWith(random);
  const figure = figureOf(identityOf(seed));
  const [still] = sitting(seed, 1);
  const render = createRenderer(size);
  const phases = Array.from({ length: 3 }, () => between(0, 6));
  let nextBlink = between(0.5, 3);
  let picture = 0;
  return (t, asked) => {
    if (t > nextBlink + 0.25) nextBlink = t + between(1.5, 5);
    const spontaneous = t >= nextBlink && t <= nextBlink + 0.2 ? 1 : 0;
    const far = !answers || asked === null ? 0 : course(t, asked.since);
    const shut = asked?.gesture === 'blink' && far > 0.6 && far < 1.01 && t - asked.since < 1.2 ? 1 : spontaneous;
    // To the person's left is to the viewer's right.
    const turn = asked?.gesture === 'turn-left' ? far : asked?.gesture === 'turn-right' ? -far : 0;
    const nod = asked?.gesture === 'nod' ? far : 0;
    return render(figure, {
      ...still!,
      seed: still!.seed + picture++,
      frame: { ...still!.frame, size: 0.62, y: 0.46 },
      pose: {
        yaw: 0.05 * Math.sin(0.8 * t + phases[0]!) + 0.45 * turn,
        pitch: 0.04 * Math.sin(1.1 * t + phases[1]!) - 0.32 * nod,
        roll: 0.03 * Math.sin(0.6 * t + phases[2]!),
      },
      expression: { ...still!.expression, lids: shut === 1 ? 0.03 : still!.expression.lids },
      noise: NOISE,
    });
  };
}

/** A video on something flat that is held before the camera. */
export function replayed(video: Actor, seed: number, screen: Screen | null): Actor {
  const random = seededRandom(seed);
  const held = hand(random);
  return (t, asked) => seeSheet(video(t, asked), held(t), CAMERA, NOISE, random, screen);
}
