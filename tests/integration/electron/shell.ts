import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the desktop shell as `npm start` does, into another folder if one is named. */
export function buildShell(...options: string[]): void {
  for (const config of ['vite.config.ts', 'preload.vite.config.ts'])
    execFileSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--config', `main/electron/${config}`, ...options],
      { cwd: project, stdio: 'pipe' },
    );
}

/** What @electron/fuses looks for in the executable; it keeps this to itself. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** As much of an Electron distribution as packaging needs: an executable with fuses as Electron ships them, and no Electron in it. */
export function stubDistribution(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const fuses = Buffer.from('101001011');
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses.length]), fuses]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/false\n'), wire]), { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), 'none');
}
