import type { RgbImage } from '../image.ts';
import { type Camera, cameraOf } from './camera.ts';
import { paintFeatures } from './features.ts';
import type { Figure } from './figure.ts';
import { solid } from './mesh.ts';
import type { Nuisance } from './nuisance.ts';
import { develop, paintBackground, paintOcclusion } from './picture.ts';
import { type Canvas, rasterise } from './rasterise.ts';
import { SKIN_HEIGHT, SKIN_WIDTH } from './skin.ts';

/** How much of the head's turn the body goes along with. */
const BODY_SHARE = 0.25;

export type Renderer = (figure: Figure, nuisance: Nuisance) => RgbImage;

/** A picture and what of it is the head: skin, hair, ears and glasses, as seen. */
export interface MaskedPicture {
  readonly picture: RgbImage;
  /** Of each pixel the share that is head, 0 … 1, row by row. */
  readonly mask: Float32Array;
}

/**
 * Pictures of invented people, `size` pixels square: the same bytes for the same figure, nuisance and size. Drawn at twice
 * the size and averaged down. A renderer keeps its buffers from picture to picture, which is a third of its time.
 */
export function createRenderer(size = 112): Renderer {
  const { paint, picture } = painter(size);
  return (figure, nuisance) => {
    paint(figure, nuisance);
    return picture(nuisance);
  };
}

/** The same pictures, and what of each is the head. What is in front of the camera hides nothing of the mask. */
export function createMaskedRenderer(size = 112): (figure: Figure, nuisance: Nuisance) => MaskedPicture {
  const { canvas, paint, picture } = painter(size);
  const head = new Float32Array(canvas.depth.length);
  return (figure, nuisance) => {
    paint(figure, nuisance, () => head.set(canvas.depth));
    const mask = new Float32Array(size * size);
    for (let i = 0; i < head.length; i++) {
      // Nothing has come in front of it since.
      if (head[i] === Number.NEGATIVE_INFINITY || head[i] !== canvas.depth[i]) continue;
      const [x, y] = [i % canvas.size, Math.floor(i / canvas.size)];
      mask[(y >> 1) * size + (x >> 1)]! += 0.25;
    }
    return { picture: picture(nuisance), mask };
  };
}

function painter(size: number) {
  const side = size * 2;
  const canvas: Canvas = {
    size: side,
    pixels: new Float32Array(side * side * 3),
    depth: new Float32Array(side * side),
  };
  const skin = new Float32Array(SKIN_WIDTH * SKIN_HEIGHT * 3);
  return {
    canvas,
    /** @param afterHead when the head stands and nothing else does yet */
    paint(figure: Figure, nuisance: Nuisance, afterHead?: () => void): void {
      const { light, expression, clothes } = nuisance;
      paintBackground(canvas, nuisance);
      const paint = paintFeatures(skin, figure.skin, figure.shape, figure.identity, expression);
      const camera = (share: number): Camera => cameraOf(nuisance, side, share);
      for (const mesh of [{ ...figure.head, paint }, ...figure.attached]) rasterise(canvas, mesh, camera(1), light);
      afterHead?.();
      for (const mesh of [figure.neck, { ...figure.body, paint: solid(clothes) }])
        rasterise(canvas, mesh, camera(BODY_SHARE), light);
      paintOcclusion(canvas, nuisance);
    },
    picture: (nuisance: Nuisance): RgbImage => ({ width: size, height: size, data: develop(canvas, nuisance) }),
  };
}
