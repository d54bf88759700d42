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

/** From model to camera: a rotation (row-major 3 × 3), then a perspective that makes 1 at depth 0 `scale` pixels. */
export interface Camera {
  readonly rotation: readonly number[];
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Distance from the camera to the middle of the head, in half head heights: about 80 cm. */
const DISTANCE = 7;

/** Draws a mesh with a z-buffer; light and colour are computed for each pixel from normals between vertices. */
export function rasterise(canvas: Canvas, mesh: Mesh, camera: Camera, light: Light): void {
  const { size, pixels, depth } = canvas;
  const { triangles, uvs, paint, shine } = mesh;
  const { screen, normals } = transform(mesh, camera);
  const texture = 'pixels' in paint ? paint : null;
  const flat = texture ? null : (paint as Colour);
  const { direction, colour, ambient, strength } = light;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]! * 3, triangles[t + 1]! * 3, triangles[t + 2]! * 3];
    const ax = screen[a]!,
      ay = screen[a + 1]!,
      bx = screen[b]!,
      by = screen[b + 1]!,
      cx = screen[c]!,
      cy = screen[c + 1]!;
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (Math.abs(area) < 1e-9) continue;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
    const right = Math.min(size - 1, Math.floor(Math.max(ax, bx, cx)));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
    const bottom = Math.min(size - 1, Math.floor(Math.max(ay, by, cy)));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const wb = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
        const wc = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
        const wa = 1 - wb - wc;
        if (wa < -1e-6 || wb < -1e-6 || wc < -1e-6) continue;
        const z = wa * screen[a + 2]! + wb * screen[b + 2]! + wc * screen[c + 2]!;
        const at = y * size + x;
        if (z <= depth[at]!) continue;
        depth[at] = z;
        const nx = wa * normals[a]! + wb * normals[b]! + wc * normals[c]!;
        const ny = wa * normals[a + 1]! + wb * normals[b + 1]! + wc * normals[c + 1]!;
        const nz = wa * normals[a + 2]! + wb * normals[b + 2]! + wc * normals[c + 2]!;
        const facing = nx * direction[0] + ny * direction[1] + nz * direction[2];
        // Light wraps a little around skin; what comes from above is brighter than what the floor returns.
        const lit = Math.max(0, (facing + 0.15) / 1.15) * strength;
        const around = ambient * (0.85 + 0.15 * ny);
        const glint = shine * Math.max(0, 2 * facing * nz - direction[2]) ** 12;
        let from = 0;
        if (texture) {
          const u = wa * uvs[(a / 3) * 2]! + wb * uvs[(b / 3) * 2]! + wc * uvs[(c / 3) * 2]!;
          const v = wa * uvs[(a / 3) * 2 + 1]! + wb * uvs[(b / 3) * 2 + 1]! + wc * uvs[(c / 3) * 2 + 1]!;
          const column = Math.min(texture.width - 1, (u * texture.width) | 0);
          from = (Math.min(texture.height - 1, (v * texture.height) | 0) * texture.width + column) * 3;
        }
        const source = texture ? texture.pixels : flat!;
        for (let channel = 0; channel < 3; channel++) {
          pixels[at * 3 + channel] =
            source[from + channel]! * (lit * colour[channel]! + around) + glint * colour[channel]!;
        }
      }
    }
  }
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
