import { DataTexture, LinearFilter, SRGBColorSpace } from 'three';
import type { RgbImage } from '../../../models/image.ts';
import type { Run } from './network-runner.ts';
import type { Cell } from './space-boxes.ts';

export interface MapSheet {
  readonly texture: DataTexture;
  /** Of each value that has maps. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** All boxes' maps, and the picture that went in, on one sheet: one texture instead of hundreds. */
export function mapSheet(
  mosaics: Run['mosaics'],
  input: { readonly value: string; readonly picture: RgbImage } | null,
): MapSheet {
  const side = mosaics[0]?.side ?? 96;
  const count = mosaics.length + (input === null ? 0 : 1);
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const width = columns * side;
  const sheet = new Uint32Array(width * rows * side);
  const cells = new Map<string, Cell>();
  const paint = (value: string, colourAt: (x: number, y: number) => number): void => {
    const at = cells.size;
    const [left, bottom] = [(at % columns) * side, Math.floor(at / columns) * side];
    // Rows of a texture begin at the bottom.
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) sheet[(bottom + y) * width + left + x] = colourAt(x, side - 1 - y);
    // Half a pixel in from its edge, or a cell's neighbour would shine through.
    const [u, v] = [(n: number) => n / width, (n: number) => n / (rows * side)];
    cells.set(value, [u(left + 0.5), v(bottom + 0.5), u(left + side - 0.5), v(bottom + side - 0.5)]);
  };
  for (const { value, pixels } of mosaics)
    paint(value, (x, y) => {
      const grey = pixels[y * side + x]!;
      return packed(grey, grey, grey);
    });
  if (input !== null) {
    const { width: w, height: h, data } = input.picture;
    const square = Math.min(w, h);
    const [left, top] = [(w - square) / 2, (h - square) / 2];
    paint(input.value, (x, y) => {
      const at =
        3 * (Math.floor(top + ((y + 0.5) * square) / side) * w + Math.floor(left + ((x + 0.5) * square) / side));
      return packed(data[at]!, data[at + 1]!, data[at + 2]!);
    });
  }
  const texture = new DataTexture(new Uint8Array(sheet.buffer), width, rows * side);
  texture.colorSpace = SRGBColorSpace;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.needsUpdate = true;
  return { texture, cells };
}

/** RGBA as every machine that runs this lays it out. */
const packed = (red: number, green: number, blue: number): number =>
  (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
