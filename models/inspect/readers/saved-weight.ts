import type { io } from '@tensorflow/tfjs-core';
import { halfToFloat } from '../../runtime/half.ts';
import { byteLength } from '../../runtime/weight-bytes.ts';
import { sizeOf, type Weight } from '../graph.ts';

/**
 * The weights of a saved TensorFlow.js model, each decoded when it is asked for.
 * @param data all groups' bytes one after the other
 */
export function savedWeights(specs: readonly io.WeightsManifestEntry[], data: ArrayBuffer): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const spec of specs) {
    const [from, length] = [at, byteLength(spec)];
    weights.set(spec.name, {
      name: spec.name,
      dtype: spec.dtype,
      shape: spec.shape,
      numbers: () => decoded(spec, data.slice(from, from + length)),
    });
    at += length;
  }
  return weights;
}

/** Quantised to whole numbers: number = value · scale + min, as the converter wrote them. */
function decoded({ dtype, shape, quantization }: io.WeightsManifestEntry, bytes: ArrayBuffer): ArrayLike<number> {
  if (quantization === undefined) {
    if (dtype === 'float32') return new Float32Array(bytes);
    return dtype === 'int32' ? new Int32Array(bytes) : new Uint8Array(bytes);
  }
  if (quantization.dtype === 'float16') return Float32Array.from(new Uint16Array(bytes), halfToFloat);
  const whole = quantization.dtype === 'uint8' ? new Uint8Array(bytes) : new Uint16Array(bytes);
  const { scale = 1, min = 0 } = quantization as { readonly scale?: number; readonly min?: number };
  const numbers = new Float32Array(sizeOf(shape));
  for (let i = 0; i < numbers.length; i++) numbers[i] = whole[i]! * scale + min;
  return dtype === 'int32' ? numbers.map(Math.round) : numbers;
}
