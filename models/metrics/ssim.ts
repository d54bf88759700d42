/** Values row by row, the channels of a pixel next to each other: width · height · channels of them. */
export interface PictureShape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** The paper's window: 11 × 11, Gaussian with a deviation of 1.5 pixels, weights that sum to 1. */
const SIDE = 11;
const WINDOW = gaussian(SIDE, 1.5);
const K1 = 0.01;
const K2 = 0.03;

/**
 * Structural similarity: the mean over all windows that lie within the picture (no border is invented), and over the channels. 1 for equal
 * pictures only, at least −1, symmetric. Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image Quality Assessment: From Error Visibility to
 * Structural Similarity", IEEE Transactions on Image Processing 13 (4), 2004, eq. 13–17. Theirs is of brightness alone (one channel).
 * @param a values of one picture
 * @param b as many of the other
 * @param peak the largest value that there can be: 255 for bytes, 1 for shares
 * @throws RangeError where the values are not those of the shape, a side is below 11, or the peak is not above 0
 */
export function ssim(a: ArrayLike<number>, b: ArrayLike<number>, shape: PictureShape, peak: number): number {
  const { values } = ssimMap(a, b, shape, peak);
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The similarity of each window, at its upper left corner: `values.length === width · height · channels`, 10 less a side than the pictures. */
export interface SsimMap extends PictureShape {
  readonly values: Float64Array;
}

/** What {@link ssim} is the mean of; the same arguments. */
export function ssimMap(a: ArrayLike<number>, b: ArrayLike<number>, shape: PictureShape, peak: number): SsimMap {
  const { width, height, channels } = shape;
  const count = width * height * channels;
  if (a.length !== count || b.length !== count)
    throw new RangeError(`${a.length} and ${b.length} values are not ${width} × ${height} × ${channels}`);
  if (width < SIDE || height < SIDE) throw new RangeError(`${width} × ${height} holds no window of ${SIDE} × ${SIDE}`);
  if (!(peak > 0)) throw new RangeError(`a peak of ${peak} is not above 0`);
  const product = (p: ArrayLike<number>, q: ArrayLike<number>): Float64Array => {
    const products = new Float64Array(count);
    for (let i = 0; i < count; i++) products[i] = p[i]! * q[i]!;
    return products;
  };
  const [meanA, meanB, aa, bb, ab] = [a, b, product(a, a), product(b, b), product(a, b)].map((values) =>
    windowMeans(values, shape),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const c1 = (K1 * peak) ** 2;
  const c2 = (K2 * peak) ** 2;
  const values = Float64Array.from(meanA, (ma, i) => {
    const mb = meanB[i]!;
    const covariance = ab[i]! - ma * mb;
    const variances = aa[i]! - ma * ma + bb[i]! - mb * mb;
    return ((2 * ma * mb + c1) * (2 * covariance + c2)) / ((ma * ma + mb * mb + c1) * (variances + c2));
  });
  return { width: width - SIDE + 1, height: height - SIDE + 1, channels, values };
}

/** The window's weighted mean at every place where it fits, rows and columns one after the other. */
function windowMeans(values: ArrayLike<number>, { width, height, channels }: PictureShape): Float64Array {
  const [across, down] = [width - SIDE + 1, height - SIDE + 1];
  const rows = new Float64Array(height * across * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < across; x++)
      for (let c = 0; c < channels; c++, to++) {
        let at = (y * width + x) * channels + c;
        let sum = 0;
        for (let k = 0; k < SIDE; k++, at += channels) sum += WINDOW[k]! * values[at]!;
        rows[to] = sum;
      }
  const line = across * channels;
  const means = new Float64Array(down * line);
  for (let to = 0; to < means.length; to++) {
    let sum = 0;
    for (let k = 0, at = to; k < SIDE; k++, at += line) sum += WINDOW[k]! * rows[at]!;
    means[to] = sum;
  }
  return means;
}

function gaussian(side: number, deviation: number): Float64Array {
  const taps = Float64Array.from({ length: side }, (_, i) =>
    Math.exp(-((i - (side - 1) / 2) ** 2) / (2 * deviation ** 2)),
  );
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}
