import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
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

    let now = 0;
    const entry = await user.start({ now: () => now });
    expect(value(await ask(entry, 'setup.state', {}))).toMatchObject({ stage: 'locked', dataDir: dir });
    expect(code(await ask(entry, 'people.list', {}))).toBe('STORE_LOCKED');
    const wrong = () => ask(entry, 'setup.unlock', { passphrase: 'not this one' });
    expect(await wrong()).toMatchObject({ error: { code: 'STORE_LOCKED', details: { waitMs: 1000 } } });
    // The right one, too soon, is not even tried.
    expect(code(await ask(entry, 'setup.unlock', { passphrase }))).toBe('STORE_LOCKED');
    now += 1000;
    expect(await wrong()).toMatchObject({ error: { details: { waitMs: 2000 } } });
    now += 2000;
    value(await ask(entry, 'setup.unlock', { passphrase }));
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
