/**
 * sRGB's transfer function (IEC 61966-2-1:1999): what a byte of a picture is in light, as a share of the brightest.
 * @param encoded 0 … 1
 */
export const toLight = (encoded: number): number =>
  encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;

/** Back from light, 0 … 1, to the value that a picture keeps, 0 … 1. */
export const fromLight = (light: number): number =>
  light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;

/** {@link toLight} of all bytes. */
export const LIGHT_OF_BYTE: Float64Array = Float64Array.from({ length: 256 }, (_, byte) => toLight(byte / 255));

/** To the nearest byte; what lies beyond is black or white. */
export const toByte = (value: number): number => (value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0);
