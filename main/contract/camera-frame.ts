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

export type CameraFrame = z.infer<typeof cameraFrameSchema>;
