import type { RgbImage } from '../image.ts';

/** A rectangle of an image in continuous pixels (0 = left edge of the first pixel); may reach beyond the image. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** For each output cell: where its source pixels begin (`start`, `count`) and their weights, `taps` slots each. */
interface Taps {
  readonly taps: number;
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly weight: Float32Array;
}

/**
 * Area-aware resampling of a region to `width × height`, as float NHWC `[height, width, 3]` holding `value * gain + bias`.
 * Each output pixel is the mean over a window of max(1, scale) source pixels: area averaging when shrinking (no aliasing, so that small faces
 * survive), linear interpolation when enlarging. Beyond the image it is black.
 */
export function resample(
  image: RgbImage,
  region: Region,
  width: number,
  height: number,
  gain: number,
  bias: number,
  out: Float32Array = new Float32Array(width * height * 3),
): Float32Array {
  const rows = windowTaps(region.y, region.height / height, height, image.height);
  const columns = windowTaps(region.x, region.width / width, width, image.width);
  const first = Math.max(0, Math.floor(region.x - 0.5));
  const last = Math.min(image.width, Math.ceil(region.x + region.width + 0.5));
  const from = first * 3;
  const line = new Float32Array(Math.max(0, last - first) * 3);
  const stride = image.width * 3;
  for (let y = 0; y < height; y++) {
    const count = rows.count[y]!;
    const target = y * width * 3;
    if (count === 0 || line.length === 0) {
      out.fill(bias, target, target + width * 3);
      continue;
    }
    mixRows(image.data, rows.start[y]! * stride + from, stride, rows.weight, y * rows.taps, count, line);
    mixColumns(line, first, columns, width, gain, bias, out, target);
  }
  return out;
}

/** Vertical pass: one line as the weighted sum of `count` source rows. Four rows at a time, since memory traffic is the cost. */
function mixRows(
  data: Uint8Array,
  start: number,
  stride: number,
  weight: Float32Array,
  at: number,
  count: number,
  line: Float32Array,
): void {
  const length = line.length;
  for (let tap = 0; tap < count; tap += 4) {
    // A row too few counts again with weight 0: cheaper than a loop of its own.
    const last = count - tap - 1;
    const w0 = weight[at + tap]!;
    const w1 = last < 1 ? 0 : weight[at + tap + 1]!;
    const w2 = last < 2 ? 0 : weight[at + tap + 2]!;
    const w3 = last < 3 ? 0 : weight[at + tap + 3]!;
    const r0 = start + tap * stride;
    const r1 = r0 + Math.min(last, 1) * stride;
    const r2 = r0 + Math.min(last, 2) * stride;
    const r3 = r0 + Math.min(last, 3) * stride;
    if (tap === 0) line.fill(0);
    for (let i = 0; i < length; i++) {
      line[i]! += data[r0 + i]! * w0 + data[r1 + i]! * w1 + data[r2 + i]! * w2 + data[r3 + i]! * w3;
    }
  }
}

/** Horizontal pass: `width` pixels of a line whose first pixel is source column `first`. */
function mixColumns(
  line: Float32Array,
  first: number,
  columns: Taps,
  width: number,
  gain: number,
  bias: number,
  out: Float32Array,
  target: number,
): void {
  const { taps, start, count, weight } = columns;
  for (let x = 0, to = target; x < width; x++, to += 3) {
    let r = 0;
    let g = 0;
    let b = 0;
    const end = x * taps + count[x]!;
    for (let tap = x * taps, p = (start[x]! - first) * 3; tap < end; tap++, p += 3) {
      const w = weight[tap]!;
      r += line[p]! * w;
      g += line[p + 1]! * w;
      b += line[p + 2]! * w;
    }
    out[to] = r * gain + bias;
    out[to + 1] = g * gain + bias;
    out[to + 2] = b * gain + bias;
  }
}

function windowTaps(origin: number, scale: number, cells: number, limit: number): Taps {
  const span = Math.max(1, scale);
  const taps = Math.ceil(span) + 1;
  const start = new Int32Array(cells);
  const count = new Int32Array(cells);
  const weight = new Float32Array(cells * taps);
  for (let i = 0; i < cells; i++) {
    const low = origin + (i + 0.5) * scale - span / 2;
    const high = low + span;
    const begin = Math.max(0, Math.floor(low));
    const end = Math.min(limit, Math.ceil(high));
    start[i] = begin;
    for (let pixel = begin; pixel < end; pixel++) {
      const overlap = Math.min(high, pixel + 1) - Math.max(low, pixel);
      // Rounding can open a sliver of a further pixel; it carries no weight, and there is no slot for it.
      if (overlap > 1e-6 && count[i]! < taps) weight[i * taps + count[i]!++] = overlap / span;
      else if (count[i] === 0) start[i] = pixel + 1;
    }
  }
  return { taps, start, count, weight };
}
