import type { PlacedFace } from './follow.ts';
import type { FrameArea } from './frame-part.ts';

/** Of a box's side: the mesh's crop is this large, and turned with the head … */
const MESH = 1.5;

/** … and the small picture of a face shows this much around it. */
const SHOWN = 1.7;

/** Around a face of which somebody may want a picture, to find it again in that alone. */
const WIDE = 2.2;

/** The mesh's network sees a box at 128 pixels, quality a face at 68: a box larger than this many pixels shows them nothing more. */
const SIDE = 160;

/** Sides are rounded up to these many pixels, so that a face's small movements change the place of a part and not its size. */
const STEP = 32;

export interface Surroundings extends FrameArea {
  /** At most 1: as much smaller a picture of the area may be. */
  readonly scale: number;
}

/**
 * The part of the next frame in which these faces can be followed, as `followFaces` looks for them: where they are now.
 * @param wanted of which faces pictures may be wanted: wider, and not made smaller
 * @returns null when there is no face
 */
export function surroundings(
  faces: readonly PlacedFace[],
  frame: { readonly width: number; readonly height: number },
  wanted: (index: number) => boolean,
): Surroundings | null {
  if (faces.length === 0) return null;
  const sides = faces.map(({ box, landmarks: [left, right] }, index) => {
    const turned = Math.atan2(right.y - left.y, right.x - left.x);
    const mesh = MESH * (Math.abs(Math.cos(turned)) + Math.abs(Math.sin(turned)));
    const half = (Math.max(box.width, box.height) * Math.max(mesh, wanted(index) ? WIDE : SHOWN)) / 2;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
  const least = (key: keyof (typeof sides)[number]) => Math.min(...sides.map((side) => side[key]));
  const most = (key: keyof (typeof sides)[number]) => Math.max(...sides.map((side) => side[key]));
  const [x, width] = spanned(least('left'), most('right'), frame.width);
  const [y, height] = spanned(least('top'), most('bottom'), frame.height);
  const smallest = Math.min(...faces.map(({ box }, index) => (wanted(index) ? 0 : Math.max(box.width, box.height))));
  return { x, y, width, height, scale: smallest > SIDE ? SIDE / smallest : 1 };
}

/** Begin and length within 0..size, the length a multiple of STEP where the frame is long enough. */
function spanned(from: number, to: number, size: number): [number, number] {
  const length = Math.min(size, Math.ceil((to - from) / STEP) * STEP);
  const begin = Math.round((from + to - length) / 2);
  return [Math.max(0, Math.min(size - length, begin)), length];
}
