import { expect, test } from 'vitest';
import { engineBackends, missing, pageBackends } from '../../../../models/experiments/latency/backends.ts';
import type { Machine } from '../../../../renderer/lessons/latency/machine.ts';
import { shownOf } from '../../../../renderer/lessons/latency/shown.ts';
import { texts, type Words } from '../../../../renderer/lessons/latency/texts.ts';

const t: Words = (key, values) => (key === 'otherShort' ? `${values?.backend}, ${values?.machine}` : texts.en[key]);
const machineOf = (name: string, backends: readonly Machine['results'][number]['backend'][]): Machine => ({
  ...{ kind: 'threshold-latency', version: 2, name, processors: 2, at: '2026-01-01T00:00:00Z', runs: 1, seed: 1 },
  results: backends.map((backend) => ({
    ...{ backend, problem: null, refused: [] },
    cells: [{ id: 'channels:16', macs: 1, rounds: [1] }],
  })),
  precision: null,
});
const looksOf = ({ colour, dash }: { colour: string; dash?: string }): string => `${colour} ${dash}`;

test('every backend of two machines looks otherwise, and a backend has one colour', () => {
  const all = [...engineBackends, ...pageBackends];
  const shown = shownOf(machineOf('here', all), machineOf('there', all), t);
  expect(shown).toHaveLength(2 * all.length);
  expect(new Set(shown.map(looksOf)).size).toBe(shown.length);
  for (let i = 0; i < all.length; i++) expect(shown[i]!.colour).toBe(shown[i + all.length]!.colour);
});

test('up to eight are whole lines; what is not here is not shown; of two machines one may have what the other lacks', () => {
  const own = machineOf('here', ['js', 'ort-1']);
  const gone = {
    ...own,
    results: [...own.results, { ...missing('page-webgpu', 'no-adapter'), cells: [], refused: [] }],
  };
  expect(shownOf(gone, null, t).map(({ label, dash }) => [label, dash])).toEqual([
    ['ORT 1', undefined],
    ['JS', undefined],
  ]);
  const both = shownOf(own, machineOf('there', ['ort-2', 'js']), t);
  expect(both.map(({ label }) => label)).toEqual(['ORT 1', 'JS', 'ORT 2, there', 'JS, there']);
  expect(new Set(both.map(({ colour }) => colour)).size).toBe(3);
});
