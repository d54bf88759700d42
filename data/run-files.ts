import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';
import type { VaultKey } from './vault/envelope.ts';
import type { Vault } from './vault/vault.ts';

/** `checkpoint`: all that training goes on from. `network`: the best weights alone. */
export type RunFile = 'checkpoint' | 'network';

/** The large sealed files of training runs: `DATA/runs/ID/NAME`, each under its run's key. */
export interface RunFiles {
  write(id: string, name: RunFile, key: VaultKey, bytes: Uint8Array): void;
  /** Null where there is none. */
  read(id: string, name: RunFile, key: VaultKey): Uint8Array | null;
  remove(id: string, name: RunFile): void;
  removeAll(id: string): void;
  /** Folders of runs that the database does not know, and files that a kill left half-written. */
  sweep(known: ReadonlySet<string>): void;
}

export function runFiles(dir: string, vault: Vault): RunFiles {
  const root = join(dir, 'runs');
  const fileOf = (id: string, name: string): string => join(root, id, name);
  const place = (id: string, name: string) => ({ table: 'training_runs', row: id, column: `file ${name}` });
  return {
    write(id, name, key, bytes) {
      mkdirSync(join(root, id), { recursive: true, mode: 0o700 });
      writeDurably(fileOf(id, name), vault.sealFor(key, bytes, place(id, name)));
    },
    read(id, name, key) {
      let sealed: Buffer;
      try {
        sealed = readFileSync(fileOf(id, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
      return vault.openFor(key, sealed, place(id, name));
    },
    remove: (id, name) => rmSync(fileOf(id, name), { force: true }),
    removeAll: (id) => rmSync(join(root, id), { recursive: true, force: true }),
    sweep(known) {
      for (const id of namesIn(root)) {
        if (!known.has(id)) rmSync(join(root, id), { recursive: true, force: true });
        else for (const name of namesIn(join(root, id))) if (name.endsWith('.new')) rmSync(fileOf(id, name));
      }
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
