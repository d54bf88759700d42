import { describe, expect, test } from 'vitest';
import { identityOf } from '../../../models/synth/draw-identity.ts';
import { figureOf } from '../../../models/synth/figure.ts';
import { headShape } from '../../../models/synth/head-shape.ts';
import { solid } from '../../../models/synth/mesh.ts';
import { EVERYDAY, NEAR_FRONTAL, nuisanceOf } from '../../../models/synth/nuisance.ts';
import { rasterise } from '../../../models/synth/rasterise.ts';
import { createRenderer } from '../../../models/synth/render.ts';

const render = createRenderer(48);
const plain = { pose: 0, expression: 0, light: 0, image: 0, occlusion: 0 };
const apart = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

describe('a rendered face', () => {
  test('is the same for the same seeds, whatever was rendered before', () => {
    const [figure, nuisance] = [figureOf(identityOf(4)), nuisanceOf(9, EVERYDAY)];
    const first = render(figure, nuisance);
    render(figureOf(identityOf(5)), nuisanceOf(10, EVERYDAY));
    expect(render(figure, nuisance).data).toEqual(first.data);
    expect(createRenderer(48)(figureOf(identityOf(4)), nuisanceOf(9, EVERYDAY)).data).toEqual(first.data);
    expect([first.width, first.height, first.data.length]).toEqual([48, 48, 48 * 48 * 3]);
  });

  test('differs with the person and with the circumstances', () => {
    const image = (person: number, seed: number) =>
      render(figureOf(identityOf(person)), nuisanceOf(seed, EVERYDAY)).data;
    expect(apart(image(1, 1), image(2, 1))).toBeGreaterThan(2);
    expect(apart(image(1, 1), image(1, 2))).toBeGreaterThan(2);
  });

  test('fills the middle of the picture with the person and leaves the corners to the background', () => {
    for (let person = 0; person < 12; person++) {
      const nuisance = {
        ...nuisanceOf(person, plain),
        background: { from: [0, 0, 1], to: [0, 0, 1], angle: 0, shapes: 0 },
      } as const;
      const { data } = render(figureOf(identityOf(person)), nuisance);
      const isBackground = (x: number, y: number) => data[(y * 48 + x) * 3]! < 20 && data[(y * 48 + x) * 3 + 2]! > 150;
      expect([isBackground(1, 1), isBackground(46, 1), isBackground(24, 24), isBackground(24, 36)]).toEqual([
        true,
        true,
        false,
        false,
      ]);
    }
  });

  test('turns to the viewer’s right with a positive yaw and up with a positive pitch', () => {
    const identity = { ...identityOf(1), glasses: null };
    const figure = figureOf(identity);
    const darkest = (pose: { yaw: number; pitch: number; roll: number }) => {
      // The nose's shadow, pupils and lips move with the face: the centre of what is darker than the skin.
      const nuisance = { ...nuisanceOf(3, plain), pose };
      const { data } = createRenderer(112)(figure, nuisance);
      let [sum, x, y] = [0, 0, 0];
      for (let row = 45; row < 85; row++)
        for (let column = 30; column < 82; column++) {
          const dark = Math.max(0, 110 - data[(row * 112 + column) * 3]!);
          [sum, x, y] = [sum + dark, x + dark * column, y + dark * row];
        }
      return { x: x / sum, y: y / sum };
    };
    const none = { yaw: 0, pitch: 0, roll: 0 };
    expect(darkest({ ...none, yaw: 0.35 }).x).toBeGreaterThan(darkest({ ...none, yaw: -0.35 }).x + 3);
    expect(darkest({ ...none, pitch: 0.25 }).y).toBeLessThan(darkest({ ...none, pitch: -0.25 }).y);
  });
});

test('people of different seeds are different, in plausible proportions', () => {
  const people = Array.from({ length: 300 }, (_, seed) => identityOf(seed));
  expect(new Set(people.map((person) => JSON.stringify({ ...person, seed: 0 }))).size).toBe(300);
  for (const { eyes, shape, skin, nose, mouth } of people) {
    expect(eyes.apart - eyes.width).toBeGreaterThan(0.03);
    expect(eyes.apart + eyes.width).toBeLessThan(0.7 * shape.width);
    expect(mouth.height - mouth.upper).toBeGreaterThan(nose.length);
    for (const channel of skin.colour) expect(channel).toBeGreaterThan(0);
  }
  expect(people.filter((person) => person.glasses).length).toBeGreaterThan(40);
  expect(people.filter((person) => person.beard.density > 0).length).toBeGreaterThan(40);
});

test('a head is symmetric, closed at both ends, and the nose stands out', () => {
  const shape = headShape(identityOf(7));
  for (const y of [-0.9, -0.4, 0, 0.5, 0.9]) {
    const [[right, depth], [left, otherDepth]] = [shape.point(y, 0.6), shape.point(y, -0.6)];
    expect(right).toBeCloseTo(-left, 12);
    expect(depth).toBeCloseTo(otherDepth, 12);
  }
  expect(shape.halfWidth(1.02)).toBeCloseTo(0, 9);
  expect(shape.halfWidth(-1.02)).toBeLessThan(0.05);
  expect(shape.point(-0.3, 0)[1]).toBeGreaterThan(shape.point(-0.3, 0.5)[1] + 0.05);
});

test('near frontal is nearer to frontal', () => {
  const spread = (difficulty: typeof EVERYDAY) =>
    Math.max(...Array.from({ length: 200 }, (_, seed) => Math.abs(nuisanceOf(seed, difficulty).pose.yaw)));
  expect(spread(NEAR_FRONTAL)).toBeLessThan(0.3);
  expect(spread(EVERYDAY)).toBeGreaterThan(0.5);
});

test('the nearer of two triangles is drawn, whichever comes first', () => {
  const triangle = (z: number, paint: readonly [number, number, number]) => ({
    positions: Float32Array.of(-1, -1, z, 1, -1, z, 0, 1, z),
    normals: Float32Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1),
    uvs: new Float32Array(6),
    triangles: Uint16Array.of(0, 1, 2),
    paint: solid(paint),
    shine: 0,
    closed: false,
  });
  const [near, far] = [triangle(0.5, [1, 0, 0]), triangle(-0.5, [0, 1, 0])];
  for (const order of [
    [near, far],
    [far, near],
  ]) {
    const canvas = {
      size: 8,
      pixels: new Float32Array(192),
      depth: new Float32Array(64).fill(Number.NEGATIVE_INFINITY),
    };
    const camera = { rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], scale: 3, x: 4, y: 4 };
    const light = { direction: [0, 0, 1], colour: [1, 1, 1], ambient: 0, strength: 1 } as const;
    for (const mesh of order) rasterise(canvas, mesh, camera, light);
    expect([...canvas.pixels.slice((4 * 8 + 4) * 3, (4 * 8 + 4) * 3 + 3)]).toEqual([1, 0, 0]);
    expect([...canvas.pixels.slice(0, 3)]).toEqual([0, 0, 0]);
  }
});
