import type { ModelRecord } from './record.ts';
import { DLIB_RESNET_128 } from './records/dlib-resnet.ts';
import { FR_FEATURE_512 } from './records/fr-feature.ts';

/** Records by id. */
export interface ModelRegistry {
  readonly ids: readonly string[];
  /** @throws on an unknown id, naming the known ones */
  get(id: string): ModelRecord;
  has(id: string): boolean;
}

/** @throws when two records share an id: their templates could not be told apart */
export function createRegistry(records: readonly ModelRecord[]): ModelRegistry {
  const byId = new Map<string, ModelRecord>();
  for (const record of records) {
    if (byId.has(record.id)) throw new Error(`models: two records are named ${record.id}`);
    byId.set(record.id, record);
  }
  const ids = [...byId.keys()];
  return {
    ids,
    has: (id) => byId.has(id),
    get: (id) => {
      const record = byId.get(id);
      if (!record) throw new Error(`models: no model is named ${id}; there are ${ids.join(', ')}`);
      return record;
    },
  };
}

/** The models that come with the app; the first is the default. */
export const MODELS: ModelRegistry = createRegistry([FR_FEATURE_512, DLIB_RESNET_128]);

export const DEFAULT_MODEL = FR_FEATURE_512.id;
