import { inspectFolder } from '../../data/folder.ts';
import type { Unlock } from '../../data/vault/slots.ts';
import { type App, type AppOptions, createApp, placeOf } from '../app.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { CallHandler } from '../contract/handler.ts';
import type { SetupState } from '../contract/setup.ts';
import type { DataDir } from '../paths.ts';
import { createDispatch } from '../services/dispatch.ts';
import { beginWithDefaults } from './begin.ts';
import { isSetupCall, setupHandlers } from './setup-handlers.ts';
import { noSystemKeys, type SystemKeys, unlockOf, unlocksAtHand } from './slots.ts';

export interface EntryOptions
  extends Pick<AppOptions, 'weightsDir' | 'startEngine' | 'checkOutputs' | 'printPdf' | 'startApi' | 'passwordCost'> {
  readonly place: DataDir;
  /** THRESHOLD_PASSPHRASE; nobody is asked for one that opens the store. */
  readonly passphrase?: string;
  /** Makes a new store with every default and without a question, for automated runs. */
  readonly defaults?: boolean;
  readonly system?: SystemKeys;
  /** Milliseconds since some moment, by which guesses at a passphrase are slowed down; the system's clock unless given. */
  readonly now?: () => number;
  /** What the clock shows, by which doors decide; the system's clock unless given. */
  readonly clock?: () => Date;
  /** Called once a store is open, before anybody hears of it: the command line's socket. */
  readonly serve?: (dataDir: string, handler: CallHandler) => Promise<{ close(): void }>;
}

export interface Entry extends CallHandler {
  stage(): SetupState['stage'];
  close(): Promise<void>;
}

interface Listener {
  readonly hear: (topic: string, value: unknown) => void;
  readonly client: object | undefined;
  /** Ends its listening to the app, once there is one. */
  stop: (() => void) | null;
}

/** The gate's state, shared with the calls that change it. */
export interface Gate {
  readonly options: EntryOptions;
  readonly system: SystemKeys;
  app: App | null;
  /** The folder that is open, or locked. */
  dataDir: string | null;
  stage(): SetupState['stage'];
  /**
   * Opens (or makes) the store and lets everybody in. `before` comes last before that, and may still fail. On any failure
   * whatever was created is gone again.
   */
  open(
    dir: string,
    unlock: Unlock,
    extra?: Pick<AppOptions, 'firstSettings' | 'firstOwner'>,
    before?: () => void,
  ): Promise<Outcome<unknown>>;
}

/**
 * Stands before the app. `setup.*` is always answered here; everything else by the app as soon as there is one: at once
 * when a store opens with what is at hand, else after `setup.begin` or `setup.unlock`. Fails as createApp does, except
 * that a locked store waits for its passphrase.
 */
export async function openEntry(options: EntryOptions): Promise<Outcome<Entry>> {
  const listeners = new Set<Listener>();
  const attach = (listener: Listener): void => {
    listener.stop = gate.app?.subscribe(listener.hear, listener.client) ?? null;
  };
  let socket: { close(): void } | null = null;

  const gate: Gate = {
    options,
    system: options.system ?? noSystemKeys,
    app: null,
    dataDir: null,
    stage: () => (gate.app !== null ? 'ready' : gate.dataDir !== null ? 'locked' : 'new'),
    async open(dataDir, unlock, extra = {}, before = () => {}) {
      const { weightsDir, startEngine, checkOutputs, printPdf, startApi, passwordCost, clock } = options;
      const second = unlockOf({ kind: 'system' }, dataDir, gate.system);
      const opened = await createApp({
        dataDir,
        unlock,
        weightsDir,
        ...extra,
        // Where the key file opens, the system's key store becomes a second way in; a passphrase stays the only one.
        ...(unlock.kind === 'key-file' && second !== null ? { secondUnlock: second } : {}),
        ...(startEngine === undefined ? {} : { startEngine }),
        ...(checkOutputs === undefined ? {} : { checkOutputs }),
        ...(printPdf === undefined ? {} : { printPdf }),
        ...(startApi === undefined ? {} : { startApi }),
        ...(passwordCost === undefined ? {} : { passwordCost }),
        ...(clock === undefined ? {} : { now: clock }),
      });
      if (!opened.ok) return opened;
      const app = opened.value;
      try {
        socket = (await options.serve?.(dataDir, entry)) ?? null;
        before();
      } catch (error) {
        socket?.close();
        socket = null;
        await app.discard();
        throw error;
      }
      gate.app = app;
      gate.dataDir = dataDir;
      for (const listener of listeners) {
        attach(listener);
        listener.hear('setup.changed', { stage: 'ready' });
      }
      return ok({});
    },
  };

  const setup = createDispatch({
    handlers: setupHandlers(gate),
    // There may be no data folder yet, so no log either.
    onBug: (name, error) =>
      process.stderr.write(
        `A mistake in the program: ${name}, ${error instanceof Error ? error.name : typeof error}, ${placeOf(error)}\n`,
      ),
    checkOutputs: options.checkOutputs === true,
  });

  const entry: Entry = {
    stage: gate.stage,
    async call(name, input, context) {
      if (isSetupCall(name)) return setup(name, input, context);
      if (gate.app !== null) return gate.app.call(name, input, context);
      return gate.dataDir === null
        ? fail('SETUP_NEEDED', 'Threshold has not been set up yet. Open the app and answer its questions first.')
        : fail('STORE_LOCKED', 'The data folder is locked. Open the app and enter its passphrase.');
    },
    subscribe(hear, client) {
      const listener: Listener = { hear, client, stop: null };
      listeners.add(listener);
      attach(listener);
      return () => {
        listeners.delete(listener);
        listener.stop?.();
      };
    },
    async close() {
      socket?.close();
      await gate.app?.close();
    },
  };

  const opened = await openWithoutAsking(gate);
  return opened.ok ? ok(entry) : opened;
}

async function openWithoutAsking(gate: Gate): Promise<Outcome<unknown>> {
  const { place, passphrase, defaults } = gate.options;
  const state = inspectFolder(place.dir);
  if (state.kind !== 'store') return defaults === true ? beginWithDefaults(gate) : ok({});
  for (const unlock of unlocksAtHand(state.slots, place.dir, gate.system, passphrase)) {
    const opened = await gate.open(place.dir, unlock);
    if (opened.ok || opened.error.code !== 'STORE_LOCKED') return opened;
  }
  gate.dataDir = place.dir;
  return ok({});
}
