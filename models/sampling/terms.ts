import { cut, type Plane } from '../padding/plane.ts';

/** One summand of an output: an input value and how much it counts. */
export interface Term {
  readonly weight: number;
  readonly value: number;
}

/** A linear map of planes whose output at (r, c) depends on inputs near (r, c) / ratio alone. */
export interface LocalMap {
  readonly run: (plane: Plane) => Plane;
  /** Outputs along a side for each input: ½ halves, 2 doubles. */
  readonly ratio: number;
  /** How far an output's inputs lie from its place, at most. */
  readonly reach: number;
}

/**
 * What one output is made of, in reading order: the map itself is asked, by an impulse at each input near by. A piece is cut out for it that ends where the
 * plane ends, or beyond reach, so that padding counts where it does.
 */
export function termsOf({ run, ratio, reach }: LocalMap, plane: Plane, row: number, column: number): Term[] {
  // Pieces begin at whole periods of the map, of inputs and of outputs.
  const period = Math.max(1, Math.round(1 / ratio));
  const piece = (at: number, size: number): readonly [number, number] => {
    const centre = Math.floor(at / ratio);
    const from = Math.max(0, period * Math.floor((centre - reach) / period));
    const to = Math.min(size, period * Math.ceil((centre + reach + 1) / period));
    return [from, to - from];
  };
  const [top, rows] = piece(row, plane.rows);
  const [left, columns] = piece(column, plane.columns);
  const part = cut(plane, top, left, rows, columns);
  const place = [row - Math.round(top * ratio), column - Math.round(left * ratio)] as const;
  const terms: Term[] = [];
  const impulse = new Float64Array(part.values.length);
  for (const [i, value] of part.values.entries()) {
    impulse[i] = 1;
    const out = run({ ...part, values: impulse });
    impulse[i] = 0;
    const weight = out.values[place[0] * out.columns + place[1]]!;
    if (weight !== 0) terms.push({ weight, value });
  }
  return terms;
}
