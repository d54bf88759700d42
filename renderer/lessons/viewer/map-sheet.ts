import { DataTexture, LinearFilter, SRGBColorSpace } from 'three';
import type { RgbImage } from '../../../models/image.ts';
import type { Cell } from './box-geometry.ts';
import type { Run } from './network-runner.ts';

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
  /** RGBA as every machine that runs this lays it out. */
  const sheet = new Uint32Array(width * rows * side);
  const cells = new Map<string, Cell>();
  /** Where the next value's cell begins. */
  const nextCell = (value: string): readonly [number, number] => {
    const at = cells.size;
    const [left, bottom] = [(at % columns) * side, Math.floor(at / columns) * side];
    // Half a pixel in from its edge, or a cell's neighbour would shine through.
    const [u, v] = [(n: number) => n / width, (n: number) => n / (rows * side)];
    cells.set(value, [u(left + 0.5), v(bottom + 0.5), u(left + side - 0.5), v(bottom + side - 0.5)]);
    return [left, bottom];
  };
  // Rows of a texture begin at the bottom.
  for (const { value, pixels } of mosaics) {
    const [left, bottom] = nextCell(value);
    for (let y = 0; y < side; y++)
      for (let x = 0, at = (bottom + side - 1 - y) * width + left; x < side; x++, at++)
        sheet[at] = 0xff000000 | (0x010101 * pixels[y * side + x]!);
  }
  if (input !== null) {
    const [left, bottom] = nextCell(input.value);
    const { width: w, height: h, data } = input.picture;
    const square = Math.min(w, h);
    const [first, top] = [(w - square) / 2, (h - square) / 2];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const at =
          3 * (Math.floor(top + ((y + 0.5) * square) / side) * w + Math.floor(first + ((x + 0.5) * square) / side));
        sheet[(bottom + side - 1 - y) * width + left + x] =
          0xff000000 | (data[at + 2]! << 16) | (data[at + 1]! << 8) | data[at]!;
      }
  }
  const texture = new DataTexture(new Uint8Array(sheet.buffer), width, rows * side);
  texture.colorSpace = SRGBColorSpace;
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.needsUpdate = true;
  return { texture, cells };
}
