import type { Colour } from './colour.ts';

/** Colours of a surface: linear RGB, row-major, row 0 at v = 0; u goes around and wraps. */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Triangles, seen from both sides. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float32Array;
  /** Of unit length, outwards. */
  readonly normals: Float32Array;
  /** u, v of each vertex in 0 … 1; used with a texture. */
  readonly uvs: Float32Array;
  /** Three vertices each. */
  readonly triangles: Uint16Array;
  readonly paint: Texture | Colour;
  /** Strength of the highlight. */
  readonly shine: number;
}

export interface GridOptions {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Texture | Colour;
  readonly shine: number;
}

/** A surface of rows and columns; `at(s, t)` with s along a row and t from row to row, both 0 … 1: [x, y, z, u, v]. */
export function gridMesh(
  at: (s: number, t: number) => readonly [number, number, number, number, number],
  { columns, rows, paint, shine }: GridOptions,
): Mesh {
  const count = columns * rows;
  const positions = new Float32Array(count * 3);
  const uvs = new Float32Array(count * 2);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const k = row * columns + column;
      const [x, y, z, u, v] = at(column / (columns - 1), row / (rows - 1));
      positions.set([x, y, z], k * 3);
      uvs.set([u, v], k * 2);
    }
  }
  const triangles = new Uint16Array((columns - 1) * (rows - 1) * 6);
  let next = 0;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const k = row * columns + column;
      triangles.set([k, k + columns, k + 1, k + 1, k + columns, k + columns + 1], next);
      next += 6;
    }
  }
  return { positions, normals: gridNormals(positions, columns, rows), uvs, triangles, paint, shine };
}

/** Cross products of the differences along and across, pointing away from the vertical axis. */
function gridNormals(positions: Float32Array, columns: number, rows: number): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const k = (row * columns + column) * 3;
      const [left, right] = [column > 0 ? k - 3 : k, column < columns - 1 ? k + 3 : k];
      const [above, below] = [row > 0 ? k - columns * 3 : k, row < rows - 1 ? k + columns * 3 : k];
      const along = [0, 1, 2].map((axis) => positions[right + axis]! - positions[left + axis]!) as [
        number,
        number,
        number,
      ];
      const across = [0, 1, 2].map((axis) => positions[below + axis]! - positions[above + axis]!) as typeof along;
      const normal = [
        across[1] * along[2] - across[2] * along[1],
        across[2] * along[0] - across[0] * along[2],
        across[0] * along[1] - across[1] * along[0],
      ] as const;
      const length = Math.hypot(...normal) || 1;
      for (const axis of [0, 1, 2] as const) normals[k + axis] = normal[axis] / length;
    }
  }
  return normals;
}

/** A closed surface around a centre, with a radius for each axis. */
export function ellipsoid(
  [cx, cy, cz]: readonly [number, number, number],
  [rx, ry, rz]: readonly [number, number, number],
  options: GridOptions,
): Mesh {
  return gridMesh((s, t) => {
    const [angle, fall] = [(s * 2 - 1) * Math.PI, t * Math.PI];
    const ring = Math.sin(fall);
    return [cx + rx * ring * Math.sin(angle), cy + ry * Math.cos(fall), cz + rz * ring * Math.cos(angle), s, t];
  }, options);
}
