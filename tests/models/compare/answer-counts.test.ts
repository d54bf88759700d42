import { expect, test } from 'vitest';
import { answerCounts } from '../../../models/compare/answer-counts.ts';
import type { ProbeRecord, ProbeRole } from '../../../models/compare/results.ts';
import { scoreHistogram } from '../../../models/compare/score-histogram.ts';

const probe = (role: ProbeRole, accepted: boolean, right: boolean): ProbeRecord => ({
  ...{ picture: 0, label: 0, role },
  answers: [{ recogniser: 'metric', person: 0, score: 0.5, accepted, right }],
});

test('answers are right, wrong or refused by part; parts that nobody plays are not counted', () => {
  const probes = [
    probe('enrolled', true, true),
    probe('enrolled', true, false),
    probe('enrolled', false, false),
    probe('enrolled', false, false),
    probe('stranger', false, true),
    probe('stranger', true, false),
  ];
  expect(answerCounts(probes, 'metric')).toEqual([
    { role: 'enrolled', right: 1, wrong: 1, refused: 2 },
    { role: 'stranger', right: 1, wrong: 1, refused: 0 },
  ]);
  expect(answerCounts(probes, 'features')).toEqual([]);
});

test('scores are counted between the lowest and the highest of all, which is in the last bin', () => {
  const { edges, enrolled, strangers } = scoreHistogram([32, 31.5, 16], [0, 0.5, 1, Number.NaN]);
  expect([edges.length, edges[0], edges.at(-1)]).toEqual([33, 0, 32]);
  expect([enrolled[31], enrolled[16]]).toEqual([2, 1]);
  expect([strangers[0], strangers[1]]).toEqual([2, 1]);
  expect(strangers.reduce((a, b) => a + b)).toBe(3);
});

test('of one score, or none, there is no division by zero', () => {
  expect(scoreHistogram([], []).edges).toEqual([]);
  expect(scoreHistogram([2], [2]).enrolled[0]).toBe(1);
});
