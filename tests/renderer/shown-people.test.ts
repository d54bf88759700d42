import { expect, test } from 'vitest';
import { shownPeople } from '../../renderer/people/order.ts';

const people = [
  { id: '1', name: 'Émilie du Châtelet', templates: 2, createdAt: '2026-01-03', expiresAt: null },
  { id: '2', name: 'bo', templates: 0, createdAt: '2026-01-01', expiresAt: null },
  { id: '3', name: '李艾达', templates: 5, createdAt: '2026-01-02', expiresAt: null },
  { id: '4', name: 'Ada', templates: 2, createdAt: '2026-01-04', expiresAt: null },
];
const ids = (view: Partial<Parameters<typeof shownPeople>[1]>): string =>
  shownPeople(people, { query: '', onlyMissing: false, order: { by: 'name', down: false }, ...view })
    .map(({ id }) => id)
    .join('');

test('people are found without accents, in any case, by every word', () => {
  expect(ids({ query: 'emilie' })).toBe('1');
  expect(ids({ query: 'chat emi' })).toBe('1');
  expect(ids({ query: 'BO' })).toBe('2');
  expect(ids({ query: '艾' })).toBe('3');
  expect(ids({ query: 'x' })).toBe('');
  expect(ids({ onlyMissing: true })).toBe('2');
});

test('people are ordered by each column, equals by name', () => {
  expect(ids({})).toBe('4213');
  expect(ids({ order: { by: 'templates', down: true } })).toBe('3412');
  expect(ids({ order: { by: 'createdAt', down: false } })).toBe('2314');
});
