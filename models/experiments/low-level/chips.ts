import type { RgbImage } from '../../image.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { CHIP_FRAMING } from '../../synth/difficulties.ts';
import { identityOf } from '../../synth/draw-identity.ts';
import { figureOf } from '../../synth/figure.ts';
import { EVERYDAY, nuisanceOf } from '../../synth/nuisance.ts';
import { createRenderer, type Renderer } from '../../synth/render.ts';

/** Side of an aligned crop, as ArcFace-like networks see a face. */
export const SIDE = 112;

/** People to learn from and people to ask about are counted from far apart: nobody is in both. */
const from = { train: 40_009, test: 800_011 } as const;

const renderers = new Map<number, Renderer>();

/** An invented person as a camera without faults would show them: no blur, no noise, nothing in front. */
export function chipOf(seed: number, part: keyof typeof from, person: number, side = SIDE, picture = 0): RgbImage {
  const render = renderers.get(side) ?? createRenderer(side);
  renderers.set(side, render);
  const number = Math.imul(seed, 7919) + from[part] + person;
  const nuisance = nuisanceOf(
    Math.imul(number, 31) + picture,
    { ...EVERYDAY, pose: 0.5, image: 0, occlusion: 0 },
    CHIP_FRAMING,
  );
  return render(figureOf(identityOf(number)), nuisance);
}

/**
 * Dead leaves: discs of all sizes, each hiding what lies below (A. B. Lee, D. Mumford, J. Huang, IJCV 41, 2001). Edges and flat places as in pictures
 * of the world, and no face: another data set.
 */
export function deadLeaves(seed: number, side = SIDE): RgbImage {
  const random = seededRandom(Math.imul(seed + 1, 0x85ebca6b));
  const data = new Uint8Array(side * side * 3);
  // Radii with density r⁻³, from 2 pixels to a third of the side; painted from behind to the front.
  const [small, large] = [2 ** -2, (side / 3) ** -2];
  for (let leaf = 0; leaf < 900; leaf++) {
    const radius = (small - random() * (small - large)) ** -0.5;
    const [cx, cy] = [random() * side, random() * side];
    const colour = [random() * 255, random() * 255, random() * 255];
    for (let y = Math.max(0, Math.ceil(cy - radius)); y < Math.min(side, cy + radius); y++)
      for (let x = Math.max(0, Math.ceil(cx - radius)); x < Math.min(side, cx + radius); x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2) data.set(colour, (y * side + x) * 3);
  }
  return { width: side, height: side, data };
}
