import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { type AccessStore, accessStore } from './access-store.ts';
import { type AuditChain, auditChain } from './audit/audit-chain.ts';
import { type StoreBackups, storeBackups } from './backup/store-backups.ts';
import { configure } from './configure.ts';
import { createEraser, type ErasureStep } from './erasure/erasure.ts';
import type { KeyRing } from './key-ring/key-ring.ts';
import { refuseWithoutDatabase, ringOf } from './key-ring/ring-of-store.ts';
import { lockFolder } from './lock.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { migrate } from './migrations/run.ts';
import { prepareFolder } from './prepare-folder.ts';
import { runFiles } from './run-files.ts';
import { asStoreError, StoreError, withStoreErrors } from './store-error.ts';
import { type ApiKeysTable, apiKeysTable } from './tables/api-keys.ts';
import { type CalibrationsTable, calibrationsTable } from './tables/calibrations.ts';
import { type ErasuresTable, erasuresTable } from './tables/erasures.ts';
import { type EvaluationSamplesTable, evaluationSamplesTable } from './tables/evaluation-samples.ts';
import { type EvaluationsTable, evaluationsTable } from './tables/evaluations.ts';
import { eventPayloadsTable } from './tables/event-payloads.ts';
import { type EventSnapshotsTable, eventSnapshotsTable } from './tables/event-snapshots.ts';
import { type EventsTable, eventsTable } from './tables/events.ts';
import { type KeptApartTable, keptApartTable } from './tables/kept-apart.ts';
import { keySlotsTable } from './tables/key-slots.ts';
import { type LabelsTable, labelsTable } from './tables/labels.ts';
import { type LivenessTrialsTable, livenessTrialsTable } from './tables/liveness-trials.ts';
import { type MergesTable, mergesTable } from './tables/merges.ts';
import { type OperatorsTable, operatorsTable } from './tables/operators.ts';
import { type ConsentRecord, type PeopleTable, type Person, peopleTable, scrub } from './tables/people.ts';
import { type SettingsTable, settingsTable } from './tables/settings.ts';
import { type SignInFailuresTable, signInFailuresTable } from './tables/sign-in-failures.ts';
import {
  type NewTemplate,
  type StoredCropRef,
  type Template,
  type TemplatesTable,
  templatesTable,
} from './tables/templates.ts';
import { type TrainingPeopleTable, trainingPeopleTable } from './tables/training-people.ts';
import { type TrainingRunsTable, trainingRunsTable } from './tables/training-runs.ts';
import { undoOfCreation } from './undo-creation.ts';
import { newKey, type VaultKey } from './vault/envelope.ts';
import { openStoreKey, type Unlock, wrapStoreKey } from './vault/slots.ts';
import { type StoreSlots, storeSlots } from './vault/store-slots.ts';
import { createVault } from './vault/vault.ts';

export interface EnrolmentWrite {
  /** An existing person, or the name of a new one. */
  readonly person:
    | { readonly id: string }
    | { readonly name: string; readonly consent: ConsentRecord; readonly expiresAt?: string | null };
  readonly templates: readonly NewTemplate[];
}

