import { expect, test } from 'vitest';
import type { FivePoints } from '../../../models/align/five-points.ts';
import { type FaceMesh, MESH_POINTS, type MeshFitter } from '../../../models/align/mesh.ts';
import type { Point, RgbImage } from '../../../models/image.ts';
import { followFaces, movedBox, type PlacedFace } from '../../../models/track/follow.ts';

const image: RgbImage = { width: 1, height: 1, data: new Uint8Array(3) };
const face: PlacedFace = {
  box: { x: 100, y: 100, width: 80, height: 100 },
  landmarks: [
    { x: 120, y: 130 },
    { x: 160, y: 130 },
    { x: 140, y: 150 },
    { x: 125, y: 175 },
    { x: 155, y: 175 },
  ],
};

/** A mesh whose five points are the face's, each put elsewhere. */
function meshAt(place: (point: Point) => Point, presence = 0.99): FaceMesh {
  const points = new Float32Array(MESH_POINTS * 3);
  const put = (index: number, point: Point): void => points.set([point.x, point.y, 0], index * 3);
  const [left, right, nose, mouthLeft, mouthRight] = face.landmarks.map(place) as unknown as FivePoints;
  for (const index of [33, 133]) put(index, left);
  for (const index of [362, 263]) put(index, right);
  put(1, nose);
  put(61, mouthLeft);
  put(291, mouthRight);
  return { points, presence };
}

const fits =
  (...meshes: FaceMesh[]): MeshFitter =>
  async () =>
    meshes.shift()!;
const shifted =
  (dx: number, dy: number) =>
  ({ x, y }: Point) => ({ x: x + dx, y: y + dy });

test('a box goes along with its points and grows with them', () => {
  const place = ({ x, y }: Point): Point => ({ x: 140 + (x - 140) * 1.25 + 6, y: 150 + (y - 150) * 1.25 - 3 });
  const box = movedBox(face, face.landmarks.map(place) as unknown as FivePoints);
  expect(box.width).toBeCloseTo(100, 6);
  expect(box.height).toBeCloseTo(125, 6);
  expect(box.x + box.width / 2).toBeCloseTo(146, 6);
  expect(box.y + box.height / 2).toBeCloseTo(147, 6);
});

test('a head that tilts keeps an upright box of its size', () => {
  const turned = ({ x, y }: Point): Point => ({ x: 140 - (y - 150), y: 150 + (x - 140) });
  expect(movedBox(face, face.landmarks.map(turned) as unknown as FivePoints)).toMatchObject({
    width: expect.closeTo(80, 6),
    height: expect.closeTo(100, 6),
  });
});

test('a face that moved a little is followed, with its new points', async () => {
  const [followed] = (await followFaces(image, [face], fits(meshAt(shifted(9, -4))))) ?? [];
  expect(followed?.landmarks[2]).toEqual({ x: 149, y: 146 });
  expect(followed?.box).toMatchObject({ x: expect.closeTo(109, 4), y: expect.closeTo(96, 4) });
});

test('it is not followed where the mesh is not sure, where it jumped, or where two became one', async () => {
  expect(await followFaces(image, [face], fits(meshAt(shifted(0, 0), 0.89)))).toBeNull();
  expect(await followFaces(image, [face], fits(meshAt(shifted(60, 0))))).toBeNull();
  const beside: PlacedFace = { ...face, box: { ...face.box, x: 130 } };
  expect(await followFaces(image, [face, beside], fits(meshAt(shifted(0, 0)), meshAt(shifted(-20, 0))))).toBeNull();
});
