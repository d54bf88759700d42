import { BufferAttribute, BufferGeometry, type Color } from 'three';
import type { PlacedBox } from './space-boxes.ts';

type Corner = readonly [number, number, number];

/** Corners of a face, counter-clockwise from outside, and how bright it is. */
const faces: readonly { readonly corners: readonly Corner[]; readonly light: number }[] = [
  { corners: square((u, v) => [1, v, -u]), light: 1 },
  { corners: square((u, v) => [-1, v, u]), light: 1 },
  { corners: square((u, v) => [u, 1, -v]), light: 0.92 },
  { corners: square((u, v) => [u, -1, v]), light: 0.7 },
  { corners: square((u, v) => [u, v, 1]), light: 0.8 },
  { corners: square((u, v) => [-u, v, -1]), light: 0.8 },
];

function square(at: (u: number, v: number) => Corner): readonly Corner[] {
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
}

/** Triangles of a box: which one was hit tells which box. */
export const trianglesOfBox = 2 * faces.length;

/** Pairs of a box's corners that an edge joins. */
const edges: readonly (readonly [Corner, Corner])[] = faces.slice(0, 2).flatMap(({ corners }, face) =>
  corners.flatMap((corner, i): (readonly [Corner, Corner])[] => {
    const [x, y, z] = corner;
    const about = [corner, corners[(i + 1) % 4]!] as const;
    return face === 0 ? [about, [corner, [-x, y, z]]] : [about];
  }),
);

/** All boxes as one: hundreds are drawn at once. */
export function boxesGeometry(boxes: readonly PlacedBox[], colours: readonly Color[]): BufferGeometry {
  const quads = faces.length * boxes.length;
  const positions = new Numbers(12 * quads);
  const shades = new Numbers(12 * quads);
  for (const [i, box] of boxes.entries()) {
    const { r, g, b } = colours[i]!;
    for (const { corners, light } of faces)
      for (const corner of corners) {
        positions.corner(box, box.depth, corner);
        shades.three(r * light, g * light, b * light);
      }
  }
  return quadsOf(quads, positions).setAttribute('color', new BufferAttribute(shades.all, 3));
}

/** Where in the sheet of all maps a box's are: left, bottom, right, top, from 0 to 1. */
export type Cell = readonly [number, number, number, number];

/** The two faces of each box that show its maps, a hair's breadth before the box. */
export function mapsGeometry(boxes: readonly PlacedBox[], cells: ReadonlyMap<number, Cell>): BufferGeometry {
  const quads = 2 * cells.size;
  const positions = new Numbers(12 * quads);
  const places: number[] = [];
  for (const [i, [left, bottom, right, top]] of cells)
    for (const { corners } of faces.slice(0, 2)) {
      for (const corner of corners) positions.corner(boxes[i]!, boxes[i]!.depth + 0.004, corner);
      places.push(left, bottom, right, bottom, right, top, left, top);
    }
  return quadsOf(quads, positions).setAttribute('uv', new BufferAttribute(new Float32Array(places), 2));
}

/** Edges of boxes, as pairs of points. */
export function edgesGeometry(boxes: readonly PlacedBox[]): BufferGeometry {
  const positions = new Numbers(6 * edges.length * boxes.length);
  for (const box of boxes)
    for (const [from, to] of edges) {
      positions.corner(box, box.depth, from);
      positions.corner(box, box.depth, to);
    }
  return new BufferGeometry().setAttribute('position', new BufferAttribute(positions.all, 3));
}

/** Numbers written one after the other into the array that is drawn: this is made anew at each step from layer to layer, between two frames. */
class Numbers {
  readonly all: Float32Array;
  #at = 0;

  constructor(length: number) {
    this.all = new Float32Array(length);
  }

  three(a: number, b: number, c: number): void {
    this.all[this.#at++] = a;
    this.all[this.#at++] = b;
    this.all[this.#at++] = c;
  }

  corner({ x, z, height, width }: PlacedBox, depth: number, [sx, sy, sz]: Corner): void {
    this.three(x + (sx * depth) / 2, (sy * height) / 2, z + (sz * width) / 2);
  }
}

/** Two triangles for each four corners. */
function quadsOf(count: number, positions: Numbers): BufferGeometry {
  const index = new Uint32Array(6 * count);
  for (let i = 0; i < count; i++) index.set([4 * i, 4 * i + 1, 4 * i + 2, 4 * i, 4 * i + 2, 4 * i + 3], 6 * i);
  return new BufferGeometry()
    .setIndex(new BufferAttribute(index, 1))
    .setAttribute('position', new BufferAttribute(positions.all, 3));
}
