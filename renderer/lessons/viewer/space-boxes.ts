import type { Chain, ChainBox } from './chain.ts';

/** A box as it stands in the picture: the chain runs along x, maps stand up across it, branches beside each other along z. */
export interface PlacedBox {
  readonly x: number;
  readonly z: number;
  readonly depth: number;
  readonly height: number;
  readonly width: number;
}

export interface PlacedChain {
  readonly boxes: readonly PlacedBox[];
  readonly length: number;
  /** Where a column of a rank is. */
  readonly at: (rank: number, column: number) => Pick<PlacedBox, 'x' | 'z'>;
}

/** Between ranks, and on either side of the one that is looked at: its maps are seen past those beside it. Between branches. */
const [gap, room, aside] = [0.28, 1.3, 0.5];

/**
 * Sides by the square root of the maps', so that the smallest are still seen; depth by the logarithm of the channels.
 * @param chosen the box that is looked at
 */
export function placed({ boxes: chain }: Chain, chosen: number): PlacedChain {
  const largest = Math.max(1, ...chain.map(({ height, width }) => Math.max(height, width)));
  const ranks = Map.groupBy(chain, ({ rank }) => rank);
  const deepest = Array.from(ranks, ([, own]) => Math.max(...own.map(depthOf)));
  const middle = chain[chosen]?.rank ?? 0;
  const gaps = deepest.map((_, rank) => (rank === 0 ? 0 : rank === middle || rank === middle + 1 ? room : gap));
  const length = Math.max(
    1,
    deepest.reduce((sum, depth, rank) => sum + depth + gaps[rank]!, 0),
  );
  const tallest = Math.min(5, Math.max(2.4, length / 3));
  const side = (pixels: number): number => 0.12 + tallest * Math.sqrt(pixels / largest);
  const widthOf = (box: ChainBox): number => (isVector(box) ? 0.1 : side(box.width));
  const pitches = Array.from(ranks, ([, own]) => Math.max(...own.map(widthOf)) + aside);
  let end = 0;
  const xs = deepest.map((depth, rank) => {
    end += gaps[rank]! + depth;
    return end - depth / 2;
  });
  const trunk = chain[0]?.column ?? 0;
  const at: PlacedChain['at'] = (rank, column) => ({ x: xs[rank]!, z: (column - trunk) * pitches[rank]! });
  const boxes = chain.map((box) => ({
    ...at(box.rank, box.column),
    depth: depthOf(box),
    // A vector stands up, as long as it has numbers, by logarithm.
    height: isVector(box) ? 0.2 * Math.log2(1 + box.channels) : side(box.height),
    width: widthOf(box),
  }));
  return { boxes, length, at };
}

const isVector = ({ height, width }: ChainBox): boolean => height * width === 1;
const depthOf = (box: ChainBox): number => (isVector(box) ? 0.1 : 0.05 + 0.055 * Math.log2(1 + box.channels));
