/** Grid layout of an SSD-style detector; one entry of `strides` and `perCell` for each output layer. */
export interface AnchorLayout {
  /** Side of the square input in pixels. */
  readonly inputSize: number;
  readonly strides: readonly number[];
  /** How many anchors share the centre of one cell. */
  readonly perCell: readonly number[];
}

/** BlazeFace "back" camera model, 256² (Bazarevsky et al. 2019, "BlazeFace"): 512 + 384 anchors. */
export const BLAZEFACE_BACK: AnchorLayout = { inputSize: 256, strides: [16, 32], perCell: [2, 6] };

/** BlazeFace "front" camera model, 128²: the same 512 + 384 anchors at half the size. */
export const BLAZEFACE_FRONT: AnchorLayout = { inputSize: 128, strides: [8, 16], perCell: [2, 6] };

/**
 * Anchor centres `[n, 2]` as (x, y) in input pixels, layer by layer, row by row.
 * BlazeFace anchors have a place but no size: boxes are regressed in input pixels directly.
 *
 * @throws when the layout's lists differ in length
 */
export function generateAnchors(layout: AnchorLayout): Float32Array {
  if (layout.strides.length !== layout.perCell.length) throw new Error('anchors: strides and perCell differ in length');
  const grids = layout.strides.map((stride) => Math.ceil(layout.inputSize / stride));
  const total = grids.reduce((sum, grid, layer) => sum + grid * grid * layout.perCell[layer]!, 0);
  const anchors = new Float32Array(total * 2);
  let at = 0;
  layout.strides.forEach((stride, layer) => {
    const grid = grids[layer]!;
    for (let row = 0; row < grid; row++) {
      for (let column = 0; column < grid; column++) {
        for (let k = 0; k < layout.perCell[layer]!; k++) {
          anchors[at++] = stride * (column + 0.5);
          anchors[at++] = stride * (row + 0.5);
        }
      }
    }
  });
  return anchors;
}
