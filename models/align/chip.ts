import type { ModelRecord } from '../embed/record.ts';
import type { RgbImage } from '../image.ts';
import type { FivePoints } from './five-points.ts';
import { estimateSimilarity, invert } from './similarity.ts';
import { warp } from './warp.ts';

/**
 * Cuts the aligned crop a model sees: the similarity that carries the face's five points onto the record's chip, RGB, upright.
 * @throws when the five points coincide
 */
export function cutChip(
  image: RgbImage,
  points: FivePoints,
  record: Pick<ModelRecord, 'chip' | 'inputSize'>,
): RgbImage {
  const size = record.inputSize;
  const toImage = invert(estimateSimilarity(points, record.chip));
  return { width: size, height: size, data: warp(image, toImage, size, new Uint8Array(size * size * 3)) };
}
