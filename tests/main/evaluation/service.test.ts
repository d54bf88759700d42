import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../../main/app.ts';
import type { EvaluationProtocol, EvaluationSnapshot } from '../../../main/contract/evaluation.ts';
import type { CallInput, CallName } from '../../../main/contract/index.ts';
import type { EngineChannel } from '../../../main/engine/engine.ts';
import { callsTo, valuesOf } from '../calls.ts';
import { fakeEngine, picture } from '../fake-engine.ts';
import { scratchHost } from '../scratch-host.ts';

let root: string;
let app: App;
let faces: string;
/** Pictures that engines were asked to look at. */
let looked: number;
let onLooked: () => void;
let snapshots: EvaluationSnapshot[];

/** The stand-in, counting. */
function countingEngine(): EngineChannel {
  const engine = fakeEngine();
  return {
    ...engine,
    post(request) {
      if (request.kind === 'analyse') {
        looked++;
        onLooked();
      }
      engine.post(request);
    },
  };
}

const open = async (): Promise<void> => {
  app = await scratchHost(root, { startEngine: countingEngine });
  snapshots = [];
  app.subscribe((topic, value) => {
    if (topic === 'evaluation.changed') snapshots.push(value as EvaluationSnapshot);
  });
};
const call = callsTo(() => app);
const value = valuesOf(call);
const problem = async <N extends CallName>(name: N, input: CallInput<N>): Promise<string> => {
  const outcome = await call(name, input);
  return outcome.ok ? 'ok' : `${outcome.error.code}: ${outcome.error.message}`;
};
const config = (protocol: EvaluationProtocol) => ({ protocol, replicates: 100 });
const finished = async (protocol: EvaluationProtocol, name?: string): Promise<string> => {
  const { runId } = await value('evaluation.start', {
    config: config(protocol),
    ...(name === undefined ? {} : { name }),
  });
  const { run } = await value('evaluation.follow', { runId });
  expect([run.state, run.reason]).toEqual(['finished', null]);
  return runId;
};
const allPairs = (): EvaluationProtocol => ({ protocol: 'all-pairs', data: { source: 'folder', path: faces } });
const enrol = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const images = [0, 0.2, 0.3].map((noise) => picture(`enrolled${n}`, noise));
    const consent = { textVersion: 'test', by: 'test' };
    ids.push((await value('enrol.fromImages', { name: `Person <b>${n}</b>`, images, consent })).person.id);
  }
  return ids;
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'threshold-evaluation-'));
  faces = join(root, 'faces');
  for (let person = 0; person < 10; person++) {
    mkdirSync(join(faces, `p${person}`), { recursive: true });
    // No two pictures are the same bytes: the cache goes by them.
    for (const noise of [0.1, 0.2, 0.3 + person / 100])
      writeFileSync(join(faces, `p${person}`, `${noise}.jpg`), picture(`p${person}`, noise));
  }
  writeFileSync(join(faces, 'p0', 'nobody.jpg'), picture(''));
  looked = 0;
  onLooked = () => {};
  await open();
});

afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

