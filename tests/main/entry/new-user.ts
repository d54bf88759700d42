import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Outcome } from '../../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../../main/contract/index.ts';
import { type Entry, type EntryOptions, openEntry } from '../../../main/entry/entry.ts';
import { chooseDataDir } from '../../../main/paths.ts';
import { fakeEngine } from '../fake-engine.ts';

/** A user of their own for each test: home, configuration and data are below one scratch folder. */
export function newUser() {
  const root = mkdtempSync(join(tmpdir(), 'threshold-entry-'));
  vi.stubEnv('XDG_CONFIG_HOME', join(root, 'config'));
  vi.stubEnv('XDG_DATA_HOME', join(root, 'share'));
  for (const name of ['DATA', 'KEY_FILE', 'PASSPHRASE', 'PLACE_FILE']) vi.stubEnv(`THRESHOLD_${name}`, undefined);
  const open = new Set<Entry>();
  onTestFinished(async () => {
    for (const entry of open) await entry.close();
    vi.unstubAllEnvs();
    rmSync(root, { recursive: true, force: true });
  });

  const start = async (options: Partial<EntryOptions> & { data?: string } = {}): Promise<Entry> => {
    const { data, ...rest } = options;
    const opened = await openEntry({
      place: chooseDataDir(data),
      weightsDir: join(root, 'none'),
      startEngine: fakeEngine,
      checkOutputs: true,
      ...rest,
    });
    if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
    open.add(opened.value);
    return opened.value;
  };
  return {
    root,
    start,
    close: async (entry: Entry): Promise<void> => {
      open.delete(entry);
      await entry.close();
    },
    /** Everything that lies below the scratch folder. */
    files: (): string[] => (existsSync(root) ? (readdirSync(root, { recursive: true }) as string[]).sort() : []),
  };
}

export const ask = <N extends CallName>(entry: Entry, name: N, input: CallInput<N>) =>
  entry.call(name, input, {
    signal: new AbortController().signal,
    progress: () => {},
    caller: 'web',
  }) as Promise<Outcome<CallOutput<N>>>;

export const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
};

export const code = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.error.code);

export const choices = (dataDir: string, more: Partial<CallInput<'setup.begin'>> = {}): CallInput<'setup.begin'> => ({
  language: 'en',
  dataDir,
  slot: { kind: 'key-file' },
  modelId: 'fr-feature-512',
  ...more,
});
