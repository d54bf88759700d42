import { openLog } from '../data/log.ts';
import type { Store } from '../data/store.ts';
import type { ModelRecord } from '../models/embed/record.ts';
import { MODELS } from '../models/embed/registry.ts';
import { fail, type Outcome, ok } from './contract/errors.ts';
import type { CallHandler } from './contract/handler.ts';
import type { AppHandlers } from './contract/index.ts';
import type { Settings } from './contract/settings.ts';
import { createEngine, type EngineChannel } from './engine/engine.ts';
import { startNodeEngine } from './engine/node-channel.ts';
import { type OpenOptions, openStoreWith } from './open-store.ts';
import { aboutHandlers } from './services/about.ts';
import { accessService } from './services/access/access.ts';
import { apiService, type StartApi } from './services/api/api.ts';
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
import { keyHandlers } from './services/keys.ts';
import { lessonNetworks } from './services/lesson-networks.ts';
import { lessonTasks } from './services/lesson-tasks.ts';
import { lessonHandlers } from './services/lessons.ts';
import { livenessHandlers, livenessInForce } from './services/liveness/liveness.ts';
import { mergeHandlers } from './services/merge-people.ts';
import { modelHandlers } from './services/models.ts';
import { negativesInForce } from './services/negatives.ts';
import { notingWho } from './services/operators/acting.ts';
import { operatorsService } from './services/operators/operators.ts';
import { createPermit } from './services/operators/permit.ts';
import { peopleHandlers } from './services/people.ts';
import { createPrecedence } from './services/precedence.ts';
import { privacyHandlers } from './services/privacy/privacy.ts';
import { sweep, sweepMs } from './services/retention.ts';
import { serveModelFirst } from './services/served-model.ts';
import { readSettings, settingsHandlers } from './services/settings.ts';
import { trainingService } from './services/training/training.ts';

export interface AppOptions extends OpenOptions {
  readonly weightsDir: string;
  /** For this run only; the setting stays. */
  readonly modelId?: string;
  /** How the engine process is started; Electron gives its own. */
  readonly startEngine?: () => EngineChannel;
  readonly checkOutputs?: boolean;
  /** Where the shell can print a page as PDF; the browser shell leaves it to the browser. */
  readonly printPdf?: PrintPdf;
  /** What the clock shows; tests give another. */
  readonly now?: () => Date;
  /** How a shell that stays open listens for the HTTP API; the command line alone never does. */
  readonly startApi?: StartApi;
}

export interface App extends CallHandler {
  /** Opens the ways in from outside that are switched on: the HTTP API. */
  begin(): Promise<void>;
  close(): Promise<void>;
  /** Closes, and takes back a store that this opening made. */
  discard(): Promise<void>;
}

/** The composition root: opens data/, starts the engine, answers the contract. Fails with the store's code, in words. */
export async function createApp(options: AppOptions): Promise<Outcome<App>> {
  let store: Store;
  try {
    store = await openStoreWith(options);
  } catch (error) {
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
  const app = assemble(options, store, imported, first);
  await app.begin();
  return ok(app);
}

const recordsOf = (imported: ImportedModels): ModelRecord[] => [...MODELS.ids.map(MODELS.get), ...imported.records];

function assemble(options: AppOptions, opened: Store, imported: ImportedModels, first: ModelRecord): App {
  const store: Store = { ...opened, events: notingWho(opened.events) };
  const startEngine = options.startEngine ?? (() => startNodeEngine(options.weightsDir));
  const log = openLog(options.dataDir);
  const listeners = new Set<(topic: string, value: unknown) => void>();
  const timers = new Set<NodeJS.Timeout>();
  let settings = readSettings(store);

  const eraseDue = (): void => {
    if (store.people.eraseDue(new Date()).length > 0) core.emit('people.changed', {});
    access.eraseRemoved();
  };
  // Erasures that came due while the program was closed come before anything is served.
  store.people.eraseDue(new Date());
  const served = serveModelFirst(store.templates, first);

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
    gallery: served.gallery,
    record: served.record,
    settings: () => settings,
    calibrations: calibrationsInForce(store),
    negatives: negativesInForce(store),
    heldFaces: heldFaces(),
    now: options.now ?? (() => new Date()),
    precedence: createPrecedence(),
    emit: (topic, value) => {
      for (const listener of listeners) listener(topic, value);
    },
    serveModel: (next) => {
      served.serve(next);
      settings = readSettings(store);
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
  const lessons = lessonTasks(core);
  const networks = lessonNetworks(core);
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
  const access = accessService(core, later);
  listeners.add((topic) => {
    if (topic === 'people.changed' || topic === 'settings.changed') deskSoftmax.changed();
    if (topic !== 'people.changed') return;
    training.peopleChanged();
    compare.peopleChanged();
    access.peopleChanged();
    core.negatives.forget();
  });

  const liveness = livenessInForce(core);
  const desk = deskHandlers(core, deskSoftmax, liveness, access.doors);

  const operators = operatorsService(core, options.passwordCost);
  const api = apiService(core, options.startApi);
  const { permit, mayHear } = createPermit({ ...operators, apiKeyOf: api.apiKeyOf });
  // Terms that ended while the program was closed.
  sweepNow();

  const handlers: AppHandlers = {
    ...training.handlers,
    ...evaluations.handlers,
    ...compare.handlers,
    ...lessons.handlers,
    ...networks.handlers,
    ...enrolmentHandlers(core),
    ...guidedCaptureHandlers(core, shots),
    ...identificationHandlers(core),
    ...desk.handlers,
    ...livenessHandlers(core, liveness, desk.tested),
    ...lessonHandlers(core),
    ...access.handlers,
    ...peopleHandlers(core, later),
    ...privacyHandlers(core),
    ...keyHandlers(core),
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
    ...operators.handlers,
    ...api.handlers,
    ...audit.handlers,
    ...backupHandlers(core),
    ...aboutHandlers(),
  };
  const call = createDispatch({
    handlers,
    permit,
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
    await api.close();
    operators.close();
    deskSoftmax.close();
    access.close();
    await compare.close();
    lessons.close();
    networks.close();
    await training.close();
    await evaluations.close();
    core.engine.close();
    core.heldFaces.clear();
    shots.clear();
    await served.close();
    endStore();
  };

  const app: App = {
    call,
    subscribe(listener, client) {
      const own = (topic: string, value: unknown): void => {
        if (mayHear(topic, client)) listener(topic, value);
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
    begin: () => api.start(app),
    close: () => end(store.close),
    discard: () => end(store.discard),
  };
  return app;
}

/** The first of our own lines in a stack, for the log. */
export const placeOf = (error: unknown): string =>
  /((?:main|data|models)\/[\w./-]+:\d+)/.exec(error instanceof Error ? (error.stack ?? '') : '')?.[1] ?? 'unknown';
