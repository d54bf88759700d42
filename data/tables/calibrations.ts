import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { textBytes, type Vault } from '../vault/vault.ts';

/** A calibration as stored. What `value` says is main's. */
export interface StoredCalibration {
  readonly id: string;
  readonly modelId: string;
  readonly modelSha256: string;
  readonly value: string;
  readonly inForce: boolean;
  readonly createdAt: string;
}

interface Row {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly model_id: string;
  readonly model_sha256: string;
  readonly value_sealed: Buffer;
  readonly in_force: number;
  readonly created_at: string;
}

export interface CalibrationsTable {
  /** Of a model, the newest first. */
  ofModel(modelId: string): StoredCalibration[];
  find(id: string): StoredCalibration | null;
  /** Not in force yet; replaces what was measured for this model and never put in force. */
  create(calibration: Pick<StoredCalibration, 'modelId' | 'modelSha256' | 'value'>): StoredCalibration;
  /** Puts it in force and removes the others of its model. Throws NOT_FOUND. */
  putInForce(id: string): void;
  /** Throws NOT_FOUND. */
  remove(id: string): void;
  /** The names of all models that a calibration is in force for. */
  modelsInForce(): string[];
}

export function calibrationsTable(db: Database, vault: Vault): CalibrationsTable {
  const place = (row: string) => ({ table: 'calibrations', row, column: 'value_sealed' });
  const rowOf = db.prepare<[string], Row>('SELECT * FROM calibrations WHERE id = ?');
  const opened = (row: Row): StoredCalibration => ({
    id: row.id,
    modelId: row.model_id,
    modelSha256: row.model_sha256,
    value: vault
      .openFor(vault.openCalibrationKey(row.id, row.key_wrapped), row.value_sealed, place(row.id))
      .toString('utf8'),
    inForce: row.in_force === 1,
    createdAt: row.created_at,
  });
  return {
    ofModel: (modelId) =>
      db
        .prepare<[string], Row>('SELECT * FROM calibrations WHERE model_id = ? ORDER BY created_at DESC, id')
        .all(modelId)
        .map(opened),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : opened(row);
    },
    create: db.transaction(({ modelId, modelSha256, value }) => {
      db.prepare('DELETE FROM calibrations WHERE model_id = ? AND in_force = 0').run(modelId);
      const id = randomUUID();
      const { key, wrapped } = vault.createCalibrationKey(id);
      const createdAt = new Date().toISOString();
      db.prepare(
        'INSERT INTO calibrations (id, key_wrapped, model_id, model_sha256, value_sealed, in_force, created_at) VALUES (?, ?, ?, ?, ?, 0, ?)',
      ).run(id, wrapped, modelId, modelSha256, vault.sealFor(key, textBytes(value), place(id)), createdAt);
      return { id, modelId, modelSha256, value, inForce: false, createdAt };
    }),
    putInForce: db.transaction((id: string) => {
      const row = rowOf.get(id);
      if (row === undefined) throw gone();
      db.prepare('DELETE FROM calibrations WHERE model_id = ? AND id <> ?').run(row.model_id, id);
      db.prepare('UPDATE calibrations SET in_force = 1 WHERE id = ?').run(id);
    }),
    remove(id) {
      if (db.prepare('DELETE FROM calibrations WHERE id = ?').run(id).changes === 0) throw gone();
    },
    modelsInForce: () =>
      db
        .prepare<[], { model_id: string }>('SELECT model_id FROM calibrations WHERE in_force = 1')
        .all()
        .map((row) => row.model_id),
  };
}

const gone = (): StoreError => new StoreError('NOT_FOUND', 'There is no such calibration, or it was replaced.');
