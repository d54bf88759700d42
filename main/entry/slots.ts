import { existsSync } from 'node:fs';
import type { Unlock } from '../../data/vault/slots.ts';
import { type BeginInput, type SlotState, slotKinds } from '../contract/setup.ts';
import { keyFilePath } from '../paths.ts';

/** The system's key store as a shell offers it; only Electron has a way to one. */
export type SystemKeys =
  | {
      readonly available: true;
      readonly encrypt: (plain: string) => Buffer;
      readonly decrypt: (sealed: Buffer) => string;
    }
  | { readonly available: false; readonly reason: 'in-browser' | 'no-key-store' | 'not-encrypting' };

export const noSystemKeys: SystemKeys = { available: false, reason: 'in-browser' };

/** What a new store can be opened with. */
export const slotsForNew = (system: SystemKeys): SlotState[] => [
  { kind: 'key-file', available: true, reason: null },
  { kind: 'passphrase', available: true, reason: null },
  { kind: 'system', available: system.available, reason: system.available ? null : system.reason },
];

/** What a store that is there can be opened with; `stored` is empty when its database does not say. */
export function slotsOf(stored: readonly Unlock['kind'][], dataDir: string, system: SystemKeys): SlotState[] {
  const possible = new Map(slotsForNew(system).map((slot) => [slot.kind, slot]));
  if (!existsSync(keyFilePath(dataDir)))
    possible.set('key-file', { kind: 'key-file', available: false, reason: 'key-file-missing' });
  return slotKinds.map((kind) =>
    stored.length > 0 && !stored.includes(kind)
      ? { kind, available: false, reason: 'not-in-this-store' }
      : (possible.get(kind) as SlotState),
  );
}

/** The unlocks that need nobody to be asked, in the order in which they are tried. */
export function unlocksAtHand(
  stored: readonly Unlock['kind'][],
  dataDir: string,
  system: SystemKeys,
  passphrase: string | undefined,
): Unlock[] {
  const fits = (kind: Unlock['kind']): boolean => stored.length === 0 || stored.includes(kind);
  const unlocks: Unlock[] = [];
  const path = keyFilePath(dataDir);
  if (fits('key-file') && existsSync(path)) unlocks.push({ kind: 'key-file', path });
  if (fits('passphrase') && passphrase !== undefined) unlocks.push({ kind: 'passphrase', passphrase });
  if (fits('system') && system.available) unlocks.push({ kind: 'system', ...cryptOf(system) });
  return unlocks;
}

/** Null when this shell has no way to the slot chosen. */
export function unlockOf(choice: BeginInput['slot'], dataDir: string, system: SystemKeys): Unlock | null {
  if (choice.kind === 'passphrase') return choice;
  if (choice.kind === 'key-file') return { kind: 'key-file', path: keyFilePath(dataDir) };
  return system.available ? { kind: 'system', ...cryptOf(system) } : null;
}

const cryptOf = ({ encrypt, decrypt }: Extract<SystemKeys, { available: true }>) => ({ encrypt, decrypt });
