import { describe, expect, test } from 'vitest';
import type { EngineFace } from '../../main/engine/protocol.ts';
import { decide, type SearchAnswer } from '../../main/services/decide.ts';

const face = (acceptable = true): EngineFace => ({
  box: { x: 0, y: 0, width: 80, height: 80 },
  detection: 0.9,
  landmarks: [
    { x: 1, y: 1 },
    { x: 2, y: 1 },
    { x: 1, y: 2 },
    { x: 1, y: 3 },
    { x: 2, y: 3 },
  ],
  mesh: new Float32Array(0),
  pose: { yaw: 0, pitch: 0, roll: 0 },
  quality: { overall: 1, acceptable, measures: [] },
  template: new Float32Array(0),
});
const answer = (score: number | null, second: number | null = null, id = 'ada'): SearchAnswer => ({
  best: score === null ? null : { personId: id, score },
  second: second === null ? null : { personId: 'bob', score: second },
});
const policy = { threshold: 0.4, minMargin: 0, nameOf: (id: string) => id.toUpperCase() };
const one = (given: SearchAnswer, acceptable = true, minMargin = 0) =>
  decide([face(acceptable)], [given], { ...policy, minMargin })[0];

describe('decide', () => {
  test('a score at the threshold is accepted, just below is unknown', () => {
    expect(one(answer(0.4)).decision).toBe('accepted');
    expect(one(answer(0.4)).person).toEqual({ id: 'ada', name: 'ADA' });
    expect(one(answer(0.39999))).toMatchObject({
      decision: 'unknown',
      person: null,
      why: 'BELOW_THRESHOLD',
      score: 0.39999,
    });
  });
  test('a poor picture is rejected however high the score', () =>
    expect(one(answer(0.9), false)).toMatchObject({ decision: 'rejected', person: null, why: 'LOW_QUALITY' }));
  test('an empty gallery knows nobody', () =>
    expect(one(answer(null))).toMatchObject({ decision: 'unknown', why: 'GALLERY_EMPTY', score: null }));
  test('the lead over the second person can be asked for', () => {
    expect(one(answer(0.6, 0.55), true, 0.1)).toMatchObject({ decision: 'unknown', why: 'LOW_MARGIN' });
    expect(one(answer(0.6, 0.55), true, 0).runnerUp).toEqual({ name: 'BOB', score: 0.55 });
    expect(one(answer(0.6, 0.4), true, 0.1).decision).toBe('accepted');
  });
  test('one identity once a picture, to the closest face, in any order of three', () => {
    for (const scores of [
      [0.5, 0.7, 0.6],
      [0.7, 0.5, 0.6],
      [0.5, 0.6, 0.7],
    ]) {
      const decided = decide(
        [face(), face(), face()],
        scores.map((score) => answer(score)),
        policy,
      );
      expect(decided.filter((each) => each.decision === 'accepted').map((each) => each.score)).toEqual([0.7]);
      expect(decided.filter((each) => each.why === 'ALREADY_IN_FRAME')).toHaveLength(2);
    }
  });
});
