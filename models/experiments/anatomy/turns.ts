import type { LabelledPictures } from '../small/faces.ts';

/** By how many quarters of a turn a picture may have been turned: the classes of the pretext task. */
export const TURNS = 4;

/**
 * Every picture in each of the four turns, and which turn it is: labels that nobody had to give (Gidaris, Singh, Komodakis,
 * "Unsupervised Representation Learning by Predicting Image Rotations", ICLR 2018, §2.1). Pictures stay together: 4·i + turn.
 */
export function turned({ side, data, labels }: LabelledPictures): LabelledPictures {
  const size = side * side * 3;
  const all = new Float32Array(labels.length * TURNS * size);
  for (let i = 0; i < labels.length; i++) {
    let picture = data.subarray(i * size, (i + 1) * size);
    for (let turn = 0; turn < TURNS; turn++) {
      all.set(picture, (i * TURNS + turn) * size);
      picture = quarterTurn(picture, side);
    }
  }
  return {
    side,
    people: TURNS,
    data: all,
    labels: Int32Array.from({ length: labels.length * TURNS }, (_, i) => i % TURNS),
  };
}

/** A picture [side, side, 3] a quarter of a turn clockwise: what was on the left is on top. */
export function quarterTurn(picture: Float32Array, side: number): Float32Array {
  const next = new Float32Array(picture.length);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++) next[(y * side + x) * 3 + c] = picture[((side - 1 - x) * side + y) * 3 + c]!;
  return next;
}
