import { describe, expect, test } from 'vitest';
import { boxIou } from '../../../models/detect/box-iou.ts';
import { advance, defaultTracking, type Sighting, type Track } from '../../../models/track/tracker.ts';

const at = (x: number, claim: string): Sighting => ({ box: { x, y: 0, width: 100, height: 100 }, claim });
const run = (frames: readonly (readonly Sighting[])[], options = defaultTracking): Track[] => {
  let tracks: Track[] = [];
  let next = 1;
  for (const frame of frames) {
    tracks = advance(tracks, frame, options, next);
    next = Math.max(next, ...tracks.map((track) => track.id + 1));
  }
  return tracks;
};

describe('a claim', () => {
  test('settles after as many agreeing frames as asked for', () => {
    expect(run([[at(0, 'ada')], [at(2, 'ada')]])[0]?.settled).toBeNull();
    expect(run([[at(0, 'ada')], [at(2, 'ada')], [at(4, 'ada')]])[0]?.settled).toBe('ada');
  });
  test('is not changed by one odd frame, and is by as many as made it', () => {
    const ada = [at(0, 'ada')];
    const bob = [at(0, 'bob')];
    expect(run([ada, ada, ada, bob])[0]?.settled).toBe('ada');
    expect(run([ada, ada, ada, bob, bob, bob])[0]?.settled).toBe('bob');
    expect(run([ada, bob, ada, bob, ada])[0]?.settled).toBeNull();
  });
});

describe('a track', () => {
  test('follows a moving face and keeps two faces apart', () => {
    const tracks = run(Array.from({ length: 10 }, (_, i) => [at(i * 20, 'ada'), at(1000 - i * 20, 'bob')]));
    expect(tracks.map((track) => [track.id, track.agreeing])).toEqual([
      [1, 10],
      [2, 10],
    ]);
  });
  test('survives a few missed frames and then ends', () => {
    const gap = (missed: number) => run([[at(0, 'ada')], ...Array.from({ length: missed }, () => []), [at(0, 'ada')]]);
    expect(gap(defaultTracking.maxMissed)[0]?.id).toBe(1);
    expect(gap(defaultTracking.maxMissed + 1)[0]?.id).not.toBe(1);
  });
  test('a face elsewhere begins a new one', () => {
    expect(run([[at(0, 'ada')], [at(500, 'ada')]]).map((track) => track.missed)).toEqual([1, 0]);
  });
});

test('intersection over union', () => {
  expect(boxIou({ x: 0, y: 0, width: 2, height: 2 }, { x: 1, y: 0, width: 2, height: 2 })).toBeCloseTo(1 / 3);
  expect(boxIou({ x: 0, y: 0, width: 1, height: 1 }, { x: 5, y: 5, width: 1, height: 1 })).toBe(0);
});
