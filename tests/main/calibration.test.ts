import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../main/app.ts';
import { defaultSettings } from '../../main/contract/settings.ts';
import type { CalibrationInForce } from '../../main/services/calibration/in-force.ts';
import { fewer } from '../../main/services/calibration/measure.ts';
import { identifyThreshold, verifyThreshold } from '../../main/services/thresholds.ts';
import { MODELS } from '../../models/embed/registry.ts';
import { ratesAt } from '../../models/metrics/score-curve.ts';
import { fmrFromFpir } from '../../models/metrics/thresholds.ts';
import { allBytes } from '../data/scratch.ts';
import { callsTo, valuesOf } from './calls.ts';
import { picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

const record = MODELS.get('fr-feature-512');
const rows = (shift: number) =>
  [0.1, 0.01, 0.001, 0.0001].map((fmr) => ({ fmr, threshold: shift - 0.1 * Math.log10(fmr) }));

describe('a threshold', () => {
  const calibration: CalibrationInForce = {
    at: '2026-11-26T00:00:00.000Z',
    dataSet: { name: 'faces', people: 400 },
    ownPeople: 20,
    identify: rows(0.2),
    verify: rows(0.1),
  };
  const settings = { ...defaultSettings, targetFpir: 0.02, targetFmr: 0.001 };

  test('follows the calibration, without the floor for sites that nobody measured', () => {
    const found = identifyThreshold(record, settings, 20, 20, calibration);
    expect(found.value).toBeCloseTo(0.2 - 0.1 * Math.log10(fmrFromFpir(0.02, 20)), 9);
    expect(found).toMatchObject({
      calibrated: true,
      extrapolated: false,
      targetRate: 0.02,
      basis: { state: 'calibrated' },
    });
    expect(found.sentence).toBe(
      'FMR at most 1 in 990: about 1 stranger in 50 accepted at 20 people; calibrated on faces (400 people) and 20 people enrolled here, 2026-11-26',
    );
    expect(verifyThreshold(record, settings, 20, calibration)).toMatchObject({ calibrated: true, value: 0.4 });
  });

  test('is outgrown by a gallery of more than twice the people, and by a target finer than was measured', () => {
    const many = identifyThreshold(record, settings, 41, 41, calibration);
    expect(many).toMatchObject({ calibrated: false, basis: { state: 'outgrown', ownPeople: 20 } });
    expect(many.sentence).toContain('outgrown');
    const fine = verifyThreshold(record, { ...settings, targetFmr: 1e-5 }, 20, calibration);
    expect(fine).toMatchObject({ calibrated: false, basis: { state: 'outgrown' } });
  });

  test('that was outgrown is never laxer than what was measured, nor than the model’s own table', () => {
    const uncalibrated = identifyThreshold(record, settings, 60, 60);
    const strict = identifyThreshold(record, settings, 60, 60, { ...calibration, identify: rows(0.5) });
    expect(strict.value).toBeCloseTo(0.5 - 0.1 * Math.log10(fmrFromFpir(0.02, 60)), 9);
    const lax = identifyThreshold(record, settings, 60, 60, { ...calibration, identify: rows(-0.3) });
    expect(lax.value).toBe(uncalibrated.value);
  });

  test('of another model counts for nothing, and says so', () => {
    const found = identifyThreshold(record, settings, 20, 20, 'elsewhere');
    expect(found).toMatchObject({ calibrated: false, basis: { state: 'other-model' } });
    expect(found.value).toBe(identifyThreshold(record, settings, 20, 20).value);
  });
});

test('a large data set is thinned evenly: pictures first, people only where one each is too many', () => {
  const folders = (people: number, images: number) =>
    Array.from({ length: people }, (_, p) => ({
      person: `p${p}`,
      paths: Array.from({ length: images }, (_, i) => `p${p}/${i}.jpg`),
    }));
  expect(fewer(folders(4, 5), 20)).toEqual(folders(4, 5));
  expect(fewer(folders(4, 5), 12)).toEqual(folders(4, 3));
  expect(fewer(folders(9, 2), 4).map(({ person, paths }) => [person, paths.length])).toEqual([
    ['p0', 1],
    ['p3', 1],
    ['p6', 1],
  ]);
});

describe('calibrating', () => {
  let root: string;
  let app: App;
  const consent = { textVersion: 'test', by: 'test' };
  const call = callsTo(() => app);
  const value = valuesOf(call);
  const enrol = (name: string, ...images: Uint8Array[]) => value('enrol.fromImages', { name, images, consent });

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'threshold-calibration-'));
    app = await scratchHost(root);
    for (let p = 0; p < 40; p++) {
      mkdirSync(join(root, 'unmistakable-set', `person${p}`), { recursive: true });
      for (let i = 0; i < 2; i++)
        writeFileSync(join(root, 'unmistakable-set', `person${p}`, `${i}.jpg`), picture(`person${p}`, 0.2 * i));
    }
  });
  afterEach(async () => {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  });

  test('measures, changes nothing until it is put in force, then decides, says so, and survives a restart', async () => {
    for (const name of ['ada', 'bob', 'cyd']) await enrol(name, picture(name), picture(name, 0.1));
    const before = await value('identify.thresholds', {});
    const measured = await value('calibration.measure', { dataSet: join(root, 'unmistakable-set'), own: true });
    expect(measured).toMatchObject({
      inForce: false,
      modelId: record.id,
      modelSha256: record.sha256,
      dataSet: { name: 'unmistakable-set', images: 80, imagesFound: 80, people: 40, failures: 0 },
      own: { people: 3, templates: 6, corrections: 0 },
    });
    // 80 templates against 39 others, 6 against 2; 80·78/2 pairs, 6·4/2 pairs: too few for any rate.
    expect(measured.identify).toMatchObject({
      dataSet: { nonMated: 3120, mated: 80 },
      own: { nonMated: 12, finest: null },
    });
    expect(measured.verify).toMatchObject({ dataSet: { nonMated: 3120, mated: 40 }, own: { nonMated: 12, table: [] } });
    expect(measured.identify.dataSet?.finest).toBe(30 / 3120);
    expect(await value('identify.thresholds', {})).toEqual(before);
    expect((await value('calibration.state', {})).measured?.id).toBe(measured.id);

    await value('calibration.use', { id: measured.id, targetFpir: 0.05, targetFmr: 0.01 });
    const { identify, verify } = await value('identify.thresholds', {});
    expect(identify).toMatchObject({ calibrated: true, basis: { ownPeople: 3, dataSet: { people: 40 } } });
    expect(verify).toMatchObject({ calibrated: true, fmr: 0.01 });
    // The promise holds on what was measured, read at the next point of the curve's grid.
    expect(ratesAt(measured.verify.dataSet!.curve, verify.value + 0.001).fmr!).toBeLessThanOrEqual(0.01);
    const { threshold } = await value('identify.image', { image: picture('ada', 0.05) });
    expect(threshold.sentence).toContain('calibrated on unmistakable-set (40 people) and 3 people enrolled here');
    const { events } = await value('events.list', { kind: 'identify' });
    expect(events[0]).toMatchObject({ calibrated: true, fmr: identify.fmr, threshold: identify.value });

    await app.close();
    expect(allBytes(join(root, 'data')).includes('unmistakable')).toBe(false);
    app = await scratchHost(root);
    expect((await value('identify.thresholds', {})).identify).toEqual(identify);
    const state = await value('calibration.state', {});
    expect(state).toMatchObject({
      inForce: { id: measured.id, inForce: true },
      measured: null,
      own: { people: 3, pairs: 12 },
    });
  });

  test('ends with the model it was measured for, and comes back with it', async () => {
    await enrol('ada', picture('ada'));
    const measured = await value('calibration.measure', { dataSet: join(root, 'unmistakable-set'), own: false });
    await value('calibration.use', { id: measured.id, targetFpir: 0.02 });
    expect((await value('calibration.state', {})).identify.state).toBe('calibrated');
    await value('models.use', { id: 'dlib-resnet-128' });
    const elsewhere = await value('calibration.state', {});
    expect(elsewhere).toMatchObject({ identify: { state: 'other-model' }, inForce: null });
    expect(await call('calibration.use', { id: measured.id })).toMatchObject({ error: { code: 'MODEL_MISMATCH' } });
    await value('models.use', { id: record.id });
    expect((await value('calibration.state', {})).identify.state).toBe('calibrated');
    // A gallery ten times as large needs an FMR that 3,120 comparisons cannot show.
    for (let p = 0; p < 4; p++) await enrol(`other${p}`, picture(`other${p}`));
    expect((await value('calibration.state', {})).identify.state).toBe('outgrown');
    await value('calibration.remove', { id: measured.id });
    expect((await value('calibration.state', {})).identify).toMatchObject({ state: 'none', at: null });
  });

  test('says what is missing, and keeps nothing when it is cancelled', async () => {
    const nothing = await call('calibration.measure', { own: true });
    expect(nothing).toMatchObject({ error: { code: 'BAD_INPUT' } });
    expect(await call('calibration.measure', { dataSet: join(root, 'nowhere') })).toMatchObject({
      error: { code: 'BAD_INPUT', message: expect.stringContaining('nowhere cannot be read') },
    });
    for (const name of ['ada', 'bob']) await enrol(name, picture(name));
    expect(await call('calibration.measure', { own: true })).toMatchObject({
      error: { code: 'BAD_INPUT', message: expect.stringContaining('enrol more people') },
    });
    const abort = new AbortController();
    const cancelled = app.call(
      'calibration.measure',
      { dataSet: join(root, 'unmistakable-set') },
      { signal: abort.signal, progress: () => abort.abort(), caller: 'cli' },
    );
    expect(await cancelled).toMatchObject({ error: { code: 'CANCELLED' } });
    expect((await value('calibration.state', {})).measured).toBeNull();
    expect(await call('calibration.use', { id: 'gone' })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});
