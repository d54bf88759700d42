import { describe, expect, test } from 'vitest';
import type { ReportedFigure } from '../../main/contract/evaluation-report.ts';
import { defaultName } from '../../renderer/evaluate/form/default-name.ts';
import { protocolWith } from '../../renderer/evaluate/form/protocols.ts';
import { fewestStrangers, fmrShowable, fpirShowable, trialsNeeded } from '../../renderer/evaluate/form/showable.ts';
import { verdictOf } from '../../renderer/evaluate/history/verdict.ts';
import { type FigureRow, headline } from '../../renderer/evaluate/report/figures.ts';
import { shareDone } from '../../renderer/evaluate/run/share-done.ts';

describe('which rates so many trials can show', () => {
  test('is the rule of 30, at its edge too', () => {
    expect([0.01, 0.001, 0.0001, 0.003].map(trialsNeeded)).toEqual([3000, 30_000, 300_000, 10_000]);
    expect([2999, 3000].map((n) => fmrShowable(0.01, n))).toEqual(['notShowable', 'showable']);
  });

  test('for strangers is indicative from where one of them may be accepted', () => {
    expect([0.01, 0.003].map(fewestStrangers)).toEqual([100, 334]);
    expect([99, 100, 2999, 3000].map((n) => fpirShowable(0.01, n))).toEqual([
      'notShowable',
      'indicativeOnly',
      'indicativeOnly',
      'showable',
    ]);
  });
});

describe('a paired figure in words', () => {
  test.each([
    [0.0434, [0.021, 0.068], 'more', '4.3', '[2.1, 6.8]'],
    [-0.0434, [-0.068, -0.021], 'less', '4.3', '[−6.8, −2.1]'],
    [0.0029, [-0.001, 0.0061], 'open', '0.29', '[−0.10, 0.61]'],
    [0, [0, 0], 'same', '0.00', '[0.00, 0.00]'],
    [0.01, null, 'open', '1.00', '–'],
  ] as const)('%d in %j is %s', (difference, interval, verdict, by, words) => {
    expect(verdictOf({ difference, interval })).toEqual({ verdict, by, interval: words });
  });
});

test('what is said first is the strictest promise that rests on enough errors', () => {
  const row = (target: number | null, value: number | null, indicative: boolean): FigureRow => ({
    kind: 'fnmr',
    target,
    figure: { value, indicative } as ReportedFigure,
  });
  const eer = row(null, 0.01, false);
  expect(headline([row(0.01, 0.01, false), row(0.001, 0.02, true), row(0.0001, null, false), eer])?.target).toBe(0.01);
  expect(headline([row(0.01, 0.01, true), row(0.001, 0.02, true), eer])?.target).toBe(0.001);
  expect(headline([row(0.01, null, false), eer])).toBeNull();
});

test('how far it is never goes back from stage to stage', () => {
  const at = (stage: 'read' | 'embed' | 'compare' | 'intervals', done: number): number =>
    shareDone({ stage, done, total: 10, fromCache: 0, secondsLeft: null });
  const shares = [
    at('read', 0),
    at('read', 10),
    at('embed', 5),
    at('embed', 10),
    at('compare', 1),
    at('intervals', 10),
  ];
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares[0]).toBe(0);
  expect(shares.at(-1)).toBeCloseTo(1);
});

test('another question is asked about the same pictures', () => {
  const folder = { source: 'folder', path: '/faces/site' } as const;
  const pairs = { protocol: 'all-pairs', data: folder } as const;
  const search = protocolWith('identification', pairs);
  expect(search).toMatchObject({ data: { source: 'deal', pictures: folder } });
  expect(protocolWith('all-pairs', search)).toEqual(pairs);
  expect(protocolWith('gallery', pairs)).toEqual({ protocol: 'gallery' });
  expect(defaultName(pairs, 'every picture with every other')).toBe('site, every picture with every other');
  expect(defaultName({ protocol: 'gallery' }, 'the people enrolled here')).toBe('the people enrolled here');
});
