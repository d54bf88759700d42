import type { Colour } from './colour.ts';

/** Colours of a surface: linear RGB, row-major, row 0 at v = 0; u goes around and wraps. */
export interface Texture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** A surface of one colour. */
export const solid = (colour: Colour): Texture => ({ width: 1, height: 1, pixels: Float32Array.from(colour) });

export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float32Array;
  /** Of unit length, outwards. */
  readonly normals: Float32Array;
  /** u, v of each vertex in 0 … 1. */
  readonly uvs: Float32Array;
  /** Three vertices each. */
  readonly triangles: Uint16Array;
  readonly paint: Texture;
  /** Strength of the highlight. */
  readonly shine: number;
  /** Its back is never seen. An open surface is seen from both sides. */
  readonly closed: boolean;
}

export interface GridOptions {
  readonly columns: number;
  readonly rows: number;
  readonly paint: Texture;
  readonly shine: number;
  readonly closed: boolean;
}

/** A surface of rows and columns; `at(s, t)` with s along a row and t from row to row, both 0 … 1: [x, y, z, u, v]. */
export function gridMesh(
  at: (s: number, t: number) => readonly [number, number, number, number, number],
  { columns, rows, paint, shine, closed }: GridOptions,
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
  return { positions, normals: gridNormals(positions, columns, rows), uvs, triangles, paint, shine, closed };
}

/** Cross products of the differences along and across, pointing away from the vertical axis. */
function gridNormals(p: Float32Array, columns: number, rows: number): Float32Array {
  const normals = new Float32Array(p.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const k = (row * columns + column) * 3;
      const [left, right] = [column > 0 ? k - 3 : k, column < columns - 1 ? k + 3 : k];
      const [above, below] = [row > 0 ? k - columns * 3 : k, row < rows - 1 ? k + columns * 3 : k];
      const [ax, ay, az] = [p[right]! - p[left]!, p[right + 1]! - p[left + 1]!, p[right + 2]! - p[left + 2]!];
      const [bx, by, bz] = [p[below]! - p[above]!, p[below + 1]! - p[above + 1]!, p[below + 2]! - p[above + 2]!];
      const [nx, ny, nz] = [by * az - bz * ay, bz * ax - bx * az, bx * ay - by * ax];
      const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
      normals[k] = nx / length;
      normals[k + 1] = ny / length;
      normals[k + 2] = nz / length;
    }
  }
  return normals;
}

/** A closed surface around a centre, with a radius for each axis. */
export function ellipsoid(
  [cx, cy, cz]: readonly [number, number, number],
  [rx, ry, rz]: readonly [number, number, number],
  options: Omit<GridOptions, 'closed'>,
): Mesh {
  return gridMesh(
    (s, t) => {
      const [angle, fall] = [(s * 2 - 1) * Math.PI, t * Math.PI];
      const ring = Math.sin(fall);
      return [cx + rx * ring * Math.sin(angle), cy + ry * Math.cos(fall), cz + rz * ring * Math.cos(angle), s, t];
    },
    { ...options, closed: true },
  );
}
