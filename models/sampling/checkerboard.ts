import type { Plane } from '../padding/plane.ts';

/**
 * How unevenly a picture is lit by the places of a grid of `period` pixels: of the s² phases (row mod s, column mod s) the root mean square each, (largest
 * − smallest) / mean. 0: no checkerboard. `margin`: so many pixels at the border are left out, where fewer stamps overlap anyway.
 */
export function unevenness(plane: Plane | readonly Plane[], period: number, margin = 0): number {
  const strengths = phaseStrengths(plane, period, margin);
  const mean = strengths.reduce((sum, value) => sum + value, 0) / strengths.length;
  return mean === 0 ? 0 : (Math.max(...strengths) - Math.min(...strengths)) / mean;
}

/** The root mean square of each phase, [period · period] row by row; of several planes of one size together. */
export function phaseStrengths(plane: Plane | readonly Plane[], period: number, margin = 0): Float64Array {
  const sums = new Float64Array(period * period);
  const counts = new Float64Array(period * period);
  for (const { rows, columns, values } of Array.isArray(plane) ? (plane as readonly Plane[]) : [plane as Plane]) {
    // Whole periods alone, so that every phase is seen equally often and nearly in the same places.
    const high = margin + Math.floor((rows - 2 * margin) / period) * period;
    const wide = margin + Math.floor((columns - 2 * margin) / period) * period;
    for (let y = margin; y < high; y++)
      for (let x = margin; x < wide; x++) {
        const phase = (y % period) * period + (x % period);
        sums[phase]! += values[y * columns + x]! ** 2;
        counts[phase]!++;
      }
  }
  return sums.map((sum, i) => Math.sqrt(sum / Math.max(1, counts[i]!)));
}

/**
 * The part of a picture that repeats every `period` pixels: each phase's mean less the whole mean, root mean square over the phases, in the picture's units. What
 * stands in its spectrum at multiples of 1 / period.
 */
export function gridPattern({ rows, columns, values }: Plane, period: number): number {
  const sums = new Float64Array(period * period);
  const [high, wide] = [rows - (rows % period), columns - (columns % period)];
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) sums[(y % period) * period + (x % period)]! += values[y * columns + x]!;
  const means = sums.map((sum) => (sum * period * period) / (high * wide));
  const whole = means.reduce((a, b) => a + b, 0) / means.length;
  return Math.sqrt(means.reduce((sum, mean) => sum + (mean - whole) ** 2, 0) / means.length);
}
