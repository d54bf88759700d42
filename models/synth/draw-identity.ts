import { seededRandom } from '../metrics/seeded-random.ts';
import { type Colour, mix, scaled } from './colour.ts';
import { drawWith } from './draw.ts';
import type { Identity } from './identity.ts';

const PALE: Colour = [0.86, 0.66, 0.56];
const TAN: Colour = [0.66, 0.44, 0.31];
const DARK: Colour = [0.25, 0.14, 0.09];
const HAIR: readonly Colour[] = [
  [0.02, 0.017, 0.015],
  [0.06, 0.035, 0.02],
  [0.14, 0.075, 0.035],
  [0.42, 0.28, 0.12],
  [0.3, 0.09, 0.03],
  [0.42, 0.41, 0.4],
];
const IRIS: readonly Colour[] = [
  [0.06, 0.03, 0.015],
  [0.14, 0.075, 0.03],
  [0.1, 0.17, 0.09],
  [0.12, 0.2, 0.32],
  [0.22, 0.26, 0.28],
];

/** The person of a seed: always the same one. */
export function identityOf(seed: number): Identity {
  const { between, around, chance, oneOf } = drawWith(seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x51ed270b));
  const tone = between(0, 2);
  const colour = tone < 1 ? mix(PALE, TAN, tone) : mix(TAN, DARK, tone - 1);
  const hairColour = scaled(oneOf(HAIR, tone < 0.8 ? [2, 3, 3, 2, 1, 1] : [6, 3, 1, 0, 0, 1]), between(0.8, 1.2));
  const long = chance(0.4);
  const bald = !long && chance(0.1);
  const bearded = !long && chance(0.45);
  const lips = mix(scaled(colour, 0.75), [0.6, 0.16, 0.15], between(0.15, 0.55) * (tone < 1.2 ? 1 : 0.5));
  return {
    seed,
    shape: {
      width: around(1, 0.07),
      cheeks: around(1, 0.05),
      jaw: around(1, 0.11),
      chin: around(1, 0.16),
      chinForward: around(0.04, 0.03),
      forehead: around(0, 0.03),
      brow: around(0.03, 0.015),
      depth: around(1, 0.05),
    },
    eyes: {
      apart: around(0.29, 0.025),
      width: around(0.135, 0.011),
      height: around(0.062, 0.009),
      tilt: around(0.05, 0.08),
      depth: around(0.06, 0.02),
      colour: oneOf(IRIS, tone < 0.8 ? [2, 3, 2, 3, 2] : [5, 3, 0.4, 0.2, 0.2]),
    },
    brows: {
      height: around(0.19, 0.02),
      thickness: around(0.036, 0.01),
      arch: around(0.04, 0.02),
      length: around(1, 0.1),
    },
    nose: {
      length: around(0.38, 0.035),
      width: around(1, 0.19),
      bridge: around(0.07, 0.025),
      tip: around(0.2, 0.035),
      lift: around(0, 0.025),
    },
    mouth: {
      height: around(0.6, 0.03),
      width: around(0.25, 0.028),
      upper: around(0.05, 0.013),
      lower: around(0.065, 0.015),
      colour: lips,
    },
    skin: {
      colour,
      blush: between(0, 0.25),
      folds: between(0, 1) ** 2,
      freckles: tone < 0.5 && chance(0.25) ? between(0.3, 1) : 0,
      mole: chance(0.25) ? [between(-0.45, 0.45), between(-0.8, -0.15)] : null,
    },
    hair: {
      colour: hairColour,
      line: around(0.58, 0.06),
      fringe: chance(0.35) ? between(0.1, 0.28) : 0,
      side: between(-0.25, 0.15),
      volume: long ? between(0.05, 0.16) : between(0.02, 0.12),
      length: long ? between(0.6, 1.7) : 0,
      bald,
    },
    beard: {
      density: bearded ? between(0.25, 1) : 0,
      cheek: between(-0.45, -0.2),
      moustache: chance(0.75) ? 1 : 0,
    },
    glasses: chance(0.25)
      ? {
          colour: oneOf<Colour>([
            [0.02, 0.02, 0.02],
            [0.12, 0.05, 0.03],
            [0.4, 0.38, 0.36],
            [0.25, 0.03, 0.05],
          ]),
          width: around(0.2, 0.015),
          height: between(0.12, 0.18),
          round: between(2, 5),
          thickness: between(0.012, 0.03),
        }
      : null,
  };
}
