import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openStore } from '../../../data/store.ts';
import { ask, choices, code, newUser, value } from './new-user.ts';

const withPassphrase = { slot: { kind: 'passphrase', passphrase: 'correct horse' } } as const;

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
    expect(await begin(join(user.root, 'x'.repeat(300)))).toBe('BAD_INPUT cannot-be-made');
    expect(await begin('/proc/threshold')).toBe('BAD_INPUT cannot-be-made');
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
    let now = 0;
    const entry = await user.start({ now: () => now });
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
    now += 1000;
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
