import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openStore } from '../../../data/store.ts';
import { openEntry } from '../../../main/entry/entry.ts';
import { chooseDataDir } from '../../../main/paths.ts';
import { ask, choices, code, newUser, value } from './new-user.ts';

const passphrase = 'correct horse 电池';
const withPassphrase = { slot: { kind: 'passphrase', passphrase } } as const;

describe('the first start', () => {
  test('asks, answers nothing else until it was told, then everything', async () => {
    const user = newUser();
    const entry = await user.start();
    expect(value(await ask(entry, 'setup.state', {}))).toMatchObject({
      stage: 'new',
      dataDir: null,
      suggestedDataDir: join(user.root, 'share', 'threshold'),
      missingDataDir: null,
      slots: [
        { kind: 'key-file', available: true },
        { kind: 'passphrase', available: true },
        { kind: 'system', available: false, reason: 'in-browser' },
      ],
      models: [{ id: 'fr-feature-512' }, { id: 'dlib-resnet-128' }],
    });
    expect(code(await ask(entry, 'people.list', {}))).toBe('SETUP_NEEDED');
    expect(code(await ask(entry, 'setup.unlock', { passphrase }))).toBe('SETUP_NEEDED');
    expect(user.files()).toEqual([]);

    const heard: unknown[] = [];
    entry.subscribe((topic, what) => heard.push([topic, what]));
    const dir = join(user.root, 'mine');
    value(await ask(entry, 'setup.begin', choices(dir, { language: 'zh', modelId: 'dlib-resnet-128' })));
    expect(heard).toEqual([['setup.changed', { stage: 'ready' }]]);
    expect(value(await ask(entry, 'settings.get', {}))).toMatchObject({
      language: 'zh',
      languageChosen: true,
      modelId: 'dlib-resnet-128',
    });
    expect(value(await ask(entry, 'setup.state', {}))).toMatchObject({ stage: 'ready', dataDir: dir });
    value(await ask(entry, 'settings.set', { theme: 'dark' }));
    expect(heard).toHaveLength(2);
    expect(code(await ask(entry, 'setup.begin', choices(dir)))).toBe('BAD_INPUT');
  });

  test('with --defaults asks nothing', async () => {
    const user = newUser();
    const entry = await user.start({ defaults: true });
    expect(entry.stage()).toBe('ready');
    await user.close(entry);
    expect((await user.start()).stage()).toBe('ready');
  });

  test('serves the command line once the store is open, and ends that with the app', async () => {
    const user = newUser();
    const served: string[] = [];
    const serve = async (dir: string) => {
      served.push(dir);
      return { close: () => served.push('closed') };
    };
    const entry = await user.start({ serve });
    expect(served).toEqual([]);
    const dir = join(user.root, 'mine');
    value(await ask(entry, 'setup.begin', choices(dir)));
    await user.close(entry);
    expect(served).toEqual([dir, 'closed']);
  });

  test('takes the system’s key store where a shell has one', async () => {
    const user = newUser();
    const system = {
      available: true,
      encrypt: (plain: string) => Buffer.from(plain).reverse(),
      decrypt: (sealed: Buffer) => Buffer.from(sealed).reverse().toString(),
    } as const;
    const slot = { slot: { kind: 'system' } } as const;
    const dir = join(user.root, 'mine');
    const browser = await user.start();
    expect(code(await ask(browser, 'setup.begin', choices(dir, slot)))).toBe('BAD_INPUT');
    const window = await user.start({ system });
    value(await ask(window, 'setup.begin', choices(dir, slot)));
    await user.close(window);
    const again = await user.start({ system });
    expect(again.stage()).toBe('ready');
    await user.close(again);
    const locked = await user.start();
    expect(value(await ask(locked, 'setup.state', {}))).toMatchObject({
      stage: 'locked',
      slots: [
        { kind: 'key-file', available: false },
        { kind: 'passphrase', available: false, reason: 'not-in-this-store' },
        { kind: 'system', available: false, reason: 'in-browser' },
      ],
    });
  });
});

