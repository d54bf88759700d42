import { type Plane, planeOf } from '../../padding/plane.ts';
import { resize } from '../../sampling/resize.ts';
import { deviationOf } from './shift.ts';
import { type Shrink, shrink, type WayChoice, type WayId } from './ways.ts';

/** Above so many cycles a pixel nothing can be shown at half the size: it folds to a lower frequency (the sampling theorem). */
export const LIMIT = 0.25;

/** Upright stripes: [rows, columns] of 128 ± 100, `frequency` cycles a pixel, beginning at `phase` of a period. */
export const grating = (rows: number, columns: number, frequency: number, phase: number): Plane =>
  planeOf(
    rows,
    columns,
    Array.from(
      { length: rows * columns },
      (_, i) => 128 + 100 * Math.cos(2 * Math.PI * (frequency * (i % columns) + phase)),
    ),
  );

/** Where a frequency appears in the small picture, in cycles a pixel of the large one. */
export const shownAt = (frequency: number): number =>
  Math.abs(frequency - Math.round(frequency / (2 * LIMIT)) * 2 * LIMIT);

/** Half a period evenly: the mean of a squared cosine over them is one half, whatever its frequency. */
const PHASES = [0, 1 / 8, 2 / 8, 3 / 8];
/** Low, since stripes are upright, and wide enough for two periods of the widest. */
const SIZE = [16, 160] as const;

/** What is left of stripes: deviation of the small picture's over the large one's, root mean square over where they begin. */
export function response(frequency: number, way: WayId, choice: WayChoice, shrunk: Shrink = shrink): number {
  let [left, had] = [0, 0];
  for (const phase of PHASES) {
    const x = grating(...SIZE, frequency, phase);
    left += deviationOf(middle(shrunk(x, way, choice))) ** 2;
    had += deviationOf(x) ** 2;
  }
  return Math.sqrt(left / had);
}

/** Without the border, where padding speaks. */
function middle(plane: Plane): Plane {
  const edge = 4;
  const side = plane.columns - 2 * edge;
  const values = new Float64Array(side);
  for (let x = 0; x < side; x++) values[x] = plane.values[edge * plane.columns + edge + x]!;
  return { rows: 1, columns: side, values };
}

export interface Enlarged {
  /** `mean` + `factor` · (`asIs` − `own`), which comes nearest. */
  readonly plane: Plane;
  readonly factor: number;
  readonly mean: number;
  readonly own: number;
  /** Without factor and offset. */
  readonly asIs: Plane;
  /** Root mean square of what no factor and offset of the enlarged picture explains, in the picture's units. */
  readonly lost: number;
  /** How much brighter the small picture is on average. */
  readonly brighter: number;
}

/** The small picture enlarged again by cubic interpolation, with the factor and offset that bring it nearest. */
export function enlargedAgain(x: Plane, way: WayId, choice: WayChoice, shrunk: Shrink = shrink): Enlarged {
  const small = shrunk(x, way, choice);
  const large = resize(small, x.rows, x.columns, 'cubic');
  const n = x.values.length;
  const meanOf = ({ values }: Plane): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [meanOf(x), meanOf(large)];
  let [along, around, all] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [x.values[i]! - mx, large.values[i]! - my];
    along += a * b;
    around += b * b;
    all += a * a;
  }
  const factor = around === 0 ? 0 : along / around;
  return {
    ...{ factor, mean: mx, own: my },
    asIs: large,
    plane: { ...large, values: large.values.map((value) => mx + factor * (value - my)) },
    lost: Math.sqrt(Math.max(0, all - factor * along) / n),
    brighter: meanOf(small) - mx,
  };
}
