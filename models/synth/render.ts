import type { RgbImage } from '../image.ts';
import { paintFeatures } from './features.ts';
import type { Figure } from './figure.ts';
import { solid } from './mesh.ts';
import type { Nuisance } from './nuisance.ts';
import { develop, paintBackground, paintOcclusion } from './picture.ts';
import { type Camera, type Canvas, rasterise } from './rasterise.ts';
import { SKIN_HEIGHT, SKIN_WIDTH } from './skin.ts';

/** How much of the head's turn the body goes along with. */
const BODY_SHARE = 0.25;

export type Renderer = (figure: Figure, nuisance: Nuisance) => RgbImage;

/**
 * Pictures of invented people, `size` pixels square: the same bytes for the same figure, nuisance and size. Drawn at twice
 * the size and averaged down. A renderer keeps its buffers from picture to picture, which is a third of its time.
 */
export function createRenderer(size = 112): Renderer {
  const side = size * 2;
  const canvas: Canvas = {
    size: side,
    pixels: new Float32Array(side * side * 3),
    depth: new Float32Array(side * side),
  };
  const skin = new Float32Array(SKIN_WIDTH * SKIN_HEIGHT * 3);
  return (figure, nuisance) => {
    const { pose, frame, light, expression, clothes } = nuisance;
    paintBackground(canvas, nuisance);
    const paint = paintFeatures(skin, figure.skin, figure.shape, figure.identity, expression);
    const camera = (share: number): Camera => ({
      rotation: turn(pose.yaw * share, pose.pitch * share, pose.roll * share),
      scale: (frame.size * side) / 2,
      x: frame.x * side,
      y: frame.y * side,
    });
    for (const mesh of [{ ...figure.head, paint }, ...figure.attached]) rasterise(canvas, mesh, camera(1), light);
    for (const mesh of [figure.neck, { ...figure.body, paint: solid(clothes) }])
      rasterise(canvas, mesh, camera(BODY_SHARE), light);
    paintOcclusion(canvas, nuisance);
    return { width: size, height: size, data: develop(canvas, nuisance) };
  };
}

/** Roll · pitch · yaw, row-major: first the head turns, then it nods, then it tilts. */
function turn(yaw: number, pitch: number, roll: number): number[] {
  const [cy, sy, cp, sp, cr, sr] = [yaw, -pitch, -roll].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const nodded = [
    [cy, 0, sy],
    [sp * sy, cp, -sp * cy],
    [-cp * sy, sp, cp * cy],
  ] as const;
  const [first, second, third] = nodded;
  const tilted = (i: 0 | 1 | 2): [number, number] => [cr * first[i] - sr * second[i], sr * first[i] + cr * second[i]];
  const columns = ([0, 1, 2] as const).map(tilted);
  return [...columns.map(([x]) => x), ...columns.map(([, y]) => y), ...third];
}
