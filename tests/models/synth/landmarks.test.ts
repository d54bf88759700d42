import { expect, test } from 'vitest';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { landmarksOf } from '../../../models/synth/landmarks.ts';
import { NEAR_FRONTAL, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { createRenderer } from '../../../models/synth/render.ts';

const size = 112;
const render = createRenderer(size);

test('eyes and mouth are where they are drawn, turned or not', () => {
  for (const [yaw, pitch, roll] of [
    [0, 0, 0],
    [0.25, 0.1, -0.15],
    [-0.2, -0.1, 0.2],
  ] as const) {
    const identity = identityOf(6);
    // Painted in colours that nothing else has; looking straight ahead, lips closed.
    const figure = figureOf({
      ...identity,
      glasses: null,
      eyes: { ...identity.eyes, tilt: 0, colour: [0, 0, 3] },
      mouth: { ...identity.mouth, colour: [0, 3, 0] },
    });
    const plain = nuisanceOf(3, { ...NEAR_FRONTAL, pose: 0, expression: 0, image: 0, light: 0 });
    const nuisance = {
      ...plain,
      pose: { yaw, pitch, roll },
      background: { ...plain.background, from: [0.2, 0.2, 0.2] as const, to: [0.2, 0.2, 0.2] as const, shapes: 0 },
      clothes: [0.2, 0.2, 0.2] as const,
    };
    const [left, right, nose, leftMouth, rightMouth] = landmarksOf(figure, nuisance, size);
    const { data } = render(figure, nuisance);
    const spots = (channel: number): { x: number; y: number }[] =>
      Array.from({ length: size * size }, (_, i) => i)
        .filter((i) => [0, 1, 2].every((c) => c === channel || data[i * 3 + channel]! > 1.6 * data[i * 3 + c]!))
        .map((i) => ({ x: i % size, y: Math.floor(i / size) }));
    const middle = (points: readonly { x: number; y: number }[]) => ({
      x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
      y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
    });
    const blue = spots(2);
    for (const [eye, seen] of [
      [left, middle(blue.filter(({ x }) => x < nose.x))],
      [right, middle(blue.filter(({ x }) => x >= nose.x))],
    ] as const)
      expect(Math.hypot(eye.x - seen.x, eye.y - seen.y), `eye at yaw ${yaw}`).toBeLessThan(1.5);
    const green = spots(1).map(({ x }) => x);
    // Lips end in a thin line: what is drawn in colour ends a little before it.
    expect(Math.abs(leftMouth.x - Math.min(...green)), `mouth at yaw ${yaw}`).toBeLessThan(3);
    expect(Math.abs(rightMouth.x - Math.max(...green))).toBeLessThan(3);
    expect(nose.y).toBeGreaterThan((left.y + right.y) / 2);
    expect(nose.y).toBeLessThan((leftMouth.y + rightMouth.y) / 2);
  }
});
