/** Weights as whole numbers from −127 to 127, each channel with a scale of its own: weight ≈ values · scale of its channel. */
export interface QuantisedWeights {
  readonly values: Int8Array;
  /** One a channel; 1 where a channel is all zero. */
  readonly scales: Float32Array;
}

/**
 * Symmetric quantisation, a channel's largest magnitude to 127, rounded to the nearest, ties to even as NumPy and ONNX have it (Jacob et al.,
 * "Quantization and Training of Neural Networks", CVPR 2018, §2.1; a scale for each channel: Krishnamoorthi, arXiv:1806.08342, §3.1).
 * @param channels along the first axis: `values[c · size + i]`
 * @throws RangeError where they do not divide the weights
 */
export function quantiseSymmetric(weights: Float32Array, channels: number): QuantisedWeights {
  const size = weights.length / channels;
  if (!(channels >= 1 && Number.isInteger(size)))
    throw new RangeError(`${weights.length} weights are not of ${channels} channels`);
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(channels);
  for (let c = 0; c < channels; c++) {
    const part = weights.subarray(c * size, (c + 1) * size);
    let most = 0;
    for (const weight of part) most = Math.max(most, Math.abs(weight));
    const scale = most === 0 ? 1 : Math.fround(most / 127);
    scales[c] = scale;
    for (let i = 0; i < size; i++)
      values[c * size + i] = Math.max(-127, Math.min(127, evenRound(Math.fround(part[i]! / scale))));
  }
  return { values, scales };
}

/** The weights that such numbers stand for. */
export function dequantised({ values, scales }: QuantisedWeights): Float32Array {
  const size = values.length / scales.length;
  return Float32Array.from(values, (value, i) => value * scales[Math.floor(i / size)]!);
}

/** Root of the mean squared difference over that of the weights: what rounding adds, as a share. */
export function relativeError(weights: Float32Array, others: Float32Array): number {
  let [off, all] = [0, 0];
  for (const [i, weight] of weights.entries()) {
    off += (weight - others[i]!) ** 2;
    all += weight ** 2;
  }
  return all === 0 ? 0 : Math.sqrt(off / all);
}

function evenRound(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  if (rest === 0.5) return down % 2 === 0 ? down : down + 1;
  return rest < 0.5 ? down : down + 1;
}
