import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../../main/app.ts';
import type { Outcome } from '../../../main/contract/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../../main/contract/index.ts';
import type { EngineChannel } from '../../../main/engine/engine.ts';
import { startNodeEngine } from '../../../main/engine/node-channel.ts';
import { weightsFolder } from '../../../main/paths.ts';

export const weightsFile = (name: string) => new Uint8Array(readFileSync(join(weightsFolder(), name)));
export const frFeature = weightsFile('fr_feature.onnx');
/** How fr_feature was trained, as its record says. */
export const asTrained = { channels: 'bgr', mean: 127, std: 128, chip: 'arcface-5pt' } as const;
/** A group photo. */
export const group = weightsFile('samples/sample3.jpg');

/** An app with a real engine on a data folder of its own. */
export function scratchApp() {
  const root = mkdtempSync(join(tmpdir(), 'threshold-import-'));
  let app: App;
  /** Set: an engine dies in the middle of a trial, as by a file that crashes the native library. */
  const state = { crash: false };
  const startEngine = (): EngineChannel => {
    const channel = startNodeEngine(weightsFolder());
    return {
      ...channel,
      post(request) {
        channel.post(request);
        if (state.crash && (request.kind === 'try' || request.kind === 'convert')) channel.kill();
      },
    };
  };
  const call = <N extends CallName>(name: N, input: CallInput<N>, progress: (value: unknown) => void = () => {}) =>
    app.call(name, input, {
      signal: new AbortController().signal,
      progress,
      caller: 'cli',
    }) as Promise<Outcome<CallOutput<N>>>;
  const modelsFolder = join(root, 'data', 'models');
  return {
    state,
    call,
    modelsFolder,
    async open(): Promise<void> {
      const made = await createApp({
        dataDir: join(root, 'data'),
        weightsDir: weightsFolder(),
        unlock: { kind: 'key-file', path: join(root, 'a.key') },
        startEngine,
        checkOutputs: true,
      });
      if (!made.ok) throw new Error(made.error.message);
      app = made.value;
    },
    close: () => app.close(),
    async value<N extends CallName>(
      name: N,
      input: CallInput<N>,
      progress?: (value: unknown) => void,
    ): Promise<CallOutput<N>> {
      const outcome = await call(name, input, progress);
      if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
      return outcome.value;
    },
    /** Why a model is not taken in. */
    async refused(input: CallInput<'models.import'>): Promise<string> {
      const outcome = await call('models.import', input);
      return outcome.ok ? 'taken in' : `${outcome.error.code}: ${outcome.error.message}`;
    },
    importedFolders: () => (existsSync(modelsFolder) ? readdirSync(modelsFolder).sort() : []),
    async remove(): Promise<void> {
      await app.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
