import type { Gallery } from '../../data/gallery/gallery.ts';
import type { Log } from '../../data/log.ts';
import type { Store } from '../../data/store.ts';
import type { ModelRecord } from '../../models/embed/record.ts';
import type { Settings } from '../contract/settings.ts';
import type { Engine } from '../engine/engine.ts';
import type { CalibrationsInForce } from './calibration/in-force.ts';
import type { HeldFaces } from './held-faces.ts';
import type { ImportedModels } from './imported-models/folder.ts';
import type { Negatives } from './negatives.ts';
import type { Precedence } from './precedence.ts';

/** What the services share. `gallery` and `record` change together when another model is chosen. */
export interface Core {
  readonly store: Store;
  readonly engine: Engine;
  readonly log: Log;
  readonly dataDir: string;
  readonly weightsDir: string;
  /** Why a gallery without hnswlib is what it is, for doctor. */
  gallery(): Gallery;
  record(): ModelRecord;
  settings(): Settings;
  readonly calibrations: CalibrationsInForce;
  readonly negatives: Negatives;
  readonly heldFaces: HeldFaces;
  /** What the clock shows, by which doors decide. */
  now(): Date;
  /** Of an enrolment at the Desk over the camera's frames. */
  readonly precedence: Precedence;
  /** Tells whoever listens (windows, streams) that something changed. */
  emit(topic: string, value: unknown): void;
  /** Serves from another model's templates from now on. */
  serveModel(record: ModelRecord): void;
  /** Those that came with the app, then those that a person brought. */
  readonly records: readonly ModelRecord[];
  readonly imported: ImportedModels;
  /** An engine process of its own, for a model that may bring it down. */
  startTrial(): Engine;
}
