import type { Store } from '../../../data/store.ts';
import type { StoredCalibration } from '../../../data/tables/calibrations.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import type { ThresholdRow } from '../../../models/metrics/thresholds.ts';
import { type Calibration, calibrationSchema } from '../../contract/calibration.ts';

/** What decisions need of a calibration, without its curves. */
export interface CalibrationInForce {
  readonly at: string;
  readonly dataSet: { readonly name: string; readonly people: number } | null;
  readonly ownPeople: number;
  readonly identify: readonly ThresholdRow[];
  readonly verify: readonly ThresholdRow[];
}

/** `elsewhere`: none for this model as it is now, but for another or for its former file. */
export type CalibrationFor = CalibrationInForce | 'elsewhere' | null;

/** The calibrations in force, kept in memory: they are asked for at every frame. */
export interface CalibrationsInForce {
  of(record: ModelRecord): CalibrationFor;
  /** After one was put in force or removed. */
  forget(): void;
}

export function calibrationsInForce(store: Store): CalibrationsInForce {
  const known = new Map<string, CalibrationFor>();
  return {
    of({ id, sha256 }) {
      const key = `${id} ${sha256}`;
      const cached = known.get(key);
      if (cached !== undefined) return cached;
      const found = read(store, id, sha256);
      known.set(key, found);
      return found;
    },
    forget: () => known.clear(),
  };
}

function read(store: Store, modelId: string, sha256: string): CalibrationFor {
  const stored = store.calibrations.ofModel(modelId).find(({ inForce }) => inForce);
  if (stored === undefined) return store.calibrations.modelsInForce().length > 0 ? 'elsewhere' : null;
  if (stored.modelSha256 !== sha256) return 'elsewhere';
  const calibration = calibrationOf(stored);
  if (calibration === null) return null;
  const { at, dataSet, own, identify, verify } = calibration;
  return {
    at,
    dataSet: dataSet === null ? null : { name: dataSet.name, people: dataSet.people },
    ownPeople: own?.people ?? 0,
    identify: identify.table,
    verify: verify.table,
  };
}

/** Null where it was written by a version of the program that measured something else. */
export function calibrationOf({
  id,
  createdAt,
  modelId,
  modelSha256,
  inForce,
  value,
}: StoredCalibration): Calibration | null {
  const parsed = calibrationSchema.safeParse({
    ...JSON.parse(value),
    id,
    at: createdAt,
    modelId,
    modelSha256,
    inForce,
  });
  return parsed.success ? parsed.data : null;
}
