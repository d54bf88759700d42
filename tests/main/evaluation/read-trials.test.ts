import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTrials } from '../../../main/services/evaluation/read-trials.ts';
import { hashOfTrials } from '../../../main/services/evaluation/trials.ts';

let root: string;
const nobody = (): never[] => [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'threshold-trials-'));
  for (let person = 0; person < 20; person++) {
    mkdirSync(join(root, 'faces', `p${person}`), { recursive: true });
    // The last five have a single picture.
    for (let n = 0; n < (person < 15 ? 4 : 1); n++) writeFileSync(join(root, 'faces', `p${person}`, `${n}.jpg`), '');
  }
  writeFileSync(join(root, 'twice.tsv'), 'path\tidentity\na/1.jpg\ta\na/1.jpg\ta\n');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const deal = (more: object = {}) =>
  readTrials(
    {
      protocol: 'identification',
      data: {
        ...{ source: 'deal', enrolPictures: 2, strangers: 0.4, seed: 1, ...more },
        pictures: { source: 'folder', path: join(root, 'faces') },
      },
    },
    nobody,
  );

describe('people dealt into enrolled ones and strangers', () => {
  test('are as many as asked for, each in one part, the same for a seed', async () => {
    const trials = await deal();
    if (trials.protocol !== 'identification') throw new Error('another protocol');
    const whose = (role: string) =>
      new Set(trials.images.filter((image) => image.role === role).map(({ identity }) => identity));
    const [enrolled, known, unknown] = ['enrol', 'known_probe', 'unknown_probe'].map(whose);
    expect([enrolled!.size, known!.size, unknown!.size]).toEqual([9, 9, 11]);
    expect([...enrolled!].filter((who) => unknown!.has(who))).toEqual([]);
    expect(trials.images.filter(({ role }) => role === 'enrol')).toHaveLength(18);
    expect(hashOfTrials(await deal())).toBe(hashOfTrials(trials));
    expect(hashOfTrials(await deal({ seed: 2 }))).not.toBe(hashOfTrials(trials));
  });

  test('are refused where nobody has pictures enough', async () => {
    await expect(deal({ enrolPictures: 4 })).rejects.toThrow('0 people have more than 4 pictures');
  });
});

test.each([
  ['a folder that is not there', { source: 'folder', path: 'none' }, 'does not exist'],
  ['a list that names a picture twice', { source: 'list', path: 'twice.tsv' }, 'names "a/1.jpg" twice'],
  ['a list that is a folder', { source: 'list', path: 'faces' }, 'is a folder, not a list'],
] as const)('%s is refused', async (_what, data, message) => {
  const protocol = { protocol: 'all-pairs' as const, data: { ...data, path: join(root, data.path) } };
  await expect(readTrials(protocol, nobody)).rejects.toThrow(message);
});
