import type { Box, RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import { boxIou } from './box-iou.ts';
import { resample } from './resample.ts';

const WIDTH = 320;
const HEIGHT = 240;

/** The face is shown in a view this many times its own height: an animal's head passes close up, less so with its surroundings. */
const CONTEXT = 6;

/** A box of the second detector speaks for a face from this IoU on. */
const SAME_PLACE = 0.3;

/** How sure another detector is, 0..1, that there is a face in `box`. */
export type SecondOpinion = (image: RgbImage, box: Box) => Promise<number>;

/**
 * A second opinion from an "ultra light" RFB-320 detector (Linzaer 2019), trained apart from BlazeFace and so with other mistakes:
 * `[1, 3, 240, 320]`, RGB, (x − 127) / 128 → scores `[1, n, 2]` (background, face) and boxes `[1, n, 4]` as corners in 0..1.
 * @throws when an output is missing
 */
export function createSecondOpinion(network: Network): SecondOpinion {
  return async (image, box) => {
    const height = Math.max(box.width, box.height) * CONTEXT;
    const width = (height * WIDTH) / HEIGHT;
    // From pixel centres to continuous coordinates.
    const x = box.x + 0.5 + (box.width - width) / 2;
    const y = box.y + 0.5 + (box.height - height) / 2;
    const pixels = resample(image, { x, y, width, height }, WIDTH, HEIGHT, 1 / 128, -127 / 128);
    const outputs = await network.run({ dtype: 'float32', shape: [1, 3, HEIGHT, WIDTH], data: planes(pixels) });
    const boxes = outputs.find(({ shape }) => shape.at(-1) === 4)?.data;
    const scores = outputs.find(({ shape }) => shape.at(-1) === 2)?.data;
    if (!boxes || !scores) throw new Error('second opinion: the network lacks an output');
    let best = 0;
    for (let i = 0; i < scores.length / 2; i++) {
      const score = scores[i * 2 + 1]!;
      if (score <= best) continue;
      const corners = boxes.subarray(i * 4, i * 4 + 4);
      const left = x + corners[0]! * width - 0.5;
      const top = y + corners[1]! * height - 0.5;
      const other = {
        x: left,
        y: top,
        width: x + corners[2]! * width - 0.5 - left,
        height: y + corners[3]! * height - 0.5 - top,
      };
      if (boxIou(box, other) > SAME_PLACE) best = score;
    }
    return best;
  };
}

function planes(pixels: Float32Array): Float32Array {
  const plane = pixels.length / 3;
  const out = new Float32Array(pixels.length);
  for (let i = 0, from = 0; i < plane; i++, from += 3) {
    out[i] = pixels[from]!;
    out[i + plane] = pixels[from + 1]!;
    out[i + 2 * plane] = pixels[from + 2]!;
  }
  return out;
}
