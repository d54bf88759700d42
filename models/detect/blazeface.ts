import type { RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import { type AnchorLayout, BLAZEFACE_BACK, generateAnchors } from './anchors.ts';
import { decode, joinOutputs } from './decode.ts';
import { type DetectionRows, ROW } from './detection.ts';
import { type Region, resample } from './resample.ts';
import { suppressWeighted } from './suppress.ts';

/** One pass of the detector over a square of the image. */
export interface BlazeFace {
  readonly inputSize: number;
  /** Rows in continuous pixels of the image, best first. `minScore` 0..1. */
  search(image: RgbImage, square: Region, minScore: number): Promise<DetectionRows>;
}

/** Overlap above which two rows are one face. Low enough for a face's own anchors, high enough for heads in a crowd. */
export const SAME_FACE_IOU = 0.3;

/**
 * BlazeFace over a compiled network: `[1, s, s, 3]` in −1..1 → logits and boxes of each layer (Bazarevsky et al. 2019).
 */
export function createBlazeFace(network: Network, layout: AnchorLayout = BLAZEFACE_BACK): BlazeFace {
  const anchors = generateAnchors(layout);
  const size = layout.inputSize;
  const cells = layout.strides.map((stride, layer) => Math.ceil(size / stride) ** 2 * layout.perCell[layer]!);
  // 768 KB a frame, made anew, would have the garbage collector stop the engine every few frames. Calls that overlap each take their own.
  const spare: Float32Array[] = [];
  return {
    inputSize: size,
    async search(image, square, minScore) {
      const data = resample(image, square, size, size, 1 / 127.5, -1, spare.pop());
      const outputs = await network.run({ dtype: 'float32', shape: [1, size, size, 3], data });
      spare.push(data);
      const predictions = joinOutputs(
        outputs.map((output) => output.data as Float32Array),
        cells,
      );
      const rows = suppressWeighted(decode(predictions, anchors, minScore), SAME_FACE_IOU);
      return moveRows(rows, square.width / size, square.x, square.y);
    },
  };
}

/** The smallest square that holds the whole image, centred: a frame is padded, never squashed. */
export function letterbox(image: { readonly width: number; readonly height: number }): Region {
  const side = Math.max(image.width, image.height);
  return { x: (image.width - side) / 2, y: (image.height - side) / 2, width: side, height: side };
}

/** Scales and shifts rows in place, from input pixels to image pixels. */
function moveRows(rows: DetectionRows, scale: number, x: number, y: number): DetectionRows {
  for (let at = 0; at < rows.length; at += ROW) {
    for (let k = 1; k < ROW; k += 2) {
      rows[at + k] = rows[at + k]! * scale + x;
      rows[at + k + 1] = rows[at + k + 1]! * scale + y;
    }
  }
  return rows;
}
