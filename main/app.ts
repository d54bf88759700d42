import { createGallery, type Gallery } from '../data/gallery/gallery.ts';
import { openLog } from '../data/log.ts';
import { openStore, type Store } from '../data/store.ts';
import type { Unlock } from '../data/vault/slots.ts';
import type { ModelRecord } from '../models/embed/record.ts';
import { MODELS } from '../models/embed/registry.ts';
import { fail, type Outcome, ok } from './contract/errors.ts';
import type { CallHandler } from './contract/handler.ts';
import type { AppHandlers } from './contract/index.ts';
import type { Settings } from './contract/settings.ts';
import { createEngine, type EngineChannel } from './engine/engine.ts';
import { startNodeEngine } from './engine/node-channel.ts';
import { keyFilePath } from './paths.ts';
import { aboutHandlers } from './services/about.ts';
import { auditService } from './services/audit.ts';
import { backupHandlers } from './services/backup.ts';
import { calibrationHandlers } from './services/calibration/calibration.ts';
import { calibrationsInForce } from './services/calibration/in-force.ts';
import { compareService } from './services/compare/compare.ts';
import type { Core } from './services/core.ts';
import { dataFolderHandlers } from './services/data-folder.ts';
import { deskHandlers } from './services/desk.ts';
import { createDeskSoftmax } from './services/desk-softmax.ts';
import { codeOf, createDispatch } from './services/dispatch.ts';
import { doctorHandlers } from './services/doctor/doctor.ts';
import { enrolmentHandlers } from './services/enrolment.ts';
import { evaluationService } from './services/evaluation/evaluations.ts';
import type { PrintPdf } from './services/evaluation/report-file.ts';
import { eventHandlers } from './services/events.ts';
import { feedbackHandlers } from './services/feedback.ts';
import { guidedCaptureHandlers } from './services/guided-capture.ts';
import { heldFaces } from './services/held-faces.ts';
import { heldShots } from './services/held-shots.ts';
import { identificationHandlers } from './services/identification.ts';
import { type ImportedModels, openImportedModels, sweepStaging } from './services/imported-models/folder.ts';
import { importedModelHandlers } from './services/imported-models/import.ts';
import { mergeHandlers } from './services/merge-people.ts';
import { modelHandlers } from './services/models.ts';
import { negativesInForce } from './services/negatives.ts';
import { peopleHandlers } from './services/people.ts';
import { sweep, sweepMs } from './services/retention.ts';
import { readSettings, settingsHandlers } from './services/settings.ts';
import { trainingService } from './services/training/training.ts';

export interface AppOptions {
  readonly dataDir: string;
  readonly weightsDir: string;
  /** Opens the store with a passphrase slot; else the key file (or `unlock`). */
  readonly passphrase?: string;
  readonly unlock?: Unlock;
  /** Another way in: tried where the first does not open, and given a slot of its own once the first did. */
  readonly secondUnlock?: Unlock;
  /** For this run only; the setting stays. */
  readonly modelId?: string;
  /** Kept in the store before anything reads it: what was chosen at the first start. */
  readonly firstSettings?: Partial<Settings>;
  /** How the engine process is started; Electron gives its own. */
  readonly startEngine?: () => EngineChannel;
  readonly checkOutputs?: boolean;
  /** Where the shell can print a page as PDF; the browser shell leaves it to the browser. */
  readonly printPdf?: PrintPdf;
}

export interface App extends CallHandler {
  close(): Promise<void>;
  /** Closes, and takes back a store that this opening made. */
  discard(): Promise<void>;
}

/** The composition root: opens data/, starts the engine, answers the contract. Fails with the store's code, in words. */
export async function createApp(options: AppOptions): Promise<Outcome<App>> {
  let store: Store | null = null;
  try {
    store = openWith(options);
    if (options.firstSettings !== undefined) store.settings.set(options.firstSettings);
  } catch (error) {
    store?.discard();
    const code = codeOf(error);
    if (code === null) throw error;
    return fail(code, (error as Error).message);
  }
  const wanted = options.modelId ?? readSettings(store).modelId;
  sweepStaging(options.dataDir);
  const imported = openImportedModels(options.dataDir);
  const first = recordsOf(imported).find(({ id }) => id === wanted);
  if (first === undefined) {
    store.discard();
    const known = recordsOf(imported).map(({ id }) => id);
    return fail(
      'MODEL_MISSING',
      `There is no model "${wanted}". Known: ${known.join(', ')}. To go on with another one: threshold --model ${MODELS.ids[0]} models use ${MODELS.ids[0]}.`,
    );
  }
  return ok(assemble(options, store, imported, first));
}

const recordsOf = (imported: ImportedModels): ModelRecord[] => [...MODELS.ids.map(MODELS.get), ...imported.records];

function openWith(options: AppOptions): Store {
  const { dataDir: dir, secondUnlock: second } = options;
  const first = unlockOf(options);
  if (second === undefined) return openStore({ dir, unlock: first });
  let store: Store;
  try {
    store = openStore({ dir, unlock: first });
  } catch (error) {
    if (codeOf(error) !== 'STORE_LOCKED') throw error;
    try {
      return openStore({ dir, unlock: second });
    } catch {
      throw error; // the first way is the one that the person knows of
    }
  }
  try {
    if (!store.slots.list().some(({ kind }) => kind === second.kind)) store.slots.add(second);
  } catch {
    // A second way in is worth having, not worth refusing the first.
  }
  return store;
}

