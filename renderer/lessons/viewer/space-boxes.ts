import { BufferAttribute, BufferGeometry, type Color } from 'three';
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

/** Corners of a face, counter-clockwise from outside, and how bright it is. */
const faces: readonly { readonly corners: readonly (readonly [number, number, number])[]; readonly light: number }[] = [
  { corners: square((u, v) => [1, v, -u]), light: 1 },
  { corners: square((u, v) => [-1, v, u]), light: 1 },
  { corners: square((u, v) => [u, 1, -v]), light: 0.92 },
  { corners: square((u, v) => [u, -1, v]), light: 0.7 },
  { corners: square((u, v) => [u, v, 1]), light: 0.8 },
  { corners: square((u, v) => [-u, v, -1]), light: 0.8 },
];

function square(at: (u: number, v: number) => readonly [number, number, number]) {
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
}

/** Triangles of a box: which one was hit tells which box. */
export const trianglesOfBox = 2 * faces.length;

/** All boxes as one: hundreds are drawn at once. */
export function boxesGeometry({ boxes }: Pick<PlacedChain, 'boxes'>, colours: readonly Color[]): BufferGeometry {
  return quads(
    boxes.flatMap((box, i) =>
      faces.map(({ corners, light }) => ({
        corners: corners.map((corner) => cornerOf(box, corner)),
        colour: colours[i]!.clone().multiplyScalar(light),
      })),
    ),
  );
}

/** Where in the sheet of all maps a box's are: left, bottom, right, top, from 0 to 1. */
export type Cell = readonly [number, number, number, number];

/** The two faces of each box that show its maps, a hair's breadth before the box. */
export function mapsGeometry({ boxes }: Pick<PlacedChain, 'boxes'>, cells: ReadonlyMap<number, Cell>): BufferGeometry {
  return quads(
    [...cells].flatMap(([i, [left, bottom, right, top]]) => {
      const box = { ...boxes[i]!, depth: boxes[i]!.depth + 0.004 };
      return faces.slice(0, 2).map(({ corners }) => ({
        corners: corners.map((corner) => cornerOf(box, corner)),
        places: [left, bottom, right, bottom, right, top, left, top],
      }));
    }),
  );
}

/** Edges of all boxes. */
export function edgesGeometry({ boxes }: Pick<PlacedChain, 'boxes'>): BufferGeometry {
  const positions = boxes.flatMap((box) =>
    [0, 1].flatMap((face) =>
      faces[face]!.corners.flatMap((corner, i) => {
        const [x, y, z] = corner;
        const next = faces[face]!.corners[(i + 1) % 4]!;
        const along = face === 0 ? [...cornerOf(box, corner), ...cornerOf(box, [-x, y, z])] : [];
        return [...cornerOf(box, corner), ...cornerOf(box, next), ...along];
      }),
    ),
  );
  return new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array(positions), 3));
}

const cornerOf = (
  { x, z, depth, height, width }: PlacedBox,
  [sx, sy, sz]: readonly [number, number, number],
): readonly [number, number, number] => [x + (sx * depth) / 2, (sy * height) / 2, z + (sz * width) / 2];

interface Quad {
  readonly corners: readonly (readonly [number, number, number])[];
  readonly colour?: Color;
  readonly places?: readonly number[];
}

function quads(all: readonly Quad[]): BufferGeometry {
  const geometry = new BufferGeometry();
  const numbers = (values: readonly number[], size: number) => new BufferAttribute(new Float32Array(values), size);
  geometry.setAttribute(
    'position',
    numbers(
      all.flatMap(({ corners }) => corners.flat()),
      3,
    ),
  );
  geometry.setAttribute(
    'color',
    numbers(
      all.flatMap(({ colour }) => [0, 1, 2, 3].flatMap(() => colour?.toArray() ?? [1, 1, 1])),
      3,
    ),
  );
  geometry.setAttribute(
    'uv',
    numbers(
      all.flatMap(({ places }) => places ?? [0, 0, 0, 0, 0, 0, 0, 0]),
      2,
    ),
  );
  geometry.setIndex(all.flatMap((_, i) => [0, 1, 2, 0, 2, 3].map((corner) => 4 * i + corner)));
  return geometry;
}
