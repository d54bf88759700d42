import { CHIP_FRAMING } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { type Difficulty, NEAR_FRONTAL, type Nuisance, nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer } from '../../synth/render.ts';
import type { PictureSource } from '../../train/picture-source.ts';

/** Two conditions under which the same people are taken: a lit entrance, and a warm and blurred corridor. */
export type CameraId = 'entrance' | 'corridor';
export const CAMERAS: readonly CameraId[] = ['entrance', 'corridor'];

export interface FacesChoice {
  readonly people: number;
  /** Of each of them; odd ones are the corridor's where both cameras take part. */
  readonly pictures: number;
  /** Side in pixels. */
  readonly size: number;
  readonly seed: number;
  /** `one`: all pictures are the entrance's. */
  readonly cameras: 'one' | 'both';
  readonly difficulty?: Difficulty;
}

/** Invented people in memory, and by which camera each picture was taken. */
export interface Faces extends PictureSource {
  readonly choice: FacesChoice;
  /** Places in {@link CAMERAS}. */
  readonly cameras: Uint8Array;
  /** All pictures, one after the other: [pictures, size, size, 3]. */
  readonly bytes: Uint8Array;
}

/** What of one picture differs from the next: the same for the same choice and index. */
export function circumstancesOf(choice: FacesChoice, index: number): Nuisance {
  const { seed, difficulty = NEAR_FRONTAL } = choice;
  const plain = nuisanceOf(Math.imul(seed, 1_000_003) + 500_009 + index, difficulty, CHIP_FRAMING);
  return cameraOf(choice, index) === 0 ? plain : inCorridor(plain);
}

export const personSeed = ({ seed }: FacesChoice, person: number): number => Math.imul(seed, 1_000_003) + person;

const cameraOf = ({ cameras }: FacesChoice, index: number): number => (cameras === 'both' ? index % 2 : 0);

/** Another lamp from the other side, another lens: what changes between two cameras of one building. */
function inCorridor(plain: Nuisance): Nuisance {
  const { light, frame, blur, noise } = plain;
  const [x, y, z] = light.direction;
  const [red, green, blue] = light.colour;
  return {
    ...plain,
    light: {
      direction: [-x, y, z],
      colour: [red * 1.25, green, blue * 0.7],
      ambient: light.ambient * 0.75,
      strength: light.strength * 0.85,
    },
    frame: { ...frame, size: frame.size * 0.92 },
    blur: blur + 1.2,
    noise: noise + 3,
  };
}

/**
 * Draws them, person by person, and yields how many are done: some 15 ms a person and 2 ms a picture.
 * The same bytes for the same choice on every machine.
 */
export function* drawFaces(choice: FacesChoice): Generator<{ done: number; total: number }, Faces> {
  const { people, pictures, size } = choice;
  const render = createRenderer(size);
  const length = size * size * 3;
  const count = people * pictures;
  const bytes = new Uint8Array(count * length);
  for (let person = 0; person < people; person++) {
    const figure = figureOf(identityOf(personSeed(choice, person)));
    for (let k = 0; k < pictures; k++) {
      const index = person * pictures + k;
      bytes.set(render(figure, circumstancesOf(choice, index)).data, index * length);
    }
    yield { done: (person + 1) * pictures, total: count };
  }
  return {
    choice,
    size,
    labels: Int32Array.from({ length: count }, (_, i) => Math.floor(i / pictures)),
    cameras: Uint8Array.from({ length: count }, (_, i) => cameraOf(choice, i)),
    references: Array.from({ length: count }, (_, i) => `synthetic:${Math.floor(i / pictures)}:${i}`),
    bytes,
    picture: (index) => bytes.subarray(index * length, (index + 1) * length),
  };
}