describe('a locked store', () => {
  test('waits for its passphrase, longer after each wrong one', async () => {
    const user = newUser();
    const dir = join(user.root, 'mine');
    const first = await user.start();
    value(await ask(first, 'setup.begin', choices(dir, withPassphrase)));
    await user.close(first);

    const entry = await user.start();
    expect(value(await ask(entry, 'setup.state', {}))).toMatchObject({ stage: 'locked', dataDir: dir });
    expect(code(await ask(entry, 'people.list', {}))).toBe('STORE_LOCKED');
    const clock = vi.spyOn(Date, 'now');
    let now = 1_000_000;
    clock.mockImplementation(() => now);
    try {
      const wrong = () => ask(entry, 'setup.unlock', { passphrase: 'not this one' });
      expect(await wrong()).toMatchObject({ error: { code: 'STORE_LOCKED', details: { waitMs: 1000 } } });
      // The right one, too soon, is not even tried.
      expect(code(await ask(entry, 'setup.unlock', { passphrase }))).toBe('STORE_LOCKED');
      now += 1000;
      expect(await wrong()).toMatchObject({ error: { details: { waitMs: 2000 } } });
      now += 2000;
      value(await ask(entry, 'setup.unlock', { passphrase }));
    } finally {
      clock.mockRestore();
    }
    value(await ask(entry, 'people.list', {}));
    value(await ask(entry, 'setup.unlock', { passphrase: 'whatever, it is open' }));
    await user.close(entry);
    expect((await user.start({ passphrase })).stage()).toBe('ready');
  });

  test('whose key file is gone says where it was', async () => {
    const user = newUser();
    await user.close(await user.start({ defaults: true }));
    vi.stubEnv('THRESHOLD_KEY_FILE', join(user.root, 'elsewhere.key'));
    const entry = await user.start();
    expect(value(await ask(entry, 'setup.state', {}))).toMatchObject({
      stage: 'locked',
      keyFile: join(user.root, 'elsewhere.key'),
      slots: [{ kind: 'key-file', available: false, reason: 'key-file-missing' }, {}, {}],
    });
  });
});

describe('a beginning that fails leaves nothing and can be repeated', () => {
  test('at folders that will not do', async () => {
    const user = newUser();
    const entry = await user.start();
    mkdirSync(join(user.root, 'full'));
    writeFileSync(join(user.root, 'full', 'letter.txt'), 'dear');
    writeFileSync(join(user.root, 'file'), '');
    const before = user.files();
    const begin = async (dir: string) => {
      const outcome = await ask(entry, 'setup.begin', choices(dir));
      return outcome.ok ? 'ok' : `${outcome.error.code} ${outcome.error.details?.why ?? ''}`;
    };
    expect(await begin('mine')).toBe('BAD_INPUT relative');
    expect(await begin(join(user.root, 'full'))).toBe('BAD_INPUT foreign');
    expect(await begin(join(user.root, 'file'))).toBe('BAD_INPUT not-a-folder');
    expect(await begin(join(user.root, 'file', 'below'))).toBe('BAD_INPUT not-a-folder');
    expect(await begin(join(user.root, 'config', 'threshold-keys', 'data'))).toBe('BAD_INPUT key-folder');
    expect(await begin(join(user.root, 'config'))).toBe('BAD_INPUT key-folder');
    expect(await begin(join(user.root, 'x'.repeat(300)))).toBe('STORE_READ_ONLY ');
    expect(await begin('/proc/threshold')).toBe('STORE_READ_ONLY ');
    expect(await begin('a\u0000b')).toBe('BAD_INPUT ');
    expect(code(await ask(entry, 'setup.begin', choices(join(user.root, 'm'), { modelId: 'no such' })))).toBe(
      'NOT_FOUND',
    );
    const short = { slot: { kind: 'passphrase', passphrase: '1234567' } } as const;
    expect(code(await ask(entry, 'setup.begin', choices(join(user.root, 'm'), short)))).toBe('BAD_INPUT');
    expect(user.files()).toEqual(before);
    expect(await begin(join(user.root, 'mine'))).toBe('ok');
  });

  test('at stores of a newer version or in use', async () => {
    const user = newUser();
    const entry = await user.start();
    const dir = join(user.root, 'theirs');
    const unlock = { kind: 'key-file', path: join(user.root, 'their.key') } as const;
    const other = openStore({ dir, unlock });
    expect(code(await ask(entry, 'setup.begin', choices(dir)))).toBe('STORE_IN_USE');
    other.people.list();
    other.close();
    expect(code(await ask(entry, 'setup.begin', choices(dir)))).toBe('STORE_LOCKED');
    openStore({
      dir,
      unlock,
      migrations: [
        { version: 1, name: 'old', up: () => {} },
        { version: 999, name: 'newer', up: () => {} },
      ] as never,
    }).close();
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect(code(await ask(entry, 'setup.begin', choices(dir)))).toBe('STORE_TOO_NEW');
    expect(existsSync(join(user.root, 'config'))).toBe(false);
  });

  test('when the key cannot be written, or the place not remembered, or the socket not opened', async () => {
    const user = newUser();
    const dir = join(user.root, 'a', 'b', 'data');
    writeFileSync(join(user.root, 'config'), 'a file where a folder is wanted');
    const before = user.files();
    const entry = await user.start();
    expect(code(await ask(entry, 'setup.begin', choices(dir)))).toBe('STORE_READ_ONLY');
    expect(user.files()).toEqual(before);
    expect(code(await ask(entry, 'setup.begin', choices(dir, withPassphrase)))).toBe('STORE_READ_ONLY');
    expect(user.files()).toEqual(before);

    vi.stubEnv('XDG_CONFIG_HOME', join(user.root, 'config2'));
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const serve = vi
      .fn()
      .mockRejectedValueOnce(new Error('no socket'))
      .mockResolvedValue({ close: () => {} });
    const second = await user.start({ serve });
    expect(code(await ask(second, 'setup.begin', choices(dir)))).toBe('INTERNAL');
    stderr.mockRestore();
    expect(user.files()).toEqual(before);
    value(await ask(second, 'setup.begin', choices(dir)));
  });

  test('keeps an empty folder as it was', async () => {
    const user = newUser();
    const dir = join(user.root, 'empty');
    mkdirSync(dir, { mode: 0o755 });
    writeFileSync(join(user.root, 'config'), '');
    expect(code(await ask(await user.start(), 'setup.begin', choices(dir)))).toBe('STORE_READ_ONLY');
    expect(statSync(dir).mode & 0o777).toBe(0o755);
  });
});

