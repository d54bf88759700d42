import type { EvaluationSamplesTable, NewSample } from '../../../data/tables/evaluation-samples.ts';
import { decodeMessage, encodeMessage } from '../../contract/wire.ts';
import type { EvaluatedModel, FaceSample, PictureCache } from './face-source.ts';

/** Samples written in one transaction: what a kill loses at most. */
const BATCH = 32;

export interface StoredSamples extends PictureCache {
  /** Writes what waits. */
  flush(): void;
}

/**
 * A run's samples in the store, under its key. What another run had made of the same picture with the same network is found and copied, so that
 * each run can be erased without the others.
 */
export function storedSamples(table: EvaluationSamplesTable, runId: string, model: EvaluatedModel): StoredSamples {
  const waiting = new Map<string, NewSample>();
  const flush = (): void => {
    if (waiting.size > 0) table.add(runId, [...waiting.values()]);
    waiting.clear();
  };
  const keep = (picture: string, bytes: Uint8Array): void => {
    waiting.set(picture, { picture, bytes });
    if (waiting.size >= BATCH) flush();
  };
  return {
    flush,
    get(sha256) {
      const picture = nameOf(model, sha256);
      const bytes = waiting.get(picture)?.bytes;
      if (bytes !== undefined) return sampleFrom(bytes);
      const found = table.find(picture);
      if (found === null) return undefined;
      if (found.runId !== runId) keep(picture, found.bytes);
      return sampleFrom(found.bytes);
    },
    set(sha256, { template, reason, quality, ms }) {
      keep(nameOf(model, sha256), encodeMessage({ template, reason, quality, ms }));
    },
  };
}

/** Only what evaluations made and keep: for work that keeps no templates of its own. */
export function keptSamples(table: EvaluationSamplesTable, model: EvaluatedModel): PictureCache {
  return {
    get(sha256) {
      const found = table.find(nameOf(model, sha256));
      return found === null ? undefined : sampleFrom(found.bytes);
    },
    set() {},
  };
}

// The id names weights and preprocessing; the hash is here in case a file was exchanged under its name.
const nameOf = (model: EvaluatedModel, sha256: string): string => `${model.id} ${model.sha256} ${sha256}`;

const sampleFrom = (bytes: Uint8Array): FaceSample => decodeMessage(bytes) as FaceSample;
