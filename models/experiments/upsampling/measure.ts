import { spectrumOf } from '../../linear/deconvolve.ts';
import { psnr } from '../../metrics/psnr.ts';
import { ssim } from '../../metrics/ssim.ts';
import { cut, type Plane } from '../../padding/plane.ts';
import { gridPattern } from '../../sampling/checkerboard.ts';
import { resize } from '../../sampling/resize.ts';
import { runUpsampler } from '../../sampling/run-upsampler.ts';
import { type UpsamplerId, upsamplerIds } from '../../sampling/upsampler.ts';
import type { Pair } from './pairs.ts';

export const baselineIds = ['nearest', 'linear', 'cubic'] as const;
export type UpId = (typeof baselineIds)[number] | UpsamplerId;
export const upIds: readonly UpId[] = [...baselineIds, ...upsamplerIds];

export interface Figures {
  /** Decibels, of 0 … 255. */
  readonly psnr: number;
  readonly ssim: number;
  /** Of the error: what repeats with the scale, in grey levels. */
  readonly pattern: number;
}

/** So many pixels at the border are not counted, as in papers: a scale's worth and what zeros beyond the edge reach. */
const BORDER = 4;

/** A picture enlarged by one of the ways; null where that one is not trained. */
export function enlarge(
  pair: Pair,
  id: UpId,
  scale: number,
  kernel: number,
  weights: Readonly<Partial<Record<UpsamplerId, ArrayLike<number>>>>,
): Plane | null {
  const { truth, small, cubic } = pair;
  if (id === 'cubic') return cubic;
  if (id === 'nearest' || id === 'linear') return resize(small, truth.rows, truth.columns, id);
  const own = weights[id];
  return own === undefined ? null : runUpsampler({ id, scale, kernel }, small, cubic, own);
}

export function errorOf(plane: Plane, truth: Plane): Plane {
  return { ...plane, values: plane.values.map((value, i) => value - truth.values[i]!) };
}

/** As bytes would be: what is shown is measured. */
export function figuresOf(plane: Plane, truth: Plane, scale: number): Figures {
  const inner = (of: Plane): Plane => cut(of, BORDER, BORDER, of.rows - 2 * BORDER, of.columns - 2 * BORDER);
  const bytes = (of: Plane): Plane => ({
    ...of,
    values: of.values.map((value) => Math.min(255, Math.max(0, Math.round(value)))),
  });
  const [a, b] = [inner(bytes(plane)), inner(bytes(truth))];
  return {
    psnr: psnr(a.values, b.values, 255),
    ssim: ssim(a.values, b.values, { width: a.columns, height: a.rows, channels: 1 }, 255),
    pattern: gridPattern(inner(errorOf(plane, truth)), scale),
  };
}

/** log₁₀(1 + magnitude) of a plane's middle, frequency 0 in the middle, [64, 64]: with a Hann window, so that its border leaves no cross. */
export function logSpectrum(plane: Plane, side = 64): Plane {
  const [top, left] = [Math.floor((plane.rows - side) / 2), Math.floor((plane.columns - side) / 2)];
  const hann = (i: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / side);
  const middle = cut(plane, top, left, side, side);
  const windowed = {
    ...middle,
    values: middle.values.map((value, i) => value * hann(Math.floor(i / side)) * hann(i % side)),
  };
  const { real, imaginary } = spectrumOf(windowed);
  const values = new Float64Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = ((y + side / 2) % side) * side + ((x + side / 2) % side);
      values[y * side + x] = Math.log10(1 + Math.hypot(real[from]!, imaginary[from]!));
    }
  return { rows: side, columns: side, values };
}
