import { scryptSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contract } from '../../../main/contract/index.ts';
import { defaultPolicy, type OperatorPolicy, roles } from '../../../main/contract/operators.ts';
import { isAtLeast, neededRole, neededScope } from '../../../main/contract/roles.ts';
import { lockedForMs } from '../../../main/services/operators/lock-out.ts';
import { checkPassword, hashPassword } from '../../../main/services/operators/password-hash.ts';
import { createSessions } from '../../../main/services/operators/sessions.ts';
import { tokenBucket } from '../../../main/services/operators/token-bucket.ts';

const cheap = { ln: 4, r: 8, p: 1 };

describe('a password’s hash', () => {
  test('opens with the password alone, however its accents were typed', async () => {
    const hash = await hashPassword('cafe\u0301 und Käse', cheap);
    expect(hash).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await checkPassword('caf\u00e9 und Käse', hash, cheap)).toEqual({ right: true, outdated: false });
    expect((await checkPassword('cafe und Käse', hash, cheap)).right).toBe(false);
    expect(await hashPassword('cafe\u0301 und Käse', cheap)).not.toBe(hash);
  });
  test('of another cost still opens, and is said to be outdated', async () => {
    const hash = await hashPassword('12345678', cheap);
    expect(await checkPassword('12345678', hash, { ...cheap, ln: 5 })).toEqual({ right: true, outdated: true });
  });
  test('takes salt and costs from the text, as RFC 7914 names them', async () => {
    const salt = Buffer.alloc(16, 7);
    const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
    const hash = scryptSync('password', salt, 32, { N: 1024, r: 4, p: 3 });
    expect((await checkPassword('password', `$scrypt$ln=10,r=4,p=3$${text(salt)}$${text(hash)}`)).right).toBe(true);
  });
  test('that is damaged is no “wrong password”', async () => {
    await expect(checkPassword('a', '$scrypt$ln=4')).rejects.toThrow('malformed');
  });
});

describe('the lock-out', () => {
  const at = (failures: number, later: number): number =>
    lockedForMs({ failures, lastAt: '2026-01-01T00:00:00.000Z' }, Date.parse('2026-01-01T00:00:00.000Z') + later);
  test('begins after four, doubles, ends at a quarter of an hour, is forgotten after a day', () => {
    expect([1, 4, 5, 6, 7, 20].map((failures) => at(failures, 0))).toEqual([0, 0, 30_000, 60_000, 120_000, 900_000]);
    expect([at(5, 29_999), at(5, 30_000), at(20, 25 * 3_600_000)]).toEqual([1, 0, 0]);
    expect(lockedForMs(null, 0)).toBe(0);
  });
  test('is no longer for a clock that was set back', () => expect(at(5, -86_400_000)).toBe(30_000));
});

test('a bucket lets so many through at once, so many on average, and says how long to wait', () => {
  let now = 0;
  const bucket = tokenBucket(2, 1, () => now);
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 1000]);
  now = 500;
  expect(bucket.take()).toBe(500);
  now = 1000;
  expect([bucket.take(), bucket.take()]).toEqual([0, 1000]);
  now = 60_000;
  expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 1000]);
});

describe('a session', () => {
  const policy: OperatorPolicy = { ...defaultPolicy, idleMinutes: 10, absoluteHours: 1 };
  const minutes = (n: number): void => void vi.advanceTimersByTime(n * 60_000);
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const open = () => {
    const ended: string[] = [];
    const sessions = createSessions(
      () => policy,
      (_client, id, why) => ended.push(`${id} ${why}`),
    );
    return { sessions, ended };
  };

  test('ends by itself without activity, and is told without being asked', () => {
    const { sessions, ended } = open();
    const client = {};
    sessions.begin(client, 'ada');
    minutes(9);
    sessions.touch(client);
    minutes(9);
    expect([sessions.operatorOf(client), ended]).toEqual(['ada', []]);
    minutes(2);
    expect([ended, sessions.operatorOf(client)]).toEqual([['ada idle'], null]);
  });
  test('ends at its absolute end however busy', () => {
    const { sessions, ended } = open();
    const client = {};
    sessions.begin(client, 'ada');
    for (let i = 0; i < 13; i++) {
      minutes(5);
      sessions.touch(client);
    }
    expect([ended, sessions.operatorOf(client)]).toEqual([['ada absolute'], null]);
  });
  test('is its client’s alone, ends with its operator’s others, and not by a clock set back', () => {
    const { sessions } = open();
    const [a, b] = [{}, {}];
    sessions.begin(a, 'ada');
    sessions.begin(b, 'ada');
    expect([sessions.operatorOf({}), sessions.operatorOf(undefined)]).toEqual([null, null]);
    sessions.endAllOf('ada', a);
    expect([sessions.operatorOf(a), sessions.operatorOf(b)]).toEqual(['ada', null]);
    vi.setSystemTime(Date.now() - 60_000);
    expect(sessions.operatorOf(a)).toBeNull();
  });
});

describe('the table of rights', () => {
  test('has an entry for every call, and none more', () =>
    expect(Object.keys(neededRole).sort()).toEqual(Object.keys(contract).sort()));
  test('lets nobody but the owner make operators and keys, change how people are recognised, read paths, or take data away', () => {
    const owners = [
      'operators.add',
      'api.createKey',
      'models.use',
      'calibration.use',
      'evaluation.start',
      'people.export',
    ];
    expect(owners.map((name) => neededRole[name as keyof typeof neededRole])).toEqual(owners.map(() => 'owner'));
    const rule = neededRole['settings.set'] as (values: object) => string;
    expect([rule({ theme: 'dark' }), rule({ theme: 'dark', targetFpir: 0.1 })]).toEqual(['viewer', 'owner']);
    const lesson = neededRole['lessons.run'] as (values: object) => string;
    const precision = (faces: string) => lesson({ lesson: 'latency', task: 'precision', input: { faces } });
    expect([precision('invented'), precision('enrolled')]).toEqual(['viewer', 'owner']);
  });
  test('gives a key no more than an operator may', () => {
    for (const name of Object.keys(neededScope) as (keyof typeof neededScope)[])
      expect(['viewer', 'operator'], name).toContain(neededRole[name]);
  });
  test('ranks the roles', () =>
    expect(roles.map((role) => roles.map((needed) => isAtLeast(role, needed)))).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]));
});
