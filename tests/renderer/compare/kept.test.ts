import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_CHOICE } from '../../../models/compare/presets.ts';
import {
  dropComparison,
  type KeptComparison,
  keepComparison,
  keptComparisons,
} from '../../../renderer/compare/kept-comparisons.ts';

let room = 0;
const held = new Map<string, string>();
beforeEach(() => {
  room = Number.POSITIVE_INFINITY;
  held.clear();
  globalThis.localStorage = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (text.length > room) throw new Error('QuotaExceededError');
      held.set(key, text);
    },
  } as Storage;
});

const kept = (id: string, day: number): KeptComparison => ({
  comparison: {
    id,
    createdAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`,
    state: 'finished',
    reason: null,
    choice: structuredClone(DEFAULT_CHOICE) as KeptComparison['comparison']['choice'],
    progress: { stage: 'done', way: null, seedIndex: 0, done: 0, total: 0, share: 1, seconds: 1 },
  },
  results: null,
  points: [],
});
const ids = (): string[] => keptComparisons().map(({ comparison }) => comparison.id);

test('comparisons are kept once each, the newest first, twenty at most, and dropped', () => {
  for (let day = 1; day <= 22; day++) keepComparison(kept(`c${day}`, day));
  keepComparison(kept('c22', 22));
  expect(ids()).toEqual(Array.from({ length: 20 }, (_, i) => `c${22 - i}`));
  dropComparison('c22');
  expect(ids()[0]).toBe('c21');
});

test('where there is no room the oldest make it; what cannot be read is nothing', () => {
  keepComparison(kept('old', 1));
  room = (held.get('threshold.comparisons')?.length ?? 0) + 10;
  keepComparison(kept('new', 2));
  expect(ids()).toEqual(['new']);
  held.set('threshold.comparisons', '[{"comparison":{}}, 7]');
  expect(ids()).toEqual([]);
  held.set('threshold.comparisons', 'not JSON');
  expect(ids()).toEqual([]);
});
