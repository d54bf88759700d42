import { Color, PerspectiveCamera, Vector3 } from 'three';
import { expect, test } from 'vitest';
import type { ShownLayer, ShownNetwork } from '../../../../models/experiments/viewer/shown-network.ts';
import { boxesGeometry, trianglesOfBox } from '../../../../renderer/lessons/viewer/box-geometry.ts';
import { boxesAbout, boxOf, chainOf } from '../../../../renderer/lessons/viewer/chain.ts';
import { placed } from '../../../../renderer/lessons/viewer/space-boxes.ts';
import { farthest, frameOf, halfAngle } from '../../../../renderer/lessons/viewer/space-frame.ts';
import { linksGeometry } from '../../../../renderer/lessons/viewer/space-links.ts';

const layer = (op: string, shape: readonly (number | null)[] | null): Partial<ShownLayer> => ({
  ...{ op, shape, kind: op === 'in' ? 'input' : 'known', layout: 'nchw' },
});
const network = (layers: readonly Partial<ShownLayer>[]) =>
  ({ layers: layers.map((one, i) => ({ from: i === 0 ? [] : [i - 1], ...one })) }) as unknown as ShownNetwork;
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
  expect(chain.boxes[0]).toMatchObject({ layer: 0, height: 32, width: 16, channels: 3, rank: 0 });
  expect(chain.boxes.at(-1)).toMatchObject({ layer: 63, height: 1, width: 1, channels: 10, rank: 61 });
  expect(chain.boxes).toHaveLength(62);
  expect(new Set(chain.boxes.map(({ column }) => column)).size).toBe(1);
  expect([boxOf(chain, 5), boxOf(chain, 62), boxOf(chain, 63)]).toEqual([5, 60, 61]);
  expect(boxesAbout(chain, 30, 9).map((box) => box.layer)).toEqual([26, 27, 28, 29, 30, 31, 32, 33, 34]);
  expect(boxesAbout(chain, 61, 3).at(-1)!.layer).toBe(63);
  expect(boxesAbout(chain, 0, 100)).toHaveLength(62);
});

test('what is hit tells its box, and the chosen one has room about it', () => {
  const space = placed(chain, 20);
  const geometry = boxesGeometry(
    space.boxes,
    chain.boxes.map(() => new Color(1, 1, 1)),
  );
  expect(geometry.index!.count).toBe(3 * trianglesOfBox * chain.boxes.length);
  const first = geometry.index!.getX(3 * trianglesOfBox * 20);
  const { x, depth } = space.boxes[20]!;
  expect(geometry.attributes.position!.getX(first)).toBeCloseTo(x + depth / 2, 5);
  const gap = (i: number): number =>
    space.boxes[i + 1]!.x - space.boxes[i]!.x - (space.boxes[i + 1]!.depth + space.boxes[i]!.depth) / 2;
  expect(gap(20)).toBeGreaterThan(3 * gap(10));
});

const branched = chainOf(
  network([
    layer('in', [1, 3, 32, 32]),
    layer('Conv', [1, 8, 16, 16]),
    // Four branches of one, two, two and one box, joined.
    { ...layer('Conv', [1, 4, 16, 16]), from: [1] },
    { ...layer('Conv', [1, 4, 16, 16]), from: [1] },
    { ...layer('Conv', [1, 4, 16, 16]), from: [3] },
    { ...layer('Conv', [1, 4, 16, 16]), from: [1] },
    { ...layer('Conv', [1, 4, 16, 16]), from: [5] },
    { ...layer('MaxPool', [1, 8, 16, 16]), from: [1] },
    { ...layer('Concat', [1, 20, 16, 16]), from: [2, 4, 6, 7] },
    // A skip connection past two boxes, written down in another way first.
    { ...layer('Conv', [1, 20, 16, 16]), from: [8] },
    { ...layer('Relu', [1, 20, 16, 16]), from: [9] },
    { ...layer('Identity', [1, 20, 16, 16]), from: [8] },
    { ...layer('Add', [1, 20, 16, 16]), from: [10, 11] },
  ]),
);
const boxOfLayer = (at: number) => branched.boxes.findIndex((box) => box.layer === at);

test('branches stand beside each other and do not touch, what they come from and go to is one line, a skip connection leads past it', () => {
  const { boxes } = placed(branched, 0);
  const own = (at: number) => boxes[boxOfLayer(at)]!;
  for (const rank of [
    [2, 3, 5, 7],
    [4, 6],
  ]) {
    const across = rank.map((at) => own(at)).sort((a, b) => a.z - b.z);
    expect(new Set(across.map(({ x }) => x)).size).toBe(1);
    for (const [i, box] of across.slice(1).entries())
      expect(box.z - box.width / 2).toBeGreaterThan(across[i]!.z + across[i]!.width / 2);
  }
  // Each branch is straight.
  for (const [a, b] of [
    [3, 4],
    [5, 6],
  ] as const)
    expect(own(a).z).toBeCloseTo(own(b).z, 6);
  for (const at of [0, 1, 8, 9, 10, 12]) expect(own(at).z).toBeCloseTo(0, 6);
  const past = branched.links.filter(({ through }) => through === null);
  expect(past.map(({ from, to }) => [branched.boxes[from]!.layer, branched.boxes[to]!.layer])).toEqual([[8, 12]]);
  expect(branched.links.filter(({ through }) => through !== null)).toHaveLength(14);
  expect(boxOf(branched, 11)).toBe(boxOfLayer(8));
  // Higher than what it leads past.
  const lines = linksGeometry(placed(branched, 0), branched).attributes.position!;
  const highest = Math.max(...Array.from({ length: lines.count }, (_, i) => lines.getY(i)));
  expect(highest).toBeGreaterThan(own(9).height / 2);
});

test('boxes of three hundred layers are placed within a few frames', () => {
  // Residual blocks of which each adds up all that came before within ten.
  const many = network(
    Array.from({ length: 300 }, (_, i) => ({
      ...layer(i === 0 ? 'in' : 'Conv', [1, 8, 16, 16]),
      from: Array.from({ length: Math.min(i, 10) }, (_, k) => i - 1 - k),
    })),
  );
  const start = performance.now();
  const { boxes, links } = chainOf(many);
  expect(performance.now() - start).toBeLessThan(500);
  expect(new Set(boxes.map(({ column }) => column)).size).toBe(1);
  expect(links.filter(({ through }) => through !== null)).toHaveLength(299);
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
            const corner = new Vector3(
              box.x - x + (sx * box.depth) / 2,
              (sy * box.height) / 2,
              box.z + (sz * box.width) / 2,
            );
            corner
              .applyAxisAngle(new Vector3(0, 1, 0), yaw)
              .applyAxisAngle(new Vector3(1, 0, 0), pitch)
              .project(camera);
            expect(Math.max(Math.abs(corner.x), Math.abs(corner.y))).toBeLessThan(1);
          }
  },
);
