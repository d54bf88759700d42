import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../../main/app.ts';
import type { CallInput, CallName } from '../../../main/contract/index.ts';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import type { TrainingSnapshot } from '../../../main/contract/training.ts';
import { DEFAULT_RECIPE } from '../../../models/train/recipe.ts';
import { callsTo, valuesOf } from '../calls.ts';
import { picture } from '../fake-engine.ts';
import { type FakeTrainer, fakeTrainer } from './fake-trainer.ts';

let root: string;
let app: App;
let fake: FakeTrainer;
let snapshots: TrainingSnapshot[];
let heard: (() => void) | null = null;

const open = async (): Promise<void> => {
  const made = await createApp({
    dataDir: join(root, 'data'),
    weightsDir: join(root, 'none'),
    unlock: { kind: 'key-file', path: join(root, 'a.key') },
    startEngine: fake.start,
    checkOutputs: true,
  });
  if (!made.ok) throw new Error(made.error.message);
  app = made.value;
  snapshots = [];
  app.subscribe((topic, snapshot) => {
    if (topic !== 'training.changed') return;
    snapshots.push(snapshot as TrainingSnapshot);
    heard?.();
  });
};
const call = callsTo(() => app);
const value = valuesOf(call);
const problem = async <N extends CallName>(name: N, input: CallInput<N>): Promise<string> => {
  const outcome = await call(name, input);
  return outcome.ok ? 'ok' : `${outcome.error.code}: ${outcome.error.message}`;
};
const until = async (holds: (snapshot: TrainingSnapshot) => boolean): Promise<TrainingSnapshot> => {
  for (let at = 0; ; at++) {
    while (at >= snapshots.length)
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    if (holds(snapshots[at]!)) return snapshots[at]!;
  }
};
const state = (wanted: string) => until((snapshot) => snapshot.state === wanted);
const reached = (step: number) => until(({ progress }) => progress.step >= step);
const recipe = (data: TrainingRecipe['data']): TrainingRecipe => ({
  ...(DEFAULT_RECIPE as TrainingRecipe),
  data,
  split: { shares: { train: 0.5, validation: 0.25, test: 0.25 }, seed: 1 },
  budget: { steps: 20 },
  validation: { every: 5, patience: 0 },
});
const synthetic = recipe({ source: 'synthetic', people: 8, pictures: 2, difficulty: 'everyday', seed: 1 });
const start = async (what: TrainingRecipe = synthetic) => (await value('training.start', { recipe: what })).runId;
const enrolled = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const images = [picture(`person${n}`), picture(`person${n}`, 0.05)];
    const consent = { textVersion: 'test', by: 'test' };
    ids.push((await value('enrol.fromImages', { name: `Person ${n}`, images, consent })).person.id);
  }
  return ids;
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-training-'));
  fake = fakeTrainer();
  await open();
});
afterEach(async () => {
  await app.close();
  expect(fake.alive).toBe(0);
  rmSync(root, { recursive: true, force: true });
});