describe('an evaluation', () => {
  test('runs to a report, is kept, and a second one embeds nothing again', async () => {
    expect(await value('evaluation.inspect', { protocol: allPairs() })).toMatchObject({
      ...{ images: 31, people: 10, mated: 33, nonMated: 432, knownProbes: 0 },
      notes: [expect.stringContaining('FMR 0.01'), expect.any(String), expect.any(String)],
    });
    const runId = await finished(allPairs(), 'First <run>');
    expect(looked).toBe(31);
    const { run, report } = await value('evaluation.read', { runId });
    expect(run.result).toMatchObject({ images: 31, people: 10, failuresToAcquire: 1 });
    // Three mated comparisons of p0 have no second face; they are missed, and no stranger refused.
    expect(report).toMatchObject({
      data: { imagesPerPerson: { least: 3, median: 3, most: 4 } },
      verification: { mated: 33, nonMated: 405, allPairs: true, accuracy: null, histogram: { matedWithoutScore: 3 } },
      identification: null,
      failures: [{ path: 'p0/nobody.jpg' }],
    });
    expect(report!.worstMated[0]).toMatchObject({ score: null, first: { name: 'p0' } });
    expect(snapshots.at(-1)).toMatchObject({ runId, state: 'finished', progress: null });

    await app.close();
    await open();
    const second = await finished(allPairs());
    expect(looked).toBe(31);
    const { report: again } = await value('evaluation.read', { runId: second });
    expect(again!.verification!.eer).toEqual(report!.verification!.eer);
    expect(again!.times.timedImages).toBe(0);

    const compared = await value('evaluation.compare', { first: runId, second });
    expect(compared.notes).toEqual(['both runs are of the same network']);
    for (const { difference, p } of compared.figures) expect([difference, p]).toEqual([0, 1]);
    for (const { onlyFirst, onlySecond, trials } of compared.decisions)
      expect([onlyFirst + onlySecond, trials]).toEqual([0, 33]);
    const point = await value('evaluation.operatingPoint', {
      runId,
      at: { threshold: report!.verification!.eer.threshold! },
    });
    expect(point.fnmr!.value! + point.fmr!.value!).toBeCloseTo(2 * report!.verification!.eer.value!, 12);
    expect(point.fpir).toBeNull();
    expect(await value('evaluation.operatingPoint', { runId, at: { fmr: 0.001 } })).toMatchObject({
      threshold: null,
      note: 'not measurable: n < 30/FMR (405 trials, 30000 needed)',
    });
  });

  test('is cancelled, and goes on from the pictures embedded until then; one at a time', async () => {
    const reached = new Promise<void>((resolve) => {
      onLooked = () => {
        if (looked === 12) resolve();
      };
    });
    const { runId } = await value('evaluation.start', { config: config(allPairs()) });
    expect(await problem('evaluation.start', { config: config(allPairs()) })).toMatch(/^BUSY: .*goes on/);
    await reached;
    await value('evaluation.cancel', { runId });
    expect((await value('evaluation.read', { runId })).run).toMatchObject({ state: 'cancelled', progress: null });
    expect(await problem('evaluation.report', { runId, format: 'json' })).toContain('no report yet');
    const before = looked;
    expect(before).toBeLessThan(31);
    await value('evaluation.resume', { runId });
    expect((await value('evaluation.follow', { runId })).run.state).toBe('finished');
    expect(looked).toBeLessThanOrEqual(32);
    expect((await value('evaluation.read', { runId })).report!.times.timedImages).toBe(looked - before);
    expect(await problem('evaluation.resume', { runId })).toContain('has finished');
  });

  test('is written as one file that needs nothing, with names as text', async () => {
    const runId = await finished(allPairs(), 'First <run>');
    const wish = { runId, pictures: false } as const;
    const html = async (language: 'en' | 'zh', more: object = {}): Promise<string> => {
      const file = await value('evaluation.report', { ...wish, format: 'html', language, ...more });
      expect(file).toMatchObject({ fileName: 'First run.html', mediaType: 'text/html' });
      return Buffer.from(file.bytes).toString('utf8');
    };
    const english = await html('en');
    expect(english).toContain('<h1>First &lt;run&gt;</h1>');
    expect(english).not.toMatch(/<script|<link|src="(?!data:)|https?:|style="|NaN|undefined/);
    expect(english).toContain('FNMR at FMR 1%');
    const chinese = await html('zh', { compareWith: runId });
    expect(chinese).toContain('<html lang="zh-CN">');
    expect(chinese).toContain('两次评估是同一个网络');
    expect(chinese).not.toMatch(/not measurable|undefined|NaN/);
    const json = await value('evaluation.report', { ...wish, format: 'json' });
    expect(JSON.parse(Buffer.from(json.bytes).toString())).toMatchObject({
      name: 'First <run>',
      format: 'threshold-evaluation',
    });
    expect(await problem('evaluation.report', { ...wish, format: 'pdf' })).toContain('print the HTML report');
  });

  test('of the gallery leaves each template out, and names nobody who was erased', async () => {
    expect(await problem('evaluation.inspect', { protocol: { protocol: 'gallery' } })).toContain('enrol two at least');
    const ids = await enrol(4);
    const protocol: EvaluationProtocol = { protocol: 'gallery', strangers: { source: 'folder', path: faces } };
    expect(await value('evaluation.inspect', { protocol })).toMatchObject({
      ...{ mated: 12, nonMated: 54 + 12 * 31, enrolled: 12, knownProbes: 12, unknownProbes: 31 },
    });
    const { report } = await value('evaluation.read', { runId: await finished(protocol) });
    expect(report!.identification).toMatchObject({
      ...{ people: 4, templates: 12, leaveOneOut: true, fusion: 'mean', knownProbes: 12, unknownProbes: 31 },
      rank1: { value: 1 },
      exactVersusIndex: { searches: 30, samePerson: 1 },
    });
    expect(report!.verification).toMatchObject({ mated: 12, nonMated: 54 + 12 * 30 });

    const alone = await finished({ protocol: 'gallery' });
    const own = (await value('evaluation.read', { runId: alone })).report!;
    expect(own.identification).toMatchObject({ unknownProbes: 12, exactVersusIndex: null });
    expect(own.notes.join()).toContain('no strangers were given');
    const names = own.worstMated.map(({ first }) => first.name);
    expect(names).toContain('Person <b>0</b>');
    for (const id of ids) await value('people.remove', { id, now: true });
    const after = (await value('evaluation.read', { runId: alone })).report!;
    expect(after.worstMated.map(({ first }) => [first.name, first.personId])).toEqual(names.map(() => [null, null]));
  });

  test('says why it failed, can be renamed, hidden, and erased', async () => {
    const list = join(root, 'pairs.txt');
    writeFileSync(list, '1\np0 1 2\np0 1 p1 1\n');
    const { runId } = await value('evaluation.start', {
      config: config({ protocol: 'verification', pairs: list, root: faces }),
    });
    const { run } = await value('evaluation.follow', { runId });
    expect(run).toMatchObject({ state: 'failed', name: expect.stringContaining('pairs.txt') });
    expect(run.reason).toMatch(/^3 of the 3 images in the list do not exist, the first being .*p0_0001.jpg/);
    expect(await problem('evaluation.inspect', { protocol: { protocol: 'verification', pairs: faces } })).toContain(
      'is a folder',
    );
    await value('evaluation.rename', { runId, name: 'Mine' });
    expect((await value('evaluation.list', {})).runs).toMatchObject([{ id: runId, name: 'Mine' }]);
    await value('evaluation.delete', { runId });
    expect((await value('evaluation.list', {})).runs).toEqual([]);
    await value('evaluation.undoDelete', { runId });
    await value('evaluation.delete', { runId, now: true });
    expect(await problem('evaluation.undoDelete', { runId })).toContain('NOT_FOUND');
    expect(snapshots.at(-1)).toMatchObject({ runId, state: 'deleted' });
  });
});
