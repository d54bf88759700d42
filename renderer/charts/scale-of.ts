import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import type { AxisSpec, Series } from './series.ts';
import { isValue } from './series.ts';

export type Scale = ScaleContinuousNumeric<number, number>;

/** The scale of an axis over what the series hold, rounded to whole ticks where nobody fixed its ends. */
export function scaleOf(axis: AxisSpec, values: readonly number[], range: readonly [number, number]): Scale {
  const log = axis.scale === 'log';
  const shown = values.filter((value) => Number.isFinite(value) && (!log || value > 0));
  let [low, high] = axis.domain ?? [Math.min(...shown), Math.max(...shown)];
  if (!(low <= high)) [low, high] = log ? [1e-3, 1] : [0, 1];
  if (low === high)
    [low, high] = log ? [low / 2, high * 2] : [low - Math.abs(low || 1) * 0.1, high + Math.abs(high || 1) * 0.1];
  const scale = (log ? scaleLog() : scaleLinear()).domain([low, high]).range([...range]);
  return axis.domain === undefined ? scale.nice() : scale;
}

/** Every y that a chart must have room for. */
export const heights = (series: readonly Series[]): number[] =>
  series.flatMap(({ points, band = [] }) => [
    ...points.flatMap(({ y }) => (isValue(y) ? [y] : [])),
    ...band.flatMap(({ low, high }) => [low, high]),
  ]);
