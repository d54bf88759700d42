import type { Scale } from './measure.ts';

/** Distance between the eyes in pixels (LFW: 18 to 84). Below the limit the chip is enlarged threefold and more and shows invented detail. */
export const SIZE: Scale = { worst: 4, limit: 14, good: 40 };

/** Laplacian energy relative to contrast, in percent; see sharpness.ts. LFW: 1st percentile 2, median 9. */
export const SHARPNESS: Scale = { worst: 0, limit: 1, good: 8 };

/** Mean luma of the face, 0..255: too dark below. LFW: 1st percentile 75, median 133, 99th 185. */
export const EXPOSURE_LOW: Scale = { worst: 0, limit: 40, good: 90 };

/** Mean luma of the face, 0..255: too bright above. */
export const EXPOSURE_HIGH: Scale = { worst: 255, limit: 225, good: 180 };

/** Degrees between the face's direction and the camera's. LFW: median 13, 99th percentile 37. */
export const POSE: Scale = { worst: 70, limit: 40, good: 10 };

/** Share of the mesh's points inside the image. */
export const EDGE: Scale = { worst: 0.6, limit: 0.95, good: 1 };
