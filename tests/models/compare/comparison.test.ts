import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ComparisonChoice } from '../../../models/compare/choice.ts';
import { compareRecognisers } from '../../../models/compare/comparison.ts';
import { ComparisonError } from '../../../models/compare/comparison-error.ts';
import { FROZEN_TRAINING } from '../../../models/compare/presets.ts';
import { checkComparison } from '../../../models/compare/recipes.ts';
import type { ComparisonReport } from '../../../models/compare/results.ts';
import { normalise } from '../../../models/embed/normalise.ts';
import { executor, patternSource } from '../train/support.ts';
import { plainGallery, SMALL_CHOICE } from './support.ts';

const source = patternSource(12, 5, 16, 30);

/** What a good network would do: coarse colours, told apart easily. */
const embed = async (pictures: readonly Uint8Array[]): Promise<Float32Array[]> =>
  pictures.map((bytes) => {
    const cells = new Float32Array(48);
    for (const [at, value] of bytes.entries()) {
      const [c, x, y] = [at % 3, Math.floor(at / 3) % 16, Math.floor(at / 48)];
      cells[(Math.floor(y / 4) * 4 + Math.floor(x / 4)) * 3 + c]! += (value - 127) / 16;
    }
    return normalise(cells);
  });

async function run(choice: ComparisonChoice): Promise<ComparisonReport[]> {
  const parts = { source, executor, openGallery: plainGallery, frozen: { modelId: 'colours', embed, dimension: 48 } };
  const reports: ComparisonReport[] = [];
  for await (const report of compareRecognisers(choice, parts)) reports.push(report);
  return reports;
}

const frozen: ComparisonChoice = { ...SMALL_CHOICE, backbone: { kind: 'frozen' }, training: FROZEN_TRAINING };
const seedOf = (reports: readonly ComparisonReport[]) => {
  const last = reports.findLast((report) => report.kind === 'seed');
  if (last?.kind !== 'seed') throw new Error('no seed was done');
  return last;
};