function unlockOf({ unlock, passphrase, dataDir }: AppOptions): Unlock {
  if (unlock !== undefined) return unlock;
  if (passphrase !== undefined) return { kind: 'passphrase', passphrase };
  return { kind: 'key-file', path: keyFilePath(dataDir) };
}

function assemble(options: AppOptions, store: Store, imported: ImportedModels, first: ModelRecord): App {
  const startEngine = options.startEngine ?? (() => startNodeEngine(options.weightsDir));
  const log = openLog(options.dataDir);
  const listeners = new Set<(topic: string, value: unknown) => void>();
  const timers = new Set<NodeJS.Timeout>();
  const retired = new Set<Gallery>();
  let settings = readSettings(store);
  let record = first;

  const eraseDue = (): void => {
    if (store.people.eraseDue(new Date()).length > 0) core.emit('people.changed', {});
  };
  const galleryOf = (model: ModelRecord): Gallery =>
    createGallery({
      modelId: model.id,
      dimension: model.dimension,
      entries: store.templates
        .ofModel(model.id)
        .map(({ id, personId, vector, quality }) => ({ templateId: id, personId, vector, quality })),
    });
  // Erasures that came due while the program was closed come before anything is served.
  store.people.eraseDue(new Date());
  let gallery = galleryOf(record);

  const core: Core = {
    store,
    engine: createEngine(startEngine, imported.find),
    startTrial: () => createEngine(startEngine, imported.find),
    imported,
    log,
    dataDir: options.dataDir,
    weightsDir: options.weightsDir,
    get records() {
      return recordsOf(imported);
    },
    gallery: () => gallery,
    record: () => record,
    settings: () => settings,
    calibrations: calibrationsInForce(store),
    negatives: negativesInForce(store),
    heldFaces: heldFaces(),
    emit: (topic, value) => {
      for (const listener of listeners) listener(topic, value);
    },
    serveModel: (next) => {
      const before = gallery;
      gallery = galleryOf(next);
      record = next;
      settings = readSettings(store);
      // Searches in flight are answered first.
      const timer = setTimeout(() => {
        timers.delete(timer);
        retired.delete(before);
        void before.close();
      }, 1000);
      timers.add(timer);
      retired.add(before);
      core.emit('settings.changed', settings);
    },
  };

  const later = (at: Date): void => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        eraseDue();
      },
      Math.max(0, at.getTime() - Date.now()) + 5,
    );
    timers.add(timer);
  };

  const training = trainingService(core);
  const evaluations = evaluationService(core, options.printPdf);
  const compare = compareService(core);
  const deskSoftmax = createDeskSoftmax(core);
  const shots = heldShots();
  const audit = auditService(core);
  const sweepNow = (): void => {
    try {
      sweep(core, new Date());
      void audit.anchor(new Date());
    } catch (error) {
      // What could not be done now (a full disk) is tried at the next turn.
      log.error('sweep', { errorKind: error instanceof Error ? error.name : typeof error, where: placeOf(error) });
    }
  };
  const sweeping = setInterval(sweepNow, sweepMs).unref();
  listeners.add((topic) => {
    if (topic === 'people.changed' || topic === 'settings.changed') deskSoftmax.changed();
    if (topic !== 'people.changed') return;
    training.peopleChanged();
    compare.peopleChanged();
    core.negatives.forget();
  });

  // Terms that ended while the program was closed.
  sweepNow();

  const handlers: AppHandlers = {
    ...training.handlers,
    ...evaluations.handlers,
    ...compare.handlers,
    ...enrolmentHandlers(core),
    ...guidedCaptureHandlers(core, shots),
    ...identificationHandlers(core),
    ...deskHandlers(core, deskSoftmax),
    ...peopleHandlers(core, later),
    ...mergeHandlers(core, later),
    ...eventHandlers(core),
    ...feedbackHandlers(core),
    ...modelHandlers(core),
    ...importedModelHandlers(core),
    ...calibrationHandlers(core, (targets) => {
      store.settings.set(targets);
      settings = readSettings(store);
    }),
    ...settingsHandlers(core, (next: Settings) => {
      settings = next;
    }),
    ...doctorHandlers(core),
    ...dataFolderHandlers(core),
    ...audit.handlers,
    ...backupHandlers(core),
    ...aboutHandlers(),
  };
  const call = createDispatch({
    handlers,
    onBug: (name, error) =>
      log.error('bug', {
        call: name,
        errorKind: error instanceof Error ? error.name : typeof error,
        where: placeOf(error),
      }),
    checkOutputs: options.checkOutputs === true,
  });

  const end = async (endStore: () => void): Promise<void> => {
    clearInterval(sweeping);
    for (const timer of timers) clearTimeout(timer); // what is due is erased at the next start
    deskSoftmax.close();
    await compare.close();
    await training.close();
    await evaluations.close();
    core.engine.close();
    core.heldFaces.clear();
    shots.clear();
    for (const each of [gallery, ...retired]) await each.close();
    endStore();
  };

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => end(store.close),
    discard: () => end(store.discard),
  };
}

/** The first of our own lines in a stack, for the log. */
export const placeOf = (error: unknown): string =>
  /((?:main|data|models)\/[\w./-]+:\d+)/.exec(error instanceof Error ? (error.stack ?? '') : '')?.[1] ?? 'unknown';