/** Everything that lasts. SQLite is the truth; what a function has returned for is on the disk. */
export interface Store extends StoreBackups {
  readonly id: string;
  readonly dir: string;
  readonly people: Omit<PeopleTable, 'create' | 'keyOf' | 'due' | 'forgetKey'> & {
    /** Erases all whose time has come (erasure/erasure.ts), each with a receipt. Returns the ids. */
    eraseDue(now: Date): string[];
  };
  /** What is left of people who were erased. */
  readonly erasures: Pick<ErasuresTable, 'all' | 'find'>;
  readonly templates: Omit<TemplatesTable, 'insert' | 'insertForCrop' | 'remove'>;
  readonly events: EventsTable;
  /** Pictures of events. */
  readonly snapshots: Omit<EventSnapshotsTable, 'move'>;
  readonly settings: SettingsTable;
  /** Erases what events of before a moment sealed; the events stay. Returns how many. */
  dropEventContents(before: string): number;
  /** Erases pictures of events: those whose time is over, or all. Returns how many. */
  dropSnapshots(until: Date | 'all'): number;
  /** The events as evidence. */
  readonly audit: AuditChain;
  /** A person with their templates, all or nothing. */
  enrol(write: EnrolmentWrite): { readonly person: Person; readonly templates: readonly Template[] };
  /** Training runs, and what they hold of enrolled people. */
  readonly runs: TrainingRunsTable;
  readonly runPeople: Omit<TrainingPeopleTable, 'forgetCrop'>;
  /** Evaluations, and the templates that they made of data sets' pictures. */
  readonly evaluations: Omit<EvaluationsTable, 'keyOf'>;
  readonly evaluationSamples: EvaluationSamplesTable;
  readonly calibrations: CalibrationsTable;
  /** The site's own presentations of liveness. */
  readonly livenessTrials: LivenessTrialsTable;
  /** One person under two names. */
  readonly merges: MergesTable;
  readonly keptApart: KeptApartTable;
  /** What was said of events. */
  readonly labels: LabelsTable;
  /** Doors, and who may enter when. */
  readonly access: AccessStore;
  /** Who may use the open app, and what other programs may ask of it. */
  readonly operators: OperatorsTable;
  readonly signInFailures: SignInFailuresTable;
  readonly apiKeys: ApiKeysTable;
  /**
   * Templates of stored crops by another model, all or nothing; nobody is recognised by them before that model serves. Crops that were
   * removed meanwhile, and those that have such a template by now, are passed over. Returns how many were added.
   */
  addTemplatesForCrops(
    items: readonly { readonly crop: StoredCropRef; readonly template: Omit<NewTemplate, 'crop'> }[],
  ): number;
  /** Erases a template as `people.eraseDue` erases a person: with its picture, what other models made of it, and every page that held them. */
  removeTemplate(template: Template): void;
  readonly slots: StoreSlots;
  close(): void;
  /** Closes, and where this opening made the store, takes it back: folder, files and key file are as they were before. */
  discard(): void;
}

export interface StoreOptions {
  readonly dir: string;
  readonly unlock: Unlock;
  /** Tests give others. */
  readonly migrations?: readonly Migration[];
  readonly onErasureStep?: (step: ErasureStep) => void;
}

/**
 * Opens a data folder, or makes a new one. It belongs to this process until `close`.
 * Throws StoreError: STORE_IN_USE, STORE_LOCKED, STORE_TOO_NEW, STORE_CORRUPT, STORE_READ_ONLY, DISK_FULL. On every one of
 * them the folder is left as it was.
 */
export function openStore({ dir, unlock, migrations: steps = migrations, onErasureStep }: StoreOptions): Store {
  let lock: { release(): void } | null = null;
  let db: Database | null = null;
  let ring: KeyRing | null = null;
  let fresh = false;
  let undo = (_made: boolean): void => {};
  try {
    undo = undoOfCreation(dir, unlock);
    prepareFolder(dir);
    lock = lockFolder(dir);
    const file = join(dir, 'threshold.db');
    fresh = !existsSync(file);
    if (fresh) refuseWithoutDatabase(dir);
    db = new Sqlite(file, { timeout: 2000 });
    chmodSync(file, 0o600);
    configure(db, fresh);
    migrate(db, dir, steps);
    const { storeId, storeKey } = unlocked(db, unlock);
    ring = ringOf(db, dir, storeId);
    return assemble({ db, dir, lock, ring, storeId, storeKey, onErasureStep, takeBack: () => undo(fresh) });
  } catch (error) {
    ring?.close();
    db?.close();
    const failure = asStoreError(error);
    if (!(failure instanceof StoreError && failure.code === 'STORE_IN_USE')) undo(fresh);
    lock?.release();
    throw failure;
  }
}

/** The first opening makes the store's identity, key and first slot in one transaction. */
function unlocked(db: Database, unlock: Unlock): { storeId: string; storeKey: VaultKey } {
  const slots = keySlotsTable(db);
  const known = db.prepare<[], { id: string }>('SELECT id FROM store').get();
  if (known !== undefined) return { storeId: known.id, storeKey: openStoreKey(known.id, slots.list(), unlock) };
  const storeId = randomUUID();
  const storeKey = newKey();
  db.transaction(() => {
    db.prepare('INSERT INTO store (id, created_at) VALUES (?, ?)').run(storeId, new Date().toISOString());
    slots.insert(wrapStoreKey(storeId, storeKey, unlock));
  })();
  return { storeId, storeKey };
}

interface StoreParts {
  readonly db: Database;
  readonly dir: string;
  readonly lock: { release(): void };
  readonly ring: KeyRing;
  readonly storeId: string;
  readonly storeKey: VaultKey;
  readonly onErasureStep: ((step: ErasureStep) => void) | undefined;
  readonly takeBack: () => void;
}

