import { paintBrow, paintEye } from './eye.ts';
import { CHIN, CROWN, type HeadShape } from './head-shape.ts';
import type { Identity } from './identity.ts';
import type { Texture } from './mesh.ts';
import { paintMouth } from './mouth.ts';
import type { Nuisance } from './nuisance.ts';
import { angleOf, heightOf, SKIN_HEIGHT, SKIN_WIDTH } from './skin.ts';

type Expression = Nuisance['expression'];
type Paint = (x: number, y: number, at: number) => void;

/** The skin with eyes, brows and mouth as this expression has them, in `pixels`, which is as long as the skin's. */
export function paintFeatures(
  pixels: Float32Array,
  skin: Texture,
  shape: HeadShape,
  identity: Identity,
  expression: Expression,
): Texture {
  pixels.set(skin.pixels);
  const { eyes, mouth, seed } = identity;
  for (const side of [-1, 1] as const) {
    each(shape, side * eyes.apart, 0.08, 0.26, 0.3, (x, y, at) => {
      paintBrow(identity, expression, pixels, at, side * x, y, seed);
      paintEye(identity, expression, pixels, at, side * x - eyes.apart, y, side);
    });
  }
  each(shape, 0, -mouth.height, 0.42, 0.24, (x, y, at) =>
    paintMouth(identity, expression, pixels, at, x, y + mouth.height),
  );
  return { ...skin, pixels };
}

/** The texels of the front within half widths of a place. */
function each(shape: HeadShape, cx: number, cy: number, halfWidth: number, halfHeight: number, paint: Paint): void {
  const rowAt = (y: number): number => Math.floor(((CROWN - y) / (CROWN - CHIN)) * SKIN_HEIGHT);
  for (let row = rowAt(cy + halfHeight); row <= Math.min(SKIN_HEIGHT - 1, rowAt(cy - halfHeight)); row++) {
    const y = heightOf(row);
    const reach = shape.halfWidth(y);
    for (let column = SKIN_WIDTH / 4; column < (SKIN_WIDTH * 3) / 4; column++) {
      const x = reach * SINES[column]!;
      if (Math.abs(x - cx) <= halfWidth) paint(x, y, (row * SKIN_WIDTH + column) * 3);
    }
  }
}

const SINES = Float64Array.from({ length: SKIN_WIDTH }, (_, column) => Math.sin(angleOf(column)));
