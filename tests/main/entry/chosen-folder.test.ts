import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openEntry } from '../../../main/entry/entry.ts';
import { chooseDataDir } from '../../../main/paths.ts';
import { ask, choices, code, newUser, value } from './new-user.ts';

const withPassphrase = { slot: { kind: 'passphrase', passphrase: 'correct horse' } } as const;

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
    let now = 0;
    const again = await user.start({ now: () => now });
    expect(again.stage()).toBe('new');
    expect(code(await ask(again, 'setup.begin', choices(dir)))).toBe('STORE_LOCKED');
    now += 1000;
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
