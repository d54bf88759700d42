import { type Random, seededRandom } from '../metrics/seeded-random.ts';
import { smoothstep } from './colour.ts';
import type { Nuisance } from './nuisance.ts';
import type { Canvas } from './rasterise.ts';

/** Two colours across the picture and a few soft shapes. */
export function paintBackground({ size, pixels, depth }: Canvas, { background, seed, light }: Nuisance): void {
  const { from, to, angle, shapes } = background;
  const random = seededRandom(seed ^ 0x3c6ef372);
  const [dx, dy] = [Math.cos(angle) / size, Math.sin(angle) / size];
  const blobs = Array.from({ length: shapes }, () => ({
    x: random() * size,
    y: random() * size,
    radius: (0.05 + 0.3 * random()) * size,
    flat: 0.3 + 2 * random(),
    colour: [random(), random(), random()] as const,
  }));
  const brightness = light.ambient + light.strength * 0.5;
  depth.fill(Number.NEGATIVE_INFINITY);
  // Two by two: they become one pixel anyway.
  for (let y = 0; y < size; y += 2) {
    for (let x = 0; x < size; x += 2) {
      const at = (y * size + x) * 3;
      const t = Math.max(0, Math.min(1, 0.5 + (x - size / 2) * dx + (y - size / 2) * dy));
      for (let c = 0; c < 3; c++) pixels[at + c] = (from[c]! + (to[c]! - from[c]!) * t) * brightness;
      for (const { x: cx, y: cy, flat, radius, colour } of blobs) {
        const squared = ((x - cx) ** 2 + ((y - cy) * flat) ** 2) / radius ** 2;
        if (squared >= 1) continue;
        const alpha = 0.7 * smoothstep(1, 0.7, Math.sqrt(squared));
        for (let c = 0; c < 3; c++) pixels[at + c]! += (colour[c]! * brightness - pixels[at + c]!) * alpha;
      }
      pixels.copyWithin(at + 3, at, at + 3);
    }
    pixels.copyWithin((y + 1) * size * 3, y * size * 3, (y + 1) * size * 3);
  }
}

/** Something in front of the camera: a soft-edged box. */
export function paintOcclusion({ size, pixels }: Canvas, { occlusion }: Nuisance): void {
  if (!occlusion) return;
  const [cosine, sine] = [Math.cos(occlusion.angle), Math.sin(occlusion.angle)];
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at += 3) {
      const [dx, dy] = [x / size - occlusion.x, y / size - occlusion.y];
      const [u, v] = [Math.abs(dx * cosine + dy * sine), Math.abs(dy * cosine - dx * sine)];
      const beyond = Math.max(u - occlusion.width, v - occlusion.height);
      if (beyond > 0.01) continue;
      const alpha = smoothstep(0.01, -0.01, beyond);
      for (let c = 0; c < 3; c++) pixels[at + c]! += (occlusion.colour[c]! - pixels[at + c]!) * alpha;
    }
  }
}

/**
 * Halves the canvas's side by the mean of four, blurs, and turns linear light into 8-bit sRGB with noise: size²·3 bytes. Blur
 * and noise are what is left of those at 112 pixels when such a picture is made smaller.
 */
export function develop({ size, pixels }: Canvas, nuisance: Nuisance): Uint8Array {
  const half = size / 2;
  const { seed } = nuisance;
  const smaller = Math.min(1, half / 112);
  const [blur, noise] = [nuisance.blur * smaller, nuisance.noise * smaller];
  const light = new Float32Array(half * half * 3);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const [a, b] = [(2 * y * size + 2 * x) * 3, ((2 * y + 1) * size + 2 * x) * 3];
      for (let c = 0; c < 3; c++)
        light[(y * half + x) * 3 + c] = (pixels[a + c]! + pixels[a + 3 + c]! + pixels[b + c]! + pixels[b + 3 + c]!) / 4;
    }
  }
  const soft = blur > 0.15 ? blurred(blurred(light, half, 3, half * 3, blur), half, half * 3, 3, blur) : light;
  const random = seededRandom(seed ^ 0x1b873593);
  const bytes = new Uint8Array(soft.length);
  for (let i = 0; i < bytes.length; i++) {
    // The square root is sRGB's curve but for a few grey levels.
    const grey = 255 * Math.sqrt(Math.max(0, Math.min(1, soft[i]!)));
    const value = noise > 0 ? grey + noise * almostNormal(random) : grey;
    bytes[i] = value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
  }
  return bytes;
}

/** The sum of three even numbers, brought to variance 1: near enough for a camera's noise, and quick. */
const almostNormal = (random: Random): number => (random() + random() + random() - 1.5) * 2;

/** A Gaussian along one direction: five taps, edges repeated. */
function blurred(from: Float32Array, count: number, step: number, stride: number, deviation: number): Float32Array {
  const taps = [0, 1, 2, 3].map((k) => Math.exp(-(k * k) / (2 * deviation * deviation)));
  const total = taps[0]! + 2 * (taps[1]! + taps[2]! + taps[3]!);
  const to = new Float32Array(from.length);
  for (let line = 0; line < count; line++) {
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < 3; c++) {
        const at = line * stride + c;
        let sum = from[at + i * step]! * taps[0]!;
        for (let k = 1; k < 4; k++)
          sum += taps[k]! * (from[at + Math.max(0, i - k) * step]! + from[at + Math.min(count - 1, i + k) * step]!);
        to[at + i * step] = sum / total;
      }
    }
  }
  return to;
}
