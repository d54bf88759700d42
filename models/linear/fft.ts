export type Direction = 'forward' | 'inverse';

/** In place: the discrete Fourier transform of a line whose length is a power of two (Cooley, Tukey 1965); `inverse` divides by it, as NumPy does. */
export function fft(real: Float64Array, imaginary: Float64Array, direction: Direction = 'forward'): void {
  const n = real.length;
  checkSides(real, imaginary, n, 1);
  transform(real, imaginary, rootsOf(n, direction));
  if (direction === 'inverse') scale(real, imaginary, 1 / n);
}

/**
 * In place, rows then columns: the transform of a picture [rows, columns], row by row, whose sides are powers of two; `inverse` divides by their product.
 * @throws RangeError for other sides
 */
export function fft2(
  real: Float64Array,
  imaginary: Float64Array,
  rows: number,
  columns = rows,
  direction: Direction = 'forward',
): void {
  checkSides(real, imaginary, rows, columns);
  for (const [count, length, step, stride] of [
    [rows, columns, 1, columns],
    [columns, rows, columns, 1],
  ] as const) {
    const roots = rootsOf(length, direction);
    const re = new Float64Array(length);
    const im = new Float64Array(length);
    for (let line = 0; line < count; line++) {
      const start = line * stride;
      for (let i = 0; i < length; i++) {
        re[i] = real[start + i * step]!;
        im[i] = imaginary[start + i * step]!;
      }
      transform(re, im, roots);
      for (let i = 0; i < length; i++) {
        real[start + i * step] = re[i]!;
        imaginary[start + i * step] = im[i]!;
      }
    }
  }
  if (direction === 'inverse') scale(real, imaginary, 1 / (rows * columns));
}

/** The least power of two that is no smaller. */
export const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, least)));

function checkSides(real: Float64Array, imaginary: Float64Array, rows: number, columns: number): void {
  const isPower = (side: number): boolean => Number.isInteger(side) && side >= 1 && (side & (side - 1)) === 0;
  if (!isPower(rows) || !isPower(columns) || real.length !== rows * columns || imaginary.length !== real.length)
    throw new RangeError(`fft: ${real.length} numbers as ${rows} × ${columns}: sides are powers of two`);
}

function scale(real: Float64Array, imaginary: Float64Array, by: number): void {
  for (let i = 0; i < real.length; i++) {
    real[i]! *= by;
    imaginary[i]! *= by;
  }
}

interface Roots {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** The first half of the n-th roots of unity. */
function rootsOf(n: number, direction: Direction): Roots {
  const sign = direction === 'forward' ? -1 : 1;
  return {
    cosines: Float64Array.from({ length: n / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / n)),
    sines: Float64Array.from({ length: n / 2 }, (_, k) => sign * Math.sin((2 * Math.PI * k) / n)),
  };
}

function transform(re: Float64Array, im: Float64Array, { cosines, sines }: Roots): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const [x, y] = [re[i]!, im[i]!];
    re[i] = re[j]!;
    im[i] = im[j]!;
    re[j] = x;
    im[j] = y;
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    const stride = n / size;
    for (let start = 0; start < n; start += size) {
      for (let k = 0, a = start, b = start + half; k < half; k++, a++, b++) {
        const c = cosines[k * stride]!;
        const s = sines[k * stride]!;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        const u = re[a]!;
        const v = im[a]!;
        re[b] = u - x;
        im[b] = v - y;
        re[a] = u + x;
        im[a] = v + y;
      }
    }
  }
}
