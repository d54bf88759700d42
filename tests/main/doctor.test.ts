import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkIds, type DoctorCheck, type Words } from '../../main/contract/doctor.ts';
import type { Outcome } from '../../main/contract/errors.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import type { EngineRequest } from '../../main/engine/protocol.ts';
import { COSTS, FOUND, NAMES } from '../../main/services/doctor/words.ts';
import { errors } from '../../renderer/texts/errors.ts';
import { fakeEngine, picture } from './fake-engine.ts';
import { scratchHost } from './scratch-host.ts';

const chinese = /\p{Script=Han}/u;

/** Every way in which something can be found, with values for it: one that is added without does not compile. */
const examples: { readonly [K in keyof typeof FOUND]: readonly Parameters<(typeof FOUND)[K]>[] } = {
  named: [['Node 24.9.0']],
  notBuilt: [['hnswlib-node']],
  notInstalled: [['Electron']],
  doesNotLoad: [['hnswlib-node', 'invalid ELF header']],
  notOnPath: [[]],
  noCamera: [[]],
  cameraAsked: [[]],
  free: [[12.34e9]],
  engine: [
    [{ backend: 'onnxruntime-node', reason: 'Networks run on ONNX Runtime.', alternatives: [], node: '24' }],
    [
      {
        backend: 'onnxruntime-node',
        reason: 'Networks run on ONNX Runtime.',
        alternatives: [{ id: 'native TensorFlow', available: false, reason: 'not installed' }],
        node: '24',
      },
    ],
  ],
  model: [['fr-feature-512', { en: 'From a package.', zh: '来自软件包。' }]],
  gallery: [
    [1, 1, { kind: 'exact', why: 'building' }],
    [2, 1, { kind: 'exact', why: 'off' }],
    [3, 2, { kind: 'exact', why: 'small', minSize: 3000 }],
    [3, 2, { kind: 'exact', why: 'unavailable', problem: 'no hnswlib here' }],
    [4000, 1600, { kind: 'hnsw', rows: 4000 }],
  ],
  slots: [[['key-file', 'passphrase', 'system']]],
  noFace: [[]],
  noSample: [[]],
};

const all: Words[] = [
  ...Object.values(NAMES),
  ...Object.values(COSTS),
  ...Object.entries(examples).flatMap(([name, calls]) =>
    // A name is a name.
    name === 'named' ? [] : calls.map((values) => (FOUND[name as 'named'] as (...v: unknown[]) => Words)(...values)),
  ),
];

describe('what the doctor says', () => {
  test.each(all)('$en', ({ en, zh }) => {
    expect(en).not.toMatch(chinese);
    expect(zh).toMatch(chinese);
  });

  test('says how many, and what is not there, in both languages', () => {
    expect(FOUND.gallery(1, 1, { kind: 'hnsw', rows: 1 })).toEqual({
      en: '1 template of 1 person, hnsw: HNSW of 1 row, the rest by exact scan',
      zh: '1 人的 1 个模板，HNSW 索引（1 行），其余精确扫描',
    });
    expect(FOUND.engine(...examples.engine[1]!).zh).toBe(
      '使用 onnxruntime-node。native TensorFlow 不可用（not installed）。',
    );
  });
});

describe('a check-up', () => {
  const checkUp = async (startEngine: typeof fakeEngine): Promise<CallOutput<'doctor.run'>> => {
    const root = mkdtempSync(join(tmpdir(), 'threshold-doctor-'));
    const app = await scratchHost(root, { startEngine });
    onTestFinished(async () => {
      await app.close();
      rmSync(root, { recursive: true });
    });
    const context = { signal: new AbortController().signal, progress: () => {}, caller: 'web' } as const;
    const outcome = (await app.call('doctor.run', {}, context)) as Outcome<CallOutput<'doctor.run'>>;
    if (!outcome.ok) throw new Error(outcome.error.message);
    return outcome.value;
  };
  /** Names of programs and devices, which are the same in every language. */
  const names = /^(Node [\d.]+|ffmpeg \S+|hnswlib-node|@tensorflow\/tfjs-node-gpu|Electron|video\d+(, video\d+)*)$/;
  const isChinese = ({ found, cost, name }: DoctorCheck): boolean =>
    chinese.test(name.zh) &&
    (cost === null || chinese.test(cost.zh)) &&
    ('code' in found ? chinese.test(errors.zh[found.code]) : chinese.test(found.zh) || names.test(found.zh));

  test('of this machine is Chinese throughout, and says what is missing', async () => {
    const { checks, healthy, selfTestMs } = await checkUp(fakeEngine);
    expect(checks.filter((check) => !isChinese(check))).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([...checkIds]);
    expect(checks.at(-1)).toMatchObject({ state: 'broken', found: FOUND.noSample(), cost: COSTS['self-test'] });
    expect([healthy, selfTestMs]).toEqual([false, null]);
  });

  test('of an engine that does not answer tells its error, which the page words', async () => {
    const { checks } = await checkUp(() => {
      const channel = fakeEngine();
      const crash = { kind: 'analyse', modelId: 'fr-feature-512', image: picture('crash') };
      return { ...channel, post: ({ id }) => channel.post({ ...crash, id } as EngineRequest) };
    });
    const engine = checks.find(({ id }) => id === 'engine');
    expect(engine).toMatchObject({ state: 'broken', found: { code: 'ENGINE_CRASHED' }, cost: COSTS.engine });
    expect(checks.filter((check) => !isChinese(check))).toEqual([]);
  });
});
