import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';

/** A box of the picture in three dimensions. */
export interface ChainBox {
  readonly layer: number;
  /** Height, width, channels; of a vector 1, 1 and its length. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** What only writes the same numbers down in another way, or none of the picture's. */
const bare = /^(reshape|transpose|identity|squeeze|flatten|constant|shape)/i;

/** Every layer whose size is known, from the input on, by the graph's levels. */
export function chainOf({ layers, arrangement }: ShownNetwork): ChainBox[] {
  const boxes = layers.flatMap(({ shape, layout, kind, op }, layer): ChainBox[] => {
    if (shape === null || shape.length < 2 || shape.length > 4 || shape.includes(null)) return [];
    if (kind !== 'input' && bare.test(op)) return [];
    const [, ...rest] = shape as number[];
    if (rest.length !== 3) return [{ layer, height: 1, width: 1, channels: rest.reduce((x, y) => x * y, 1) }];
    const [a, b, c] = rest as [number, number, number];
    // An input says no layout of its own: colours are few.
    const planar = kind === 'input' ? a <= 4 && c > 4 : layout === 'nchw';
    return [planar ? { layer, height: b, width: c, channels: a } : { layer, height: a, width: b, channels: c }];
  });
  return boxes.toSorted((a, b) => arrangement.places[a.layer]!.level - arrangement.places[b.layer]!.level);
}

/** Which box stands for a layer: its own, or of one without a box the last before it. */
export function boxOf(boxes: readonly ChainBox[], layer: number): number {
  const own = boxes.findIndex((box) => box.layer === layer);
  return own >= 0
    ? own
    : Math.max(
        0,
        boxes.findLastIndex((box) => box.layer < layer),
      );
}

/** So many boxes at most, those about one of them. */
export function boxesAbout(boxes: readonly ChainBox[], at: number, most: number): readonly ChainBox[] {
  const first = Math.max(0, Math.min(at - (most >> 1), boxes.length - most));
  return boxes.slice(first, first + most);
}
