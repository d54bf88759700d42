import { expect, test } from 'vitest';
import { SCENARIOS } from '../../../models/compare/choice.ts';
import { COMPARISON_PRESETS, DEFAULT_CHOICE } from '../../../models/compare/presets.ts';
import { encodeChoice, linkOf, readChoice } from '../../../renderer/compare/choice-text.ts';

test.each(SCENARIOS)('a link to the preset "%s" carries all of it', (id) => {
  const choice = COMPARISON_PRESETS[id];
  expect(readChoice(linkOf(choice, 'http://127.0.0.1:7601'))).toEqual(choice);
});

test('what a link carries needs no escapes, and keeps a folder with signs of any script', () => {
  const choice = { ...DEFAULT_CHOICE, data: { source: 'folder' as const, path: '/照片/Zoë 🙂?#&/+' } };
  expect(encodeChoice(choice)).toMatch(/^[\w-]+$/);
  expect(readChoice(encodeChoice(choice))).toEqual(choice);
});

test('JSON is taken as a choice or as a whole comparison around one', () => {
  expect(readChoice(` ${JSON.stringify(DEFAULT_CHOICE, null, 2)}\n`)).toEqual(DEFAULT_CHOICE);
  expect(readChoice(JSON.stringify({ choice: DEFAULT_CHOICE, results: null }))).toEqual(DEFAULT_CHOICE);
});

test.each([
  '',
  'hello',
  '{"choice":',
  '{"version":2}',
  'null',
  JSON.stringify({ ...DEFAULT_CHOICE, seeds: [] }),
  JSON.stringify({ ...DEFAULT_CHOICE, version: 2 }),
  'http://127.0.0.1/#/compare/new/%00',
])('%s is no comparison', (text) => {
  expect(readChoice(text)).toBeNull();
});
