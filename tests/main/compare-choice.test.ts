import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { comparisonFrom } from '../../main/cli/commands/compare-choice.ts';
import { comparisonChoiceSchema } from '../../main/contract/compare.ts';
import { SCENARIOS } from '../../models/compare/choice.ts';
import { COMPARISON_PRESETS } from '../../models/compare/presets.ts';
import { checkComparison } from '../../models/compare/recipes.ts';

test('every preset can be run and goes through the contract unchanged', () => {
  for (const scenario of SCENARIOS) {
    const preset = COMPARISON_PRESETS[scenario];
    expect(preset.scenario).toBe(scenario);
    checkComparison(preset);
    expect(comparisonChoiceSchema.parse(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
  }
});

test('what is not said is the preset’s; people are dealt of those in all', () => {
  expect(comparisonFrom({})).toEqual(COMPARISON_PRESETS.arrives);
  const { people, backbone, seeds } = comparisonFrom({ data: 'synthetic:100', backbone: 'frozen', seeds: [4, 5] });
  expect(people).toEqual({ enrolled: 48, newcomers: 2, strangers: 50 });
  expect(backbone).toEqual({ kind: 'frozen' });
  expect(seeds).toEqual([4, 5]);
  expect(comparisonFrom({ data: 'people', strangers: 3 })).toMatchObject({
    data: { source: 'people' },
    people: { enrolled: 24, newcomers: 1, strangers: 3 },
  });
  // Another loss does not keep a miner that belonged to the former.
  expect(comparisonFrom({ loss: 'arcface' }).training.metric).toEqual({ loss: 'arcface' });
  expect(comparisonFrom({ scenario: 'one-photo', backbone: 'residual' }).backbone).toMatchObject({
    kind: 'trained',
    network: { backbone: 'residual' },
  });
});

test('a choice in a file is run as it is; what is none is refused in a sentence', () => {
  const dir = mkdtempSync(join(tmpdir(), 'threshold-choice-'));
  try {
    const file = join(dir, 'choice.json');
    writeFileSync(file, JSON.stringify(COMPARISON_PRESETS.leaves));
    expect(comparisonFrom({ choice: file, seeds: [9] })).toEqual(COMPARISON_PRESETS.leaves);
    writeFileSync(file, '{"version":1}');
    expect(() => comparisonFrom({ choice: file })).toThrow(/--choice takes a comparison as JSON/);
    expect(() => comparisonFrom({ data: join(dir, 'nothing') })).toThrow(/there is no folder/);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
