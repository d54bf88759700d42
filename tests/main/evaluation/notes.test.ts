import { expect, test } from 'vitest';
import { noteIn } from '../../../main/contract/evaluation-notes.ts';
import { fnmrAtFmr, measured } from '../../../models/metrics/measurable.ts';

const scores = (count: number, score: number) => new Float64Array(count).fill(score);

test('what the host notes of figures is said in Chinese on page and report, its numbers unchanged', () => {
  const notes = [
    measured(0, 0, null).note,
    measured(0, 200, 0.5).note,
    measured(7, 505, 0.5).note,
    fnmrAtFmr(scores(10, 0.9), scores(1500, 0.1), 0.01).note,
    fnmrAtFmr(scores(10, 0.9), scores(3000, Number.POSITIVE_INFINITY), 0.01).note,
  ];
  expect(notes.map((note) => note && noteIn('zh', note))).toEqual([
    '无法测量：没有比对',
    '200 次中无错误：95% 上限 1.5 %（3/n）',
    '仅供参考：505 次中只有 7 次错误',
    '无法测量：n < 30/FMR（有 1500 次非匹配比对，需要 3000 次）',
    '无法测量：过多的非匹配分数为 +∞',
  ]);
  expect(noteIn('zh', `${notes[1]}; threshold rests on 1 accepted strangers in 150`)).toBe(
    '200 次中无错误：95% 上限 1.5 %（3/n）；阈值只依据 150 个陌生人中被接受的 1 个',
  );
  expect(noteIn('en', notes[2]!)).toBe('indicative: rests on 7 errors in 505');
  expect(noteIn('zh', 'something new')).toBe('something new');
});
