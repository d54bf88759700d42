import type { FivePoints } from '../align/five-points.ts';
import { cameraOf, seenAt } from './camera.ts';
import type { Figure } from './figure.ts';
import type { Nuisance } from './nuisance.ts';

/**
 * Where the five points of an invented face truly are in its picture of `size` pixels: known from how it is drawn, not found in it.
 * Middles of the eyes, tip of the nose, corners of the mouth as the expression has them.
 */
export function landmarksOf({ identity, shape }: Figure, nuisance: Nuisance, size: number): FivePoints {
  const { eyes, nose, mouth } = identity;
  const { smile, open } = nuisance.expression;
  const camera = cameraOf(nuisance, size);
  const seen = (x: number, y: number) => {
    // Features are painted by the sine of the angle, while the skin bulges further out there (head-shape.ts).
    const angle = Math.asin(Math.max(-1, Math.min(1, x / shape.halfWidth(y))));
    const [across, z] = shape.point(y, angle);
    const { x: px, y: py } = seenAt(camera, [across, y, z]);
    // Drawn at twice the size: the mean of pixels 2i and 2i + 1 lies at 2i + ½ (render.ts).
    return { x: px - 0.25, y: py - 0.25 };
  };
  const corner = mouth.width * (1 + 0.18 * Math.max(0, smile) - 0.12 * open);
  const raised = -mouth.height + 0.07 * smile * 0.6;
  return [
    seen(-eyes.apart, 0),
    seen(eyes.apart, 0),
    seen(
      0,
      tipOf(nose.length, (y) => shape.point(y, 0)[1]),
    ),
    seen(-corner, raised),
    seen(corner, raised),
  ];
}

/** The height at which the nose reaches furthest. */
function tipOf(length: number, reach: (y: number) => number): number {
  let best = -length;
  for (let y = -length - 0.05; y <= 0; y += 0.005) if (reach(y) > reach(best)) best = y;
  return best;
}
