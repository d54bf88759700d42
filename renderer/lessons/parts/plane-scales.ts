import { createContext, useContext } from 'react';
import { measures } from '../../charts/measures.ts';
import { type Scale, scaleOf } from '../../charts/scale-of.ts';
import type { AxisSpec } from '../../charts/series.ts';

/** An axis of a plane: its ends are given, so that the picture does not breathe while one drags. */
export interface PlaneAxis extends AxisSpec {
  readonly domain: readonly [number, number];
}

/** Where data lie in the picture, in pixels. */
export interface PlaneScales {
  readonly x: Scale;
  readonly y: Scale;
}

export const PlaneContext = createContext<PlaneScales | null>(null);

/** The scales of the plane around a layer. */
export function usePlane(): PlaneScales {
  const scales = useContext(PlaneContext);
  if (scales === null) throw new Error('a layer stands in a Plane');
  return scales;
}

/** The scales of a picture of this size; where both directions are to be equally long, the looser axis shows more about its middle. */
export function planeScales(x: PlaneAxis, y: PlaneAxis, width: number, height: number, equal: boolean): PlaneScales {
  const across: [number, number] = [measures.left, Math.max(measures.left + 1, width - measures.right)];
  const up: [number, number] = [height - measures.bottom, measures.top + (y.label === '' ? 0 : 14)];
  if (!equal) return { x: scaleOf(x, [], across), y: scaleOf(y, [], up) };
  const [w, h] = [across[1] - across[0], up[0] - up[1]];
  const unit = Math.min(w / (x.domain[1] - x.domain[0]), h / (y.domain[1] - y.domain[0]));
  const widened = (axis: PlaneAxis, length: number): PlaneAxis => {
    const middle = (axis.domain[0] + axis.domain[1]) / 2;
    return { ...axis, domain: [middle - length / unit / 2, middle + length / unit / 2] };
  };
  return { x: scaleOf(widened(x, w), [], across), y: scaleOf(widened(y, h), [], up) };
}

/** A step that is easy to read, 1, 2 or 5 of a power of ten, about a hundredth of the span. */
export function easyStep([low, high]: readonly [number, number]): number {
  const rough = (high - low) / 100;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return factor * power;
}

export const snapTo = (value: number, step: number): number =>
  Number((Math.round(value / step) * step).toPrecision(12));
