import type { RgbImage } from '../../image.ts';
import { CHIP_FRAMING } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { nuisanceOf } from '../../synth/nuisance.ts';
import { createMaskedRenderer } from '../../synth/render.ts';

/** Side of a picture in pixels: small enough for networks to be trained while one waits. */
export const SIDE = 32;

/** Pictures of invented people, person by person: whom each shows, and which of its pixels are head. */
export interface Study {
  readonly people: number;
  readonly pictures: readonly RgbImage[];
  readonly labels: Int32Array;
  /** 1: more than half of the pixel is head, else 0; row by row. */
  readonly masks: readonly Uint8Array[];
}

/** People to learn from and people to ask about are counted from far apart: nobody is in both. */
const from = { train: 60_013, test: 920_021 } as const;

/** Yields after each person, since drawing takes a while. */
export function* studyOf(
  seed: number,
  part: keyof typeof from,
  people: number,
  each: number,
): Generator<number, Study> {
  const render = createMaskedRenderer(SIDE);
  const pictures: RgbImage[] = [];
  const masks: Uint8Array[] = [];
  const labels = new Int32Array(people * each);
  for (let person = 0; person < people; person++) {
    const number = Math.imul(seed, 7919) + from[part] + person;
    const figure = figureOf(identityOf(number));
    for (let i = 0; i < each; i++) {
      const difficulty = { pose: 0.2, expression: 0.4, light: 0.3, image: 0.1, occlusion: 0 };
      const { picture, mask } = render(figure, nuisanceOf(Math.imul(number, 37) + i, difficulty, CHIP_FRAMING));
      labels[pictures.length] = person;
      pictures.push(picture);
      masks.push(Uint8Array.from(mask, (share) => (share > 0.5 ? 1 : 0)));
    }
    yield person + 1;
  }
  return { people, pictures, labels, masks };
}
