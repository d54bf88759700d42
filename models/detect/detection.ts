import type { Box, Point } from '../image.ts';

/** A face as the detector reports it, in pixels of the image searched. */
export interface Detection {
  readonly box: Box;
  /** 0..1; the sigmoid of the network's logit. */
  readonly score: number;
  /** Image-left eye, image-right eye, nose, mouth, image-left ear, image-right ear. */
  readonly landmarks: readonly [Point, Point, Point, Point, Point, Point];
}

/**
 * Detections before they become objects: rows of {@link ROW} numbers, `[score, x0, y0, x1, y1, 6 × (x, y)]`.
 * Coordinates are continuous: 0 is the left edge of the first pixel, not its centre.
 */
export type DetectionRows = Float32Array;

/** Numbers in a row of {@link DetectionRows}. */
export const ROW = 17;

/** Objects for rows, moved from continuous coordinates to the pixel-centre coordinates of {@link Point}. */
export function toDetections(rows: DetectionRows): Detection[] {
  const detections: Detection[] = [];
  for (let at = 0; at < rows.length; at += ROW) {
    const point = (k: number): Point => ({ x: rows[at + 5 + 2 * k]! - 0.5, y: rows[at + 6 + 2 * k]! - 0.5 });
    detections.push({
      score: rows[at]!,
      box: {
        x: rows[at + 1]! - 0.5,
        y: rows[at + 2]! - 0.5,
        width: rows[at + 3]! - rows[at + 1]!,
        height: rows[at + 4]! - rows[at + 2]!,
      },
      landmarks: [point(0), point(1), point(2), point(3), point(4), point(5)],
    });
  }
  return detections;
}
