import type { RgbImage } from '../image.ts';
import { type BlazeFace, letterbox, SAME_FACE_IOU } from './blazeface.ts';
import { type Detection, type DetectionRows, ROW, toDetections } from './detection.ts';
import type { Region } from './resample.ts';
import { overlapOfSmaller, suppress } from './suppress.ts';

/** Detector score a face needs, 0..1. */
export const MIN_SCORE = 0.5;

/** A tile need not be smaller than this many pixels: the detector's input is 256, and enlarging adds no detail. */
const SMALLEST_TILE = 192;

/** Tiles of level n have 1/2ⁿ of the image's longer side; three levels find faces of an eighth of the frame's smallest. */
const LEVELS = 3;

/** Neighbouring tiles share this much of their side, so that a face of up to this size lies whole in one of them. */
const OVERLAP = 0.3;

/** Two boxes of which one lies this far within the other show one face, whatever their IoU (a face cut by a tile's edge). */
const CONTAINED = 0.7;

/** One pass over the letterboxed frame: faces from about 4 % of its longer side. Best first. */
export async function searchFrame(detector: BlazeFace, image: RgbImage, minScore = MIN_SCORE): Promise<Detection[]> {
  return toDetections(await detector.search(image, letterbox(image), minScore));
}

/**
 * A patient search for stills: the whole image, the image with a wide margin (faces that fill it), and overlapping tiles at several
 * scales (small faces), merged. Best first.
 */
export async function searchStill(detector: BlazeFace, image: RgbImage, minScore = MIN_SCORE): Promise<Detection[]> {
  const whole = letterbox(image);
  const found = [
    await detector.search(image, whole, minScore),
    await detector.search(image, widen(whole, 2), minScore),
  ];
  for (const tile of tiles(image)) {
    found.push(dropCut(await detector.search(image, tile, minScore), tile, image));
  }
  return toDetections(merge(found));
}

/** Square tiles of all levels, each level covering the image. */
export function tiles(image: { readonly width: number; readonly height: number }): Region[] {
  const longer = Math.max(image.width, image.height);
  const squares: Region[] = [];
  for (let level = 1; level <= LEVELS; level++) {
    const side = longer / 2 ** level;
    if (side < SMALLEST_TILE) break;
    for (const y of origins(image.height, side)) {
      for (const x of origins(image.width, side)) squares.push({ x, y, width: side, height: side });
    }
  }
  return squares;
}

/** Where tiles of `side` begin along an edge of `length`; evenly spread, or one in the middle when the side is longer. */
function origins(length: number, side: number): number[] {
  if (side >= length) return [(length - side) / 2];
  const steps = Math.ceil((length - side) / (side * (1 - OVERLAP)));
  return Array.from({ length: steps + 1 }, (_, k) => (k * (length - side)) / steps);
}

function widen({ x, y, width, height }: Region, factor: number): Region {
  const dx = (width * (factor - 1)) / 2;
  const dy = (height * (factor - 1)) / 2;
  return { x: x - dx, y: y - dy, width: width * factor, height: height * factor };
}

/** Without the faces that a tile's inner edge cuts: a neighbour or another level sees them whole. */
function dropCut(rows: DetectionRows, tile: Region, image: RgbImage): DetectionRows {
  return keep(rows, (at) => {
    const margin = (rows[at + 3]! - rows[at + 1]!) * 0.05;
    return (
      (tile.x <= 0 || rows[at + 1]! > tile.x + margin) &&
      (tile.y <= 0 || rows[at + 2]! > tile.y + margin) &&
      (tile.x + tile.width >= image.width || rows[at + 3]! < tile.x + tile.width - margin) &&
      (tile.y + tile.height >= image.height || rows[at + 4]! < tile.y + tile.height - margin)
    );
  });
}

/** All passes' rows, best first, each face once. */
function merge(passes: readonly DetectionRows[]): DetectionRows {
  const all = passes.flatMap((rows) =>
    Array.from({ length: rows.length / ROW }, (_, i) => rows.subarray(i * ROW, (i + 1) * ROW)),
  );
  all.sort((a, b) => b[0]! - a[0]!);
  const rows = new Float32Array(all.length * ROW);
  for (const [i, row] of all.entries()) rows.set(row, i * ROW);
  const apart = suppress(rows, SAME_FACE_IOU);
  return keep(apart, (at) => {
    for (let better = 0; better < at; better += ROW) {
      if (overlapOfSmaller(apart, better / ROW, at / ROW) > CONTAINED) return false;
    }
    return true;
  });
}

function keep(rows: DetectionRows, wanted: (at: number) => boolean): DetectionRows {
  const out = new Float32Array(rows.length);
  let length = 0;
  for (let at = 0; at < rows.length; at += ROW) {
    if (!wanted(at)) continue;
    out.set(rows.subarray(at, at + ROW), length);
    length += ROW;
  }
  return out.slice(0, length);
}
