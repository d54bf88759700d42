import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../data/store.ts';
import { useOfSlot } from '../../data/vault/slots.ts';
import { scratch } from './scratch.ts';
import { consent, template } from './scratch-values.ts';

test('a passphrase is changed, a recovery code opens as it is typed, and each replaces the one before', () => {
  const { dir, open } = scratch();
  const store = open();
  store.enrol({ person: { name: 'Ada', consent }, templates: [template(1)] });
  // Each guess takes a second by design, so there are few here.
  const first = store.slots.newRecoveryCode();
  expect(first).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
  const code = store.slots.newRecoveryCode();
  store.slots.changePassphrase('the second words');
  expect(store.slots.list().map(useOfSlot).sort()).toEqual(['key-file', 'passphrase', 'recovery']);
  store.close();
  const by = (passphrase: string) => openStore({ dir, unlock: { kind: 'passphrase', passphrase } });
  expect(() => by(first)).toThrow(/passphrase does not open/);
  // From paper: small letters, no dashes, O for zero and l for one.
  const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  const again = by(typed);
  expect(again.people.list().map(({ name }) => name)).toEqual(['Ada']);
  again.close();
});

test('a renewed key file opens, a copy of the old one does not; the last way cannot be removed', () => {
  const { root, dir, unlock, open } = scratch();
  open().close();
  const copy = join(root, 'copy.key');
  copyFileSync(unlock.path, copy);
  const store = open();
  store.slots.renewKeyFile(unlock.path);
  expect(readFileSync(copy, 'utf8')).not.toBe(readFileSync(unlock.path, 'utf8'));
  const [only] = store.slots.list();
  expect(() => store.slots.remove(only!.id)).toThrow(/last way/);
  // What cannot be put in its place leaves everything as it was.
  expect(() => store.slots.renewKeyFile(join(root, 'no folder', '\u0000'))).toThrow();
  expect(store.slots.list()).toHaveLength(1);
  store.close();
  expect(() => openStore({ dir, unlock: { kind: 'key-file', path: copy } })).toThrow(/does not belong/);
  open().close();
});
