import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../models/weights.manifest.json' with { type: 'json' };
import type { ImportedModel } from './protocol.ts';

/** A weight file that is missing, not the one that was chosen, or no network of faces; named. */
export class WeightsError extends Error {
  readonly code: 'MODEL_MISSING' | 'WEIGHTS_TAMPERED' | 'BAD_MODEL';
  constructor(code: WeightsError['code'], message: string) {
    super(message);
    this.name = 'WeightsError';
    this.code = code;
  }
}

/** Reads a file named in the weights manifest and holds it to its SHA-256 before anything looks at it. Throws WeightsError. */
export function readWeights(dir: string, target: string): Uint8Array {
  const entry = manifest.entries.find((each) => each.target === target);
  if (entry === undefined) throw new WeightsError('MODEL_MISSING', `${target} is not in the weights manifest.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(dir, target));
  } catch {
    throw new WeightsError('MODEL_MISSING', `The model file ${target} is missing. Run "npm start" to fetch it.`);
  }
  if (sha256Of(bytes) !== entry.sha256)
    throw new WeightsError(
      'WEIGHTS_TAMPERED',
      `The model file ${target} is not the one this program was built with. Delete it and run "npm start" to fetch it again.`,
    );
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads an imported model's file and holds it to the SHA-256 that was noted when it was imported. Throws WeightsError. */
export function readImported({ record, file }: ImportedModel): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new WeightsError('MODEL_MISSING', `The file of the imported model ${record.id} is missing. Import it again.`);
  }
  if (sha256Of(bytes) !== record.sha256)
    throw new WeightsError(
      'WEIGHTS_TAMPERED',
      `The file of the imported model ${record.id} was changed since it was imported. Remove the model and import it again.`,
    );
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
