import type { Plane } from './plane.ts';

/**
 * What stands beyond the edge. `zero` and `constant`: one number. `reflect`: the mirror stands on the edge pixel, which is not repeated
 * (…2 1 | 0 1 2…: b c | a b c, PyTorch's reflect, NumPy's reflect). `symmetric`: the mirror stands behind it, so that it is (NumPy's symmetric, TensorFlow's
 * SYMMETRIC). `replicate`: the edge pixel goes on (NumPy's edge). `circular`: the other side follows (NumPy's wrap).
 */
export const paddingKinds = ['zero', 'constant', 'reflect', 'symmetric', 'replicate', 'circular'] as const;
export type PaddingKind = (typeof paddingKinds)[number];

/**
 * Which place of a line of `size` stands at `at`, which may lie beyond it; null where none does (zero, constant).
 * @throws RangeError where the kind does not reach so far: one mirror shows no more than there is
 */
export function sourceOf(kind: PaddingKind, at: number, size: number): number | null {
  if (at >= 0 && at < size) return at;
  if (!reaches(kind, at < 0 ? -at : at - size + 1, size))
    throw new RangeError(`${kind} padding does not reach ${at} of ${size}`);
  switch (kind) {
    case 'zero':
    case 'constant':
      return null;
    case 'reflect':
      return at < 0 ? -at : 2 * (size - 1) - at;
    case 'symmetric':
      return at < 0 ? -at - 1 : 2 * size - 1 - at;
    case 'replicate':
      return at < 0 ? 0 : size - 1;
    case 'circular':
      return at < 0 ? at + size : at - size;
  }
}

/** Whether a line of `size` can be padded so far by this kind, as frameworks allow it: reflect by one less than there is, symmetric and circular by all. */
export const reaches = (kind: PaddingKind, by: number, size: number): boolean =>
  kind === 'reflect' ? by < size : kind === 'symmetric' || kind === 'circular' ? by <= size : true;

/** How many are added on each side. */
export interface Amounts {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const allSides = (by: number): Amounts => ({ top: by, bottom: by, left: by, right: by });

/**
 * A plane with more around it: [rows + top + bottom, columns + left + right].
 * @param constant what `constant` pads with
 * @throws RangeError where the kind does not reach so far
 */
export function pad(plane: Plane, { top, bottom, left, right }: Amounts, kind: PaddingKind, constant = 0): Plane {
  const [rows, columns] = [plane.rows + top + bottom, plane.columns + left + right];
  const values = new Float64Array(rows * columns);
  const fill = kind === 'constant' ? constant : 0;
  const from = Array.from({ length: columns }, (_, x) => sourceOf(kind, x - left, plane.columns));
  for (let y = 0; y < rows; y++) {
    const row = sourceOf(kind, y - top, plane.rows);
    for (let x = 0; x < columns; x++) {
      const column = from[x]!;
      values[y * columns + x] = row === null || column === null ? fill : plane.values[row * plane.columns + column]!;
    }
  }
  return { rows, columns, values };
}
