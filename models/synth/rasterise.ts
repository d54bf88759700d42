import { type Camera, DISTANCE } from './camera.ts';
import type { Colour } from './colour.ts';
import type { Mesh } from './mesh.ts';

/** A picture in the making: linear RGB and the nearest depth at each pixel (higher is nearer). */
export interface Canvas {
  readonly size: number;
  readonly pixels: Float32Array;
  readonly depth: Float32Array;
}

export interface Light {
  /** Of unit length, towards the light. */
  readonly direction: readonly [number, number, number];
  readonly colour: Colour;
  readonly ambient: number;
  readonly strength: number;
}

/** Normals of a closed surface that point away by more than this belong to its back, which nobody sees. */
const AWAY = -0.3;

/** Draws a mesh with a z-buffer; light and colour are computed for each pixel from normals between vertices. */
export function rasterise(canvas: Canvas, mesh: Mesh, camera: Camera, light: Light): void {
  const { size, depth } = canvas;
  const { triangles, closed } = mesh;
  const { screen, normals } = transform(mesh, camera);
  const shade = shader(canvas, mesh, normals, light);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t]! * 3;
    const b = triangles[t + 1]! * 3;
    const c = triangles[t + 2]! * 3;
    if (closed && normals[a + 2]! < AWAY && normals[b + 2]! < AWAY && normals[c + 2]! < AWAY) continue;
    const ax = screen[a]!;
    const ay = screen[a + 1]!;
    const [bx, by] = [screen[b]! - ax, screen[b + 1]! - ay];
    const [cx, cy] = [screen[c]! - ax, screen[c + 1]! - ay];
    const area = bx * cy - by * cx;
    if (Math.abs(area) < 1e-9) continue;
    const left = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx)));
    const right = Math.min(size - 1, Math.floor(ax + Math.max(0, bx, cx)));
    const top = Math.max(0, Math.ceil(ay + Math.min(0, by, cy)));
    const bottom = Math.min(size - 1, Math.floor(ay + Math.max(0, by, cy)));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const wb = ((x - ax) * cy - (y - ay) * cx) / area;
        const wc = (bx * (y - ay) - by * (x - ax)) / area;
        const wa = 1 - wb - wc;
        if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue;
        const z = wa * screen[a + 2]! + wb * screen[b + 2]! + wc * screen[c + 2]!;
        const at = y * size + x;
        if (z <= depth[at]!) continue;
        depth[at] = z;
        shade(at * 3, a, b, c, wa, wb, wc);
      }
    }
  }
}

/** Colours the pixel at `at` from three vertices (offsets of their x) and their shares. */
function shader({ pixels }: Canvas, { uvs, paint, shine }: Mesh, normals: Float32Array, light: Light) {
  const { ambient, strength } = light;
  const [lx, ly, lz] = light.direction;
  const [red, green, blue] = light.colour;
  const { width, height, pixels: source } = paint;
  return (at: number, a: number, b: number, c: number, wa: number, wb: number, wc: number): void => {
    const nx = wa * normals[a]! + wb * normals[b]! + wc * normals[c]!;
    const ny = wa * normals[a + 1]! + wb * normals[b + 1]! + wc * normals[c + 1]!;
    const nz = wa * normals[a + 2]! + wb * normals[b + 2]! + wc * normals[c + 2]!;
    const facing = nx * lx + ny * ly + nz * lz;
    // Light wraps a little around skin; what comes from above is brighter than what the floor returns.
    const lit = Math.max(0, (facing + 0.15) / 1.15) * strength;
    const around = ambient * (0.85 + 0.15 * ny);
    const mirrored = Math.max(0, 2 * facing * nz - lz);
    const fourth = mirrored * mirrored * mirrored * mirrored;
    const glint = shine * fourth * fourth * fourth;
    const [ua, ub, uc] = [(a / 3) * 2, (b / 3) * 2, (c / 3) * 2];
    const u = wa * uvs[ua]! + wb * uvs[ub]! + wc * uvs[uc]!;
    const v = wa * uvs[ua + 1]! + wb * uvs[ub + 1]! + wc * uvs[uc + 1]!;
    const column = Math.max(0, Math.min(width - 1, (u * width) | 0));
    const from = (Math.max(0, Math.min(height - 1, (v * height) | 0)) * width + column) * 3;
    pixels[at] = source[from]! * (lit * red + around) + glint * red;
    pixels[at + 1] = source[from + 1]! * (lit * green + around) + glint * green;
    pixels[at + 2] = source[from + 2]! * (lit * blue + around) + glint * blue;
  };
}

/** Vertices in pixels (x, y down) with their depth, and normals in the camera's directions. */
function transform({ positions, normals }: Mesh, { rotation: r, scale, x: ox, y: oy }: Camera) {
  const screen = new Float32Array(positions.length);
  const turned = new Float32Array(normals.length);
  for (let k = 0; k < positions.length; k += 3) {
    const x = positions[k]!,
      y = positions[k + 1]!,
      z = positions[k + 2]!;
    const deep = r[6]! * x + r[7]! * y + r[8]! * z;
    const by = (scale * DISTANCE) / (DISTANCE - deep);
    screen[k] = ox + by * (r[0]! * x + r[1]! * y + r[2]! * z);
    screen[k + 1] = oy - by * (r[3]! * x + r[4]! * y + r[5]! * z);
    screen[k + 2] = deep;
    const nx = normals[k]!,
      ny = normals[k + 1]!,
      nz = normals[k + 2]!;
    turned[k] = r[0]! * nx + r[1]! * ny + r[2]! * nz;
    turned[k + 1] = r[3]! * nx + r[4]! * ny + r[5]! * nz;
    turned[k + 2] = r[6]! * nx + r[7]! * ny + r[8]! * nz;
  }
  return { screen, normals: turned };
}
