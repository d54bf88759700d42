import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { projectRoot } from '../paths.ts';

/** Runs Electron on the built window and waits for it; resolves with its exit code. */
export function startElectron(dataDir: string): Promise<number> {
  // In plain Node the package's export is the binary's path.
  const binary = createRequire(import.meta.url)('electron') as string;
  return new Promise((resolve, reject) => {
    const child = spawn(binary, [projectRoot(), '--data', dataDir], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
