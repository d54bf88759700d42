import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../data/store.ts';

/** A folder of its own for each test, gone after it, with the key file outside the data folder. */
export function scratch() {
  const root = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const dir = join(root, 'data');
  const unlock = { kind: 'key-file', path: join(root, 'keys', 'a.key') } as const;
  return { root, dir, unlock, open: (): Store => openStore({ dir, unlock }) };
}

/** Every byte of every file below a folder. */
export function allBytes(dir: string): Buffer {
  return Buffer.concat(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
}