describe('a run', () => {
  test('goes on without a page, is tested, and is there after a restart', async () => {
    const runId = await start();
    await state('finished');
    await app.close();
    await open();
    const details = await value('training.run', { runId });
    expect(details.run).toMatchObject({
      state: 'finished',
      progress: { step: 20 },
      best: { step: 20 },
      lastLoss: 0.05,
    });
    expect(details.curves.training.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(details.curves.validation.map(({ step }) => step)).toEqual([5, 10, 15, 20]);
    expect(details.baselines?.frFeature?.figures.pAt1).toBe(0.9);
    expect(details.projection?.labels).toHaveLength(4);
    expect(details.thresholds).toHaveLength(2);
    // The stand-in's figures are all the same: what it learned is no better than what no training gets.
    expect(details.noBetterThan).toBe('pca');
  });

  test('pauses and goes on in the same process; while one runs another is refused', async () => {
    fake.holdAt = 7;
    const runId = await start();
    await reached(7);
    expect(await problem('training.start', { recipe: synthetic })).toMatch(/^BUSY: "triplet, cnn, 8 synthetic/);
    await value('training.pause', { runId });
    expect((await value('training.runs', {})).runs[0]).toMatchObject({ state: 'paused', progress: { step: 7 } });
    fake.holdAt = Number.POSITIVE_INFINITY;
    await value('training.resume', { runId });
    await state('finished');
    expect(fake.begins).toHaveLength(1);
  });

  test('that waits gives its process up for another, and goes on from its checkpoint later', async () => {
    fake.holdAt = 7;
    const first = await start();
    await reached(7);
    await value('training.pause', { runId: first });
    fake.holdAt = Number.POSITIVE_INFINITY;
    const second = await start();
    await until(({ runId, state: now }) => runId === second && now === 'finished');
    expect((await value('training.run', { runId: first })).run.state).toBe('paused');
    await value('training.resume', { runId: first });
    await until(({ runId, state: now }) => runId === first && now === 'finished');
    expect(fake.begins.map(({ checkpointStep }) => checkpointStep)).toEqual([null, null, 7]);
    expect((await value('training.run', { runId: first })).curves.training).toHaveLength(20);
  });

  test('is stopped with a checkpoint and tested, and goes on to a larger budget', async () => {
    fake.holdAt = 12;
    const runId = await start();
    await reached(12);
    await value('training.stop', { runId });
    await state('stopped');
    expect((await value('training.run', { runId })).run.test).not.toBeNull();
    fake.holdAt = Number.POSITIVE_INFINITY;
    await value('training.resume', { runId, budget: { steps: 30 } });
    await state('finished');
    expect(fake.begins.at(-1)?.checkpointStep).toBe(12);
    expect((await value('training.run', { runId })).curves.training).toHaveLength(30);
  });

  test('whose process dies is interrupted, the app is not, and it goes on from the last checkpoint', async () => {
    fake.crashAt = 13;
    const runId = await start();
    expect((await state('interrupted')).reason).toContain('Resume');
    fake.crashAt = Number.POSITIVE_INFINITY;
    await value('training.resume', { runId });
    await state('finished');
    expect(fake.begins.at(-1)?.checkpointStep).toBe(10);
    expect((await value('training.run', { runId })).curves.training).toHaveLength(20);
  });

  test('that goes on when the program is closed is interrupted with a checkpoint of that moment', async () => {
    fake.holdAt = 8;
    const runId = await start();
    await reached(8);
    await app.close();
    await open();
    expect((await value('training.run', { runId })).run).toMatchObject({ state: 'interrupted', resumable: true });
    fake.holdAt = Number.POSITIVE_INFINITY;
    await value('training.resume', { runId });
    await state('finished');
    expect(fake.begins.at(-1)?.checkpointStep).toBe(8);
  });

  test('is followed by a caller without topics; cancelled, it stops with a checkpoint', async () => {
    fake.holdAt = 6;
    const runId = await start();
    const abort = new AbortController();
    const following = call('training.follow', { runId, stopWhenCancelled: true }, abort.signal);
    await reached(6);
    abort.abort();
    expect(await following).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    await state('stopped');
    expect((await value('training.run', { runId })).run.progress.step).toBe(6);
  });

  test('is renamed, annotated, deleted, brought back, and erased with its files', async () => {
    const runId = await start();
    await state('finished');
    await value('training.rename', { runId, name: 'mine' });
    await value('training.note', { runId, notes: 'margin too small?' });
    await value('training.delete', { runId });
    expect((await value('training.runs', {})).runs).toEqual([]);
    await value('training.undoDelete', { runId });
    expect(await value('training.run', { runId })).toMatchObject({ run: { name: 'mine' }, notes: 'margin too small?' });
    expect(readdirSync(join(root, 'data', 'runs'))).toEqual([runId]);
    await value('training.delete', { runId, now: true });
    expect(readdirSync(join(root, 'data', 'runs'))).toEqual([]);
    expect(await problem('training.run', { runId })).toContain('NOT_FOUND');
  });

  test('with a recipe that cannot be trained is refused in words before anything is read', async () => {
    const wrong = { ...synthetic, loss: { id: 'triplet', options: { magrin: 1 } } };
    expect(await problem('training.start', { recipe: wrong })).toContain('there is no option magrin');
    expect((await value('training.runs', {})).runs).toEqual([]);
  });
});

describe('a model made of a run', () => {
  test('has its card and thresholds, can be chosen, and one goes back with one call', async () => {
    await enrolled(1);
    const runId = await start();
    expect(await problem('training.keep', { runId })).toContain('BAD_INPUT');
    await state('finished');
    const { model } = await value('training.keep', { runId, id: 'mine' });
    expect(model).toMatchObject({
      ...{ dimension: 128, hasThresholds: true, imported: true, trainingDataStated: true, inUse: false },
      trained: { runId, step: 5, counts: { train: { people: 4 } }, recipe: { data: { source: 'synthetic' } } },
    });
    expect(model.id).toMatch(/^mine-[0-9a-f]{8}$/);
    expect(await problem('training.keep', { runId, id: 'mine' })).toContain('NAME_TAKEN');
    expect((await value('training.run', { runId })).run.keptAs).toEqual([model.id]);
    expect(await value('models.use', { id: model.id })).toMatchObject({ reembedded: 2, needReenrolment: [] });
    expect((await value('models.list', {})).models.find(({ isPrevious }) => isPrevious)?.id).toBe('fr-feature-512');
    await enrolled(2); // one more template of the first, and somebody new: both by the new model alone
    expect(await value('models.rollback', {})).toMatchObject({ modelId: 'fr-feature-512', reembedded: 4 });
    const { files } = await value('models.export', { id: model.id, format: 'onnx' });
    expect(files.map(({ name }) => name)).toEqual([`${model.id}.onnx`]);
  });
});

describe('pictures in files', () => {
  test('are looked through once; what cannot be used is counted and named, and people left with too few go', async () => {
    const folder = join(root, 'people');
    for (let person = 0; person < 8; person++) {
      mkdirSync(join(folder, `p${person}`), { recursive: true });
      for (let k = 0; k < 3; k++) writeFileSync(join(folder, `p${person}`, `${k}.jpg`), `face ${person} ${k}`);
    }
    writeFileSync(join(folder, 'p1', '0.jpg'), 'no face');
    for (const k of [0, 1]) writeFileSync(join(folder, 'p2', `${k}.jpg`), 'no face');
    const runId = await start(recipe({ source: 'folder', path: folder }));
    await state('finished');
    const details = await value('training.run', { runId });
    expect(details.run.counts).toMatchObject({ people: 7, pictures: 20 });
    expect(details.skipped).toEqual([
      { path: join(folder, 'p1', '0.jpg'), reason: 'no face was found' },
      { path: join(folder, 'p2', '0.jpg'), reason: 'no face was found' },
      { path: join(folder, 'p2', '1.jpg'), reason: 'no face was found' },
    ]);
    const { pictures } = await value('training.pictures', { runId, indices: [0, 3], size: 48 });
    expect(pictures.map(({ label, jpeg }) => [label, jpeg?.[1]])).toEqual([
      [0, 48],
      [1, 48],
    ]);
    rmSync(join(folder, 'p0', '0.jpg'));
    expect((await value('training.pictures', { runId, indices: [0] })).pictures[0]?.jpeg).toBeNull();
    await value('training.resume', { runId, budget: { steps: 25 } });
    expect((await state('failed')).reason).toContain(`p0${process.platform === 'win32' ? '\\' : '/'}0.jpg`);
  });

  test('too few people are an error that says how many are needed', async () => {
    await start(recipe({ source: 'folder', path: join(root, 'nowhere') }));
    expect((await state('failed')).reason).toContain('nowhere is not a folder');
    snapshots.length = 0;
    await start(recipe({ source: 'people' }));
    expect((await state('failed')).reason).toContain('0 people with at least 2');
  });
});

describe('enrolled people', () => {
  test('whoever is erased is gone from the run: pictures, embeddings, and what training would go on from', async () => {
    const ids = await enrolled(8);
    const runId = await start(recipe({ source: 'people' }));
    await state('finished');
    const before = await value('training.run', { runId });
    expect(before.run).toMatchObject({ erasedPeople: 0, resumable: true, counts: { people: 8, pictures: 16 } });
    expect(before.projection?.labels).toHaveLength(4);
    expect(fake.begins[0]?.references.join()).not.toContain(ids[0]);
    const label = before.projection!.labels[0]!;
    const index = before.projection!.indices[0]!;
    expect((await value('training.pictures', { runId, indices: [index] })).pictures[0]).toMatchObject({ label });
    // Labels follow the order of enrolment.
    const id = ids[label]!;
    await value('people.remove', { id });
    const hidden = await value('training.run', { runId });
    expect(hidden.projection?.labels).not.toContain(label);
    expect((await value('training.pictures', { runId, indices: [index] })).pictures[0]?.jpeg).toBeNull();
    await value('people.undoRemove', { id });
    expect((await value('training.run', { runId })).projection?.labels).toContain(label);
    expect(readdirSync(join(root, 'data', 'runs', runId)).sort()).toEqual(['checkpoint', 'network']);
    await value('people.remove', { id, now: true });
    const after = await value('training.run', { runId });
    expect(after.run).toMatchObject({ erasedPeople: 1, resumable: false });
    expect(after.projection?.labels).not.toContain(label);
    expect(after.projection?.hardest.mated).toEqual([]);
    expect(readdirSync(join(root, 'data', 'runs', runId))).toEqual(['network']);
    expect(await problem('training.resume', { runId, budget: { steps: 30 } })).toContain('was erased');
  });

  test('training stops at once when somebody in it is removed', async () => {
    const ids = await enrolled(8);
    fake.holdAt = 6;
    const runId = await start(recipe({ source: 'people' }));
    await reached(6);
    await value('people.remove', { id: ids[3]!, now: true });
    expect((await state('interrupted')).reason).toContain('removed');
    expect((await value('training.run', { runId })).run).toMatchObject({ erasedPeople: 1, resumable: false });
  });
});

test('a preview shows some pictures and counts the others', async () => {
  const { pictures, counts } = await value('training.preview', {
    ...{ data: synthetic.data, split: synthetic.split, augmentation: synthetic.augmentation },
    ...{ network: synthetic.network, seed: 1, count: 5 },
  });
  expect(pictures).toHaveLength(5);
  expect(counts).toMatchObject({ people: 8, pictures: 16, train: { people: 4, pictures: 8 } });
});
