import { Color, PerspectiveCamera, Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { ShownLayer, ShownNetwork } from '../../../../models/experiments/viewer/shown-network.ts';
import { boxesAbout, boxOf, chainOf } from '../../../../renderer/lessons/viewer/chain.ts';
import { boxesGeometry, placed, trianglesOfBox } from '../../../../renderer/lessons/viewer/space-boxes.ts';
import { farthest, frameOf, halfAngle } from '../../../../renderer/lessons/viewer/space-frame.ts';

const layer = (op: string, shape: readonly (number | null)[] | null): Partial<ShownLayer> => ({
  ...{ op, shape, kind: op === 'in' ? 'input' : 'known', layout: 'nchw' },
});
const network = (layers: readonly Partial<ShownLayer>[]) =>
  ({ layers, arrangement: { places: layers.map((_, level) => ({ level, column: 0 })) } }) as unknown as ShownNetwork;
const chain = chainOf(
  network([
    layer('in', [1, 3, 32, 16]),
    ...Array.from({ length: 60 }, () => layer('Conv', [1, 8, 32, 16])),
    layer('Reshape', [1, 4096]),
    layer('Loop', null),
    layer('Gemm', [1, 10]),
  ]),
);

test('every layer of a known size is a box; of another the one before it stands in', () => {
  expect(chain[0]).toEqual({ layer: 0, height: 32, width: 16, channels: 3 });
  expect(chain.at(-1)).toEqual({ layer: 63, height: 1, width: 1, channels: 10 });
  expect(chain).toHaveLength(62);
  expect([boxOf(chain, 5), boxOf(chain, 62), boxOf(chain, 63)]).toEqual([5, 60, 61]);
  expect(boxesAbout(chain, 30, 9).map((box) => box.layer)).toEqual([26, 27, 28, 29, 30, 31, 32, 33, 34]);
  expect(boxesAbout(chain, 61, 3).at(-1)!.layer).toBe(63);
  expect(boxesAbout(chain, 0, 100)).toHaveLength(62);
});

test('what is hit tells its box, and the chosen one has room about it', () => {
  const space = placed(chain, 20);
  const geometry = boxesGeometry(
    space,
    chain.map(() => new Color(1, 1, 1)),
  );
  expect(geometry.index!.count).toBe(3 * trianglesOfBox * chain.length);
  const first = geometry.index!.getX(3 * trianglesOfBox * 20);
  const { x, depth } = space.boxes[20]!;
  expect(geometry.attributes.position!.getX(first)).toBeCloseTo(x + depth / 2, 5);
  const gap = (i: number): number =>
    space.boxes[i + 1]!.x - space.boxes[i]!.x - (space.boxes[i + 1]!.depth + space.boxes[i]!.depth) / 2;
  expect(gap(20)).toBeGreaterThan(3 * gap(10));
});

test.each([
  [0, 1, [-0.95, 0.32]],
  [30, 1, [0.4, -1]],
  [61, 1, [2.6, 0.1]],
  [30, 0, [-0.95, 0.32]],
] as const)(
  'box %i is in the picture whichever way it is turned, and from far away all are',
  (at, near, [yaw, pitch]) => {
    const space = placed(chain, at);
    const aspect = 1.6;
    const { x, distance } = frameOf(space, at, [yaw, pitch], near === 0 ? farthest(space) : near, aspect);
    const camera = new PerspectiveCamera((360 * halfAngle) / Math.PI, aspect, 0.1, 1000);
    camera.position.set(0, 0, distance);
    camera.updateMatrixWorld();
    for (const box of near === 0 ? space.boxes : [space.boxes[at]!])
      for (const sx of [-1, 1])
        for (const sy of [-1, 1])
          for (const sz of [-1, 1]) {
            const corner = new Vector3(box.x - x + (sx * box.depth) / 2, (sy * box.height) / 2, (sz * box.width) / 2);
            corner
              .applyAxisAngle(new Vector3(0, 1, 0), yaw)
              .applyAxisAngle(new Vector3(1, 0, 0), pitch)
              .project(camera);
            expect(Math.max(Math.abs(corner.x), Math.abs(corner.y))).toBeLessThan(1);
          }
  },
);