describe('the folder chosen', () => {
  test('is found by the next start, and by the command line', async () => {
    const user = newUser();
    const dir = join(user.root, 'mine');
    const entry = await user.start();
    value(await ask(entry, 'setup.begin', choices(dir)));
    await user.close(entry);
    const place = join(user.root, 'config', 'threshold', 'place.json');
    expect([JSON.parse(readFileSync(place, 'utf8')), statSync(place).mode & 0o777]).toEqual([{ dataDir: dir }, 0o600]);
    expect(chooseDataDir()).toEqual({ dir, from: 'remembered' });
    expect(chooseDataDir('/named')).toEqual({ dir: '/named', from: 'named' });
    vi.stubEnv('THRESHOLD_DATA', '/environment');
    expect(chooseDataDir().dir).toBe('/environment');
    vi.stubEnv('THRESHOLD_DATA', undefined);
    expect((await user.start()).stage()).toBe('ready');
    vi.stubEnv('THRESHOLD_PLACE_FILE', join(user.root, 'none.json'));
    expect(chooseDataDir().from).toBe('standard');
  });

  test('named for one run does not replace the usual one, but is remembered where there is none', async () => {
    const user = newUser();
    const [a, b] = [join(user.root, 'a'), join(user.root, 'b')];
    const first = await user.start({ data: a });
    expect(value(await ask(first, 'setup.state', {})).suggestedDataDir).toBe(a);
    value(await ask(first, 'setup.begin', choices(a)));
    expect(chooseDataDir().dir).toBe(a);
    value(await ask(await user.start({ data: b }), 'setup.begin', choices(b)));
    expect(chooseDataDir().dir).toBe(a);
  });

  test('that is not there any more is said to be missing', async () => {
    const user = newUser();
    vi.stubEnv('THRESHOLD_PLACE_FILE', join(user.root, 'place.json'));
    writeFileSync(join(user.root, 'place.json'), JSON.stringify({ dataDir: join(user.root, 'drive') }));
    const entry = await user.start();
    expect(value(await ask(entry, 'setup.state', {})).missingDataDir).toBe(join(user.root, 'drive'));
    for (const broken of ['', '{}', '{"dataDir":"relative"}', 'null']) {
      writeFileSync(join(user.root, 'place.json'), broken);
      expect(chooseDataDir().from).toBe('standard');
    }
  });

  test('with a store in it is opened, and keeps its model', async () => {
    const user = newUser();
    const dir = join(user.root, 'mine');
    const first = await user.start();
    value(await ask(first, 'setup.begin', choices(dir, { ...withPassphrase, modelId: 'dlib-resnet-128' })));
    await user.close(first);
    vi.stubEnv('THRESHOLD_PLACE_FILE', join(user.root, 'forgotten.json'));
    const again = await user.start();
    expect(again.stage()).toBe('new');
    expect(code(await ask(again, 'setup.begin', choices(dir)))).toBe('STORE_LOCKED');
    await new Promise((resolve) => setTimeout(resolve, 1050));
    value(await ask(again, 'setup.begin', choices(dir, { ...withPassphrase, language: 'zh' })));
    expect(value(await ask(again, 'settings.get', {}))).toMatchObject({ language: 'zh', modelId: 'dlib-resnet-128' });
  });

  test('in use by another process ends the start, as before', async () => {
    const user = newUser();
    await user.start({ defaults: true });
    const second = await openEntry({ place: chooseDataDir(), weightsDir: user.root });
    expect(code(second)).toBe('STORE_IN_USE');
  });
});
