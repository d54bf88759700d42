import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { FR_FEATURE_512 } from '../../../models/embed/records/fr-feature.ts';
import { toEnd } from '../../../models/experiments/check.ts';
import { runsInEngine } from '../../../models/experiments/in-engine.ts';
import { experiments } from '../../../renderer/lessons/frame/experiments.ts';
import { addressOf, decodeState, encodeState, isAddressOf } from '../../../renderer/lessons/frame/state-text.ts';
import { lessons } from '../../../renderer/lessons/registry.ts';
import { madeUpAnatomy } from '../../models/experiments/made-up-anatomy.ts';
import { madeUpStudy } from '../../models/experiments/made-up-high-level.ts';
import { madeUpLatency } from '../../models/experiments/made-up-latency.ts';
import { madeUpSeen } from '../../models/experiments/made-up-low-level.ts';
import { madeUpPairs } from '../../models/experiments/made-up-pairs.ts';
import { madeUpRuns } from '../../models/experiments/made-up-runs.ts';
import { madeUpSeparable } from '../../models/experiments/made-up-separable.ts';

const place = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
/** Smaller than what a person waits for: here it is about words, not figures. */
const quick: Readonly<Record<string, object>> = {
  'batch-lr': { people: 2, pictures: 2, epochs: 1, batches: [2, 4], rates: [0.1, 0.2] },
  metric: { seeds: 1, size: { people: 8, heldBack: 3, pictures: 4, enrolled: 2, steps: 4 } },
  latency: { backends: ['ort-1', 'ort-2'], runs: 6 },
  causality: { repeats: 8, doors: 60, models: 2 },
  scaling: { draws: 20, each: 10 },
  losses: { faces: { people: 12, unseen: 2, each: 3, runs: 1 } },
  'transposed-conv': { people: 1, channels: 64 },
  downsampling: { people: 1, cost: { side: 28, channels: 8, k: 3, taps: 3, runs: 2 } },
  upsampling: { people: 1, asked: 1, steps: 20, runs: 2 },
  normalization: { people: 2, pictures: 4, asked: 2, epochs: 1, repeats: 1 },
  viewer: { runs: 1, people: 2 },
  separable: { people: 2, pictures: 16, asked: 2, epochs: 1, repeats: 1, timedWidths: [8], runs: 3 },
};
/** What a check is given after its input and tools, in the place of long trainings. */
const standIns: Readonly<Record<string, readonly unknown[]>> = {
  normalization: [undefined, madeUpRuns()],
  anatomy: [madeUpAnatomy()],
  auxiliary: [madeUpPairs()],
  separable: [madeUpSeparable()],
  latency: [madeUpLatency()],
  'low-level': [madeUpSeen()],
  'high-level': [madeUpStudy()],
};
/** The network in use, where a check looks into it. */
const network = async () => ({
  record: FR_FEATURE_512,
  onnx: new Uint8Array(readFileSync(place('models/weights/fr_feature.onnx'))),
});
const shared = ['frame', 'parts'];
const folders = readdirSync(place('renderer/lessons'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !shared.includes(entry.name))
  .map(({ name }) => name);

test('an address is known for its lesson’s, whatever it carries', () => {
  expect(isAddressOf('#/lessons/metric', 'metric')).toBe(true);
  expect(isAddressOf(addressOf('metric', { margin: 1 }), 'metric')).toBe(true);
  expect(isAddressOf('#/lessons/metric-more', 'metric')).toBe(false);
  expect(isAddressOf('#/settings', 'metric')).toBe(false);
});

test('every folder is a lesson that is on the map, with an experiment', () => {
  expect(lessons.map(({ card }) => card.id).sort()).toEqual(folders.sort());
  expect(Object.keys(experiments).sort()).toEqual(folders.sort());
  for (const id of folders) expect(existsSync(place(`models/experiments/${id}.ts`))).toBe(true);
});

describe.each(lessons)('$card.id', ({ card, load }) => {
  test('has the shape of a lesson', async () => {
    const { lesson } = await load();
    expect(lesson.card).toBe(card);
    expect(lesson.presets.length).toBeGreaterThanOrEqual(3);
    expect(lesson.presets[0]?.fails).toBeUndefined();
    expect(lesson.presets.filter(({ fails }) => fails)).toHaveLength(1);
    for (const { settings } of lesson.presets) {
      expect(decodeState(lesson, encodeState(settings))).toEqual(settings);
      expect(lesson.stillShows?.(settings, settings)).not.toBe(false);
    }
    expect(decodeState(lesson, encodeState({ nothing: 'known' }))).toBeNull();
    expect(lesson.prediction.options.length).toBeGreaterThan(1);
    expect(lesson.sources.length).toBeGreaterThan(0);
    for (const { file } of lesson.uses) expect(existsSync(place(file)), file).toBe(true);
    for (const { tex } of lesson.formulas)
      katex.renderToString(tex, { strict: false, trust: true, throwOnError: true });
    // Every symbol of the list acts in some formula, and the other way round.
    const named = lesson.formulas.flatMap(({ tex }) => [...tex.matchAll(/symbol=(\w+)/g)].map(([, id]) => id));
    expect([...new Set(named)].sort()).toEqual(lesson.symbols.map(({ id }) => id).sort());
  });

  test('says everything in both languages', async () => {
    const { lesson } = await load();
    const module = (await experiments[card.id]()) as typeof import('../../../models/experiments/products.ts');
    const input = { ...lesson.checkInput(lesson.presets[0]!.settings, 1), ...quick[card.id] };
    const tools = runsInEngine(card.id, 'check') ? { executor: await createOnnxRuntimeNode(), network } : undefined;
    const found = await toEnd(
      (module.tasks.check as (...given: unknown[]) => ReturnType<typeof module.tasks.check>)(
        input,
        tools,
        ...(standIns[card.id] ?? []),
      ),
    );
    const ids = (prefix: string, all: readonly { readonly id: string }[]) => all.map(({ id }) => `${prefix}_${id}`);
    const asked = [
      'claim',
      'claimSource',
      'question',
      'measured',
      ...lesson.prediction.options.map((id) => `option_${id}`),
      ...ids('preset', lesson.presets),
      ...ids('presetWhy', lesson.presets),
      ...ids('formula', lesson.formulas),
      ...ids('symbol', lesson.symbols),
      ...ids('use', lesson.uses),
      ...ids('finding', found.findings),
      ...ids(
        'when',
        found.findings.filter(({ verdict }) => verdict === 'holds-when'),
      ),
    ];
    for (const language of ['en', 'zh'] as const) {
      for (const key of asked) expect(lesson.texts[language][key], `${language} ${key}`).toBeTruthy();
      expect(card.texts[language].short).toBeTruthy();
      // What a sentence asks for, the check finds.
      for (const { id, figures } of found.findings)
        for (const key of [`finding_${id}`, `when_${id}`])
          for (const [, name] of (lesson.texts[language][key] ?? '').matchAll(/\{\{(\w+)\}\}/g))
            expect(Object.keys(figures), `${language} ${key}`).toContain(name);
    }
    expect(lesson.prediction.options).toContain(lesson.prediction.answer(found));
  });
});