describe('a comparison', () => {
  it('trains both from nothing, takes a newcomer in by each way, and frees what it took', async () => {
    const tensors = tf.memory().numTensors;
    const reports = await run(SMALL_CHOICE);
    expect(tf.memory().numTensors).toBe(tensors);
    const { results, record } = seedOf(reports);
    expect(results.recognisers.map(({ id }) => id)).toEqual([
      'softmax-max-probability',
      'softmax-energy',
      'features',
      'metric',
    ]);
    // Patterns are easy: whatever does not find most of them is broken.
    for (const { closedSetAccuracy, strangerAuroc } of results.recognisers) {
      expect(closedSetAccuracy.value).toBeGreaterThan(0.7);
      expect(strangerAuroc.value).toBeGreaterThanOrEqual(0);
    }
    const ways = new Map(results.ways.map((way) => [way.id, way]));
    expect([...ways.keys()]).toEqual(['scratch', 'warm', 'last-layer', 'imprinted', 'features-insert', 'insert']);
    // The curve of training from nothing begins before the first step, at chance, and rises.
    const [curve] = ways.get('scratch')!.curves;
    expect(curve!.points[0]!.seconds).toBe(0);
    expect(curve!.points.at(-1)!.old).toBeGreaterThan(curve!.points[0]!.old);
    expect(ways.get('insert')!.enrolMs.value).toBeLessThan(ways.get('scratch')!.enrolMs.value!);
    // Everybody’s probes are answered by everybody, the newcomer's once they are in.
    expect(record.probes.filter(({ role }) => role === 'enrolled')).toHaveLength(12);
    expect(record.probes.filter(({ role }) => role === 'stranger')).toHaveLength(10);
    expect(record.probes.filter(({ role }) => role === 'newcomer')).toHaveLength(2);
    for (const { answers } of record.probes) expect(answers).toHaveLength(4);
    const steps = reports.flatMap((report) =>
      report.kind === 'point' && report.point.way === null ? [report.point] : [],
    );
    expect(new Set(steps.map(({ recogniser }) => recogniser))).toEqual(new Set(['softmax', 'metric']));
    expect(results.training.metricSeconds).toBeGreaterThan(0);
  });

  it('says the same for the same choice, but for times', async () => {
    const figures = async () => {
      const { record } = seedOf(await run({ ...frozen, scenario: 'arrives' }));
      return {
        probes: record.probes,
        people: record.ways.map(({ id, old, newcomerTally }) => ({ id, old, newcomerTally })),
      };
    };
    expect(await figures()).toEqual(await figures());
  });

  it('has with a frozen backbone one space for both, so that its control is the metric recogniser itself', async () => {
    const { results, record } = seedOf(await run(frozen));
    for (const { answers } of record.probes) {
      const [features, metric] = ['features', 'metric'].map(
        (id) => answers.find(({ recogniser }) => recogniser === id)!,
      );
      expect(features).toEqual({ ...metric, recogniser: 'features' });
    }
    expect(results.findings.map(({ code }) => code)).toContain('SAME_SPACE');
    expect(results.ways.map(({ id }) => id)).not.toContain('last-layer');
    expect(results.recognisers.find(({ id }) => id === 'metric')!.closedSetAccuracy.value).toBe(1);
  });

  it('lets people leave: their row, everything anew, the gallery', async () => {
    const { results, record } = seedOf(await run({ ...frozen, scenario: 'leaves' }));
    expect(results.ways.map(({ id }) => id)).toEqual(['scratch', 'drop-row', 'remove']);
    for (const { leftStillNamed, newcomer } of results.ways) {
      expect(leftStillNamed!.trials).toBe(2);
      expect(newcomer.value).toBeNull();
    }
    const left = record.probes.filter(({ role }) => role === 'left');
    expect(left).toHaveLength(2);
    // Whoever left is nobody's answer.
    for (const { label, answers } of left) for (const { person } of answers) expect(person).not.toBe(label);
  });

  it('adds people one by one, and trains again at the numbers chosen', async () => {
    const choice: ComparisonChoice = {
      ...{ ...frozen, scenario: 'one-by-one', sizes: [4, 6] },
      people: { enrolled: 6, newcomers: 0, strangers: 4 },
    };
    const { results } = seedOf(await run(choice));
    expect(results.sizes.map(({ people }) => people)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(results.sizes.filter(({ scratchMs }) => scratchMs !== null).map(({ people }) => people)).toEqual([4, 6]);
    expect(results.findings.map(({ code }) => code)).toContain('GROWS_WITH_PEOPLE');
  });

  it('darkens probes and nothing else', async () => {
    const { record } = seedOf(await run({ ...frozen, scenario: 'bad-light' }));
    for (const { picture, label } of record.probes) expect(source.labels[picture]).toBe(label);
    const bright = seedOf(await run(frozen)).record;
    const score = (all: typeof record) =>
      all.probes[0]!.answers.find(({ recogniser }) => recogniser === 'metric')!.score;
    expect(score(record)).not.toBe(score(bright));
    expect(record.portraits).toEqual(bright.portraits);
  });

  it('refuses in words what cannot be run', () => {
    const refused = (choice: Partial<ComparisonChoice>, words: RegExp) => {
      expect(() => checkComparison({ ...SMALL_CHOICE, ...choice })).toThrow(ComparisonError);
      expect(() => checkComparison({ ...SMALL_CHOICE, ...choice })).toThrow(words);
    };
    refused({ people: { enrolled: 4, newcomers: 0, strangers: 2 } }, /newcomer/);
    refused({ scenario: 'one-by-one', sizes: [5, 4] }, /rise/);
    refused({ scenario: 'one-by-one', sizes: [5, 400] }, /400 people/);
    refused({ training: { ...SMALL_CHOICE.training, metric: { loss: 'nonsense' } } }, /nonsense/);
  });
});
