import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { BlazeFaceModel } from '@tensorflow-models/blazeface';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { BLAZEFACE_BACK, BLAZEFACE_FRONT, generateAnchors } from '../../../models/detect/anchors.ts';
import { decode } from '../../../models/detect/decode.ts';
import { toDetections } from '../../../models/detect/detection.ts';
import { suppress } from '../../../models/detect/suppress.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
  await tf.ready();
});

/** Random predictions: most anchors see nothing, some see a face of a random place and size. */
function predictions(seed: number): Float32Array {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const all = new Float32Array(896 * 17);
  for (let i = 0; i < 896; i++) {
    all[i * 17] = next() < 0.03 ? 1 + 4 * next() : -8;
    for (let k = 1; k < 17; k++) all[i * 17 + k] = (next() - 0.5) * 30;
    all[i * 17 + 3] = 15 + 40 * next();
    all[i * 17 + 4] = 15 + 40 * next();
  }
  return all;
}

describe('decoding at 128 px', () => {
  test.each([1, 2, 3, 4, 5, 6])('agrees with @tensorflow-models/blazeface on random outputs, seed %i', async (seed) => {
    const raw = predictions(seed);
    // The package's own pre- and post-processing around a graph model that answers what we say.
    const standIn = { predict: () => tf.tensor3d(raw, [1, 896, 17]), execute: () => tf.tensor3d(raw, [1, 896, 17]) };
    const theirs = new BlazeFaceModel(standIn as unknown as GraphModel, 128, 128, 896, 0.3, 0.75);
    const image = tf.zeros([128, 128, 3]) as tf.Tensor3D;
    const faces = await theirs.estimateFaces(image, false, false, true);

    const rows = suppress(decode(raw, generateAnchors(BLAZEFACE_FRONT), 0.75), 0.3);
    const ours = toDetections(rows);
    expect(faces.length).toBeGreaterThan(3);
    expect(ours).toHaveLength(faces.length);
    for (const [i, face] of faces.entries()) {
      const { box, score, landmarks } = ours[i];
      const [left, top] = face.topLeft as [number, number];
      const [right, bottom] = face.bottomRight as [number, number];
      // Theirs are continuous coordinates, ours count from the centre of the first pixel.
      expect(box.x + 0.5).toBeCloseTo(left, 2);
      expect(box.y + 0.5).toBeCloseTo(top, 2);
      expect(box.width).toBeCloseTo(right - left, 2);
      expect(box.height).toBeCloseTo(bottom - top, 2);
      expect(score).toBeCloseTo(Number((face.probability as unknown as Float32Array)[0] ?? face.probability), 4);
      for (const [k, [x, y]] of (face.landmarks as number[][]).entries()) {
        expect(landmarks[k].x + 0.5).toBeCloseTo(x, 2);
        expect(landmarks[k].y + 0.5).toBeCloseTo(y, 2);
      }
    }
    tf.dispose(image);
  });
});

describe('anchors', () => {
  test('both layouts have 896, in the middle of their cells', () => {
    for (const layout of [BLAZEFACE_FRONT, BLAZEFACE_BACK]) {
      const anchors = generateAnchors(layout);
      expect(anchors).toHaveLength(896 * 2);
      expect(Array.from(anchors.subarray(0, 2))).toEqual([layout.strides[0] / 2, layout.strides[0] / 2]);
    }
  });
});

test('what does not fit the anchors is refused', () => {
  expect(() => decode(new Float32Array(17), generateAnchors(BLAZEFACE_BACK), 0.5)).toThrow(/do not fit/);
});
