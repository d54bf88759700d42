import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { nobody } from '../../../main/contract/actor.ts';
import { aboutHandlers } from '../../../main/services/about.ts';
import { collectNotices, writeNotices } from '../../../main/setup/notices.mjs';

const notices = collectNotices();

/** Licences that ask for nothing but to be named. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** Packages whose licence asks for more, and why they may be shipped. */
const exceptions: Readonly<Record<string, string>> = {
  // LGPL-3.0-or-later: a library of its own beside the program, loaded at run time, which the user may replace.
  '@img/sharp-libvips-': 'LGPL-3.0-or-later',
};

describe('the third-party notices', () => {
  test('name every package that is shipped', () => {
    const { dependencies } = JSON.parse(
      readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8'),
    ) as { dependencies: Record<string, string> };
    expect(notices.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(notices.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['vitest']));
  });

  test('know each licence, and none that would bind this program', () => {
    const unknown = notices.filter(({ name, licence }) => {
      const alternatives = licence.replace(/[()]/g, '').split(' OR ');
      if (alternatives.some((one) => one.split(' AND ').every((part) => permissive.has(part)))) return false;
      return !Object.entries(exceptions).some(([prefix, allowed]) => name.startsWith(prefix) && licence === allowed);
    });
    expect(unknown.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  test('carry the text of nearly every licence', () => {
    const without = notices.filter(({ text }) => text === undefined);
    expect(without.length).toBeLessThan(notices.length / 8);
    expect(notices.find(({ name }) => name === 'react')?.text).toContain('Permission is hereby granted');
  });

  test('are answered with the licence, the weights and the credits', async () => {
    writeNotices();
    const outcome = await aboutHandlers()['about.notices'](
      {},
      { signal: new AbortController().signal, progress() {}, who: nobody, client: undefined },
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.licence).toContain('Apache License');
    expect(outcome.value.notices).toEqual(notices);
    expect(outcome.value.models.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['fr-feature-512', 'dlib-resnet-128', '@vladmandic/human 3.3.6']),
    );
    expect(outcome.value.models.every(({ licence }) => licence !== '')).toBe(true);
    expect(outcome.value.credits.length).toBeGreaterThan(3);
  });
});
