import { describe, expect, test } from 'vitest';
import { isLfwPairs, parseLfwPairs } from '../../../data/datasets/lfw-pairs.ts';

const text = [
  '2\t1',
  'Ada_Lovelace\t1\t12',
  'Ada_Lovelace\t2\tAlan_Turing\t3',
  'Alan_Turing\t1\t2',
  'B\t1\tC\t4',
  '',
].join('\n');

describe('LFW’s own list of pairs', () => {
  test('is told from a table, and read with its folds', () => {
    expect([isLfwPairs(text), isLfwPairs('500\r\n'), isLfwPairs('same\tpath1\tpath2\n1\ta\tb')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(parseLfwPairs(text, 'pairs.txt')).toEqual([
      {
        ...{ line: 2, mated: true, fold: 1, officiallyWrong: false },
        ...{ path1: 'Ada_Lovelace/Ada_Lovelace_0001.jpg', path2: 'Ada_Lovelace/Ada_Lovelace_0012.jpg' },
      },
      {
        ...{ line: 3, mated: false, fold: 1, officiallyWrong: false },
        ...{ path1: 'Ada_Lovelace/Ada_Lovelace_0002.jpg', path2: 'Alan_Turing/Alan_Turing_0003.jpg' },
      },
      expect.objectContaining({ line: 4, mated: true, fold: 2 }),
      expect.objectContaining({ line: 5, mated: false, fold: 2 }),
    ]);
  });

  test('of the development set has no folds', () => {
    expect(parseLfwPairs('1\nA 1 2\nA 1 B 2\n', 'x').map(({ fold }) => fold)).toEqual([null, null]);
  });

  test.each([
    ['1\nA\t1\t2\n', 'x, line 1: promises 2 pairs'],
    ['1\nA\t1\nA\t1\tB\t2\n', 'x, line 2: has 2 words'],
    ['1\nA\t1\t2\nA\tone\tB\t2\n', 'x, line 3: "one" is no picture'],
    ['1\n..\t1\t2\nA\t1\tB\t2\n', 'x, line 2: ".."'],
    ['1\na/b\t1\t2\nA\t1\tB\t2\n', 'must name a person'],
  ])('%j is refused', (wrong, message) => expect(() => parseLfwPairs(wrong, 'x')).toThrow(message));
});
