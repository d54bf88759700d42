import { z } from 'zod';
import { bytes } from './call.ts';

/** A camera's frame is no larger than this: 4K. */
const maxSide = 4096;

/**
 * A camera's frame as the camera's driver gives it, neither compressed nor converted: luma at full size, chroma at half (4:2:0).
 * `I420`: the planes Y, U, V; `NV12`: Y, then U and V in turn. Rows follow each other without gaps.
 */
export const cameraFrameSchema = z
  .object({
    format: z.enum(['I420', 'NV12']),
    width: z.number().int().min(2).max(maxSide),
    height: z.number().int().min(2).max(maxSide),
    data: bytes,
    /** 0..255 rather than the 16..235 of video. */
    fullRange: z.boolean(),
    /** The colours' matrix: of standard definition (most webcams) or of high definition. */
    matrix: z.enum(['bt601', 'bt709']),
  })
  .refine(({ width, height, data }) => data.byteLength === frameBytes(width, height), 'the data does not fit the size');

/** Bytes of a 4:2:0 frame; chroma of an odd side is rounded up. */
export const frameBytes = (width: number, height: number): number =>
  width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);

const side = z.number().int().min(1).max(maxSide);
const place = z.number().int().min(0).max(maxSide);

/** A part of a camera's frame in whole pixels, and as how much smaller a picture it will do: 1 not at all. */
export const enoughSchema = z.object({ x: place, y: place, width: side, height: side, scale: z.number().gt(0).max(1) });

/** Which part of which camera frame a picture shows; the picture may be smaller than the part. */
export const framePartSchema = z
  .object({ x: place, y: place, width: side, height: side, frameWidth: side, frameHeight: side })
  .refine(
    ({ x, y, width, height, frameWidth, frameHeight }) => x + width <= frameWidth && y + height <= frameHeight,
    'the part reaches beyond the frame',
  );

export type Enough = z.infer<typeof enoughSchema>;
export type CameraFrame = z.infer<typeof cameraFrameSchema>;
