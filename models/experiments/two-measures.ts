import type { RgbImage } from '../image.ts';
import { type Table, tableOf } from '../linear/table.ts';
import { CHIP_FRAMING } from '../synth/difficulties.ts';
import { identityOf } from '../synth/draw-identity.ts';
import { figureOf } from '../synth/figure.ts';
import { landmarksOf } from '../synth/landmarks.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../synth/nuisance.ts';
import { createRenderer } from '../synth/render.ts';

/** Three invented people: two with one width of the mouth, two with nearly one brightness. */
const PEOPLE = [1, 4, 5] as const;
const SIDE = 48;

/** Rows of two measurements with the person, 0 … 2, whom each is of. */
export interface Measured {
  readonly table: Table;
  readonly labels: readonly number[];
}

/**
 * Two measurements of each of `each` pictures of three people, as recognisers before networks took them (Kanade 1973): the width of the
 * mouth in parts of the distance from eyes to mouth, and how bright the middle of the face is, 0 … 255. One step a picture.
 */
export async function* measurePeople(
  seed: number,
  each: number,
): AsyncGenerator<{ done: number; total: number }, Measured> {
  const render = createRenderer(SIDE);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (const [label, person] of PEOPLE.entries()) {
    const figure = figureOf(identityOf(person));
    for (let i = 0; i < each; i++) {
      const nuisance = nuisanceOf(Math.imul(seed, 52_711) + label * each + i, NEAR_FRONTAL, CHIP_FRAMING);
      const [left, right, , leftMouth, rightMouth] = landmarksOf(figure, nuisance, SIDE);
      const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
      const mouth = { x: (leftMouth.x + rightMouth.x) / 2, y: (leftMouth.y + rightMouth.y) / 2 };
      const width = Math.hypot(rightMouth.x - leftMouth.x, rightMouth.y - leftMouth.y);
      const length = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y);
      const box = { left: left.x, right: right.x, top: eyes.y, bottom: mouth.y };
      rows.push([width / length, brightness(render(figure, nuisance), box)]);
      labels.push(label);
      yield { done: rows.length, total: PEOPLE.length * each };
    }
  }
  return { table: tableOf(rows), labels };
}

/** Mean luma (Rec. 601) of a box of pixels. */
function brightness(
  { width, data }: RgbImage,
  box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): number {
  let [sum, count] = [0, 0];
  for (let y = Math.ceil(box.top); y <= box.bottom; y++)
    for (let x = Math.ceil(box.left); x <= box.right; x++) {
      const at = (y * width + x) * 3;
      sum += 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      count++;
    }
  return sum / count;
}