function assemble({ db, dir, lock, ring, storeId, storeKey, onErasureStep, takeBack }: StoreParts): Store {
  const vault = createVault(storeId, storeKey);
  const people = peopleTable(db, vault, ring);
  const templates = templatesTable(db, vault, people);
  const payloads = eventPayloadsTable(db, vault, people);
  const snapshots = eventSnapshotsTable(db, vault, people);
  const files = runFiles(dir, vault);
  const runPeople = trainingPeopleTable(db, vault, people);
  const evaluations = evaluationsTable(db, vault, dir);
  files.sweep(
    new Set(
      db
        .prepare<[], { id: string }>('SELECT id FROM training_runs')
        .all()
        .map(({ id }) => id),
    ),
  );
  const events = eventsTable(db, vault, payloads);
  const audit = auditChain({ db, dir, vault, payloads });
  const { signer } = audit;
  const erasures = erasuresTable(db);
  const eraser = createEraser({
    ...{ db, dir, storeId, ring, people, erasures, events, files, signer },
    ...(onErasureStep === undefined ? {} : { onStep: onErasureStep }),
  });
  eraser.resume();
  const write = db.transaction(({ person, templates: news }: EnrolmentWrite, newId: string) => {
    const who = 'id' in person ? people.find(person.id) : people.create(person, newId);
    if (who === null) throw new StoreError('NOT_FOUND', 'There is no such person, or they were erased.');
    return { person: who, templates: news.map((template) => templates.insert(who.id, template)) };
  });
  const store: Store = {
    id: storeId,
    dir,
    people: withStoreErrors({
      ...people,
      eraseDue(now: Date) {
        const due = people.due(now);
        eraser.erase(due);
        return due.map(({ id }) => id);
      },
    }),
    erasures: withStoreErrors(erasures),
    templates: withStoreErrors(templates),
    events: withStoreErrors(events),
    snapshots: withStoreErrors(snapshots),
    settings: withStoreErrors(settingsTable(db)),
    runs: withStoreErrors(trainingRunsTable(db, vault, files, dir)),
    runPeople: withStoreErrors(runPeople),
    evaluations: withStoreErrors(evaluations),
    evaluationSamples: withStoreErrors(evaluationSamplesTable(db, vault, evaluations)),
    calibrations: withStoreErrors(calibrationsTable(db, vault)),
    livenessTrials: withStoreErrors({
      ...livenessTrialsTable(db, vault),
      erase(id) {
        const erased = livenessTrialsTable(db, vault).erase(id);
        scrub(db, dir);
        return erased;
      },
    } satisfies LivenessTrialsTable),
    merges: withStoreErrors(mergesTable(db, vault, people, payloads, snapshots)),
    keptApart: withStoreErrors(keptApartTable(db)),
    labels: withStoreErrors(labelsTable(db, vault, people, dir)),
    access: accessStore(db, vault, people, events),
    operators: withStoreErrors(operatorsTable(db, vault, dir)),
    signInFailures: withStoreErrors(signInFailuresTable(db, vault)),
    apiKeys: withStoreErrors(apiKeysTable(db, vault)),
    enrol(what) {
      const id = randomUUID();
      try {
        return write(what, id);
      } catch (error) {
        ring.takeBack(id); // the key of somebody who was not enrolled after all
        people.forgetKey(id);
        throw error;
      }
    },
    addTemplatesForCrops: db.transaction((items) => {
      let added = 0;
      for (const { crop, template } of items) {
        if (!templates.lacks(crop, template.modelId)) continue;
        templates.insertForCrop(crop, template);
        added++;
      }
      return added;
    }),
    removeTemplate(template) {
      db.transaction(() => {
        if (template.cropId !== null) runPeople.forgetCrop(template.personId, template.cropId);
        templates.remove(template);
      })();
      scrub(db, dir);
    },
    slots: storeSlots({ db, dir, storeId, storeKey }),
    dropEventContents(before) {
      const dropped = payloads.dropBefore(before);
      if (dropped > 0) scrub(db, dir);
      return dropped;
    },
    dropSnapshots(until) {
      const dropped = snapshots.drop(until);
      if (dropped > 0) scrub(db, dir);
      return dropped;
    },
    ...storeBackups(db, dir, ring),
    audit: withStoreErrors({
      ...audit,
      dropBefore(at: string) {
        const dropped = audit.dropBefore(at);
        if (dropped.length > 0) scrub(db, dir);
        return dropped;
      },
    }),
    close() {
      try {
        audit.anchor(new Date());
      } catch {
        // A head that cannot be noted now (a full disk) is noted at the next start.
      }
      ring.close();
      db.close();
      lock.release();
    },
    discard() {
      ring.close();
      db.close();
      takeBack(); // still under the lock
      lock.release();
    },
  };
  return withStoreErrors(store);
}
