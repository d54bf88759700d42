import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import { arrange } from '../../../models/inspect/arrange.ts';
import { direct } from './direct.ts';

/** A box of the picture in three dimensions. */
export interface ChainBox {
  readonly layer: number;
  /** Height, width, channels; of a vector 1, 1 and its length. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** How far from the input: boxes of one rank stand beside each other, by their columns. */
  readonly rank: number;
  readonly column: number;
}

/** From box to box. `through`: the columns that it passes on the ranks between; null: it leads past others that lead there, too. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly through: readonly number[] | null;
}

export interface Chain {
  /** By rank, and beside each other by column. */
  readonly boxes: readonly ChainBox[];
  readonly links: readonly Link[];
  /** Of each layer the box that stands for it: its own, or that of what it writes down in another way. */
  readonly standIns: readonly number[];
}

/** What only writes the same numbers down in another way, or none of the picture's. */
const bare = /^(reshape|transpose|identity|squeeze|flatten|constant|shape)/i;

type Size = Omit<ChainBox, 'rank' | 'column'>;

/** Every layer whose size is known, in the levels and columns of a graph of them alone, as the graph's picture is laid out. */
export function chainOf({ layers }: ShownNetwork): Chain {
  const sizes: Size[] = [];
  const reads: number[][] = [];
  /** Of each layer the boxes that its numbers come from. */
  const sources: (readonly number[])[] = [];
  for (const [layer, { from }] of layers.entries()) {
    const before = [...new Set(from.flatMap((one) => sources[one] ?? []))];
    const size = sizeOf(layers[layer]!, layer);
    if (size !== null) reads.push(before);
    sources[layer] = size === null ? before : [sizes.push(size) - 1];
  }
  const ways = reads.map((_, box) => direct(reads, box));
  const { places, edges } = arrange(ways, { passing: 1 });
  const order = sizes
    .map((_, box) => box)
    .sort((a, b) => places[a]!.level - places[b]!.level || places[a]!.column - places[b]!.column);
  const placeOf = new Map(order.map((box, i) => [box, i]));
  const past = reads.flatMap((from, to) =>
    from.filter((one) => !ways[to]!.includes(one)).map((one) => ({ from: one, to, through: null })),
  );
  let last = 0;
  return {
    boxes: order.map((box) => ({ ...sizes[box]!, rank: places[box]!.level, column: places[box]!.column })),
    links: [...edges, ...past].map((link) => ({ ...link, from: placeOf.get(link.from)!, to: placeOf.get(link.to)! })),
    standIns: sources.map(([first]) => {
      if (first !== undefined) last = placeOf.get(first)!;
      return last;
    }),
  };
}

function sizeOf({ shape, layout, kind, op }: ShownNetwork['layers'][number], layer: number): Size | null {
  if (shape === null || shape.length < 2 || shape.length > 4 || shape.includes(null)) return null;
  if (kind !== 'input' && bare.test(op)) return null;
  const [, ...rest] = shape as number[];
  if (rest.length !== 3) return { layer, height: 1, width: 1, channels: rest.reduce((x, y) => x * y, 1) };
  const [a, b, c] = rest as [number, number, number];
  // An input says no layout of its own: colours are few.
  const planar = kind === 'input' ? a <= 4 && c > 4 : layout === 'nchw';
  return planar ? { layer, height: b, width: c, channels: a } : { layer, height: a, width: b, channels: c };
}

/** Which box stands for a layer. */
export const boxOf = ({ standIns }: Chain, layer: number): number => standIns[layer] ?? 0;

/** So many boxes at most, those about one of them. */
export function boxesAbout({ boxes }: Chain, at: number, most: number): readonly ChainBox[] {
  const first = Math.max(0, Math.min(at - (most >> 1), boxes.length - most));
  return boxes.slice(first, first + most);
}
