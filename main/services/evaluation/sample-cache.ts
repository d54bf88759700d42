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
  // The id names weights and preprocessing; the hash is here in case a file was exchanged under its name.
  const nameOf = (sha256: string): string => `${model.id} ${model.sha256} ${sha256}`;
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
      const picture = nameOf(sha256);
      const bytes = waiting.get(picture)?.bytes;
      if (bytes !== undefined) return sampleFrom(bytes);
      const found = table.find(picture);
      if (found === null) return undefined;
      if (found.runId !== runId) keep(picture, found.bytes);
      return sampleFrom(found.bytes);
    },
    set(sha256, { template, reason, quality, ms }) {
      keep(nameOf(sha256), encodeMessage({ template, reason, quality, ms }));
    },
  };
}

const sampleFrom = (bytes: Uint8Array): FaceSample => decodeMessage(bytes) as FaceSample;
