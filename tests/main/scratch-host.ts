import { join } from 'node:path';
import { type App, type AppOptions, createApp } from '../../main/app.ts';
import { fakeEngine } from './fake-engine.ts';

/** The host with a store below `root`, opened by a key file there, and an engine that recognises by name. @throws when it does not start */
export async function scratchHost(root: string, options: Partial<AppOptions> = {}): Promise<App> {
  const made = await createApp({
    dataDir: join(root, 'data'),
    weightsDir: join(root, 'none'),
    unlock: { kind: 'key-file', path: join(root, 'a.key') },
    startEngine: fakeEngine,
    checkOutputs: true,
    ...options,
  });
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.message}`);
  return made.value;
}
