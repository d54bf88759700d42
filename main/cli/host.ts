import { createApp } from '../app.ts';
import { fail, type Outcome } from '../contract/errors.ts';
import { keyHolder } from '../contract/handler.ts';
import type { CallInput, CallName, CallOutput } from '../contract/index.ts';
import { weightsFolder } from '../paths.ts';
import { signInWhereNeeded } from './sign-in.ts';
import { connectToRunningApp } from './socket-client.ts';

/** Whoever answers the contract for this command: the running app over its local socket, else an app of our own. */
export interface Host {
  readonly where: 'running app' | 'own process';
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    options?: { onProgress?: (value: unknown) => void },
  ): Promise<Outcome<CallOutput<N>>>;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly dataDir: string;
  readonly passphrase?: string;
  readonly modelId?: string;
}

/** One owner at a time: the app that holds the data folder does the work; without one this process becomes the owner. */
export async function openHost(options: HostOptions): Promise<Outcome<Host>> {
  const running = await connectToRunningApp(options.dataDir);
  if (running !== null) {
    if (options.modelId !== undefined) {
      await running.close();
      return fail('BAD_INPUT', 'The app is running and chooses the model itself. Close it, or leave out --model.');
    }
    const signedIn = await signInWhereNeeded(running);
    if (signedIn.ok) return { ok: true, value: running };
    await running.close();
    return signedIn;
  }
  const app = await createApp({ ...options, weightsDir: weightsFolder() });
  if (!app.ok) return app;
  const own = app.value;
  const abort = new AbortController();
  const onSignal = (): void => abort.abort();
  process.once('SIGINT', onSignal);
  return {
    ok: true,
    value: {
      where: 'own process',
      call: (name, input, callOptions) =>
        own.call(name, input, {
          signal: abort.signal,
          progress: callOptions?.onProgress ?? (() => {}),
          caller: 'cli',
          client: keyHolder,
        }) as Promise<Outcome<CallOutput<typeof name>>>,
      close: async () => {
        process.off('SIGINT', onSignal);
        await own.close();
      },
    },
  };
}
