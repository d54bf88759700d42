import { gaussianTaps } from '../degrade/blur.ts';
import type { RgbImage } from '../image.ts';
import { gridOf, inverseFilter } from '../linear/deconvolve.ts';
import { type Plane, planeOf } from '../padding/plane.ts';
import { byChannel } from './channels.ts';

/** Rounding to bytes alone: its variance in squared grey levels. */
const NOISE = 1 / 12;
/** What a face's power is taken to be at one cycle a side, in squared grey levels; it falls with the square of the frequency. */
const POWER = 60 ** 2;

/**
 * Deblurs by Wiener's filter, in one step and in frequencies: each is divided by what the blur left of it, the less the more noise there is beside a
 * picture's usual 1 / f² (D. J. Field, JOSA A 4, 1987). The blur has to be known. Beyond the edges the picture goes on and fades to its mean, since a
 * Fourier transform joins opposite sides and a step there would ring through all of it.
 * @param deviation of the Gaussian, in pixels; 0 gives the picture back
 */
export function wiener(image: RgbImage, deviation: number): RgbImage {
  if (!(deviation >= 0)) throw new RangeError(`a blur of ${deviation} pixels`);
  if (deviation === 0) return image;
  const taps = gaussianTaps(deviation);
  const kernel = planeOf(
    taps.length,
    taps.length,
    [...taps].flatMap((a) => [...taps].map((b) => a * b)),
  );
  const margin = taps.length - 1;
  return byChannel(image, (channel) => {
    const mean = channel.values.reduce((a, b) => a + b, 0) / channel.values.length;
    const seen = faded(channel, margin, mean);
    const sharp = inverseFilter(seen, kernel)(lambdas(seen));
    // What was fed in is larger by the margin, what comes out smaller by the kernel.
    const [by, { rows, columns }] = [margin - (taps.length - 1) / 2, channel];
    return planeOf(
      rows,
      columns,
      Float64Array.from(
        { length: rows * columns },
        (_, i) => mean + sharp.values[(Math.floor(i / columns) + by) * sharp.columns + (i % columns) + by]!,
      ),
    );
  });
}

/** Noise over signal, a number a frequency. */
function lambdas(seen: Plane): Float64Array {
  const [high, wide] = gridOf(seen);
  const cycles = (k: number, side: number, of: number): number => (Math.min(k, side - k) / side) * of;
  return Float64Array.from({ length: high * wide }, (_, i) => {
    const [u, v] = [cycles(i % wide, wide, seen.columns), cycles(Math.floor(i / wide), high, seen.rows)];
    return (NOISE * (1 + u * u + v * v)) / POWER;
  });
}

/** Less its mean, its edge pixels going on for `margin` and fading out there by half a cosine. */
function faded({ rows, columns, values }: Plane, margin: number, mean: number): Plane {
  const [high, wide] = [rows + 2 * margin, columns + 2 * margin];
  const inside = (at: number, size: number): number => Math.max(0, Math.min(size - 1, at));
  const share = (at: number, size: number): number => {
    const off = Math.abs(at - inside(at, size)) / (margin + 1);
    return 0.5 + 0.5 * Math.cos(Math.PI * off);
  };
  return planeOf(
    high,
    wide,
    Float64Array.from({ length: high * wide }, (_, i) => {
      const [y, x] = [Math.floor(i / wide) - margin, (i % wide) - margin];
      return (values[inside(y, rows) * columns + inside(x, columns)]! - mean) * share(y, rows) * share(x, columns);
    }),
  );
}
