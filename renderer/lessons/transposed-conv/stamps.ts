import { phaseSums } from '../../../models/sampling/transposed-convolve.ts';
import { INPUTS, type Settings } from './settings.ts';

/** One input's share of one output of a line. */
export interface Share {
  readonly input: number;
  /** Which tap of the kernel brings it. */
  readonly tap: number;
  readonly value: number;
}

export const tapsOf = ({ weights, k }: Pick<Settings, 'weights' | 'k'>): readonly number[] => weights.slice(0, k);

export const lengthOf = ({ stride, k }: Pick<Settings, 'stride' | 'k'>, inputs: number): number =>
  (inputs - 1) * stride + k;

/** What each output of a line of ones gets from the first `shown` inputs. */
export function sharesOf(
  settings: Pick<Settings, 'weights' | 'k' | 'stride'>,
  inputs: number,
  shown: number,
): Share[][] {
  const taps = tapsOf(settings);
  const all = Array.from({ length: lengthOf(settings, inputs) }, (): Share[] => []);
  for (let input = 0; input < Math.min(inputs, shown); input++)
    for (const [tap, value] of taps.entries()) all[input * settings.stride + tap]!.push({ input, tap, value });
  return all;
}

/** The stamps of the first `shown` inputs on one output of a plane of ones: both directions' weights. */
export function stampsOn(
  settings: Pick<Settings, 'weights' | 'k' | 'stride'>,
  shown: number,
  row: number,
  column: number,
  inputs: number = INPUTS[2],
): { readonly weight: number; readonly value: number }[] {
  const taps = tapsOf(settings);
  return Array.from({ length: Math.min(inputs ** 2, shown) }, (_, input) => {
    const [i, j] = [row - Math.floor(input / inputs) * settings.stride, column - (input % inputs) * settings.stride];
    return { weight: taps[i], value: taps[j] };
  }).filter((one): one is { weight: number; value: number } => one.weight !== undefined && one.value !== undefined);
}

/** A plane of ones: how much each output has got from the first `shown` inputs, and of how many. */
export function stampedPlane(
  settings: Pick<Settings, 'weights' | 'k' | 'stride'>,
  shown: number,
  inputs: number = INPUTS[2],
) {
  const taps = tapsOf(settings);
  const side = lengthOf(settings, inputs);
  const values = new Float64Array(side * side);
  const counts = new Int32Array(side * side);
  for (let input = 0; input < Math.min(inputs ** 2, shown); input++) {
    const [top, left] = [Math.floor(input / inputs) * settings.stride, (input % inputs) * settings.stride];
    for (const [i, a] of taps.entries())
      for (const [j, b] of taps.entries()) {
        values[(top + i) * side + left + j]! += a * b;
        counts[(top + i) * side + left + j]!++;
      }
  }
  return { side, values, counts };
}

/** Whether a constant stays constant away from the ends. */
export function evenness(settings: Pick<Settings, 'weights' | 'k' | 'stride'>) {
  const sums = [...phaseSums(tapsOf(settings), settings.stride)];
  return { sums, even: Math.max(...sums) - Math.min(...sums) < 1e-9 };
}

/** Taps that rise and fall in a straight line, 2s or 2s − 1 of them: linear interpolation, all phases 1. */
export function linearTaps(
  stride: number,
  places: number,
  odd: boolean,
): { readonly k: number; readonly weights: number[] } {
  const k = odd ? 2 * stride - 1 : 2 * stride;
  const weights = Array.from({ length: places }, (_, j) =>
    j < k ? Number((1 - Math.abs(j - (k - 1) / 2) / stride).toFixed(6)) : 1,
  );
  return { k, weights };
}
