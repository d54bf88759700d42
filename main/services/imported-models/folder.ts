import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { ImportedModel } from '../../engine/protocol.ts';
import { recordSchema } from './record-schema.ts';

/**
 * The models that a person brought: `DATA/models/ID/` holds `model.onnx` and `record.json`. A folder appears there in
 * one step, when its model has passed the self-test; what a killed import left behind begins with a point and is swept away.
 */
export interface ImportedModels {
  readonly records: readonly ModelRecord[];
  /** What the engine needs to open it; undefined for a model that came with the app. */
  find(id: string): ImportedModel | undefined;
  /** Puts a file aside for the trial. @returns its path */
  stage(id: string, onnx: Uint8Array): string;
  unstage(id: string): void;
  /** Makes a staged model one of the app's. */
  accept(record: ModelRecord): void;
  /** Writes a record anew. */
  update(record: ModelRecord): void;
  remove(id: string): void;
}

export function openImportedModels(dataDir: string): ImportedModels {
  const root = join(dataDir, 'models');
  const known = new Map<string, ModelRecord>();
  for (const record of readAll(root)) known.set(record.id, record);
  const stagingOf = (id: string): string => join(root, `.incoming-${id}`);
  const fileOf = (id: string): string => join(root, id, 'model.onnx');
  return {
    get records() {
      return [...known.values()];
    },
    find(id) {
      const record = known.get(id);
      return record && { record, file: fileOf(id) };
    },
    stage(id, onnx) {
      const folder = stagingOf(id);
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, 'model.onnx');
      writeFileSync(file, onnx, { mode: 0o600 });
      return file;
    },
    unstage: (id) => rmSync(stagingOf(id), { recursive: true, force: true }),
    accept(record) {
      writeRecord(stagingOf(record.id), record);
      // Left by a record that could not be read: nothing refers to it.
      rmSync(join(root, record.id), { recursive: true, force: true });
      renameSync(stagingOf(record.id), join(root, record.id));
      known.set(record.id, record);
    },
    update(record) {
      writeRecord(join(root, record.id), record);
      known.set(record.id, record);
    },
    remove(id) {
      rmSync(join(root, id), { recursive: true, force: true });
      known.delete(id);
    },
  };
}

function writeRecord(folder: string, record: ModelRecord): void {
  const written = join(folder, '.record.json');
  writeFileSync(written, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(written, join(folder, 'record.json'));
}

/** Records that cannot be read are passed over: the app opens all the same, and the model can be imported again. */
function readAll(root: string): ModelRecord[] {
  let names: string[];
  try {
    names = readdirSync(root).sort();
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    if (name.startsWith('.')) return [];
    try {
      const record = recordSchema.parse(JSON.parse(readFileSync(join(root, name, 'record.json'), 'utf8')));
      return record.id === name ? [record as ModelRecord] : [];
    } catch {
      return [];
    }
  });
}

/** What killed imports left behind. Only for the data folder's owner: another process may be in the middle of one. */
export function sweepStaging(dataDir: string): void {
  const root = join(dataDir, 'models');
  try {
    for (const name of readdirSync(root))
      if (name.startsWith('.incoming-')) rmSync(join(root, name), { recursive: true, force: true });
  } catch {
    // There is no such folder yet.
  }
}
