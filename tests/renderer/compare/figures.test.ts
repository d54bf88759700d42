import { expect, test } from 'vitest';
import type { LivePoint, RecogniserFigures } from '../../../main/contract/compare.ts';
import { readWholeNumbers } from '../../../renderer/compare/form/whole-numbers.ts';
import { argmaxCounts } from '../../../renderer/compare/run/argmax-counts.ts';
import { secondsLeft } from '../../../renderer/compare/run/seconds-left.ts';
import { decadesOf, timedCurve } from '../../../renderer/compare/run/timed-curve.ts';
import { trainingsOf } from '../../../renderer/compare/run/trainings.ts';
import { verdictOf } from '../../../renderer/compare/run/verdict.ts';

test('whole numbers are read from a list, each once, within limits', () => {
  const limits = { low: 2, high: 100, least: 1, most: 3 };
  expect(readWholeNumbers('10, 20，30 10', limits)).toEqual([10, 20, 30]);
  for (const wrong of ['', '1', '101', '2.5', '3, x', '2 3 4 5', '-3'])
    expect(readWholeNumbers(wrong, limits)).toBeNull();
});

test('a step rises at its time and stays; a trained way is held until it was first measured', () => {
  const insert = timedCurve(
    [
      { seconds: 0, value: 0 },
      { seconds: 0.01, value: 0.9 },
    ],
    0.001,
    1,
    true,
  );
  expect(insert.map(({ y }) => y)).toEqual([0, 0, 0.9, 0.9]);
  expect(insert[1]!.x).toBeCloseTo(0.01, 4);
  expect(insert.at(-1)!.x).toBe(1);
  const points = [0, 0.1, 0.2].map((seconds) => ({ seconds, value: seconds * 2 }));
  const trained = timedCurve(points, 0.001, 1, false);
  expect(trained.map(({ y }) => y)).toEqual([0, 0, 0.2, 0.4, 0.4]);
});

test('the axis of times ends at powers of ten around all that is above 0', () => {
  const [low, high] = decadesOf([0, 0.0003, 14]);
  expect([Math.log10(low), Math.log10(high)].map(Math.round)).toEqual([-4, 2]);
  expect(decadesOf([0, Number.NaN])).toEqual([1e-4, 1]);
  const [one, ten] = decadesOf([1]);
  expect(ten).toBeGreaterThan(one);
});

test('the rest of the time is told once a little is done, and not when all is', () => {
  expect(secondsLeft({ share: 0.25, seconds: 30 })).toBe(90);
  for (const share of [0, 0.01, 1, Number.NaN]) expect(secondsLeft({ share, seconds: 30 })).toBeNull();
});

test('a refusal is a mistake of somebody known and right of a stranger', () => {
  expect(verdictOf({ accepted: true, right: true }, 'enrolled')).toBe('right');
  expect(verdictOf({ accepted: true, right: false }, 'stranger')).toBe('wrong');
  expect(verdictOf({ accepted: false, right: false }, 'newcomer')).toBe('refused');
  expect(verdictOf({ accepted: false, right: true }, 'left')).toBe('unknown');
});

test('without rejection softmax names every stranger, and known people as often rightly as its best answer is', () => {
  const softmax = {
    id: 'softmax-max-probability',
    closedSetAccuracy: { value: 0.75, interval: null, trials: 8, indicative: true },
    answers: [
      { role: 'enrolled', right: 4, wrong: 1, refused: 3 },
      { role: 'stranger', right: 9, wrong: 1, refused: 0 },
    ],
  } as unknown as RecogniserFigures;
  expect(argmaxCounts([softmax], 'enrolled')).toEqual({ right: 6, wrong: 2, refused: 0 });
  expect(argmaxCounts([softmax], 'stranger')).toEqual({ right: 0, wrong: 10, refused: 0 });
  expect(argmaxCounts([softmax], 'left')).toBeNull();
});

test('a training begins where the seed changes or steps begin anew', () => {
  const point = (seed: number, step: number) => ({ seed, step }) as LivePoint;
  const points = [point(1, 0), point(1, 4), point(1, 0), point(1, 4), point(2, 8)];
  expect(trainingsOf(points).map(({ seed, points: of }) => [seed, of.length])).toEqual([
    [1, 2],
    [1, 2],
    [2, 1],
  ]);
  expect(trainingsOf([])).toEqual([]);
});
