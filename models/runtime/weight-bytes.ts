import type { io } from '@tensorflow/tfjs-core';

const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/** Bytes that a saved weight takes, quantised or not. @returns 0 for a type that is not read */
export function byteLength(spec: io.WeightsManifestEntry): number {
  const size = spec.shape.reduce((product, length) => product * length, 1);
  return size * (BYTES[spec.quantization?.dtype ?? spec.dtype] ?? 0);
}
